import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY, deal, deals, journeys, stagesNamed, traced } from './testing/sample.ts'
import {
  closedIn, closedRate, closedValueRate, createdIn, createdRate, outcomes, rollingWindows, timeToEventRate, volatility,
} from './winrate.ts'
import { calendarDays } from './working-days.ts'

const always = { from: null, to: null }
const stages = stagesNamed('AB')

test('METRICS §3: 100 created, 3 won, 7 lost is 3 %, while closed says 30 %', () => {
  const all = traced([...deals(3, 'w', [['A', 0]], { won: 5 }), ...deals(7, 'l', [['A', 0]], { lost: 5 }), ...deals(90, 'o', [['A', 0]])], stages)
  const { closed, won } = closedIn(all, always)
  expect(closedRate(closed, won)).toMatchObject({ value: 0.3, n: 10, hits: 3, enough: false })
  expect(createdRate(createdIn(all, always))).toMatchObject({ value: 0.03, n: 100, hits: 3, censored: 90, enough: true })
})

test('closed counts by close date, created by creation date', () => {
  const all = traced([deal('early', [['A', 0]], { won: 50 }), deal('late', [['A', 40]], { lost: 90 })], stages)
  const period = { from: 40 * DAY, to: 60 * DAY }
  expect(closedIn(all, period).closed.map((t) => t.journey.dealId)).toEqual(['early'])
  expect(createdIn(all, period).created.map((t) => t.journey.dealId)).toEqual(['late'])
})

test('by value the large deals weigh', () => {
  const all = traced([deal('w', [['A', 0]], { won: 5 }, { amountMinor: 100 }), deal('l', [['A', 0]], { lost: 5 }, { amountMinor: 300 })], stages)
  const { closed, won } = closedIn(all, always)
  expect(closedValueRate(closed, won)).toMatchObject({ value: 0.25, n: 2, hits: 1 })
  const free = traced([deal('w', [['A', 0]], { won: 5 }, { amountMinor: 0 })], stages)
  expect(closedValueRate(free, free)).toMatchObject({ value: null, why: 'zero_denominator' })
  expect(closedValueRate([], [])).toMatchObject({ value: null, why: 'no_data' })
})

test('with equal amounts the interval by value is the plain one of a share', () => {
  const all = traced([...deals(30, 'w', [['A', 0]], { won: 5 }), ...deals(70, 'l', [['A', 0]], { lost: 5 })], stages)
  const { closed, won } = closedIn(all, always)
  const half = 1.959963984540054 * Math.sqrt((0.3 * 0.7) / 99)
  const rate = closedValueRate(closed, won)
  expect(rate.value).toBeCloseTo(0.3, 12)
  expect(rate.low).toBeCloseTo(0.3 - half, 9)
  expect(rate.high).toBeCloseTo(0.3 + half, 9)
})

test('time to event: without open deals it is won / all; with them it lies between created and closed', () => {
  const closed = [...deals(3, 'w', [['A', 0]], { won: 5 }), ...deals(7, 'l', [['A', 0]], { lost: 8 })]
  expect(timeToEventRate(outcomes(traced(closed, stages), 1000 * DAY, calendarDays)).value).toBeCloseTo(0.3, 12)
  const mixed = traced([...closed, ...deals(10, 'o', [['A', 94]])], stages, 100)
  const rate = timeToEventRate(outcomes(mixed, 100 * DAY, calendarDays))
  expect(rate).toMatchObject({ n: 20, hits: 3, censored: 10 })
  expect(rate.value).toBeCloseTo(3 / 20, 12)
})

test('Σ_j F_j + S = 1 for the outcomes of deals', () => {
  fc.assert(
    fc.property(journeys, fc.integer({ min: 0, max: 250 }), (all, asOf) => {
      const { curve } = outcomes(traced(all, stagesNamed('ABCD'), asOf), asOf * DAY, calendarDays)
      const { won, lost, left } = curve.final
      expect(won.value + lost.value + left.value + (curve.points.at(-1)?.survival ?? 1)).toBeCloseTo(1, 10)
    }),
  )
})

test('volatility is (max − min) / mean of the periods, each with its n', () => {
  const all = traced(
    [
      ...deals(5, 'w1', [['A', 0]], { won: 5 }), ...deals(5, 'l1', [['A', 0]], { lost: 5 }),
      ...deals(3, 'w2', [['A', 0]], { won: 15 }), ...deals(7, 'l2', [['A', 0]], { lost: 15 }),
    ],
    stages,
  )
  const windows = (end: number, count: number) => rollingWindows(end * DAY, 10, count).map((window) => closedIn(all, window))
  expect(windows(30, 3).map(({ closed, won }) => [won.length, closed.length])).toEqual([[5, 10], [3, 10], [0, 0]])
  const measured = volatility(windows(30, 3))
  expect(measured.value).toBeCloseTo(0.2 / 0.4, 12)
  expect(measured).toMatchObject({ n: 20, enough: false })
  expect(volatility(windows(10, 1))).toMatchObject({ value: null, why: 'too_few_periods' })
  const nothingWon = windows(20, 2).map(({ lost }) => ({ closed: lost, won: [] }))
  expect(volatility(nothingWon)).toMatchObject({ value: null, why: 'zero_denominator' })
})
