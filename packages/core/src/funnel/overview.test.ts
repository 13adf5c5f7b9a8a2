import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FigureName } from './figures.ts'
import type { FunnelOptions } from './model.ts'
import { type Figure, figuresOf } from './overview.ts'
import { FUNNEL_METRICS } from './registry.ts'
import { ask } from './testing/ask.ts'
import { DAY, deal, deals, journeys, skippingFixture, stagesNamed } from './testing/sample.ts'

const options: FunnelOptions = { from: null, to: null, asOf: 300 * DAY, zone: 'Asia/Shanghai', currency: 'CNY' }
const nameOf = ({ metric, stageId, reasonId, exit, window }: Figure): FigureName => ({ metric, stageId, reasonId, exit, window })

test('the fixture of METRICS §1 as a page', () => {
  const view = ask(skippingFixture(), stagesNamed('ABC'), options).view()
  expect(view.steps.map((s) => [s.entered.value, s.reachedNext.value])).toEqual([[100, 70], [70, 40], [40, 20]])
  expect(view.overall).toMatchObject({ value: 0.2, n: 100, hits: 20, metric: 'cohort.overall' })
  expect(view.steps[1]?.skip.value).toBeCloseTo(10 / 70, 12)
  const touched = ask(skippingFixture(), stagesNamed('ABC'), { ...options, fill: 'touched' }).view()
  const product = touched.steps.reduce((p, s) => p * (s.conversion.value ?? 0), 1)
  expect(product).toBeCloseTo(0.15, 12)
  expect(touched.overall.value).toBe(0.2)
})

test('the view as of an earlier day shows what was known then', () => {
  const at7 = ask(skippingFixture(), stagesNamed('ABC'), { ...options, asOf: 7 * DAY }).view()
  expect(at7.steps.map((s) => s.stock.value)).toEqual([40, 60, 0])
  expect(at7.deals.lost.value).toBe(0)
  expect(at7.steps[0]?.stillOpen.value).toBe(0.4)
})

test('too few deals are not enough, and no deals are no value', () => {
  const few = ask(deals(19, 'x', [['A', 0], ['B', 3]]), stagesNamed('AB'), options).view()
  expect(few.steps[0]?.conversion).toMatchObject({ value: 1, n: 19, enough: false })
  const none = ask([], stagesNamed('AB'), options).view()
  for (const figure of figuresOf(none)) {
    if (FUNNEL_METRICS[figure.metric].unit !== 'count' && FUNNEL_METRICS[figure.metric].unit !== 'money') expect(figure.value).toBeNull()
    expect(figure.n).toBe(0)
  }
})

test('money is added up in one currency, and the others are named', () => {
  const view = ask(
    [deal('a', [['A', 0]], {}, { amountMinor: 500 }), deal('b', [['A', 0]], {}, { amountMinor: 7, currency: 'USD' })],
    stagesNamed('A'),
    options,
  ).view()
  expect(view.steps[0]?.stock.value).toBe(2)
  expect(view.steps[0]?.stockAmount).toMatchObject({ value: 500, n: 1 })
  expect(view.otherCurrencies).toEqual([{ currency: 'USD', deals: 1 }])
})

test('velocity from its parts: 50 open, 10,000 each, 20 %, 30 days', () => {
  const amount = { amountMinor: 10_000_00 }
  const view = ask(
    [
      ...deals(50, 'o', [['A', 290]], {}, amount), ...deals(20, 'w', [['A', 0]], { won: 30 }, amount), ...deals(80, 'l', [['A', 0]], { lost: 12 }, amount),
    ],
    stagesNamed('A'),
    { ...options, from: 0, to: 100 * DAY },
  ).view()
  expect(view.velocity.expected.value).toBe(3333_33)
  expect(view.velocity.realised.value).toBe(2000_00)
  expect(view.velocity.meanWon.value).toBe(10_000_00)
  expect(view.velocity.open.value).toBe(50)
})

test('expected close dates are days of the organisation', () => {
  const at = (text: string) => Date.parse(text)
  const march = { from: at('2026-03-01T00:00:00+08:00'), to: at('2026-04-01T00:00:00+08:00'), asOf: at('2026-03-10T00:00:00+08:00') }
  const dated = ['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'].map((date) => deal(date, [['A', 0]], {}, { expectedCloseOn: date }))
  const name: FigureName = { metric: 'weighted.pipeline' }
  expect(ask(dated, stagesNamed('A'), { ...options, ...march }).deals(name)).toEqual(['2026-03-01', '2026-03-31'])
})

test('working days change the dwell and nothing else', () => {
  const all = deals(20, 'x', [['A', 0], ['B', 7]])
  const workCalendar = { isWorkday: (date: string) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()) }
  const calendar = ask(all, stagesNamed('AB'), options).view()
  const working = ask(all, stagesNamed('AB'), { ...options, workCalendar }).view()
  expect(calendar.steps[0]?.dwellMedian.value).toBe(7)
  expect(working.steps[0]?.dwellMedian.value).toBeCloseTo(5, 9)
  expect(working.steps[0]?.conversion).toEqual(calendar.steps[0]?.conversion)
})

