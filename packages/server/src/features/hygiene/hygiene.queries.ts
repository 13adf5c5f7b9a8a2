import type { HygieneIssue, HygieneItem, getHygiene } from '@sluice/core/hygiene/contract'
import type { QueryOf } from '@sluice/core/lib/contract'
import { dayOf } from '@sluice/core/lib/dates'
import { sql, type RawBuilder } from 'kysely'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { keysetAfter, keysetOrder, keyText, type Keyset } from '../../platform/keyset.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { teamFilter } from '../../platform/team-filter.ts'
import { textFilter } from '../../platform/text-filter.ts'
import { selectCadence } from '../catalog/cadence.queries.ts'
import { dealWhere } from '../pipeline/deal-filter.ts'

type Filter = QueryOf<typeof getHygiene>
type DealIssue = Exclude<HygieneIssue, 'invalid_lead' | 'idle_lead'>

/** A lost deal's reason is reviewed within so many days. */
const reviewDays = 90

/** Since when nobody cared; the SQL of core/hygiene/dormancy.ts `idleSince`. `greatest` passes over nulls. */
export const idleSinceSql = sql`greatest(d.created_at, d.stage_entered_at, d.last_activity_at, d.touched_at)`

/** Which deals have the trouble, and since when. */
export function dealIssue(issue: DealIssue, { now, timeZone }: Asker): { where: RawBuilder<boolean>; since: RawBuilder<unknown> } {
  const today = sql`${dayOf(now, timeZone)}::date`
  const startOf = (column: RawBuilder<unknown>) => sql`(${column})::timestamp at time zone ${timeZone}`
  const awake = sql<boolean>`d.status = 'open' and d.dormant_at is null`
  switch (issue) {
    case 'dormant':
      return { where: sql<boolean>`d.status = 'open' and d.dormant_at is not null`, since: sql`d.dormant_at` }
    case 'dormant_soon':
      return { where: sql<boolean>`${awake} and d.dormant_warned_at >= ${idleSinceSql}`, since: idleSinceSql }
    case 'no_next_step':
      return { where: sql<boolean>`${awake} and d.next_step is null`, since: sql`d.stage_entered_at` }
    case 'overdue_close':
      return { where: sql<boolean>`${awake} and d.expected_close_on < ${today}`, since: startOf(sql`d.expected_close_on`) }
    case 'overdue_step':
      return { where: sql<boolean>`${awake} and d.next_step_due < ${today}`, since: startOf(sql`d.next_step_due`) }
    case 'stalled':
      // What counts as stale is said once, by the lists' quick filter.
      return { where: sql<boolean>`true`, since: sql`d.stage_entered_at` }
    case 'loss_unreviewed':
      return {
        where: sql<boolean>`d.status = 'lost' and d.loss_reviewed_at is null and d.closed_at >= ${now.toISOString()}::timestamptz - make_interval(days => ${reviewDays}::int)`,
        since: sql`d.closed_at`,
      }
  }
}

function leadIssue(issue: 'invalid_lead' | 'idle_lead', { now }: Asker, idleLeadDays: number): { where: RawBuilder<boolean>; since: RawBuilder<unknown> } {
  if (issue === 'invalid_lead') return { where: sql<boolean>`l.status = 'invalid'`, since: sql`l.status_at` }
  const since = sql`coalesce(l.last_activity_at, l.created_at)`
  return { where: sql<boolean>`l.status in ('new', 'working', 'nurturing') and ${since} < ${now.toISOString()}::timestamptz - make_interval(days => ${idleLeadDays}::int)`, since }
}

const isLeadIssue = (issue: HygieneIssue): issue is 'invalid_lead' | 'idle_lead' => issue === 'invalid_lead' || issue === 'idle_lead'

async function dealsWith(tx: Reader, asker: Asker, issue: DealIssue, filter: Filter) {
  const { where, since } = dealIssue(issue, asker)
  const seen = await dealWhere(tx, asker, { ...filter, ...(issue === 'stalled' && { quick: 'stale' }) })
  return { where: sql<boolean>`${seen} and ${where}`, since }
}

