import { expect, test } from 'vitest'
import { rangeOf, stepOf } from './range.ts'

test('a month is shown in whole weeks, six at most', () => {
  expect(rangeOf('month', '2026-03-18')).toEqual({ from: '2026-02-23', to: '2026-04-06' })
  expect(rangeOf('month', '2027-02-28')).toEqual({ from: '2027-02-01', to: '2027-03-01' })
  expect(rangeOf('month', '2026-08-31')).toEqual({ from: '2026-07-27', to: '2026-09-07' })
  expect(rangeOf('week', '2026-03-01')).toEqual({ from: '2026-02-23', to: '2026-03-02' })
  expect(rangeOf('day', '2028-02-29')).toEqual({ from: '2028-02-29', to: '2028-03-01' })
})

test('on and back', () => {
  expect([stepOf('month', '2026-01-31', 1), stepOf('month', '2026-01-31', -1), stepOf('week', '2026-03-01', 1), stepOf('day', '2026-03-01', -1)]).toEqual(['2026-02-01', '2025-12-01', '2026-03-08', '2026-02-28'])
})