test('unknown stages and windows are refused', () => {
  expect(() => ask([], stagesNamed('A'), options).deals({ metric: 'step.entered', stageId: 'Z' })).toThrow(RangeError)
  expect(() => ask([], stagesNamed('A'), options).deals({ metric: 'step.entered' })).toThrow(RangeError)
  expect(() => ask([], stagesNamed('A'), options).deals({ metric: 'win.period_rate', window: 6 })).toThrow(RangeError)
  expect(() => ask([], stagesNamed('A'), { ...options, zone: 'Nowhere/At-all' }).view()).toThrow(RangeError)
})

const anyOptions = fc.record({
  from: fc.constantFrom(null, 10 * DAY, 40 * DAY),
  to: fc.constantFrom(null, 60 * DAY, 90 * DAY),
  asOf: fc.integer({ min: 20, max: 250 }).map((day) => day * DAY),
  zone: fc.constantFrom('Asia/Shanghai', 'Europe/Amsterdam'),
  currency: fc.constant('CNY'),
  cohort: fc.constantFrom('entry' as const, 'stage' as const),
  fill: fc.constantFrom('linear' as const, 'touched' as const),
  dwellStay: fc.constantFrom('latest' as const, 'cumulative' as const),
  skipImported: fc.boolean(),
})

test('every number of the page is in the registry, finite, and lists exactly the deals it counted', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(journeys, anyOptions, (all, chosen) => {
      const stages = stagesNamed('ABCD')
      const asked = ask(all, stages, chosen)
      const view = asked.view()
      expect(JSON.parse(JSON.stringify(view))).toEqual(structuredClone(view))
      const amounts = new Map(all.map((j) => [j.dealId, j.amountMinor]))
      for (const figure of figuresOf(view)) {
        seen.add(figure.metric)
        const { unit } = FUNNEL_METRICS[figure.metric]
        const list = (part: 'population' | 'hits' | 'censored') => asked.deals(nameOf(figure), part)
        const population = list('population')
        expect(new Set(population).size).toBe(population.length)
        expect(population).toHaveLength(figure.n)
        expect(list('hits')).toHaveLength(figure.hits ?? 0)
        expect(list('censored')).toHaveLength(figure.censored)
        for (const part of ['hits', 'censored'] as const) if (list(part).length > 0) expect(FUNNEL_METRICS[figure.metric].drillDown.parts).toContain(part)
        if (unit === 'count') expect(figure.value).toBe(population.length)
        if (unit === 'share' && figure.method.endsWith('/wilson') && figure.n > 0) expect(figure.value).toBe((figure.hits ?? 0) / figure.n)
        if (figure.metric === 'step.stock_amount' || figure.metric === 'won.amount' || figure.metric === 'weighted.unweighted') {
          expect(figure.value).toBe(population.reduce((sum, id) => sum + (amounts.get(id) ?? 0), 0))
        }
        expect(figure.value === null).toBe(figure.why !== null)
        if (figure.value !== null) {
          expect(Number.isFinite(figure.value)).toBe(true)
          if (figure.low !== null) expect(figure.low).toBeLessThanOrEqual(figure.value + 1e-9)
          if (figure.high !== null) expect(figure.high).toBeGreaterThanOrEqual(figure.value - 1e-9)
        }
      }
    }),
    { numRuns: 40 },
  )
  expect([...seen].sort()).toEqual(Object.keys(FUNNEL_METRICS).sort())
})

test('with one cohort and linear fill the steps multiply to the overall rate, and losses by reason add up', () => {
  fc.assert(
    fc.property(journeys, anyOptions, (all, chosen) => {
      const view = ask(all, stagesNamed('ABCD'), { ...chosen, cohort: 'entry', fill: 'linear' }).view()
      const steps = view.steps.map((s) => s.conversion.value)
      if (steps.every((value) => value !== null)) {
        expect(steps.reduce((p: number, value) => p * (value ?? 0), 1)).toBeCloseTo(view.overall.value ?? -1, 12)
      }
      for (const step of view.steps) {
        expect(step.losses.reduce((sum, l) => sum + (l.count.value ?? 0), 0)).toBe(step.lost.hits)
        if (step.dwellMedian.n === 0) continue
        const gone = Object.values(step.exits).reduce((sum, exit) => sum + (exit.value ?? 0), 0)
        expect(gone).toBeLessThanOrEqual(1 + 1e-9)
      }
      const { entered, won, lost, open, transferred } = view.cohortCounts
      expect((won.value ?? 0) + (lost.value ?? 0) + (open.value ?? 0) + (transferred.value ?? 0)).toBe(entered.value)
      expect(view.weighted.pipeline.n).toBe(view.weighted.stage.n + view.weighted.manual.n)
    }),
    { numRuns: 60 },
  )
})