async function leadsWith(tx: Reader, asker: Asker, issue: 'invalid_lead' | 'idle_lead', filter: Filter) {
  const { viewer } = asker
  const { where, since } = leadIssue(issue, asker, (await selectCadence(tx, viewer.orgId)).idleLeadDays)
  const parts = [
    sql<boolean>`l.org_id = ${viewer.orgId}`, scopeFilter(viewer, 'lead', 'read', 'l'), textFilter('lead', 'l', filter.q), where,
    ...(filter.owner === undefined ? [] : [sql<boolean>`l.owner_id = any(${sql.val([...filter.owner])}::uuid[])`]), ...teamFilter(viewer, 'l', filter.team),
    // A pipeline is asked for: leads have none.
    ...(filter.pipeline === undefined ? [] : [sql<boolean>`false`]),
  ]
  return { where: sql<boolean>`${sql.join(parts, sql` and `)}`, since }
}

/** How many records have a trouble, and the sum of their amounts in `currency`. */
export async function selectIssueTotals(tx: Reader, asker: Asker, issue: HygieneIssue, filter: Filter, currency: string): Promise<{ count: number; amountMinor: number }> {
  const { rows } = isLeadIssue(issue)
    ? await sql<{ count: number; amountMinor: number }>`select count(*) as count, 0::bigint as "amountMinor" from lead l where ${(await leadsWith(tx, asker, issue, filter)).where}`.execute(tx)
    : await sql<{ count: number; amountMinor: number }>`
      select count(*) as count, least(coalesce(sum(d.amount_minor) filter (where d.currency = ${currency}), 0), ${Number.MAX_SAFE_INTEGER}::bigint)::bigint as "amountMinor"
      from deal d where ${(await dealsWith(tx, asker, issue, filter)).where}`.execute(tx)
  return rows[0] ?? { count: 0, amountMinor: 0 }
}

export type HygieneRow = Omit<HygieneItem, 'days'> & { cursorKey: string | null }

/** One page of the records with a trouble, those that have had it for the longest first, and one row more. */
export async function selectIssueRows(tx: Reader, asker: Asker, issue: HygieneIssue, filter: Filter, cursor: string | undefined, limit: number): Promise<{ rows: HygieneRow[]; keyset: Keyset }> {
  const { viewer } = asker
  const owner = sql`case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end`
  if (isLeadIssue(issue)) {
    const { where, since } = await leadsWith(tx, asker, issue, filter)
    const keyset: Keyset = { name: issue, alias: 'l', key: since, type: 'instant', nullable: false, direction: 'asc' }
    const { rows } = await sql<HygieneRow>`
      select 'lead' as "subjectType", l.id, l.number, l.name as title, case when l.company is null then null else jsonb_build_object('id', l.id, 'name', l.company) end as account,
        ${owner} as owner, l.team_id as "teamId", null as "pipelineId", null as "stageId", null as "amountMinor", null as currency, ${since} as since,
        null as "expectedCloseOn", l.next_step as "nextStep", l.next_step_due as "nextStepDue", null as "lostReasonId", l.invalid_reason as "lostNote", null as competitor,
        ${scopeFilter(viewer, 'lead', 'write', 'l')} as "canWrite", l.version, ${keyText(keyset)} as "cursorKey"
      from lead l left join app_user u on u.org_id = l.org_id and u.id = l.owner_id
      where ${where} and ${keysetAfter(keyset, cursor)} order by ${keysetOrder(keyset)} limit ${limit + 1}`.execute(tx)
    return { rows, keyset }
  }
  const { where, since } = await dealsWith(tx, asker, issue, filter)
  const keyset: Keyset = { name: issue, alias: 'd', key: since, type: 'instant', nullable: true, direction: 'asc' }
  const { rows } = await sql<HygieneRow>`
    select 'deal' as "subjectType", d.id, d.number, d.title, case when a.id is null then null else jsonb_build_object('id', a.id, 'name', a.name) end as account,
      ${owner} as owner, d.team_id as "teamId", d.pipeline_id as "pipelineId", d.stage_id as "stageId", d.amount_minor as "amountMinor", d.currency, ${since} as since,
      d.expected_close_on as "expectedCloseOn", d.next_step as "nextStep", d.next_step_due as "nextStepDue", d.lost_reason_id as "lostReasonId", d.lost_note as "lostNote",
      d.competitor, ${scopeFilter(viewer, 'deal', 'write', 'd')} as "canWrite", d.version, ${keyText(keyset)} as "cursorKey"
    from deal d left join account a on a.org_id = d.org_id and a.id = d.account_id left join app_user u on u.org_id = d.org_id and u.id = d.owner_id
    where ${where} and ${keysetAfter(keyset, cursor)} order by ${keysetOrder(keyset)} limit ${limit + 1}`.execute(tx)
  return { rows, keyset }
}
