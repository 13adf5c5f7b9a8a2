import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newcombe, ratio, twoProportionP, twoSidedP, wilson } from './ratio.ts'

test('a ratio of nothing is null, not zero', () => {
  expect(ratio(0, 0)).toBeNull()
  expect(ratio(3, 0)).toBeNull()
  expect(ratio(0, 4)).toBe(0)
  expect(ratio(3, 4)).toBe(0.75)
})

test('Wilson limits agree with the published examples (Newcombe 1998, table I)', () => {
  const published: [number, number, number, number][] = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ]
  for (const [hits, n, low, high] of published) {
    const interval = wilson(hits, n)
    expect(interval?.low).toBeCloseTo(low, 4)
    expect(interval?.high).toBeCloseTo(high, 4)
  }
  expect(wilson(0, 0)).toBeNull()
  expect(() => wilson(5, 4)).toThrow(RangeError)
  expect(() => wilson(-1, 4)).toThrow(RangeError)
})

test('Newcombe limits agree with the published examples (method 10)', () => {
  const a = newcombe({ hits: 56, n: 70 }, { hits: 48, n: 80 })
  expect(a?.difference).toBeCloseTo(0.2, 12)
  expect(a?.low).toBeCloseTo(0.0524, 4)
  expect(a?.high).toBeCloseTo(0.3339, 4)
  const b = newcombe({ hits: 9, n: 10 }, { hits: 3, n: 10 })
  expect(b?.low).toBeCloseTo(0.1705, 4)
  expect(b?.high).toBeCloseTo(0.809, 4)
  expect(newcombe({ hits: 0, n: 0 }, { hits: 1, n: 2 })).toBeNull()
})

test('normal tails', () => {
  expect(twoSidedP(0)).toBe(1)
  expect(twoSidedP(1.959963984540054)).toBeCloseTo(0.05, 12)
  expect(twoSidedP(-2.5758293035489004)).toBeCloseTo(0.01, 12)
  expect(twoSidedP(6) / 1.9731752900753e-9).toBeCloseTo(1, 9)
})

test('two proportions', () => {
  // z = 0.2 / sqrt(104/150 · 46/150 · (1/70 + 1/80)) = 2.6502
  expect(twoProportionP({ hits: 56, n: 70 }, { hits: 48, n: 80 })).toBeCloseTo(0.00805, 4)
  expect(twoProportionP({ hits: 5, n: 10 }, { hits: 10, n: 20 })).toBe(1)
  expect(twoProportionP({ hits: 0, n: 10 }, { hits: 0, n: 20 })).toBe(1)
  expect(twoProportionP({ hits: 0, n: 0 }, { hits: 0, n: 20 })).toBeNull()
})

const share = fc
  .integer({ min: 1, max: 100_000 })
  .chain((n) => fc.integer({ min: 0, max: n }).map((hits) => ({ hits, n })))

test('Wilson stays within [0, 1] and contains the estimate', () => {
  fc.assert(
    fc.property(share, ({ hits, n }) => {
      const interval = wilson(hits, n)
      if (interval === null) throw new Error('n > 0 must give an interval')
      expect(interval.low).toBeGreaterThanOrEqual(0)
      expect(interval.high).toBeLessThanOrEqual(1)
      expect(interval.low).toBeLessThanOrEqual(hits / n)
      expect(interval.high).toBeGreaterThanOrEqual(hits / n)
    }),
  )
})

test('Newcombe contains the difference, and turning the sides round turns the sign', () => {
  fc.assert(
    fc.property(share, share, (a, b) => {
      const there = newcombe(a, b)
      const back = newcombe(b, a)
      if (there === null || back === null) throw new Error('n > 0 must give an interval')
      expect(there.low).toBeLessThanOrEqual(there.difference)
      expect(there.high).toBeGreaterThanOrEqual(there.difference)
      expect(back.low).toBeCloseTo(-there.high, 12)
      expect(back.high).toBeCloseTo(-there.low, 12)
    }),
  )
})
