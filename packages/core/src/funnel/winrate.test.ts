import fc from 'fast-check'
import { expect, test } from 'vitest'
import { modelOf } from './model.ts'
import { EVERYTHING } from './selection.ts'
import { endingsOf, tallyOf } from './tally.ts'
import { ALWAYS, ask } from './testing/ask.ts'
import { DAY, deal, deals, journeys, stagesNamed } from './testing/sample.ts'
import { closedRate, closedValueRate, rollingWindows, volatility } from './winrate.ts'

const stages = stagesNamed('AB')

test('METRICS §3: 100 created, 3 won, 7 lost is 3 %, while closed says 30 %', () => {
  const { winRates, deals: counts, wonAmount } = ask([...deals(3, 'w', [['A', 0]], { won: 5 }), ...deals(7, 'l', [['A', 0]], { lost: 5 }), ...deals(90, 'o', [['A', 0]])], stages).view()
  expect([counts.created.value, counts.won.value, counts.lost.value, counts.open.value, wonAmount.value]).toEqual([100, 3, 7, 90, 300_00])
  expect(winRates.closedCount).toMatchObject({ value: 0.3, n: 10, hits: 3, enough: false })
  expect(winRates.created).toMatchObject({ value: 0.03, n: 100, hits: 3, censored: 90, enough: true })
})

test('closed counts by close date, created by creation date', () => {
  const asked = ask([deal('early', [['A', 0]], { won: 50 }), deal('late', [['A', 40]], { lost: 90 })], stages, { from: 40 * DAY, to: 60 * DAY })
  expect(asked.deals({ metric: 'win.closed_count' })).toEqual(['early'])
  expect(asked.deals({ metric: 'win.created' })).toEqual(['late'])
})

test('by value the large deals weigh', () => {
  const rate = (won: number, lost: number | null) => ask(
    [deal('w', [['A', 0]], { won: 5 }, { amountMinor: won }), ...(lost === null ? [] : [deal('l', [['A', 0]], { lost: 5 }, { amountMinor: lost })])], stages,
  ).view().winRates.closedValue
  expect(rate(100, 300)).toMatchObject({ value: 0.25, n: 2, hits: 1 })
  expect(rate(0, null)).toMatchObject({ value: null, why: 'zero_denominator' })
  expect(closedValueRate({ n: 0, sum: 0, squares: 0 }, { n: 0, sum: 0, squares: 0 })).toMatchObject({ value: null, why: 'no_data' })
})

test('with equal amounts the interval by value is the plain one of a share', () => {
  const rate = ask([...deals(30, 'w', [['A', 0]], { won: 5 }), ...deals(70, 'l', [['A', 0]], { lost: 5 })], stages).view().winRates.closedValue
  const half = 1.959963984540054 * Math.sqrt((0.3 * 0.7) / 99)
  expect(rate.value).toBeCloseTo(0.3, 12)
  expect(rate.low).toBeCloseTo(0.3 - half, 9)
  expect(rate.high).toBeCloseTo(0.3 + half, 9)
})

test('time to event: without open deals it is won / all; with them it lies between created and closed', () => {
  const closed = [...deals(3, 'w', [['A', 0]], { won: 5 }), ...deals(7, 'l', [['A', 0]], { lost: 8 })]
  expect(ask(closed, stages).view().winRates.timeToEvent.value).toBeCloseTo(0.3, 12)
  const rate = ask([...closed, ...deals(10, 'o', [['A', 94]])], stages, { asOf: 100 * DAY }).view().winRates.timeToEvent
  expect(rate).toMatchObject({ n: 20, hits: 3, censored: 10 })
  expect(rate.value).toBeCloseTo(3 / 20, 12)
})

test('Σ_j F_j + S = 1 for the outcomes of deals', () => {
  fc.assert(
    fc.property(journeys, fc.integer({ min: 0, max: 250 }), (all, asOf) => {
      const { columns } = ask(all, stagesNamed('ABCD'))
      const swept = endingsOf(tallyOf(modelOf(columns, EVERYTHING, { ...ALWAYS, asOf: asOf * DAY })))
      expect(swept.final.reduce((sum, { value }) => sum + value, swept.survival)).toBeCloseTo(1, 10)
    }),
  )
})

test('volatility is (max − min) / mean of the periods, each with its n', () => {
  const all = [
    ...deals(5, 'w1', [['A', 0]], { won: 5 }), ...deals(5, 'l1', [['A', 0]], { lost: 5 }),
    ...deals(3, 'w2', [['A', 0]], { won: 15 }), ...deals(7, 'l2', [['A', 0]], { lost: 15 }),
  ]
  const view = (end: number, count: number) => ask(all, stages, { windows: rollingWindows(end * DAY, 10, count) }).view()
  expect(view(30, 3).rolling.map(({ rate }) => [rate.hits, rate.n])).toEqual([[5, 10], [3, 10], [0, 0]])
  const measured = view(30, 3).winRates.volatility
  expect(measured.value).toBeCloseTo(0.2 / 0.4, 12)
  expect(measured).toMatchObject({ n: 20, enough: false })
  expect(view(10, 1).winRates.volatility).toMatchObject({ value: null, why: 'too_few_periods' })
  expect(volatility([{ won: 0, closed: 5 }, { won: 0, closed: 7 }])).toMatchObject({ value: null, why: 'zero_denominator' })
  expect(closedRate({ won: 3, closed: 10 }).value).toBe(0.3)
})
