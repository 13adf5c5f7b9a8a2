import { expect, test } from 'vitest'
import { realisedVelocity, velocity } from './velocity.ts'

test('METRICS §4: 50 · 10,000 · 0.20 / 30 = 3,333.33 a day', () => {
  const parts = { open: 50, wonMinor: 20 * 10_000_00, wonCount: 20, won: 20, closed: 100, cycleDays: 30 }
  expect(velocity(parts)).toMatchObject({ value: 3333_33, n: 100, enough: true })
})

test('nothing won, or won on the spot: no velocity rather than zero or infinity', () => {
  const parts = { open: 50, wonMinor: 100, wonCount: 1, won: 1, closed: 2, cycleDays: 3 }
  expect(velocity({ ...parts, wonMinor: 0, wonCount: 0, won: 0, cycleDays: null })).toMatchObject({ value: null, why: 'no_data' })
  expect(velocity({ ...parts, cycleDays: 0 })).toMatchObject({ value: null, why: 'zero_denominator' })
})

test('realised: won amount per day that has passed', () => {
  expect(realisedVelocity(1000_00, 4, 30).value).toBe(33_33)
  expect(realisedVelocity(1000_00, 4, 0)).toMatchObject({ value: null, why: 'zero_denominator' })
})
