import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRng } from '../simulator/rng.ts'
import { aucDifference, aucOf, type Scored } from './auc.ts'
import { backTest } from './back-test.ts'
import { landmarkRows } from './landmark.ts'
import { conversionByBand, liftCurve } from './lift.ts'
import { adviseThreshold } from './threshold.ts'

const DAY = 86_400_000
const rows = (...groups: [score: number, n: number, converted: number][]): Scored[] =>
  groups.flatMap(([score, n, converted]) => Array.from({ length: n }, (_, i) => ({ score, converted: i < converted })))

test('AUC of a small table, ties by half', () => {
  // Pairs: (3 beats 1, 2, 2), (2 beats 1, ties 2 and 2): (3 + 1 + 0.5 + 0.5) / 6.
  expect(aucOf(rows([3, 1, 1], [2, 3, 1], [1, 1, 0]))?.auc).toBeCloseTo(5 / 6, 12)
  expect(aucOf(rows([1, 5, 0], [2, 5, 5]))).toEqual({ auc: 1, se: 0, low: 1, high: 1 })
  expect(aucOf(rows([1, 50, 25]))?.auc).toBe(0.5)
  expect(aucOf(rows([1, 50, 1]))).toBeNull()
})

const scored = fc.array(fc.record({ score: fc.integer({ min: 0, max: 12 }), converted: fc.boolean() }), { minLength: 4, maxLength: 60 })

test('AUC as counted pair by pair, whatever the ties; turned round it is the rest to 1', () => {
  fc.assert(fc.property(scored, (some) => {
    const found = aucOf(some)
    const hits = some.filter(({ converted }) => converted)
    const misses = some.filter(({ converted }) => !converted)
    expect(found === null).toBe(Math.min(hits.length, misses.length) < 2)
    if (found === null) return
    const wins = hits.flatMap((a) => misses.map((b): number => (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0)))
    expect(found.auc).toBeCloseTo(wins.reduce((a, b) => a + b, 0) / wins.length, 10)
    expect(aucOf(some.map((one) => ({ ...one, score: -one.score })))?.auc).toBeCloseTo(1 - found.auc, 10)
  }))
})

test('intervals of the AUC hold the truth in some 95 of 100 samples; two equal scores differ by nothing', () => {
  const rng = createRng(5)
  // Two normal scores a standard deviation apart: AUC = Φ(1/√2).
  const truth = 0.760_25
  let held = 0
  for (let i = 0; i < 300; i++) {
    const found = aucOf(Array.from({ length: 200 }, (_, k) => ({ converted: k < 60, score: rng.normal() + (k < 60 ? 1 : 0) })))
    if (found !== null && found.low <= truth && truth <= found.high) held++
  }
  expect(held / 300).toBeGreaterThan(0.91)
  expect(held / 300).toBeLessThan(0.985)
  const pairs = Array.from({ length: 200 }, (_, k) => ({ a: rng.normal() + (k < 60 ? 1 : 0), converted: k < 60 }))
  expect(aucDifference(pairs.map((one) => ({ ...one, b: one.a * 3 + 7 })))).toEqual({ difference: 0, low: 0, high: 0, p: 1 })
  const noise = aucDifference(pairs.map((one) => ({ ...one, b: rng.normal() })))
  expect(noise?.low).toBeGreaterThan(0)
  expect(noise?.p).toBeLessThan(0.01)
})

test('conversion by band with Wilson’s interval; a small band says so', () => {
  const [low, high] = conversionByBand(rows([5, 100, 10], [15, 10, 5]), [0, 10, 20])
  expect(low).toMatchObject({ n: 100, converted: 10, rate: 0.1, isEnough: true })
  expect(low?.interval?.low).toBeCloseTo(0.0552, 4)
  expect(low?.interval?.high).toBeCloseTo(0.1744, 4)
  expect(high).toMatchObject({ n: 10, isEnough: false })
  expect(conversionByBand([], [0, 10])[0]).toMatchObject({ n: 0, rate: null, interval: null })
})

test('lift: the best quarter holds two thirds', () => {
  expect(liftCurve(rows([90, 25, 20], [10, 75, 10]))).toEqual([
    { minScore: 90, n: 25, share: 0.25, captured: 20 / 30, lift: expect.closeTo(8 / 3, 12) },
    { minScore: 10, n: 100, share: 1, captured: 1, lift: 1 },
  ])
  expect(liftCurve(rows([1, 5, 0]))).toEqual([])
})

