import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dueAt } from './decided-at.ts'

test('the clock stands in pauses: exactly so much of the time until it is due lies outside of them', () => {
  const pauses = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 20 })), { maxLength: 4 }).map((list) => {
    let at = 0
    return list.map(([gap, length]) => {
      const from = at + gap
      at = from + length
      return { from, to: at }
    })
  })
  fc.assert(
    fc.property(fc.nat(150), fc.integer({ min: 1, max: 60 }), pauses, (entered, within, list) => {
      const due = dueAt(entered, within, list)
      const paused = list.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, due) - Math.max(from, entered)), 0)
      expect(due - entered - paused).toBe(within)
      // Nobody is due while the clock stands.
      expect(list.some(({ from, to }) => due > from && due < to)).toBe(false)
    }),
  )
  expect(dueAt(5, 10, [])).toBe(15)
})
