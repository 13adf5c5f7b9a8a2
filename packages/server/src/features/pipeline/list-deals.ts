import type { AnswerOf, QueryOf } from '@sluice/core/lib/contract'
import { dealSort, type getBoard as getBoardContract, type listColumn as listColumnContract, type listDeals as listDealsContract } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { cutPage, type Keyset } from '../../platform/keyset.ts'
import { refuse } from '../../platform/refusal.ts'
import { customKeyset } from '../fields/custom-sort.queries.ts'
import { selectCustomNames } from '../fields/show-custom.queries.ts'
import { dealWhere } from './deal-filter.ts'
import { selectBoardStages, selectColumnTotals, selectDeals, selectDealTotals, selectStageCards, type DealRow } from './pipeline.queries.ts'

type Order = Omit<Keyset, 'name' | 'alias'>

const orders: Record<z.infer<typeof dealSort>, Omit<Order, 'direction'> & { reversed?: true }> = {
  created: { key: sql`d.created_at`, type: 'instant', nullable: false },
  amount: { key: sql`d.amount_minor`, type: 'number', nullable: true },
  close: { key: sql`d.expected_close_on`, type: 'day', nullable: true },
  // The greater the age, the earlier the entry.
  stage_age: { key: sql`d.stage_entered_at`, type: 'instant', nullable: false, reversed: true },
  title: { key: sql`d.title collate "zh-Hans-x-icu"`, type: 'text', nullable: false },
  activity: { key: sql`d.last_activity_at`, type: 'instant', nullable: true },
  next_step: { key: sql`d.next_step_due`, type: 'day', nullable: true },
}

/** How a list of deals is sorted; `desc` of an age is oldest first. */
function dealKeyset(sort: z.infer<typeof dealSort>, direction: 'asc' | 'desc'): Keyset {
  const { reversed, ...order } = orders[sort]
  return { name: sort, alias: 'd', ...order, direction: reversed ? (direction === 'asc' ? 'desc' : 'asc') : direction }
}

/** The same for any sort that a list offers: a built-in one, or a custom field that the viewer may see. */
export async function listKeyset(tx: Reader, { viewer }: Asker, { sort, direction }: Pick<QueryOf<typeof listDealsContract>, 'sort' | 'direction'>): Promise<Keyset> {
  const builtIn = dealSort.safeParse(sort)
  if (builtIn.success) return dealKeyset(builtIn.data, direction)
  return (await customKeyset(tx, viewer, 'deal', 'd', sort, direction)) ?? refuse('field.not_sortable')
}

/** A page of the list with the exact count and amount of the whole of it. Amounts are summed in `currency` alone. */
export async function listDeals(tx: Reader, asker: Asker, currency: string, query: QueryOf<typeof listDealsContract>): Promise<AnswerOf<typeof listDealsContract>> {
  const where = await dealWhere(tx, asker, query)
  const keyset = await listKeyset(tx, asker, query)
  const page = cutPage(keyset, await selectDeals(tx, asker.viewer, where, keyset, query.cursor, query.limit), query.limit)
  const customNames = await selectCustomNames(tx, asker.viewer, 'deal', page.rows)
  return { items: page.rows, nextCursor: page.nextCursor, ...(await selectDealTotals(tx, where, currency)), customNames }
}

type BoardQuery = QueryOf<typeof getBoardContract>

/** Cards: what needs attention first. */
const boardOrders: Record<Exclude<BoardQuery['sort'], 'rank'>, Keyset> = {
  amount: dealKeyset('amount', 'desc'),
  close: dealKeyset('close', 'asc'),
  stage_age: dealKeyset('stage_age', 'desc'),
  activity: dealKeyset('activity', 'desc'),
}
const byRank: Keyset = { name: 'rank', alias: 'd', key: sql`d.rank`, type: 'text', nullable: false, direction: 'asc' }
/** Closed cards have no place of their own in a column: the last to close comes first. What is closed has an instant, so that the index answers. */
const byClosing: Keyset = { name: 'closed', alias: 'd', key: sql`d.closed_at`, type: 'instant', nullable: false, direction: 'desc' }

