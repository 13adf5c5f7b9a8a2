import type { Deal, DealDetail } from '@sluice/core/pipeline/contract'
import type { Rules } from '@sluice/core/pipeline/transition'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { keysetOrder, keyText, type Keyset } from '../../platform/keyset.ts'
import { selectSorted } from '../../platform/list-rows.ts'
import { sharePlaces } from '../../platform/place-lock.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { selectCustomNames, showCustom, showOne } from '../fields/show-custom.queries.ts'

/** All SQL that reads deals, but for the projections of the log. Filters come from deal-filter.ts; the deal's alias is `d`. */

const named = (alias: string) =>
  sql`case when ${sql.ref(alias)}.id is null then null else jsonb_build_object('id', ${sql.ref(alias)}.id, 'name', ${sql.ref(alias)}.name) end`
const dealColumns = sql`d.id, d.number, d.title, d.pipeline_id as "pipelineId", d.stage_id as "stageId", d.status, d.amount_minor as "amountMinor", d.currency,
  d.win_probability::float8 as "winProbability", d.forecast_category as "forecastCategory", d.expected_close_on as "expectedCloseOn",
  d.next_step as "nextStep", d.next_step_due as "nextStepDue", ${named('a')} as account, ${named('u')} as owner, d.team_id as "teamId",
  d.source_id as "sourceId", d.tag_ids as "tagIds", d.rank, d.stage_entered_at as "stageEnteredAt", d.closed_at as "closedAt",
  d.last_activity_at as "lastActivityAt", d.created_at as "createdAt", d.lost_reason_id as "lostReasonId", d.dormant_at as "dormantAt", d.custom, d.version,
  (select count(*)::int from gate_debt g where g.org_id = d.org_id and g.deal_id = d.id and g.settled_at is null) as "debtCount",
  (select count(*)::int from approval w where w.org_id = d.org_id and w.deal_id = d.id and w.status = 'waiting') as "approvalsWaiting"`
const dealJoins = sql`left join account a on a.org_id = d.org_id and a.id = d.account_id left join app_user u on u.org_id = d.org_id and u.id = d.owner_id`

export type DealRow = Deal & { cursorKey: string | null }

/** One page of deals and one row more, by which the caller knows whether it goes on. */
export async function selectDeals(tx: Reader, viewer: Viewer, where: RawBuilder<boolean>, keyset: Keyset, cursor: string | undefined, limit: number): Promise<DealRow[]> {
  const rows = await selectSorted<DealRow>(tx, { columns: dealColumns, from: sql`deal d ${dealJoins}`, where: [where], keyset, cursor }, limit + 1)
  return showCustom(tx, viewer, 'deal', rows)
}

/** The sum of amounts in `currency`, in minor units; what no number can hold exactly stays at the greatest that can, rather than fail every list. */
const amountIn = (currency: string) => sql`least(coalesce(sum(d.amount_minor) filter (where d.currency = ${currency}), 0), ${Number.MAX_SAFE_INTEGER}::bigint)::bigint`

/** How many deals, and their amounts in `currency`; amounts in another are in no sum. */
export async function selectDealTotals(tx: Reader, where: RawBuilder<boolean>, currency: string): Promise<{ total: number; amountMinor: number }> {
  const { rows } = await sql<{ total: number; amountMinor: number }>`
    select count(*) as total, ${amountIn(currency)} as "amountMinor" from deal d where ${where}`.execute(tx)
  return rows[0] ?? { total: 0, amountMinor: 0 }
}

