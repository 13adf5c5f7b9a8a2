import { activityKinds, type ActivityKindKey } from '@sluice/core/config/activity-kinds'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'

export type ActivitySubject = 'lead' | 'account' | 'contact' | 'deal'

/** An activity as it is to be inserted; references must exist. `at` is ISO UTC. */
export interface NewActivity {
  id: string
  kind: ActivityKindKey
  subjectType: ActivitySubject
  subjectId: string
  contactId?: string | null
  at: string
  minutes?: number | null
  outcome?: string | null
  body?: string
  authorId: string | null
  /** The author's team. */
  teamId: string | null
  /** Owner and team of the record it is about: who hears of it live. Default: author and author's team. */
  subjectOwnerId?: string | null
  subjectTeamId?: string | null
  importId?: string | null
  /** Default `act.now`, or `at` when imported. */
  createdAt?: string
}

const batch = 2000
const customerFacing = new Set(activityKinds.filter((kind) => kind.customerFacing).map((kind) => kind.key))

/**
 * Inserts activities with their `activity.logged` events (at `at`, by their author), set-based, and moves
 * `last_activity_at` of what they touch. Serves one logged activity, an import and the demo company alike; nothing is
 * checked here. `imported`: the events count as known when they were true (docs/decisions/0003).
 */
export async function loadActivities(tx: Tx, act: Act, activities: readonly NewActivity[], { imported = false }: { imported?: boolean } = {}): Promise<void> {
  for (let from = 0; from < activities.length; from += batch) {
    const part = activities.slice(from, from + batch)
    const rows = part.map((activity) => ({ ...activity, body: activity.body ?? '', createdAt: activity.createdAt ?? (imported ? activity.at : act.now) }))
    await sql`
      insert into activity (org_id, id, kind, subject_type, subject_id, contact_id, at, minutes, outcome, body, author_id, team_id, import_id, created_at)
      select ${act.orgId}::uuid, id, kind, "subjectType", "subjectId", "contactId", at, minutes, outcome, body, "authorId", "teamId", "importId", "createdAt"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, kind text, "subjectType" text, "subjectId" uuid, "contactId" uuid,
        at timestamptz, minutes int, outcome text, body text, "authorId" uuid, "teamId" uuid, "importId" uuid, "createdAt" timestamptz)`.execute(tx)
  }
  await touch(tx, act.orgId, activities.filter((activity) => customerFacing.has(activity.kind)))
  await append(tx, act, activities.map((activity) => ({
    type: 'activity.logged', subjectType: activity.subjectType, subjectId: activity.subjectId, at: activity.at, imported, actorId: activity.authorId,
    ownerId: activity.subjectOwnerId === undefined ? activity.authorId : activity.subjectOwnerId,
    teamId: activity.subjectTeamId === undefined ? activity.teamId : activity.subjectTeamId,
    payload: {
      subjectType: activity.subjectType, subjectId: activity.subjectId, activityId: activity.id, kind: activity.kind, outcome: activity.outcome ?? null,
      minutes: activity.minutes ?? null, body: activity.body ?? '',
    },
  })))
}

/**
 * The clock "since the last customer-facing activity": of the subject, of the contact who took part, and of the account
 * behind either. It only moves forward here; a row that is there already is not written again (its search index would be).
 */
async function touch(tx: Tx, orgId: string, activities: readonly NewActivity[]): Promise<void> {
  const latest = new Map<string, { type: string; id: string; at: string }>()
  const see = (type: string, id: string | null | undefined, at: string) => {
    if (id === null || id === undefined) return
    const before = latest.get(type + id)
    if (before === undefined || before.at < at) latest.set(type + id, { type, id, at })
  }
  for (const { subjectType, subjectId, contactId, at } of activities) {
    const instant = new Date(at).toISOString()
    see(subjectType, subjectId, instant)
    see('contact', contactId, instant)
  }
  if (latest.size === 0) return
  const rows = JSON.stringify([...latest.values()])
  for (const table of ['lead', 'deal', 'contact'] as const) {
    await sql`
      update ${sql.table(table)} r set last_activity_at = t.at
      from jsonb_to_recordset(${rows}::jsonb) as t(type text, id uuid, at timestamptz)
      where r.org_id = ${orgId} and t.type = ${table} and r.id = t.id and (r.last_activity_at is null or r.last_activity_at < t.at)`.execute(tx)
  }
  await sql`
    with t as (select * from jsonb_to_recordset(${rows}::jsonb) as t(type text, id uuid, at timestamptz)),
    account_touch as (
      select id, at from t where type = 'account'
      union all select d.account_id, t.at from t join deal d on d.org_id = ${orgId} and d.id = t.id where t.type = 'deal'
      union all select c.account_id, t.at from t join contact c on c.org_id = ${orgId} and c.id = t.id where t.type = 'contact'
    ), latest as (select id, max(at) as at from account_touch where id is not null group by id)
    update account a set last_activity_at = l.at from latest l
    where a.org_id = ${orgId} and a.id = l.id and (a.last_activity_at is null or a.last_activity_at < l.at)`.execute(tx)
}