/** Nor have sleeping ones: the last to fall asleep comes first. */
const bySleep: Keyset = { name: 'dormant', alias: 'd', key: sql`d.dormant_at`, type: 'instant', nullable: false, direction: 'desc' }
type Rest = 'dormant' | 'won' | 'lost'
const isRest = (key: string): key is Rest => key === 'dormant' || key === 'won' || key === 'lost'

function columnKeyset(sort: BoardQuery['sort'], rest: Rest | null): Keyset {
  if (sort === 'rank') return rest === null ? byRank : rest === 'dormant' ? bySleep : byClosing
  return boardOrders[sort]
}

/** The board of a pipeline: exact totals of every column in one query, the first cards of all stages in another. */
export async function getBoard(tx: Reader, asker: Asker, currency: string, pipelineId: string, query: BoardQuery): Promise<AnswerOf<typeof getBoardContract>> {
  const stages = (await selectBoardStages(tx, asker.viewer.orgId, pipelineId)) ?? refuse('record.not_found')
  const where = await dealWhere(tx, asker, { ...query, pipeline: pipelineId })
  const since = closedSince(asker.now, query.closedDays)
  const totals = await selectColumnTotals(tx, where, since, currency)
  const keyset = columnKeyset(query.sort, null)
  const cards = Map.groupBy(query.cards === 0 ? [] : await selectStageCards(tx, asker.viewer, where, stages, keyset, query.cards), (card) => card.stageId)
  const column = (key: string, of: Keyset, rows: readonly DealRow[]) => {
    const page = cutPage(of, rows, query.cards)
    const { count = 0, amountMinor = 0, weightedMinor = 0 } = totals.get(key) ?? {}
    return { key, count, amountMinor, weightedMinor, cards: page.rows, nextCursor: page.nextCursor }
  }
  const rest = async (key: Rest) => {
    const of = columnKeyset(query.sort, key)
    const rows = query.cards === 0 ? [] : await selectDeals(tx, asker.viewer, sql<boolean>`${where} and ${restFilter(key, since)}`, of, undefined, query.cards)
    return column(key, of, rows)
  }
  return { columns: [...stages.map((id) => column(id, keyset, cards.get(id) ?? [])), await rest('dormant'), await rest('won'), await rest('lost')] }
}

const restFilter = (key: Rest, since: string) =>
  key === 'dormant' ? sql<boolean>`d.status = 'open' and d.dormant_at is not null` : sql<boolean>`d.status = ${key} and d.closed_at >= ${since}`

/** More cards of one column: a stage's open deals, those asleep, or those won or lost within `closedDays`. */
export async function listColumn(tx: Reader, asker: Asker, pipelineId: string, key: string, query: QueryOf<typeof listColumnContract>): Promise<AnswerOf<typeof listColumnContract>> {
  const stages = (await selectBoardStages(tx, asker.viewer.orgId, pipelineId)) ?? refuse('record.not_found')
  if (!isRest(key) && !stages.includes(key)) refuse('record.not_found')
  const filter = await dealWhere(tx, asker, { ...query, pipeline: pipelineId })
  const where = isRest(key)
    ? sql<boolean>`${filter} and ${restFilter(key, closedSince(asker.now, query.closedDays))}`
    : sql<boolean>`${filter} and d.stage_id = ${key} and d.status = 'open' and d.dormant_at is null`
  const keyset = columnKeyset(query.sort, isRest(key) ? key : null)
  const page = cutPage(keyset, await selectDeals(tx, asker.viewer, where, keyset, query.cursor, query.limit), query.limit)
  return { items: page.rows, nextCursor: page.nextCursor }
}

const closedSince = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000).toISOString()