/** Board totals by column, weighted by the deal's own probability or else the stage's: a stage's id for open deals, `dormant` for those asleep, `won` and `lost` for those closed since `closedSince`. Deals of one probability are added up first: a third of the time. */
export async function selectColumnTotals(tx: Reader, where: RawBuilder<boolean>, closedSince: string, currency: string) {
  const { rows } = await sql<{ key: string; count: number; amountMinor: number; weightedMinor: number }>`
    select case when g."isDormant" then 'dormant' else g.stage_id::text end as key, sum(g.count)::bigint as count,
           least(coalesce(sum(g.amount) filter (where g.currency = ${currency}), 0), ${Number.MAX_SAFE_INTEGER}::bigint)::bigint as "amountMinor",
           coalesce(round(sum(g.amount * coalesce(g.win_probability, s.win_probability)) filter (where not g."isDormant" and g.currency = ${currency})), 0)::bigint as "weightedMinor"
    from (
      select d.org_id, d.stage_id, d.dormant_at is not null as "isDormant", d.currency, d.win_probability, count(*) as count, sum(d.amount_minor) as amount
      from deal d where ${where} and d.status = 'open' group by 1, 2, 3, 4, 5) g
    join stage s on s.org_id = g.org_id and s.id = g.stage_id group by 1
    union all
    select d.status, count(*), ${amountIn(currency)}, 0 from deal d where ${where} and d.status in ('won', 'lost') and d.closed_at >= ${closedSince} group by 1`.execute(tx)
  return new Map(rows.map((row) => [row.key, row]))
}

/** The first cards of every stage at once, each stage by the index of its column; `limit + 1` a stage. */
export async function selectStageCards(tx: Reader, viewer: Viewer, where: RawBuilder<boolean>, stageIds: readonly string[], keyset: Keyset, limit: number): Promise<DealRow[]> {
  const { rows } = await sql<DealRow>`
    select ${dealColumns}, ${keyText(keyset)} as "cursorKey"
    from unnest(${sql.val([...stageIds])}::uuid[]) as s(id)
    cross join lateral (
      select d.* from deal d where ${where} and d.stage_id = s.id and d.status = 'open' and d.dormant_at is null order by ${keysetOrder(keyset)} limit ${limit + 1}) d
    ${dealJoins} order by ${keysetOrder(keyset)}`.execute(tx)
  return showCustom(tx, viewer, 'deal', rows)
}

/** The pipeline's stages in order: those in use, and archived ones in which open deals still stand. Undefined for no pipeline. */
export async function selectBoardStages(tx: Reader, orgId: string, pipelineId: string): Promise<string[] | undefined> {
  const { rows } = await sql<{ stages: string[] }>`
    select array(select s.id from stage s where s.org_id = p.org_id and s.pipeline_id = p.id
        and (s.archived_at is null or exists (select from deal d where d.org_id = p.org_id and d.pipeline_id = p.id and d.stage_id = s.id and d.status = 'open'))
      order by s.position) as stages
    from pipeline p where p.org_id = ${orgId} and p.id = ${pipelineId}`.execute(tx)
  return rows[0]?.stages
}

/** One deal that the viewer may see, as its own page shows it. */
export async function selectDealDetail(tx: Reader, viewer: Viewer, id: string): Promise<DealDetail | undefined> {
  const { rows } = await sql<DealDetail>`
    select ${dealColumns}, d.note, d.lost_note as "lostNote", d.competitor, d.lead_id as "leadId", ${scopeFilter(viewer, 'deal', 'write', 'd')} as "canWrite",
      coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'title', c.title, 'phone', c.phone, 'role', dc.role) order by c.name, c.id)
        from deal_contact dc join contact c on c.org_id = dc.org_id and c.id = dc.contact_id where dc.org_id = d.org_id and dc.deal_id = d.id), '[]') as contacts,
      coalesce((select jsonb_agg(jsonb_build_object('id', w.id, 'name', w.name) order by w.name, w.id)
        from deal_collaborator dl join app_user w on w.org_id = dl.org_id and w.id = dl.user_id where dl.org_id = d.org_id and dl.deal_id = d.id), '[]') as collaborators,
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'quantity', dp.quantity::float8, 'priceMinor', dp.price_minor) order by p.name, p.id)
        from deal_product dp join product p on p.org_id = dp.org_id and p.id = dp.product_id where dp.org_id = d.org_id and dp.deal_id = d.id), '[]') as products
    from deal d ${dealJoins} where d.org_id = ${viewer.orgId} and d.id = ${id} and ${scopeFilter(viewer, 'deal', 'read', 'd')}`.execute(tx)
  const deal = rows[0]
  if (deal === undefined) return undefined
  const stays = await sql<DealDetail['stays'][number]>`
    select stage_id as "stageId", entered_at as "enteredAt", left_at as "leftAt", exit from stay where org_id = ${viewer.orgId} and deal_id = ${id} order by n`.execute(tx)
  const shown = await showOne(tx, viewer, 'deal', deal)
  return { ...shown, stays: stays.rows, customNames: await selectCustomNames(tx, viewer, 'deal', [shown]) }
}