test('the curve rises to all of it', () => {
  fc.assert(fc.property(scored, (some) => {
    const curve = liftCurve(some)
    curve.forEach((point, i) => expect(point.captured).toBeGreaterThanOrEqual(curve[i - 1]?.captured ?? 0))
    if (curve.length > 0) expect(curve.at(-1)).toMatchObject({ n: some.length, share: 1, captured: 1, lift: 1 })
  }))
})

test('the threshold stands where the two sides differ most; capacity moves it up', () => {
  const past = rows([90, 40, 30], [70, 60, 36], [50, 100, 12], [30, 200, 8])
  // Below 70: 20 of 300; at 70 and above 66 of 100.
  expect(adviseThreshold(past)).toMatchObject({ threshold: 70, reason: 'best_separation', above: { hits: 66, n: 100 }, below: { hits: 20, n: 300 }, share: 0.25 })
  expect(adviseThreshold(past, { maxShare: 0.15, minSide: 20 })).toMatchObject({ threshold: 90, reason: 'best_within_capacity', share: 0.1 })
  expect(adviseThreshold(past, { maxShare: 0.05, minSide: 20 })).toEqual({ threshold: null, reason: 'capacity_too_small' })
  expect(adviseThreshold(rows([90, 100, 30], [10, 100, 30]))).toEqual({ threshold: null, reason: 'no_separation' })
  expect(adviseThreshold(rows([90, 10, 9], [10, 10, 0]))).toEqual({ threshold: null, reason: 'too_few' })
})

test('a score turned upside down is not advised', () => {
  expect(adviseThreshold(rows([90, 100, 5], [10, 100, 60]))).toEqual({ threshold: null, reason: 'no_separation' })
})

test('the whole back-test, and its refusal below the floor', () => {
  const good = backTest(rows([90, 40, 30], [70, 60, 36], [50, 100, 12], [30, 200, 8]))
  expect(good).toMatchObject({ ok: true, n: 400, converted: 86, rate: 0.215, verdict: 'separates', advice: { threshold: 70 } })
  expect(good.ok && good.bands.map(({ n }) => n)).toEqual([0, 0, 0, 200, 0, 100, 0, 60, 0, 40])
  expect(backTest(rows([100, 60, 20], [0, 60, 20]))).toMatchObject({ ok: true, verdict: 'no_better_than_chance', advice: { threshold: null } })
  expect(backTest(rows([100, 60, 5], [0, 60, 40]))).toMatchObject({ ok: true, verdict: 'worse_than_chance' })
  expect(backTest(rows([90, 90, 80]))).toEqual({ ok: false, code: 'score.too_few_to_test', detail: { leads: 90, converted: 80, needLeads: 100, needOfEach: 20 } })
  expect(backTest(rows([90, 200, 19]))).toMatchObject({ ok: false })
  expect(backTest([])).toMatchObject({ ok: false })
})

test('every lead is judged at the same age, and by what came after', () => {
  const now = 200 * DAY
  const lead = (id: string, created: number, converted: number | null = null, ended: number | null = null) =>
    ({ id, createdAt: created * DAY, convertedAt: converted === null ? null : converted * DAY, endedAt: ended === null ? null : ended * DAY })
  const asked: [string, number][] = []
  const found = landmarkRows([
    lead('soon', 0, 14), lead('later', 0, 15), lead('last', 0, 104), lead('too late', 0, 105), lead('never', 0), lead('dropped', 0, null, 3), lead('dropped late', 0, null, 50), lead('young', 97), lead('just old enough', 96),
  ], { landmarkDays: 14, windowDays: 90, now }, ({ id }, at) => {
    asked.push([id, at / DAY])
    return 50
  })
  expect(found.rows.map(({ id, converted }) => [id, converted])).toEqual([['later', true], ['last', true], ['too late', false], ['never', false], ['dropped late', false], ['just old enough', false]])
  expect(found.leftOut).toEqual({ settled: 2, young: 1 })
  expect(asked.map(([, at]) => at)).toEqual([14, 14, 14, 14, 14, 110])
})
