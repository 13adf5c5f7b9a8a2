import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutAt, within } from './journey.ts'
import { DAY, deal, journeys } from './testing/sample.ts'

test('periods are half open, and never lies in none', () => {
  const period = { from: 10, to: 20 }
  expect([9, 10, 19, 20].map((at) => within(at, period))).toEqual([false, true, true, false])
  expect(within(Infinity, { from: null, to: null })).toBe(false)
  expect(within(-5, { from: null, to: 0 })).toBe(true)
})

test('what happened later is not known yet', () => {
  const won = deal('x', [['A', 0], ['B', 5]], { won: 9 })
  expect(cutAt(won, -1)).toBeNull()
  expect(cutAt(won, 9 * DAY)).toBe(won)
  const at7 = cutAt(won, 7 * DAY)
  expect(at7).toMatchObject({ outcome: 'open', closedAt: null })
  expect(at7?.stays.map((s) => [s.stageId, s.leftAt, s.exit])).toEqual([['A', 5 * DAY, 'advance'], ['B', null, null]])
  expect(cutAt(won, 4 * DAY)?.stays).toHaveLength(1)
})

test('a deal lost, reopened and won is lost in between', () => {
  const again = deal('x', [['A', 0]], { lost: 5, reason: 'price' })
  const stays = [
    ...again.stays.map((s) => ({ ...s, lossReasonId: 'price' })),
    ...deal('x', [['A', 8]], { won: 12 }).stays,
  ]
  const reopened = { ...again, stays, outcome: 'won' as const, closedAt: 12 * DAY, lossReasonId: null }
  expect(cutAt(reopened, 6 * DAY)).toMatchObject({ outcome: 'lost', closedAt: 5 * DAY, lossReasonId: 'price' })
  expect(cutAt(reopened, 9 * DAY)).toMatchObject({ outcome: 'open', closedAt: null, lossReasonId: null })
  expect(cutAt(reopened, 12 * DAY)).toMatchObject({ outcome: 'won', closedAt: 12 * DAY })
})

test('a deal without stays is open until it closes', () => {
  const bare = { ...deal('x', [], { won: 9 }), stays: [] }
  expect(cutAt(bare, 8 * DAY)?.outcome).toBe('open')
  expect(cutAt(bare, 9 * DAY)?.outcome).toBe('won')
})

test('cutting twice is cutting at the earlier instant', () => {
  const day = fc.integer({ min: -5, max: 300 })
  fc.assert(
    fc.property(journeys, day, day, (all, a, b) => {
      const [early, late] = a < b ? [a, b] : [b, a]
      for (const journey of all) {
        const then = cutAt(journey, late * DAY)
        expect(then === null ? null : cutAt(then, early * DAY)).toEqual(cutAt(journey, early * DAY))
      }
    }),
    { numRuns: 50 },
  )
})
