import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Observation, quantileTime, restrictedMean, survival, survivalAt } from './survival.ts'

const one = (times: readonly number[], events: readonly number[]): Observation<'end'>[] =>
  times.map((time, i) => ({ time, entry: null, cause: events[i] === 1 ? 'end' : null }))
const curveOf = (times: readonly number[], events: readonly number[]) => survival(one(times, events), ['end'])

test('METRICS §2, first fixture: 3e 5c 7e 7c 10e', () => {
  const curve = curveOf([3, 5, 7, 7, 10], [1, 0, 1, 0, 1])
  expect(curve.points.map((p) => [p.time, p.atRisk, p.events])).toEqual([[3, 5, 1], [7, 3, 1], [10, 1, 1]])
  const s = curve.points.map((p) => p.survival)
  expect(s[0]).toBeCloseTo(0.8, 12)
  expect(s[1]).toBeCloseTo(8 / 15, 12)
  expect(s[2]).toBe(0)
  expect(quantileTime(curve, 0.5).value).toBe(10)
  expect([curve.n, curve.censored]).toEqual([5, 2])
})

test('METRICS §2, second fixture', () => {
  const curve = curveOf([3, 5, 6, 7, 8, 10, 12, 12], [1, 0, 1, 1, 0, 1, 1, 0])
  expect(survivalAt(curve, 3)).toBeCloseTo(7 / 8, 12)
  expect(survivalAt(curve, 6)).toBeCloseTo(35 / 48, 12)
  expect(survivalAt(curve, 7)).toBeCloseTo(7 / 12, 12)
  expect(survivalAt(curve, 9.9)).toBeCloseTo(7 / 12, 12)
  expect(survivalAt(curve, 2.9)).toBe(1)
  expect(quantileTime(curve, 0.5).value).toBe(10)
})

test('Greenwood with the log-log interval agrees with the published curve (Freireich 1963, 6-MP arm)', () => {
  const times = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
  const events = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
  const curve = curveOf(times, events)
  const at = (time: number) => curve.points.find((p) => p.time === time)
  // survfit(..., conf.type = "log-log")
  expect(at(6)?.survival).toBeCloseTo(0.857, 3)
  expect(at(6)?.low).toBeCloseTo(0.62, 3)
  expect(at(6)?.high).toBeCloseTo(0.952, 3)
  expect(at(23)?.survival).toBeCloseTo(0.448, 3)
  expect(at(23)?.low).toBeCloseTo(0.188, 3)
  expect(at(23)?.high).toBeCloseTo(0.68, 3)
  expect(quantileTime(curve, 0.5)).toEqual({ value: 23, low: 13, high: null })
})

test('not reached while fewer than half have ended; nothing watched, nothing known', () => {
  expect(quantileTime(curveOf([1, 5, 5], [1, 0, 0]), 0.5).value).toBeNull()
  const empty = curveOf([], [])
  expect(quantileTime(empty, 0.5)).toEqual({ value: null, low: null, high: null })
  expect(restrictedMean(empty)).toBeNull()
  expect(empty.final.end).toEqual({ value: 0, low: null, high: null })
})

test('exactly half gone is the median, whatever the floats', () => {
  for (const n of [4, 6, 10, 14, 22, 40, 100]) {
    const times = Array.from({ length: n }, (_, i) => i + 1)
    expect(quantileTime(curveOf(times, times.map(() => 1)), 0.5).value).toBe(n / 2)
  }
})

test('events before censorings at a tie', () => {
  expect(survivalAt(curveOf([5, 5], [1, 0]), 5)).toBe(0.5)
})

test('a stay watched only from day 4 on is no evidence about the days before', () => {
  const late: Observation<'end'>[] = [
    { time: 3, entry: null, cause: 'end' },
    { time: 6, entry: null, cause: 'end' },
    { time: 8, entry: 4, cause: 'end' },
    { time: 9, entry: 4, cause: null },
    { time: 4, entry: 4, cause: 'end' },
  ]
  const curve = survival(late, ['end'])
  // At 3 only the two watched from the start; at 6 three; never the one that was not watched before it ended.
  expect(curve.points.map((p) => [p.time, p.atRisk])).toEqual([[3, 2], [6, 3], [8, 2]])
  expect(curve.n).toBe(4)
  expect(curve.points[2]?.survival).toBeCloseTo((1 / 2) * (2 / 3) * (1 / 2), 12)
})

