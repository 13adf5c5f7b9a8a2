import { expect, test } from 'vitest'
import { type Plan, planSchema, track } from './plan.ts'

const month = (name: string, wins: number): Plan['months'][number] => ({
  month: name, start: wins * 10, stages: [{ stageKey: 'a', need: wins * 4 }], channels: [{ channelKey: 'sem', need: wins * 5 }], wins, wonMinor: wins * 100_000,
})
const plan: Plan = {
  name: '三季度计划', pipelineId: '0190a8c0-0000-7000-8000-000000000001', target: { kind: 'deals', deals: 36 }, method: 'product',
  assumptions: {
    from: '2025-07-01', to: '2026-07-01', asOf: '2026-06-30', steps: [{ stageKey: 'a', entered: 100, reached: 10 }], meanAmount: null,
    channels: [{ channelKey: 'sem', share: 0.5 }], capacity: { leadsPerRep: 60, reps: 5 },
  },
  start: { value: 360, low: 200, high: null }, stages: [{ stageKey: 'a', need: { value: 360, low: 200, high: null } }], channels: [{ channelKey: 'sem', need: 180 }],
  months: [month('2026-07', 10), month('2026-08', 12), month('2026-09', 14)], whatIf: { conversion: { a: 0.1 }, dwell: {}, amount: 0, inflow: 0 },
}

test('a plan survives being saved; what makes no sense is refused', () => {
  expect(planSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan)
  expect(planSchema.safeParse({ ...plan, months: plan.months.toReversed() }).success).toBe(false)
  expect(planSchema.safeParse({ ...plan, months: [] }).success).toBe(false)
  expect(planSchema.safeParse({ ...plan, months: [{ ...month('2026-07', 1), month: '2026-13' }] }).success).toBe(false)
  expect(planSchema.safeParse({ ...plan, target: { kind: 'money', amountMinor: 1.5, currency: 'CNY' } }).success).toBe(false)
  expect(planSchema.safeParse({ ...plan, whatIf: { conversion: { a: Infinity } } }).success).toBe(false)
})

test('tracking: a past month in full, the running one by its days, a later one not yet', () => {
  const actual = { start: 50, stages: { a: 20 }, channels: { sem: 30 }, wins: 7, wonMinor: 900_000 }
  const actuals = { asOf: '2026-08-15', months: [{ month: '2026-07', ...actual, wins: 12 }, { month: '2026-08', ...actual }] }
  const expectedInAugust = (12 * 15) / 31
  expect(track(plan, actuals)).toEqual([
    { period: '2026-07', planned: 10, actual: 12, gap: 2, expectedByNow: 10 },
    { period: '2026-08', planned: 12, actual: 7, gap: 7 - expectedInAugust, expectedByNow: expectedInAugust },
    { period: '2026-09', planned: 14, actual: null, gap: null, expectedByNow: 0 },
  ])
  expect(track(plan, actuals, { kind: 'won_minor' })[0]).toMatchObject({ planned: 1_000_000, actual: 900_000, gap: -100_000 })
  expect(track(plan, actuals, { kind: 'stage', stageKey: 'a' })[0]).toMatchObject({ planned: 40, actual: 20 })
  expect(track(plan, actuals, { kind: 'channel', channelKey: 'sem' })[0]).toMatchObject({ planned: 50, actual: 30 })
  expect(track(plan, actuals, { kind: 'channel', channelKey: 'seo' })[0]).toMatchObject({ planned: 0, actual: 0 })
  expect(track(plan, actuals, { kind: 'start' })[0]).toMatchObject({ planned: 100, actual: 50 })
})

test('a month that has ended without any record counts as nothing done; the last day asks for all of it', () => {
  expect(track(plan, { asOf: '2026-10-01', months: [] }).map((t) => t.gap)).toEqual([-10, -12, -14])
  expect(track(plan, { asOf: '2026-09-30', months: [] })[2]?.expectedByNow).toBe(14)
})
