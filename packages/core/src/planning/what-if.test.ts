import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FlowModel, whatIf, whatIfChange } from './what-if.ts'

const model: FlowModel = {
  stages: [
    { stageKey: 'a', conversion: 0.5, dwellDays: 10 },
    { stageKey: 'b', conversion: 0.4, dwellDays: 20 },
    { stageKey: 'c', conversion: 0.5, dwellDays: 15 },
    { stageKey: 'd', conversion: 0.6, dwellDays: 5 },
    { stageKey: 'e', conversion: 0.8, dwellDays: 5 },
  ],
  inflowPerDay: 10, wonMinor: 10_000_000, wonDeals: 10, currency: 'CNY',
}
const moved = (change: Partial<ReturnType<typeof whatIfChange.parse>>) => whatIfChange.parse(change)
const plusTen = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, 0.1]))

test('+10 % on four steps is × 1.46, on five × 1.61', () => {
  const four = whatIf(model, moved({ conversion: plusTen('a', 'b', 'c', 'd') }))
  expect(four.factors.wins).toBeCloseTo(1.4641, 10)
  expect(four.factors.wins?.toFixed(2)).toBe('1.46')
  const five = whatIf(model, moved({ conversion: plusTen('a', 'b', 'c', 'd', 'e') }))
  expect(five.factors.wins?.toFixed(2)).toBe('1.61')
  // Four steps and the amount: the value grows by as much.
  const value = whatIf(model, moved({ conversion: plusTen('a', 'b', 'c', 'd'), amount: 0.1 }))
  expect(value.factors.value).toBeCloseTo(1.61051, 5)
  expect(value.factors.wins).toBeCloseTo(1.4641, 10)
})

test('the steady state by hand: stock is inflow × stay, money is weighted by the chance', () => {
  const { baseline } = whatIf(model, moved({}))
  expect(baseline.stages.map((s) => s.stock)).toEqual([100, 100, 30, expect.closeTo(5, 10), expect.closeTo(3, 10)])
  expect(baseline.stages[0]?.entries).toBe(300)
  expect(baseline.winRate).toBeCloseTo(0.048, 12)
  expect(baseline.wins).toBeCloseTo(14.4, 10)
  expect(baseline.valueMinor).toBe(14_400_000)
  expect(baseline.stock).toBeCloseTo(238, 10)
  // 100 · .048 + 100 · .096 + 30 · .24 + 5 · .48 + 3 · .8 = 26.4 deals' worth
  expect(baseline.weightedMinor).toBe(26_400_000)
  expect(baseline.cycleDays).toBe(55)
  // 238 · 1,000,000 · .048 / 55
  expect(baseline.velocityMinor).toBe(207_709)
})

test('shorter stays: less stock, more velocity, the same wins; more inflow: more of all', () => {
  const shorter = whatIf(model, moved({ dwell: { b: -0.5 } }))
  expect(shorter.factors.wins).toBe(1)
  expect(shorter.factors.stock).toBeCloseTo(188 / 238, 12)
  expect(shorter.factors.cycle).toBeCloseTo(45 / 55, 12)
  const more = whatIf(model, moved({ inflow: 0.2 }))
  expect([more.factors.wins, more.factors.stock].map((f) => f?.toFixed(6))).toEqual(['1.200000', '1.200000'])
})

test('no conversion above 100 %, and it is said', () => {
  const result = whatIf(model, moved({ conversion: { e: 0.5 } }))
  expect(result.capped).toEqual(['e'])
  expect(result.factors.wins).toBeCloseTo(1.25, 12)
})

test('nothing won yet: shares and stock, no money', () => {
  const { baseline, factors } = whatIf({ ...model, wonMinor: 0, wonDeals: 0 }, moved({ amount: 1 }))
  expect([baseline.meanAmountMinor, baseline.velocityMinor, factors.value, factors.velocity]).toEqual([null, null, null, null])
  expect(factors.wins).toBe(1)
})

test('no slider moved: the scenario is the baseline', () => {
  const stage = fc.record({ conversion: fc.double({ min: 0, max: 1, noNaN: true }), dwellDays: fc.double({ min: 0, max: 400, noNaN: true }) })
  fc.assert(fc.property(fc.array(stage, { minLength: 1, maxLength: 8 }), fc.double({ min: 0, max: 1e4, noNaN: true }), fc.integer({ min: 1, max: 1e12 }), (stages, inflowPerDay, wonMinor) => {
    const result = whatIf({ stages: stages.map((s, i) => ({ ...s, stageKey: `s${i}` })), inflowPerDay, wonMinor, wonDeals: 7, currency: 'CNY' }, moved({}))
    expect(result.scenario).toEqual(result.baseline)
    expect(result.baseline.wins).toBeCloseTo(inflowPerDay * 30 * stages.reduce((p, s) => p * s.conversion, 1), 6)
    for (const s of result.baseline.stages) expect(s.win).toBeLessThanOrEqual(1)
  }))
})
