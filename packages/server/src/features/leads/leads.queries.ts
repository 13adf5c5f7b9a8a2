import { leadObject } from '@sluice/core/conditions/objects'
import { leadStatuses, type Lead, type listLeads } from '@sluice/core/leads/contract'
import type { QueryOf } from '@sluice/core/lib/contract'
import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import type { Touch } from '@sluice/core/touches/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import { conditionFilter, type Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import type { Keyset } from '../../platform/keyset.ts'
import { listRows } from '../../platform/list-rows.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { teamFilter } from '../../platform/team-filter.ts'
import { textFilter } from '../../platform/text-filter.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'
import { customKeyset } from '../fields/custom-sort.queries.ts'
import { selectCustomNames, showCustom, showOne } from '../fields/show-custom.queries.ts'
import { selectLeadTouches } from '../touches/touches.queries.ts'
import type { LeadStatus } from './load-leads.ts'
import { recycleAtSql } from './recycle-at.ts'

/** All SQL that reads leads. Every query is of one organisation and shows what the viewer may see. */

const columns = sql`l.id, l.number, l.name, l.company, l.title, l.phone, l.email, l.wechat, l.status, l.invalid_reason as "invalidReason", l.score, l.grade,
  l.source_id as "sourceId", l.source_detail as "sourceDetail", case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as owner,
  l.team_id as "teamId", l.note, l.next_step as "nextStep", l.next_step_due as "nextStepDue", l.tag_ids as "tagIds", l.last_activity_at as "lastActivityAt",
  l.status_at as "statusAt", l.created_at as "createdAt", l.converted_at as "convertedAt", l.converted_deal_id as "convertedDealId",
  l.converted_account_id as "convertedAccountId", l.converted_contact_id as "convertedContactId", l.custom, l.version,
  l.mql_at as "mqlAt", l.sql_at as "sqlAt", case when p.id is null then null else jsonb_build_object('id', p.id, 'name', p.name) end as pool, ${recycleAtSql} as "recycleAt",
  (select c.due_at from response_clock c where c.org_id = l.org_id and c.lead_id = l.id and c.ended_at is null) as "answerDueAt"`
const from = sql`lead l left join app_user u on u.org_id = l.org_id and u.id = l.owner_id left join lead_pool p on p.org_id = l.org_id and p.id = l.pool_id`

type BuiltInSort = Exclude<QueryOf<typeof listLeads>['sort'], `c_${string}`>
const orders: Record<BuiltInSort, Pick<Keyset, 'key' | 'type' | 'nullable'>> = {
  created: { key: sql`l.created_at`, type: 'instant', nullable: false },
  activity: { key: sql`l.last_activity_at`, type: 'instant', nullable: true },
  score: { key: sql`l.score`, type: 'number', nullable: true },
  name: { key: sql`l.name collate "zh-Hans-x-icu"`, type: 'text', nullable: false },
  next_step: { key: sql`l.next_step_due`, type: 'day', nullable: true },
}

export async function selectLeads(tx: Reader, asker: Asker, query: QueryOf<typeof listLeads>) {
  const { viewer } = asker
  const among = (column: string, ids: readonly string[] | undefined) =>
    ids === undefined ? [] : [sql<boolean>`${sql.ref(column)} = any(${sql.val(ids)}::uuid[])`]
  // An unknown status matches nothing, as an unknown owner does.
  const statuses = query.status?.split(',').filter((status) => (leadStatuses as readonly string[]).includes(status))
  const where = [
    sql<boolean>`l.org_id = ${viewer.orgId}`,
    scopeFilter(viewer, 'lead', 'read', 'l'),
    textFilter('lead', 'l', query.q),
    ...(statuses === undefined ? [] : [sql<boolean>`l.status = any(${sql.val(statuses)}::text[])`]),
    ...among('l.owner_id', query.owner), ...among('l.source_id', query.source), ...teamFilter(viewer, 'l', query.team),
    ...(query.tag === undefined ? [] : [sql<boolean>`l.tag_ids && ${sql.val(query.tag)}::uuid[]`]),
    // By the last touch, as the campaign's own page counts them.
    ...(query.campaign === undefined ? [] : [sql<boolean>`exists (select from touch t where t.org_id = l.org_id and t.id = l.last_touch_id and t.campaign_id = any(${sql.val(query.campaign)}::uuid[]))`]),
    ...(query.grade === undefined ? [] : [sql<boolean>`l.grade = any(${sql.val(query.grade.split(','))}::text[])`]),
    ...(query.quick === undefined ? [] : [quickFilter(asker, query.quick)]),
    await conditionFilter(tx, asker, await withCustomFields(tx, viewer.orgId, viewer.role, leadObject), 'l', query.where),
  ]
  const keyset: Keyset = (await customKeyset(tx, viewer, 'lead', 'l', query.sort, query.direction))
    ?? { name: query.sort, direction: query.direction, alias: 'l', ...orders[query.sort as BuiltInSort] }
  const page = await listRows<Lead>(tx, { columns, from, countFrom: sql`lead l`, where, keyset, cursor: query.cursor, limit: query.limit })
  return { ...page, items: await showCustom(tx, viewer, 'lead', page.items) }
}

