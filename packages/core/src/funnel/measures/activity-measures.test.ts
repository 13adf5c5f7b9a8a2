import { expect, test } from 'vitest'
import { activityMeasures, type ResponseRow, type TouchRow } from './activity-measures.ts'

const HOUR = 3_600_000
const response = (at: number, first: number | null, ownerId: string | null = 'li'): ResponseRow => ({ ownerId, at: at * HOUR, firstAt: first === null ? null : first * HOUR })
const touches = (count: number, n: number, exit: TouchRow['exit'], ownerId = 'li'): TouchRow[] =>
  Array.from({ length: count }, (_, i) => ({ dealId: `${exit}-${n}-${i}`, ownerId, stageId: 'A', touches: n, exit }))

test('first response: those still waiting count, those too young to judge do not', () => {
  const rows = [response(0, 1), response(0, 2), response(0, 5), response(0, null), response(9, null), response(9, 9.5)]
  const { response: found } = activityMeasures({ responses: rows, touches: [] }, [], { asOf: 10 * HOUR })
  // Times .5 1 1c 2 5 10c: S = 5/6, 4/6, then 4/6 · 2/3 = .444 at two hours.
  expect(found.median).toMatchObject({ value: 2, n: 6, censored: 2 })
  expect(found.within).toMatchObject({ hits: 2, n: 4 })
  expect(found.waiting).toBe(2)
})

test('an answer after the instant asked for was not known; one before the lead was at once', () => {
  const { response: found } = activityMeasures({ responses: [response(0, 20), response(5, 4)], touches: [] }, [], { asOf: 10 * HOUR })
  expect(found).toMatchObject({ waiting: 1, within: { hits: 1, n: 2 }, median: { value: 0 } })
})

test('touches until the deal moves on, until it is lost, and effort without progress', () => {
  const rows = [...touches(18, 3, 'advance'), ...touches(2, 8, 'won'), ...touches(4, 6, 'lost'), ...touches(5, 2, null), ...touches(1, 9, null, 'wang'), ...touches(1, 12, null)]
  const answer = activityMeasures({ responses: [], touches: rows }, ['A', 'B'], { asOf: 0 })
  const [a, b] = answer.stages
  expect(a?.untilAdvance).toMatchObject({ value: 3, n: 20, enough: true })
  expect(a?.untilLoss).toMatchObject({ value: 6, n: 4, enough: false })
  // Nine in ten of twenty is the eighteenth: 3, but less than five is never too much.
  expect(a?.limit).toBe(5)
  expect(a?.over.share).toMatchObject({ hits: 2, n: 7 })
  expect(a?.over.dealIds).toEqual(['null-12-0', 'null-9-0'])
  expect(b).toMatchObject({ limit: null, over: { dealIds: [], share: { n: 0 } } })
  expect(answer.byOwner.map(({ ownerId, over }) => [ownerId, over.hits, over.n])).toEqual([['li', 1, 6], ['wang', 1, 1]])
})
