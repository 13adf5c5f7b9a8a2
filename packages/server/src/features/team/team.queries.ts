import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import { dealTroubles, type DealTrouble, type MemberDeal } from '@sluice/core/team/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { dealTroublesOf } from '../hygiene/deal-troubles.queries.ts'

interface Ref { id: string; name: string }
export interface Rep { user: Ref; team: Ref }

/** So many people of a company are looked at on one page, and so many deals of each. */
const peopleAtMost = 300

/** Those whom the viewer leads: active reps of the team and those below it, and whoever else there has open deals. */
export async function selectReps(tx: Reader, viewer: Viewer, team: string | undefined): Promise<Rep[]> {
  const led = scopeOf(viewer, 'deal', 'write') === 'all' ? sql`true` : sql`u.team_id = any(${sql.val([...viewer.teamIds])}::uuid[])`
  const { rows } = await sql<Rep>`
    select jsonb_build_object('id', u.id, 'name', u.name) as user, jsonb_build_object('id', t.id, 'name', t.name) as team
    from app_user u join team t on t.org_id = u.org_id and t.id = u.team_id
    where u.org_id = ${viewer.orgId} and u.status = 'active' and ${led} and ${team === undefined ? sql`true` : sql`t.path @> array[${team}::uuid]`}
      and (u.role = 'rep' or exists (select from deal d where d.org_id = u.org_id and d.owner_id = u.id and d.status = 'open' and d.dormant_at is null))
    order by u.name, u.id limit ${peopleAtMost}`.execute(tx)
  return rows
}

/** Teams in which somebody sells whom the viewer leads, and those above them that the viewer leads: what can be chosen. */
export async function selectLedTeams(tx: Reader, viewer: Viewer): Promise<Ref[]> {
  const led = scopeOf(viewer, 'deal', 'write') === 'all' ? sql`true` : sql`t.id = any(${sql.val([...viewer.teamIds])}::uuid[])`
  const { rows } = await sql<Ref>`
    select t.id, t.name from team t where t.org_id = ${viewer.orgId} and t.archived_at is null and ${led}
      and exists (select from app_user u join team b on b.org_id = u.org_id and b.id = u.team_id where u.org_id = t.org_id and u.role = 'rep' and u.status = 'active' and b.path @> array[t.id])
    order by cardinality(t.path), t.name, t.id`.execute(tx)
  return rows
}

const ofReps = (viewer: Viewer, userIds: readonly string[]) => sql`d.org_id = ${viewer.orgId} and d.status = 'open' and d.dormant_at is null and d.owner_id = any(${sql.val([...userIds])}::uuid[]) and ${scopeFilter(viewer, 'deal', 'read', 'd')}`
const weighted = (currency: string) => sql`case when d.currency = ${currency} then round(d.amount_minor * coalesce(d.win_probability, s.win_probability)) end`

/** Open deals `d` in their stages `s`, with each trouble as a column, how many there are, and the expected money. */
function troubled(asker: Asker, userIds: readonly string[], currency: string): RawBuilder<unknown> {
  const troubles = dealTroublesOf(asker)
  const columns = dealTroubles.map((name) => sql`${troubles[name]} as ${sql.ref(name)}`)
  const sum = dealTroubles.map((name) => sql`(${troubles[name]})::int`)
  return sql`select d.*, s.name as stage_name, s.dwell_days, ${weighted(currency)} as weighted, ${sql.join(columns)}, ${sql.join(sum, sql` + `)} as troubles
    from deal d join stage s on s.org_id = d.org_id and s.id = d.stage_id where ${ofReps(asker.viewer, userIds)}`
}

export type RepSums = { userId: string; deals: number; amountMinor: number; weightedMinor: number; riskDeals: number; riskMinor: number; riskWeightedMinor: number; need: number } & Record<DealTrouble, number>