/** Deals as cards, whoever may see them: what was just written. */
export async function selectWrittenDeal(tx: Reader, viewer: Viewer, id: string): Promise<Deal | undefined> {
  const { rows } = await sql<Deal>`select ${dealColumns} from deal d ${dealJoins} where d.org_id = ${viewer.orgId} and d.id = ${id}`.execute(tx)
  return rows[0] && showOne(tx, viewer, 'deal', rows[0])
}

/** A deal as it is to be changed. */
export interface DealRecord {
  id: string; number: number; title: string; pipelineId: string; stageId: string; status: 'open' | 'won' | 'lost'
  amountMinor: number | null; currency: string; winProbability: number | null; forecastCategory: string | null
  expectedCloseOn: string | null; nextStep: string | null; nextStepDue: string | null
  accountId: string | null; accountName: string | null; ownerId: string | null; teamId: string | null; sourceId: string | null
  lostReasonId: string | null; lostNote: string | null; competitor: string | null; note: string; tagIds: string[]
  rank: string; stageEnteredAt: string; closedAt: string | null; version: number; collaboratorIds: string[]
  /** Since when it sleeps; and the last thing a person did to it. */
  dormantAt: string | null; touchedAt: string | null
}

/** Locks the deals that the viewer may see until the transaction ends; always in the order of their ids, so that two never wait for each other. */
export async function lockDeals(tx: Tx, viewer: Viewer, ids: readonly string[]): Promise<DealRecord[]> {
  await sharePlaces(tx, viewer.orgId)
  return lockWhere(tx, viewer.orgId, ids, scopeFilter(viewer, 'deal', 'read', 'd'))
}

/** The same for what nobody does: a rule, a publication. Whoever calls answers for who may. */
export async function lockDealsOfOrg(tx: Tx, orgId: string, ids: readonly string[]): Promise<DealRecord[]> {
  return lockWhere(tx, orgId, ids, sql<boolean>`true`)
}

async function lockWhere(tx: Tx, orgId: string, ids: readonly string[], where: RawBuilder<boolean>): Promise<DealRecord[]> {
  const { rows } = await sql<DealRecord>`
    select d.id, d.number, d.title, d.pipeline_id as "pipelineId", d.stage_id as "stageId", d.status, d.amount_minor as "amountMinor", d.currency,
      d.win_probability::float8 as "winProbability", d.forecast_category as "forecastCategory", d.expected_close_on as "expectedCloseOn",
      d.next_step as "nextStep", d.next_step_due as "nextStepDue", d.account_id as "accountId", a.name as "accountName", d.owner_id as "ownerId",
      d.team_id as "teamId", d.source_id as "sourceId", d.lost_reason_id as "lostReasonId", d.lost_note as "lostNote", d.competitor, d.note,
      d.tag_ids as "tagIds", d.rank, d.stage_entered_at as "stageEnteredAt", d.closed_at as "closedAt", d.version,
      d.dormant_at as "dormantAt", d.touched_at as "touchedAt",
      array(select c.user_id from deal_collaborator c where c.org_id = d.org_id and c.deal_id = d.id order by c.user_id) as "collaboratorIds"
    from deal d left join account a on a.org_id = d.org_id and a.id = d.account_id
    where d.org_id = ${orgId} and d.id = any(${sql.val([...ids])}::uuid[]) and ${where}
    order by d.id for update of d`.execute(tx)
  return rows
}

