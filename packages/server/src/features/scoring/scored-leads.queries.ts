import type { ConditionRecord } from '@sluice/core/conditions/catalogue'
import type { BehaviourDay } from '@sluice/core/scoring/behaviour-days'
import type { LoggedChange } from '@sluice/core/scoring/rewind'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** A lead as conditions and models read it, with what decides over its scores. */
export interface ScoredLead extends ConditionRecord {
  id: string
  name: string
  company: string | null
  status: string
  statusAt: string
  ownerId: string | null
  teamId: string | null
  createdAt: string
  convertedAt: string | null
  /** Points that sequences gave it. */
  given: number
}

export const scoredColumns = sql`l.id, l.name, l.company, l.title, l.phone, l.email, l.wechat, l.status, l.status_at as "statusAt", l.source_id as "sourceId",
  l.owner_id as "ownerId", l.team_id as "teamId", l.next_step as "nextStep", l.next_step_due as "nextStepDue", l.tag_ids as "tagIds", l.custom,
  l.created_at as "createdAt", l.converted_at as "convertedAt", l.last_activity_at as "lastActivityAt",
  coalesce((select p.points from lead_points p where p.org_id = l.org_id and p.lead_id = l.id), 0) as given`

/** Leads of ids, in the order of ids; `lock` holds them until the transaction ends, always in this order, so that two never wait for each other. */
export async function selectScoredLeads(tx: Reader, orgId: string, ids: readonly string[], lock: boolean): Promise<ScoredLead[]> {
  const { rows } = await sql<ScoredLead>`
    select ${scoredColumns} from lead l where l.org_id = ${orgId} and l.id = any(${sql.val([...ids])}::uuid[]) order by l.id ${lock ? sql`for no key update` : sql``}`.execute(tx)
  return rows
}

/** The newest leads that fulfil a filter, newest first. */
export async function selectNewestLeads(tx: Reader, orgId: string, filter: RawBuilder<boolean>, limit: number): Promise<ScoredLead[]> {
  const { rows } = await sql<ScoredLead>`select ${scoredColumns} from lead l where l.org_id = ${orgId} and ${filter} order by l.created_at desc, l.id desc limit ${limit}`.execute(tx)
  return rows
}

/** Behaviour by lead, up to and with a day. */
export async function selectBehaviour(tx: Reader, orgId: string, ids: readonly string[], upTo: string): Promise<Map<string, BehaviourDay[]>> {
  const { rows } = await sql<{ id: string; days: [string, string, string, number][] }>`
    select lead_id as id, jsonb_agg(jsonb_build_array(day, kind, subject, n)) as days from lead_behaviour_day
    where org_id = ${orgId} and lead_id = any(${sql.val([...ids])}::uuid[]) and day <= ${upTo}::date group by lead_id`.execute(tx)
  return new Map(rows.map(({ id, days }) => [id, days.map(([day, kind, subject, n]) => ({ day, kind, subject, n }))]))
}

/** What the log tells of changes of leads. */
export async function selectLoggedChanges(tx: Reader, orgId: string, ids: readonly string[]): Promise<Map<string, LoggedChange[]>> {
  const { rows } = await sql<{ id: string; at: string; changes: LoggedChange['changes'] }>`
    select subject_id as id, at, payload->'changes' as changes from event
    where org_id = ${orgId} and subject_type = 'lead' and subject_id = any(${sql.val([...ids])}::uuid[]) and type = 'lead.changed'`.execute(tx)
  return new Map([...Map.groupBy(rows, (row) => row.id)].map(([id, some]) => [id, some.map(({ at, changes }) => ({ at: Date.parse(at), changes }))]))
}
