import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quantileTime, survival } from '../../funnel/survival.ts'
import { twoProportionP, wilson } from '../../lib/ratio.ts'
import { compareShares, compareTimes, type Counted, type Watched } from './stratified.ts'

const cells = <T>(...all: T[]) => new Map(all.map((cell, i) => [i, cell]))
const after = (...times: number[]): Watched[] => times.map((time) => ({ time: Math.abs(time), entry: null, cause: time < 0 ? null : 'left' }))

test('two tables worked by hand: 10/20 against 5/30 and 8/10 against 10/20', () => {
  // Weights 12 and 20/3: own (12·.5 + 20/3·.8)/(56/3) = .607…, others (12/6 + 20/3·.5)/(56/3) = .2857…
  const found = compareShares(cells({ n: 20, hits: 10 }, { n: 10, hits: 8 }), cells({ n: 30, hits: 5 }, { n: 20, hits: 10 }))
  expect(found.value).toBeCloseTo(17 / 28, 12)
  expect(found.reference).toBeCloseTo(2 / 7, 12)
  expect(found).toMatchObject({ n: 30, all: 30, others: 50 })
  // One's own alone: (12²·.5·.5/20 + (20/3)²·.8·.2/10)/(56/3)², as many deals of one share in one cell.
  const own = (144 * 0.25 / 20 + ((400 / 9) * 0.16) / 10) / (56 / 3) ** 2
  const effective = ((17 / 28) * (11 / 28)) / own
  expect(found.low).toBeCloseTo(wilson((17 / 28) * effective, effective)?.low ?? NaN, 12)
  expect(found.high).toBeCloseTo(wilson((17 / 28) * effective, effective)?.high ?? NaN, 12)
  // Cochran–Mantel–Haenszel: observed 18, expected 12, variance 20·30·15·35/(50²·49) + 10·20·18·12/(30²·29).
  const variance = (20 * 30 * 15 * 35) / (50 ** 2 * 49) + (10 * 20 * 18 * 12) / (30 ** 2 * 29)
  expect(found.p).toBeCloseTo(2 * (1 - phi(6 / Math.sqrt(variance))), 6)
})

test('hard deals are no fault: equal in every cell is no difference, whatever the mix', () => {
  // 20 % of the hard ones and 60 % of the easy ones go on, with everybody; one has nearly only hard ones.
  const found = compareShares(cells({ n: 80, hits: 16 }, { n: 20, hits: 12 }), cells({ n: 20, hits: 4 }, { n: 80, hits: 48 }))
  expect(found.value).toBeCloseTo(found.reference ?? NaN, 12)
  expect(found.p).toBeCloseTo(1, 9)
})

test('in one cell it is the plain comparison; cells of one’s own, or with too few others, say nothing', () => {
  const one = compareShares(cells({ n: 40, hits: 10 }), cells({ n: 60, hits: 30 }))
  expect(one).toMatchObject({ value: 0.25, reference: 0.5, n: 40 })
  expect(Math.abs((one.p ?? 0) - (twoProportionP({ n: 40, hits: 10 }, { n: 60, hits: 30 }) ?? 0))).toBeLessThan(0.002)
  expect(compareShares(cells({ n: 40, hits: 10 }), cells({ n: 4, hits: 2 }))).toEqual({ value: null, reference: null, low: null, high: null, n: 0, all: 40, others: 0, p: null })
  expect(compareShares(new Map(), cells({ n: 60, hits: 30 })).p).toBeNull()
})

test('the interval is of one’s own share: how many the others are does not move it; all or none is not certain', () => {
  const [few, many] = [10, 10_000].map((n) => compareShares(cells({ n: 40, hits: 10 }), cells({ n, hits: n / 2 })))
  for (const found of [few, many]) {
    expect(found?.low).toBeCloseTo(wilson(10, 40)?.low ?? NaN, 12)
    expect(found?.high).toBeCloseTo(wilson(10, 40)?.high ?? NaN, 12)
  }
  const none = compareShares(cells({ n: 8, hits: 0 }), cells({ n: 30, hits: 12 }))
  expect(none).toMatchObject({ value: 0, low: 0 })
  expect(none.high).toBeCloseTo(wilson(0, 8)?.high ?? NaN, 12)
  const all = compareShares(cells({ n: 8, hits: 8 }, { n: 3, hits: 3 }), cells({ n: 30, hits: 12 }, { n: 9, hits: 4 }))
  expect(all).toMatchObject({ value: 1, high: 1 })
  expect(all.low).toBeLessThan(0.8)
  // One cell all hits, one all misses: nothing varies within them, and still little is known.
  const mixed = compareShares(cells({ n: 1, hits: 1 }, { n: 1, hits: 0 }), cells({ n: 9, hits: 5 }, { n: 9, hits: 5 }))
  expect([mixed.low ?? 1, mixed.high ?? 0].map((one) => one.toFixed(2))).toEqual([wilson(1, 2)?.low, wilson(1, 2)?.high].map((one) => one?.toFixed(2)))
})