function quickFilter({ viewer, now, timeZone }: Asker, quick: NonNullable<QueryOf<typeof listLeads>['quick']>): RawBuilder<boolean> {
  const today = dayOf(now, timeZone)
  switch (quick) {
    case 'mine': return sql<boolean>`l.owner_id = ${viewer.userId}`
    case 'team': return sql<boolean>`l.team_id = any(${sql.val([...viewer.teamIds])}::uuid[])`
    case 'unassigned': return sql<boolean>`l.owner_id is null and l.status not in ('converted', 'invalid')`
    case 'new_today': {
      const [start, end] = [0, 1].map((days) => new Date(startOfDay(today, timeZone, days)).toISOString())
      return sql<boolean>`l.created_at >= ${start} and l.created_at < ${end}`
    }
    case 'ready': return sql<boolean>`exists (select from lead_score s where s.org_id = l.org_id and s.lead_id = l.id and s.is_ready) and l.status not in ('converted', 'invalid')`
    case 'pool': return sql<boolean>`l.pool_id is not null`
    case 'unanswered': return sql<boolean>`exists (select from response_clock c where c.org_id = l.org_id and c.lead_id = l.id and c.ended_at is null and c.due_at <= ${now.toISOString()})`
    case 'overdue': return sql<boolean>`l.next_step_due < ${today}::date and l.status not in ('converted', 'invalid')`
  }
}

/** One lead that the viewer may see. */
export async function selectLead(tx: Reader, viewer: Viewer, id: string): Promise<(Lead & { canWrite: boolean; customNames: Record<string, string>; firstTouch: Touch | null; lastTouch: Touch | null }) | undefined> {
  const { rows } = await sql<Lead & { canWrite: boolean }>`
    select ${columns}, ${scopeFilter(viewer, 'lead', 'write', 'l')} as "canWrite" from ${from}
    where l.org_id = ${viewer.orgId} and l.id = ${id} and ${scopeFilter(viewer, 'lead', 'read', 'l')}`.execute(tx)
  const shown = rows[0] && (await showOne(tx, viewer, 'lead', rows[0]))
  return shown && { ...shown, customNames: await selectCustomNames(tx, viewer, 'lead', [shown]), ...(await selectLeadTouches(tx, viewer.orgId, id)) }
}

/** The lead that a merged one was merged into, and that one, …; null of a lead that was not merged. */
export async function selectSurvivor(tx: Reader, orgId: string, id: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    with recursive way(id, n) as (
      select m.kept_id, 1 from lead_merge m where m.org_id = ${orgId} and m.merged_id = ${id} and m.undone_at is null
      union all select m.kept_id, w.n + 1 from way w join lead_merge m on m.org_id = ${orgId} and m.merged_id = w.id and m.undone_at is null where w.n < 100)
    select id from way order by n desc limit 1`.execute(tx)
  return rows[0]?.id ?? null
}

/** A lead as it is to be changed. */
export interface LeadRow {
  id: string; number: number; name: string; company: string | null; title: string | null; phone: string | null; email: string | null; wechat: string | null
  status: LeadStatus; invalidReason: string | null; sourceId: string | null; sourceDetail: string | null; ownerId: string | null; teamId: string | null
  note: string; nextStep: string | null; nextStepDue: string | null; tagIds: string[]; version: number
}

/** Those of the leads that the viewer may see, their rows locked until the transaction ends, always in the same order. */
export async function lockLeads(tx: Reader, viewer: Viewer, ids: readonly string[]): Promise<LeadRow[]> {
  const { rows } = await sql<LeadRow>`
    select l.id, l.number, l.name, l.company, l.title, l.phone, l.email, l.wechat, l.status, l.invalid_reason as "invalidReason", l.source_id as "sourceId",
           l.source_detail as "sourceDetail", l.owner_id as "ownerId", l.team_id as "teamId", l.note, l.next_step as "nextStep",
           l.next_step_due as "nextStepDue", l.tag_ids as "tagIds", l.version
    from lead l where l.org_id = ${viewer.orgId} and l.id = any(${sql.val([...ids])}::uuid[]) and ${scopeFilter(viewer, 'lead', 'read', 'l')}
    order by l.id for update`.execute(tx)
  return rows
}
