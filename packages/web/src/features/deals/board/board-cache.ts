import type { Board, Deal } from '@sluice/core/pipeline/contract'

/**
 * The board in the cache, changed without asking the server again. Every function is pure and leaves the columns that it does
 * not touch as the same objects, so that only changed columns are drawn again.
 */
export type BoardColumn = Board['columns'][number]

/** Where a deal is put: a column, and the card it stands below (`null`: at the top). */
export interface Placement {
  column: string
  below: string | null
}

/** The column of a deal's own state: its stage while open and awake, else `dormant`, `won` or `lost`. */
export function columnOf(deal: Pick<Deal, 'status' | 'stageId' | 'dormantAt'>): string {
  if (deal.status !== 'open') return deal.status
  return deal.dormantAt === null ? deal.stageId : 'dormant'
}

/** Where a card is now; null when it is not loaded. */
export function findCard(board: Board, id: string): { column: BoardColumn; index: number; card: Deal } | null {
  for (const column of board.columns) {
    const index = column.cards.findIndex((card) => card.id === id)
    const card = column.cards[index]
    if (card) return { column, index, card }
  }
  return null
}

function withColumn(board: Board, key: string, change: (column: BoardColumn) => BoardColumn): Board {
  let changed = false
  const columns = board.columns.map((column) => {
    if (column.key !== key) return column
    const next = change(column)
    changed ||= next !== column
    return next
  })
  return changed ? { ...board, columns } : board
}

function take(column: BoardColumn, card: Deal): BoardColumn {
  return {
    ...column,
    count: Math.max(column.count - 1, 0),
    amountMinor: column.amountMinor - (card.amountMinor ?? 0),
    cards: column.cards.filter((one) => one.id !== card.id),
  }
}

function put(column: BoardColumn, card: Deal, below: string | null): BoardColumn {
  const at = below === null ? 0 : column.cards.findIndex((one) => one.id === below) + 1
  return {
    ...column,
    count: column.count + 1,
    amountMinor: column.amountMinor + (card.amountMinor ?? 0),
    cards: [...column.cards.slice(0, at), card, ...column.cards.slice(at)],
  }
}

/** The deal as it will be in its new column, as far as the browser can know. */
function arrived(card: Deal, column: string, now: string): Deal {
  if (columnOf(card) === column) return card
  if (column === 'won' || column === 'lost') return { ...card, status: column, closedAt: now, dormantAt: null }
  if (column === 'dormant') return { ...card, dormantAt: now }
  if (card.dormantAt !== null && card.stageId === column) return { ...card, dormantAt: null }
  return { ...card, status: 'open', stageId: column, stageEnteredAt: now, dormantAt: null, closedAt: null, lostReasonId: null }
}

/** Moves a loaded card; counts and amounts of both columns follow. A card that is not loaded changes nothing. */
export function moveCard(board: Board, id: string, to: Placement, now: string): Board {
  const found = findCard(board, id)
  if (!found || !board.columns.some((column) => column.key === to.column)) return board
  const without = withColumn(board, found.column.key, (column) => take(column, found.card))
  return withColumn(without, to.column, (column) => put(column, arrived(found.card, to.column, now), to.below === id ? null : to.below))
}

/** Shows a deal as the server answered it, in its place; the sum follows its amount. */
export function replaceCard(board: Board, deal: Deal): Board {
  const found = findCard(board, deal.id)
  if (!found || found.card === deal) return board
  return withColumn(board, found.column.key, (column) => ({
    ...column,
    amountMinor: column.amountMinor - (found.card.amountMinor ?? 0) + (deal.amountMinor ?? 0),
    cards: column.cards.map((card) => (card.id === deal.id ? deal : card)),
  }))
}

/** Adds the next page of a column below what is loaded; a card that moved meanwhile is not shown twice. */
export function appendCards(board: Board, key: string, page: { items: readonly Deal[]; nextCursor: string | null }): Board {
  const loaded = new Set(board.columns.flatMap((column) => column.cards.map((card) => card.id)))
  return withColumn(board, key, (column) => ({
    ...column,
    cards: [...column.cards, ...page.items.filter((card) => !loaded.has(card.id))],
    nextCursor: page.nextCursor,
  }))
}

/**
 * A fresh answer, which holds the first cards of each column, joined with the further pages that were loaded before: what
 * followed the fresh cards still follows them, except cards that the fresh answer shows elsewhere.
 */
export function mergeBoard(previous: Board | undefined, fresh: Board): Board {
  if (!previous) return fresh
  const shown = new Set(fresh.columns.flatMap((column) => column.cards.map((card) => card.id)))
  return {
    ...fresh,
    columns: fresh.columns.map((column) => {
      const before = previous.columns.find((one) => one.key === column.key)
      // All cards of the column are here: nothing follows.
      if (!before || column.nextCursor === null) return column
      const place = new Map(before.cards.map((card, index) => [card.id, index]))
      const joint = column.cards.findLast((card) => place.has(card.id))
      if (!joint) return column
      const tail = before.cards.slice((place.get(joint.id) ?? 0) + 1).filter((card) => !shown.has(card.id))
      return tail.length === 0 ? column : { ...column, cards: [...column.cards, ...tail], nextCursor: before.nextCursor }
    }),
  }
}

/**
 * A deal that somebody else changed below the first cards: its card follows it to the column it is in now, by rank, if that
 * place is loaded. Counts stay as they are, for the server's are exact already.
 */
export function followCard(board: Board, deal: Deal): Board {
  const found = findCard(board, deal.id)
  if (!found) return board
  const target = columnOf(deal)
  if (found.column.key === target) {
    return withColumn(board, target, (column) => ({ ...column, cards: column.cards.map((card) => (card.id === deal.id ? deal : card)) }))
  }
  const without = withColumn(board, found.column.key, (column) => ({ ...column, cards: column.cards.filter((card) => card.id !== deal.id) }))
  return withColumn(without, target, (column) => {
    const at = column.cards.findIndex((card) => card.rank > deal.rank)
    if (at < 0 && column.nextCursor !== null) return column
    const index = at < 0 ? column.cards.length : at
    return { ...column, cards: [...column.cards.slice(0, index), deal, ...column.cards.slice(index)] }
  })
}
