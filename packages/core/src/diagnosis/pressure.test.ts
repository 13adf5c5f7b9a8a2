import { expect, test } from 'vitest'
import { pressureTests, pressureThresholds, type PressureFacts, type PressureResult } from './pressure.ts'
import { dwell, lastDay, seriesOf } from './testing/series.ts'

const none: PressureFacts = { leadToMql: null, firstResponse: null, needsAnalysis: null, stalled: [], dormant: null, winRate: null }
const series = seriesOf(300, [
  { id: 'a', inflow: () => 6, conversion: (day) => (day >= 240 ? 0.4 : 0.5) },
  { id: 'b', inflow: () => 4, conversion: () => 0.5, stock: (day) => (day >= 290 ? 63 : 40), now: dwell(16), history: dwell(10) },
  { id: 'c', inflow: () => 3, conversion: () => 0.4 },
])
const run = (facts: Partial<PressureFacts>, thresholds = pressureThresholds) => pressureTests(series, lastDay(series), { ...none, ...facts }, thresholds)
const of = (results: PressureResult[], code: string, stageId: string | null = null) => results.find((one) => one.code === code && one.stageId === stageId)

test('the defaults of METRICS 12, at their edges', () => {
  const results = run({
    leadToMql: { n: 100, hits: 29 }, firstResponse: { n: 100, hits: 90 }, needsAnalysis: { n: 100, hits: 89 }, dormant: { n: 100, hits: 21 },
    stalled: [{ stageId: 'b', isQuote: true, count: { n: 50, hits: 11 } }], winRate: { now: { n: 50, hits: 10 }, before: { n: 50, hits: 12 } },
  })
  expect(of(results, 'lead_to_mql')).toMatchObject({ result: 'failed', group: 'top_leak', value: 0.29 })
  expect(of(results, 'first_response')).toMatchObject({ result: 'passed', group: 'top_leak' })
  expect(of(results, 'needs_analysis')).toMatchObject({ result: 'failed', group: 'middle_silt' })
  expect(of(results, 'dormant')).toMatchObject({ result: 'failed' })
  expect(of(results, 'stalled', 'b')).toMatchObject({ result: 'failed', said: { params: { days: 5 } } })
  // 24 % → 20 % is −16.7 %.
  expect(of(results, 'win_rate_swing')).toMatchObject({ result: 'failed', group: 'bottom_jet' })
  expect(of(results, 'below_mean', 'a')).toMatchObject({ result: 'failed', group: 'top_leak' })
  expect(of(results, 'below_mean', 'c')).toMatchObject({ result: 'passed', group: 'bottom_jet' })
  expect(of(results, 'dwell_long', 'b')).toMatchObject({ result: 'failed', value: 1.6 })
  expect(of(results, 'stock_growth', 'b')).toMatchObject({ result: 'failed', value: 0.575 })
  expect(results.map(({ group }) => group)).toEqual(results.map(({ group }) => group).toSorted((x, y) => ['top_leak', 'middle_silt', 'bottom_jet'].indexOf(x) - ['top_leak', 'middle_silt', 'bottom_jet'].indexOf(y)))
})

test('what is not known is not tested, and few deals are not enough', () => {
  const results = run({ leadToMql: { n: 19, hits: 0 } })
  expect(of(results, 'lead_to_mql')?.result).toBe('not_enough')
  expect(of(results, 'lead_to_mql')?.causes).toEqual([])
  expect(of(results, 'first_response')).toBeUndefined()
  expect(of(results, 'below_line', 'a')).toBeUndefined()
  expect(of(run({ leadToMql: { n: 0, hits: 0 } }), 'lead_to_mql')).toMatchObject({ result: 'not_enough', value: null })
})

test('thresholds are data: a warning line, held for days running', () => {
  const results = run({}, { ...pressureThresholds, warningLines: { a: 0.45, c: 0.3 } })
  expect(of(results, 'below_line', 'a')).toMatchObject({ result: 'failed', value: 3 })
  expect(of(results, 'below_line', 'c')).toMatchObject({ result: 'passed', value: 0 })
})