test('the restricted mean is the area under the curve; without censoring it is the plain mean', () => {
  expect(restrictedMean(curveOf([2, 4, 9], [1, 1, 1]))).toBeCloseTo(5, 12)
  expect(restrictedMean(curveOf([2, 4, 9], [1, 1, 1]), 3)).toBeCloseTo(2 + 2 / 3, 12)
  expect(restrictedMean(curveOf([5, 5], [0, 0]))).toBe(5)
})

test('competing exits: Aalen–Johansen, not 1 − Kaplan–Meier of one of them', () => {
  const curve = survival<'won' | 'lost'>(
    [
      { time: 1, entry: null, cause: 'won' },
      { time: 2, entry: null, cause: 'lost' },
      { time: 3, entry: null, cause: null },
      { time: 4, entry: null, cause: 'won' },
    ],
    ['won', 'lost'],
  )
  expect(curve.final.won.value).toBeCloseTo(1 / 4 + 1 / 2, 12)
  expect(curve.final.lost.value).toBeCloseTo(1 / 4, 12)
})

test('without censoring the variance of F is that of a plain share', () => {
  const curve = survival<'won' | 'lost'>(
    Array.from({ length: 40 }, (_, i) => ({ time: i + 1, entry: null, cause: i % 4 === 0 ? ('won' as const) : ('lost' as const) })),
    ['won', 'lost'],
  )
  const { value, low, high } = curve.final.won
  const f = 0.25
  const spread = (1.959963984540054 * Math.sqrt((f * (1 - f)) / 40)) / ((1 - f) * Math.abs(Math.log(1 - f)))
  expect(value).toBeCloseTo(f, 12)
  expect(low).toBeCloseTo(1 - (1 - f) ** Math.exp(-spread), 12)
  expect(high).toBeCloseTo(1 - (1 - f) ** Math.exp(spread), 12)
})

const observation = fc.record({
  time: fc.integer({ min: 0, max: 40 }),
  entry: fc.option(fc.integer({ min: 0, max: 45 }), { nil: null, freq: 4 }),
  cause: fc.constantFrom('won' as const, 'lost' as const, 'back' as const, null),
})
const CAUSES = ['won', 'lost', 'back'] as const

test('Σ_j F_j + S = 1 at every point; S never rises, F never falls; the limits hold the curve', () => {
  fc.assert(
    fc.property(fc.array(observation, { maxLength: 80 }), (observations) => {
      const curve = survival(observations, CAUSES)
      let before = { time: -1, survival: 1, share: { won: 0, lost: 0, back: 0 } }
      for (const point of curve.points) {
        expect(point.time).toBeGreaterThan(before.time)
        expect(point.atRisk).toBeGreaterThanOrEqual(point.events)
        expect(point.survival).toBeLessThanOrEqual(before.survival)
        expect(point.survival).toBeGreaterThanOrEqual(0)
        for (const cause of CAUSES) expect(point.share[cause]).toBeGreaterThanOrEqual(before.share[cause])
        expect(point.share.won + point.share.lost + point.share.back + point.survival).toBeCloseTo(1, 10)
        if (point.low !== null && point.high !== null) {
          expect(point.low).toBeLessThanOrEqual(point.survival)
          expect(point.high).toBeGreaterThanOrEqual(point.survival)
        }
        before = point
      }
      const ended = CAUSES.reduce((sum, cause) => sum + curve.events[cause], 0)
      expect(curve.n).toBe(ended + curve.censored)
    }),
  )
})

test('the sweep agrees with the definition, counted naively', () => {
  fc.assert(
    fc.property(fc.array(observation, { maxLength: 40 }), (observations) => {
      const watched = observations.filter((o) => o.entry === null || o.entry < o.time)
      const curve = survival(observations, CAUSES)
      let s = 1
      const times = [...new Set(watched.filter((o) => o.cause !== null).map((o) => o.time))].sort((a, b) => a - b)
      expect(curve.points.map((p) => p.time)).toEqual(times)
      times.forEach((time, i) => {
        const n = watched.filter((o) => (o.entry === null || o.entry < time) && o.time >= time).length
        const d = watched.filter((o) => o.cause !== null && o.time === time).length
        s *= 1 - d / n
        expect(curve.points[i]?.atRisk).toBe(n)
        expect(curve.points[i]?.survival).toBeCloseTo(s, 10)
      })
    }),
  )
})