/** What each has open, and what of it is at risk. Sums of money are of the currency, and held at the greatest number that is exact. */
export async function selectSums(tx: Reader, asker: Asker, userIds: readonly string[], currency: string): Promise<RepSums[]> {
  const money = (of: RawBuilder<unknown>, only: RawBuilder<unknown>) => sql`least(coalesce(sum(${of}) filter (where ${only}), 0), ${Number.MAX_SAFE_INTEGER}::bigint)::bigint`
  const own = sql`x.currency = ${currency}`
  const { rows } = await sql<RepSums>`
    select x.owner_id as "userId", count(*) as deals, ${money(sql`x.amount_minor`, own)} as "amountMinor", ${money(sql`x.weighted`, sql`true`)} as "weightedMinor",
      count(*) filter (where x.troubles > 0) as "riskDeals", ${money(sql`x.amount_minor`, sql`${own} and x.troubles > 0`)} as "riskMinor", ${money(sql`x.weighted`, sql`x.troubles > 0`)} as "riskWeightedMinor",
      ${money(sql`x.weighted * x.troubles`, sql`true`)} as need, ${sql.join(dealTroubles.map((name) => sql`count(*) filter (where x.${sql.ref(name)}) as ${sql.ref(name)}`))}
    from (${troubled(asker, userIds, currency)}) x group by 1`.execute(tx)
  return rows
}

/** The open deals that the cadence guard looks at: those with the most at stake. */
export async function selectOpenIds(tx: Reader, asker: Asker, userIds: readonly string[], currency: string, most: number): Promise<{ id: string; userId: string }[]> {
  const { rows } = await sql<{ id: string; userId: string }>`
    select d.id, d.owner_id as "userId" from deal d join stage s on s.org_id = d.org_id and s.id = d.stage_id
    where ${ofReps(asker.viewer, userIds)} order by ${weighted(currency)} desc nulls last, d.id limit ${most}`.execute(tx)
  return rows
}

export type RiskyDeal = Omit<MemberDeal, 'reasons' | 'suggestion'> & Record<DealTrouble, boolean> & { limitDays: number | null; stepLate: number | null; closeLate: number | null }

/** Open deals of one rep, the riskiest and most valuable first: expected money × number of troubles, then expected money. */
export async function selectRiskyDeals(tx: Reader, asker: Asker, userId: string, currency: string, today: string, most: number): Promise<RiskyDeal[]> {
  const { rows } = await sql<RiskyDeal>`
    select x.id, x.number, x.title, x.version, a.name as "accountName", x.stage_name as "stageName", x.amount_minor as "amountMinor", x.currency, x.weighted::bigint as "weightedMinor", x.next_step as "nextStep",
      x.next_step_due as "nextStepDue", x.expected_close_on as "expectedCloseOn", floor(extract(epoch from ${asker.now.toISOString()}::timestamptz - x.stage_entered_at) / 86400)::int as "daysInStage",
      ${scopeFilter(asker.viewer, 'deal', 'write', 'x')} as "canWrite", x.dwell_days as "limitDays", ${today}::date - x.next_step_due as "stepLate", ${today}::date - x.expected_close_on as "closeLate",
      ${sql.join(dealTroubles.map((name) => sql`x.${sql.ref(name)} as ${sql.ref(name)}`))}
    from (${troubled(asker, [userId], currency)}) x left join account a on a.org_id = x.org_id and a.id = x.account_id
    order by coalesce(x.weighted, 0) * x.troubles desc, x.troubles desc, x.weighted desc nulls last, x.id limit ${most}`.execute(tx)
  return rows
}

/** Alarms that are not resolved, by whom they are assigned to; and all of them. */
export async function countAlarms(tx: Reader, orgId: string): Promise<{ all: number; of: Map<string, number> }> {
  const { rows } = await sql<{ userId: string | null; n: number }>`select assignee_id as "userId", count(*) as n from alarm where org_id = ${orgId} and status <> 'resolved' group by 1`.execute(tx)
  return { all: rows.reduce((sum, { n }) => sum + n, 0), of: new Map(rows.flatMap(({ userId, n }) => (userId === null ? [] : [[userId, n] as const]))) }
}

/** Deals that managers hold for each of them, of those that the viewer sees: as many as the list of take-overs shows. */
export async function countTakenOver(tx: Reader, viewer: Viewer, userIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ userId: string; n: number }>`
    select t.owner_id as "userId", count(*) as n from take_over t join deal d on d.org_id = t.org_id and d.id = t.deal_id
    where t.org_id = ${viewer.orgId} and t.ended_at is null and d.owner_id = t.taken_by and ${scopeFilter(viewer, 'deal', 'read', 'd')} and t.owner_id = any(${sql.val([...userIds])}::uuid[]) group by 1`.execute(tx)
  return new Map(rows.map(({ userId, n }) => [userId, n]))
}
