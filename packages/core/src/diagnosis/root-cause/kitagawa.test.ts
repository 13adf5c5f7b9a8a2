import fc from 'fast-check'
import { expect, test } from 'vitest'
import { benjaminiHochberg } from './benjamini-hochberg.ts'
import { adjustedPs } from './adjusted-ps.ts'
import { kitagawa } from './kitagawa.ts'
import { testGrowth, testMix, testRate } from './effect-tests.ts'

const count = fc.nat(400).chain((n) => fc.record({ n: fc.constant(n), hits: fc.nat(n) }))
const cells = fc.array(fc.record({ before: count, after: count }), { minLength: 1, maxLength: 12 }).map((list) => list.map((cell, i) => ({ values: [String(i)], ...cell })))

test('mix and rate add up to the change without a rest, whatever the counts, and so do the segments', () => {
  fc.assert(
    fc.property(cells, (list) => {
      const split = kitagawa(list)
      if (split === null) {
        expect(list.every(({ before }) => before.n === 0) || list.every(({ after }) => after.n === 0)).toBe(true)
        return
      }
      expect(split.mix + split.rate).toBeCloseTo(split.delta, 12)
      expect(split.segments.reduce((sum, { mix, rate }) => sum + mix + rate, 0)).toBeCloseTo(split.delta, 12)
    }),
    { numRuns: 1000 },
  )
})

test('a shift alone is mix, a fall alone is rate', () => {
  const shift = kitagawa([
    { values: ['a'], before: { n: 100, hits: 50 }, after: { n: 200, hits: 100 } },
    { values: ['b'], before: { n: 100, hits: 10 }, after: { n: 50, hits: 5 } },
  ])
  expect(shift?.rate).toBeCloseTo(0, 12)
  // .5 → .8 of the deals convert 50 % instead of 10 %.
  expect(shift?.delta).toBeCloseTo(0.12, 12)
  const fall = kitagawa([
    { values: ['a'], before: { n: 100, hits: 50 }, after: { n: 100, hits: 30 } },
    { values: ['b'], before: { n: 100, hits: 10 }, after: { n: 100, hits: 10 } },
  ])
  expect(fall?.mix).toBeCloseTo(0, 12)
  expect(fall?.segments[0]?.rate).toBeCloseTo(-0.1, 12)
})

test('a new segment is mix and nothing else', () => {
  const split = kitagawa([
    { values: ['old'], before: { n: 100, hits: 50 }, after: { n: 100, hits: 50 } },
    { values: ['new'], before: { n: 0, hits: 0 }, after: { n: 100, hits: 10 } },
  ])
  expect(split?.rate).toBe(0)
  expect(split?.mix).toBeCloseTo(-0.2, 12)
})

test('Benjamini–Hochberg equals p.adjust(method = "BH") of R', () => {
  // p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), 'BH'); p.adjust(c(0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205), 'BH')
  for (const p of benjaminiHochberg([0.03, 0.01, 0.05, 0.02, 0.04])) expect(p).toBeCloseTo(0.05, 12)
  const expected = [0.008, 0.032, 0.0672, 0.0672, 0.0672, 0.08, 0.08457143, 0.205]
  benjaminiHochberg([0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205]).forEach((p, i) => expect(p).toBeCloseTo(expected[i]!, 6))
  expect(benjaminiHochberg([])).toEqual([])
})

test('adjusted p are never below Benjamini–Hochberg, and a family pays for its size', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ family: fc.constantFrom('a', 'b', 'c'), p: fc.double({ min: 0, max: 1, noNaN: true }) }), { maxLength: 30 }), (tests) => {
      const single = benjaminiHochberg(tests.map(({ p }) => p))
      adjustedPs(tests).forEach((p, i) => {
        expect(p).toBeGreaterThanOrEqual(single[i]!)
        expect(p).toBeLessThanOrEqual(1)
      })
    }),
  )
  const many = Array.from({ length: 50 }, () => ({ family: 'a', p: 1e-6 }))
  expect(adjustedPs([...many, { family: 'b', p: 0.03 }, { family: 'b', p: 0.9 }])[50]).toBeCloseTo(0.06, 12)
})

test('the effect tests have the sign and size of what happened', () => {
  const split = kitagawa([
    { values: ['a'], before: { n: 500, hits: 250 }, after: { n: 500, hits: 100 } },
    { values: ['b'], before: { n: 500, hits: 250 }, after: { n: 500, hits: 250 } },
  ])!
  const all = { before: { n: 1000, hits: 500 }, after: { n: 1000, hits: 350 } }
  const a = testRate(split.segments[0]!, all)!
  expect(a.effect).toBeCloseTo(-0.15, 12)
  expect(a.interval.high).toBeLessThan(-0.1)
  expect(a.p).toBeLessThan(1e-6)
  expect(testMix(split).p).toBe(1)
  // 10 → 60 while the rest went 90 → 90: all 50 are its own.
  expect(testGrowth({ before: 10, after: 60 }, { before: 100, after: 150 })?.effect).toBeCloseTo(50, 12)
  expect(testGrowth({ before: 10, after: 15 }, { before: 100, after: 150 })?.p).toBeCloseTo(1, 12)
  expect(testGrowth({ before: 100, after: 150 }, { before: 100, after: 150 })).toBeNull()
})