/** The reasons that a deal may be lost for. */
export async function selectLossReasons(tx: Reader, orgId: string): Promise<Rules['lossReasons']> {
  const { rows } = await sql<Rules['lossReasons'][number]>`
    select id, asks_text as "asksText", asks_competitor as "asksCompetitor" from loss_reason where org_id = ${orgId} and archived_at is null`.execute(tx)
  return rows
}

/** The first stage of a pipeline, or the one named if it is in use there; undefined for none. */
export async function selectStageInUse(tx: Reader, orgId: string, pipelineId: string, wanted: string | undefined): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from stage where org_id = ${orgId} and pipeline_id = ${pipelineId} and archived_at is null and (${wanted ?? null}::uuid is null or id = ${wanted ?? null})
    order by position limit 1`.execute(tx)
  return rows[0]?.id
}

/** Whether a pipeline exists and is in use. */
export async function isPipelineInUse(tx: Reader, orgId: string, id: string): Promise<boolean> {
  const found = await tx.selectFrom('pipeline').select('id').where('org_id', '=', orgId).where('id', '=', id).where('archived_at', 'is', null).executeTakeFirst()
  return found !== undefined
}

interface Column {
  pipelineId: string
  stageId: string
}

/** The rank at one end of the open cards of a column, or next to `rank`; null when there is none. `but` is the card being moved. */
export async function selectRank(tx: Reader, orgId: string, column: Column, side: 'first' | { above: string } | { below: string }, but: readonly string[]): Promise<string | null> {
  const bound = side === 'first' ? sql`true` : 'above' in side ? sql`rank < ${side.above}` : sql`rank > ${side.below}`
  const order = sql.raw(side !== 'first' && 'above' in side ? 'desc' : 'asc')
  const { rows } = await sql<{ rank: string }>`
    select rank from deal where org_id = ${orgId} and pipeline_id = ${column.pipelineId} and stage_id = ${column.stageId} and status = 'open'
      and id <> all(${sql.val([...but])}::uuid[]) and ${bound} order by rank ${order} limit 1`.execute(tx)
  return rows[0]?.rank ?? null
}

/** Ranks of the open cards of a column that the viewer sees, by id. */
export async function selectCardRanks(tx: Reader, viewer: Viewer, column: Column, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; rank: string }>`
    select d.id, d.rank from deal d where d.org_id = ${viewer.orgId} and d.id = any(${sql.val([...ids])}::uuid[]) and d.stage_id = ${column.stageId}
      and d.status = 'open' and ${scopeFilter(viewer, 'deal', 'read', 'd')}`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.rank]))
}

/** Which of these ids exist and may be referred to by the viewer. */
export async function selectVisible(tx: Reader, viewer: Viewer, noun: 'account' | 'contact', ids: readonly string[]): Promise<Map<string, { id: string; name: string; accountId: string | null }>> {
  const { rows } = await sql<{ id: string; name: string; accountId: string | null }>`
    select x.id, x.name, ${noun === 'contact' ? sql`x.account_id` : sql`null::uuid`} as "accountId" from ${sql.table(noun)} x
    where x.org_id = ${viewer.orgId} and x.id = any(${sql.val([...ids])}::uuid[]) and ${scopeFilter(viewer, noun, 'read', 'x')}`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

export async function selectProductsInUse(tx: Reader, orgId: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from product where org_id = ${orgId} and id = any(${sql.val([...ids])}::uuid[]) and archived_at is null`.execute(tx)
  return new Set(rows.map((row) => row.id))
}

export async function selectActiveUsers(tx: Reader, orgId: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from app_user where org_id = ${orgId} and id = any(${sql.val([...ids])}::uuid[]) and status = 'active'`.execute(tx)
  return new Set(rows.map((row) => row.id))
}

export interface DealProduct {
  id: string
  quantity: number
  priceMinor: number | null
}
export async function selectDealProducts(tx: Reader, orgId: string, dealId: string): Promise<DealProduct[]> {
  const { rows } = await sql<DealProduct>`
    select product_id as id, quantity::float8 as quantity, price_minor as "priceMinor" from deal_product
    where org_id = ${orgId} and deal_id = ${dealId} order by product_id`.execute(tx)
  return rows
}
