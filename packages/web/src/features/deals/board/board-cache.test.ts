import type { Board, Deal } from '@sluice/core/pipeline/contract'
import { expect, test } from 'vitest'
import { appendCards, findCard, followCard, mergeBoard, moveCard, replaceCard } from './board-cache.ts'

const now = '2026-03-31T12:00:00.000Z'
const deal = (id: string, stageId: string, amountMinor: number | null = 100, rank = id): Deal => ({
  id, number: 1, title: id, pipelineId: 'p', stageId, status: 'open', amountMinor, currency: 'CNY', winProbability: null,
  forecastCategory: null, expectedCloseOn: null, nextStep: null, nextStepDue: null, account: null, owner: null, teamId: null,
  sourceId: null, tagIds: [], rank, stageEnteredAt: '2026-01-01T00:00:00.000Z', closedAt: null, lastActivityAt: null,
  createdAt: '2026-01-01T00:00:00.000Z', lostReasonId: null, dormantAt: null, debtCount: 0, approvalsWaiting: 0, custom: {}, version: 1,
})
const column = (key: string, ids: string[], nextCursor: string | null = null, count = ids.length) => ({
  key, count, amountMinor: count * 100, weightedMinor: 0, cards: ids.map((id) => deal(id, key)), nextCursor,
})
const board = (...columns: Board['columns']): Board => ({ columns })
const ids = (from: Board, key: string) => from.columns.find((one) => one.key === key)?.cards.map((card) => card.id)

test('moving a card moves its count and amount, and leaves other columns the same objects', () => {
  const before = board(column('s1', ['a', 'b']), column('s2', ['c', 'd']), column('won', []))
  const after = moveCard(before, 'a', { column: 's2', below: 'c' }, now)
  expect(ids(after, 's1')).toEqual(['b'])
  expect(ids(after, 's2')).toEqual(['c', 'a', 'd'])
  expect(after.columns.map((one) => [one.count, one.amountMinor])).toEqual([[1, 100], [3, 300], [0, 0]])
  expect(after.columns[2]).toBe(before.columns[2])
  expect(findCard(after, 'a')?.card).toMatchObject({ stageId: 's2', stageEnteredAt: now, status: 'open' })
  expect(ids(before, 's1')).toEqual(['a', 'b'])
})

test('within its column a card keeps its time of entry; to won it is closed and back it is open again', () => {
  const before = board(column('s1', ['a', 'b', 'c']), column('won', []))
  const within = moveCard(before, 'c', { column: 's1', below: null }, now)
  expect(ids(within, 's1')).toEqual(['c', 'a', 'b'])
  expect(findCard(within, 'c')?.card.stageEnteredAt).toBe('2026-01-01T00:00:00.000Z')
  expect(within.columns[0]).toMatchObject({ count: 3, amountMinor: 300 })
  const won = moveCard(before, 'a', { column: 'won', below: null }, now)
  expect(findCard(won, 'a')?.card).toMatchObject({ status: 'won', closedAt: now, stageId: 's1' })
  expect(findCard(moveCard(won, 'a', { column: 's1', below: null }, now), 'a')?.card).toMatchObject({ status: 'open', closedAt: null })
})

test('what is not there changes nothing', () => {
  const before = board(column('s1', ['a']))
  expect(moveCard(before, 'x', { column: 's1', below: null }, now)).toBe(before)
  expect(moveCard(before, 'a', { column: 's9', below: null }, now)).toBe(before)
  expect(replaceCard(before, deal('x', 's1'))).toBe(before)
})

test('an answered deal takes its place and the sum follows', () => {
  const after = replaceCard(board(column('s1', ['a', 'b'])), deal('b', 's1', 250))
  expect(after.columns[0]).toMatchObject({ count: 2, amountMinor: 350 })
  expect(replaceCard(after, deal('b', 's1', null)).columns[0]?.amountMinor).toBe(100)
})

test('further pages follow, without a card that moved meanwhile', () => {
  const before = board(column('s1', ['a'], 'cursor', 3), column('s2', ['c']))
  const after = appendCards(before, 's1', { items: [deal('b', 's1'), deal('c', 's1')], nextCursor: null })
  expect(ids(after, 's1')).toEqual(['a', 'b'])
  expect(after.columns[0]).toMatchObject({ count: 3, nextCursor: null })
  expect(after.columns[1]).toBe(before.columns[1])
})

test('a fresh answer keeps the pages loaded before, behind what it shows itself', () => {
  const previous = board(column('s1', ['a', 'b', 'c', 'd', 'e'], 'far', 9), column('s2', ['x']))
  // A teammate put n at the top; c fell off the first cards; e went to s2.
  const fresh = board(column('s1', ['n', 'a', 'b'], 'near', 9), column('s2', ['e', 'x']))
  const merged = mergeBoard(previous, fresh)
  expect(ids(merged, 's1')).toEqual(['n', 'a', 'b', 'c', 'd'])
  expect(merged.columns[0]).toMatchObject({ nextCursor: 'far', count: 9 })
  expect(ids(merged, 's2')).toEqual(['e', 'x'])
})

test('a fresh answer that is complete, or shares no card, stands alone', () => {
  const previous = board(column('s1', ['a', 'b', 'c'], 'far'))
  expect(ids(mergeBoard(previous, board(column('s1', ['a'], null))), 's1')).toEqual(['a'])
  expect(mergeBoard(previous, board(column('s1', ['z'], 'near'))).columns[0]).toMatchObject({ nextCursor: 'near', cards: [{ id: 'z' }] })
  expect(ids(mergeBoard(undefined, previous), 's1')).toEqual(['a', 'b', 'c'])
})

test('a card below the first ones follows its deal by rank, and leaves when its place is not loaded', () => {
  const before = board(column('s1', ['a', 'b', 'c'], 'more', 50), column('s2', ['f', 'h'], 'more', 60))
  const moved = followCard(before, deal('b', 's2', 100, 'g'))
  expect([ids(moved, 's1'), ids(moved, 's2')]).toEqual([['a', 'c'], ['f', 'b', 'h']])
  expect(moved.columns.map((one) => one.count)).toEqual([50, 60])
  const far = followCard(before, deal('b', 's2', 100, 'z'))
  expect([ids(far, 's1'), ids(far, 's2')]).toEqual([['a', 'c'], ['f', 'h']])
  expect(findCard(followCard(before, { ...deal('b', 's1'), title: '改名' }), 'b')?.card.title).toBe('改名')
})
