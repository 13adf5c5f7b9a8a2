import { expect, test } from 'vitest'
import { within } from './journey.ts'

test('periods are half open, and never lies in none', () => {
  const period = { from: 10, to: 20 }
  expect([9, 10, 19, 20].map((at) => within(at, period))).toEqual([false, true, true, false])
  expect(within(Infinity, { from: null, to: null })).toBe(false)
  expect(within(-5, { from: null, to: 0 })).toBe(true)
})
