import { expect, test } from 'vitest'
import { share, statistic } from '../funnel/measured.ts'
import { coverageOf, requiredCoverage } from './coverage.ts'

test('required coverage is 1 / value win rate, not 3×', () => {
  const required = requiredCoverage(statistic(0.25, 80, 0, { low: 0.2, high: 0.4 }, 'closed-value'))
  expect(required).toMatchObject({ value: 4, low: 2.5, high: 5, n: 80, enough: true, why: null, method: '1/(closed-value)' })
  expect(requiredCoverage(share(0, 30, 0, 'x'))).toMatchObject({ value: null, why: 'zero_denominator', low: null })
  expect(requiredCoverage(share(0, 0, 0, 'x'))).toMatchObject({ value: null, why: 'no_data' })
  expect(requiredCoverage(share(3, 5, 0, 'x')).enough).toBe(false)
})

test('coverage of what remains; reached at and beyond the quota', () => {
  const rate = statistic(0.25, 80, 0, { low: 0.2, high: 0.4 }, 'closed-value')
  const open = coverageOf({ openMinor: 9_000_000, openDeals: 30, quotaMinor: 5_000_000, wonMinor: 2_000_000 }, rate)
  expect(open).toMatchObject({ state: 'open', remainingMinor: 3_000_000, coverage: { value: 3, n: 30 }, required: { value: 4 }, short: true })
  expect(coverageOf({ openMinor: 12_000_000, openDeals: 30, quotaMinor: 5_000_000, wonMinor: 2_000_000 }, rate)).toMatchObject({ short: false })
  expect(coverageOf({ openMinor: 1, openDeals: 1, quotaMinor: 5, wonMinor: 5 }, rate)).toEqual({ state: 'reached', remainingMinor: 0 })
  expect(coverageOf({ openMinor: 1, openDeals: 1, quotaMinor: 5, wonMinor: 9 }, rate).state).toBe('reached')
  expect(coverageOf({ openMinor: 1, openDeals: 1, quotaMinor: 5, wonMinor: 0 }, share(0, 0, 0, 'x'))).toMatchObject({ short: null })
})
