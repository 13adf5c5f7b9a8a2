import fc from 'fast-check'
import { expect, test } from 'vitest'
import { adjusted } from './false-discovery.ts'

test('the values of the original paper, table 1: 15 tests, 4 found at 5 %', () => {
  const ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1]
  const qs = adjusted(ps)
  expect(qs.filter((q) => q !== null && q <= 0.05)).toHaveLength(4)
  expect(qs[0]).toBeCloseTo(0.0015, 12)
  expect(qs[3]).toBeCloseTo((0.0095 * 15) / 4, 12)
  expect(qs[14]).toBe(1)
})

test('what was not tested stays so and counts nowhere', () => {
  expect(adjusted([null, 0.02, null, 0.04])).toEqual([null, 0.04, null, 0.04])
  expect(adjusted([])).toEqual([])
})

test('never below p, never above 1, and in the order of p', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }), (ps) => {
      const qs = adjusted(ps).map(Number)
      qs.forEach((q, i) => {
        expect(q).toBeGreaterThanOrEqual(ps[i] as number)
        expect(q).toBeLessThanOrEqual(1)
        // Found by the rule of the paper: the largest k with p(k) ≤ k/m·q finds all up to it.
        const rank = ps.filter((p) => p <= (ps[i] as number)).length
        expect(q).toBeLessThanOrEqual(((ps[i] as number) * ps.length) / rank + 1e-12)
      })
      const ranked = ps.map((p, i) => [p, qs[i] as number] as const).sort((a, b) => a[0] - b[0])
      for (let i = 1; i < ranked.length; i++) expect((ranked[i] as readonly [number, number])[1]).toBeGreaterThanOrEqual((ranked[i - 1] as readonly [number, number])[1])
    }),
  )
})