const cell = fc.record({ n: fc.integer({ min: 0, max: 60 }), share: fc.double({ min: 0, max: 1, noNaN: true }) }).map(({ n, share }): Counted => ({ n, hits: Math.round(n * share) }))
test('law: interval around the value within 0…1, p a chance; swapping success and failure mirrors it', () => {
  fc.assert(fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 6 }), (both) => {
    const [own, others] = [cells(...both.map(([a]) => a)), cells(...both.map(([, b]) => b))]
    const turned = (of: Map<number, Counted>) => new Map([...of].map(([key, { n, hits }]) => [key, { n, hits: n - hits }]))
    const [found, mirror] = [compareShares(own, others), compareShares(turned(own), turned(others))]
    if (found.value === null) return found.p === null
    expect(found.low).toBeLessThanOrEqual(found.value + 1e-12)
    expect(found.high).toBeGreaterThanOrEqual(found.value - 1e-12)
    expect(found.low).toBeGreaterThanOrEqual(0)
    expect(found.high).toBeLessThanOrEqual(1)
    expect(mirror.value).toBeCloseTo(1 - found.value, 9)
    expect(mirror.p).toBeCloseTo(found.p ?? NaN, 9)
    return (found.p ?? 2) <= 1 && (found.p ?? -1) >= 0
  }))
})

test('log-rank worked by hand: 1, 3, 5+ against 2, 4, 6, 6, 8', () => {
  // At 1: 3 of 8; at 2: 2 of 7; at 3: 2 of 6; at 4: 1 of 5; after 5 none of one's own.
  const expected = 3 / 8 + 2 / 7 + 2 / 6 + 1 / 5
  const variance = (3 * 5) / 64 + (2 * 5) / 49 + (2 * 4) / 36 + (1 * 4) / 25
  const found = compareTimes(cells(after(1, 3, -5)), cells(after(2, 4, 6, 6, 8)))
  expect(found).toMatchObject({ value: 3, reference: 6, n: 3, others: 5 })
  expect(found.p).toBeCloseTo(2 * (1 - phi((2 - expected) / Math.sqrt(variance))), 6)
})

test('the others are taken with one’s own mix; who has not left counts by the time so far', () => {
  // Two thirds of one's own are of the slow kind: half of 2/3·S(slow) + 1/3·S(fast) is left at 20.
  const found = compareTimes(cells(after(1, 1, 1), after(20, 20, 20, 20, 20, 20)), cells(after(1, 1, 1, 1, 1, 1), after(20, 20, 20, 20, 20)))
  expect(found).toMatchObject({ value: 20, reference: 20 })
  expect(compareTimes(cells(after(5, -9, -9, -9)), cells(after(4, 5, 6, 7, 8)))).toMatchObject({ value: null, reference: 6 })
})

const watched = fc.record({ time: fc.integer({ min: 1, max: 40 }), entry: fc.option(fc.integer({ min: 0, max: 45 })), cause: fc.constantFrom('left' as const, null) })
test('law: in one cell the medians are Kaplan–Meier’s; p is a chance, and the same from the other side', () => {
  fc.assert(fc.property(fc.array(watched, { minLength: 5, maxLength: 30 }), fc.array(watched, { minLength: 5, maxLength: 30 }), (mine, theirs) => {
    const [found, turned] = [compareTimes(cells(mine), cells(theirs)), compareTimes(cells(theirs), cells(mine))]
    expect([found.value, found.reference]).toEqual([mine, theirs].map((of) => quantileTime(survival(of, ['left']), 0.5).value))
    expect(turned.p === null).toBe(found.p === null)
    if (found.p !== null) expect(turned.p).toBeCloseTo(found.p, 9)
    return found.p === null || (found.p >= 0 && found.p <= 1 + 1e-12)
  }))
})

/** P(Z ≤ z) by adding up the density. */
function phi(z: number): number {
  const steps = 20_000
  const width = (z + 10) / steps
  let sum = 0
  for (let i = 0; i < steps; i++) sum += Math.exp(-((-10 + (i + 0.5) * width) ** 2) / 2)
  return (sum * width) / Math.sqrt(2 * Math.PI)
}
