import { criterion as criterionSchema } from '@sluice/core/config/gate'
import type { GateDebt, listGateDebts as listContract } from '@sluice/core/gates/contract'
import { asks, type GateNames } from '@sluice/core/gates/explain'
import type { Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf, QueryOf } from '@sluice/core/lib/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { cutPage, keysetAfter, keysetOrder, keyText, type Keyset } from '../../platform/keyset.ts'
import { scopeFilter } from '../../platform/policy.ts'

/** All SQL that shows gate debts. The debt's alias is `g`, its deal's `d`; a debt is as visible as its deal. */

type DebtRow = Omit<GateDebt, 'asks' | 'criterion'> & { criterion: unknown; cursorKey: string | null }

const columns = sql`g.id, g.deal_id as "dealId", d.title as "dealTitle", d.number as "dealNumber", g.pipeline_id as "pipelineId", g.stage_id as "stageId", g.criterion, g.reason, g.kind,
  case when o.id is null then null else jsonb_build_object('id', o.id, 'name', o.name) end as owner, g.team_id as "teamId",
  case when i.id is null then null else jsonb_build_object('id', i.id, 'name', i.name) end as "incurredBy", g.incurred_at as "incurredAt",
  g.settled_at as "settledAt", g.settled_by as "settledBy", d.amount_minor as "amountMinor", d.currency`
const joins = sql`join deal d on d.org_id = g.org_id and d.id = g.deal_id
  left join app_user o on o.org_id = g.org_id and o.id = g.owner_id left join app_user i on i.org_id = g.org_id and i.id = g.incurred_by`
const newest: Keyset = { name: 'incurred', alias: 'g', key: sql`g.incurred_at`, type: 'instant', nullable: false, direction: 'desc' }

function told({ cursorKey: _, ...row }: DebtRow, names: GateNames): GateDebt {
  const criterion = criterionSchema.parse(row.criterion)
  return { ...row, criterion, asks: asks(criterion, names) }
}

/** The debts of one deal, open ones first. */
export async function selectDebtsOfDeal(tx: Reader, orgId: string, dealId: string, names: GateNames): Promise<GateDebt[]> {
  const { rows } = await sql<DebtRow>`
    select ${columns}, null as "cursorKey" from gate_debt g ${joins} where g.org_id = ${orgId} and g.deal_id = ${dealId}
    order by (g.settled_at is null) desc, g.incurred_at desc, g.id limit 500`.execute(tx)
  return rows.map((row) => told(row, names))
}

/** One debt that the viewer may see. */
export async function selectDebt(tx: Reader, viewer: Viewer, id: string, names: GateNames): Promise<GateDebt | undefined> {
  const { rows } = await sql<DebtRow>`
    select ${columns}, null as "cursorKey" from gate_debt g ${joins} where g.org_id = ${viewer.orgId} and g.id = ${id} and ${scopeFilter(viewer, 'deal', 'read', 'd')}`.execute(tx)
  return rows.map((row) => told(row, names))[0]
}

/** A page of debts, and what is open under the same filter by team, owner and criterion. Amounts count each deal once, in `currency` alone. */
export async function listDebts(tx: Reader, viewer: Viewer, currency: string, names: GateNames, query: QueryOf<typeof listContract>): Promise<AnswerOf<typeof listContract>> {
  const among = (column: string, ids: readonly string[] | undefined) => (ids === undefined ? [] : [sql<boolean>`${sql.ref(column)} = any(${sql.val([...ids])}::uuid[])`])
  const common = [
    sql<boolean>`g.org_id = ${viewer.orgId}`, scopeFilter(viewer, 'deal', 'read', 'd'),
    ...among('g.pipeline_id', query.pipeline === undefined ? undefined : [query.pipeline]), ...among('g.stage_id', query.stage === undefined ? undefined : [query.stage]),
    ...among('g.deal_id', query.deal === undefined ? undefined : [query.deal]), ...among('g.owner_id', query.owner),
    ...(query.team === undefined ? [] : [sql<boolean>`g.team_id in (select t.id from team t where t.org_id = ${viewer.orgId} and t.path && ${sql.val([...query.team])}::uuid[])`]),
  ]
  const state = { open: [sql<boolean>`g.settled_at is null`], settled: [sql<boolean>`g.settled_at is not null`], all: [] }[query.state]
  const where = sql<boolean>`${sql.join([...common, ...state], sql` and `)}`
  const open = sql<boolean>`${sql.join([...common, sql<boolean>`g.settled_at is null`], sql` and `)}`
  const { rows } = await sql<DebtRow>`
    select ${columns}, ${keyText(newest)} as "cursorKey" from gate_debt g ${joins}
    where ${where} and ${keysetAfter(newest, query.cursor)} order by ${keysetOrder(newest)} limit ${query.limit + 1}`.execute(tx)
  const page = cutPage(newest, rows, query.limit)
  const total = await sql<{ total: number }>`select count(*) as total from gate_debt g ${joins} where ${where}`.execute(tx)
  return {
    items: page.rows.map((row) => told(row, names)), nextCursor: page.nextCursor, total: total.rows[0]?.total ?? 0,
    byTeam: (await selectSums(tx, viewer.orgId, open, 'team', currency)).map(({ ref, ...sums }) => ({ team: ref, ...sums })),
    byOwner: (await selectSums(tx, viewer.orgId, open, 'app_user', currency)).map(({ ref, ...sums }) => ({ owner: ref, ...sums })),
    byCriterion: await selectByCriterion(tx, open, names),
  }
}

interface Sums {
  ref: { id: string; name: string } | null
  open: number
  deals: number
  amountMinor: number
}

async function selectSums(tx: Reader, orgId: string, open: RawBuilder<boolean>, by: 'team' | 'app_user', currency: string): Promise<Sums[]> {
  const column = by === 'team' ? sql`g.team_id` : sql`g.owner_id`
  const { rows } = await sql<Sums>`
    with owed as (select ${column} as id, d.id as deal_id, count(*) as open, max(d.amount_minor) filter (where d.currency = ${currency}) as amount
      from gate_debt g ${joins} where ${open} group by 1, 2)
    select case when n.id is null then null else jsonb_build_object('id', n.id, 'name', n.name) end as ref, sum(w.open)::bigint as open, count(*) as deals,
      least(coalesce(sum(w.amount), 0), ${Number.MAX_SAFE_INTEGER}::bigint)::bigint as "amountMinor"
    from owed w left join ${sql.table(by)} n on n.id = w.id and n.org_id = ${orgId} group by n.id, n.name order by 2 desc, n.name limit 200`.execute(tx)
  return rows
}

async function selectByCriterion(tx: Reader, open: RawBuilder<boolean>, names: GateNames) {
  const { rows } = await sql<{ criterionId: string; criterion: unknown; open: number }>`
    select g.criterion_id as "criterionId", (array_agg(g.criterion order by g.incurred_at desc))[1] as criterion, count(*) as open
    from gate_debt g ${joins} where ${open} group by 1 order by 3 desc, 1 limit 200`.execute(tx)
  return rows.map((row) => ({ criterionId: row.criterionId, asks: asks(criterionSchema.parse(row.criterion), names), open: row.open }))
}
