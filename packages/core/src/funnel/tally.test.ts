import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOf } from './columns-of.ts'
import type { Selection } from './columns.ts'
import type { FigureName } from './figures.ts'
import type { FunnelOptions } from './model.ts'
import { type Figure, figuresOf } from './overview.ts'
import { median, medianInterval, sorted } from '../lib/quantile.ts'
import { createRng } from '../simulator/rng.ts'
import { FUNNEL_METRICS } from './registry.ts'
import { settledOf } from './settled.ts'
import { naive, type NaiveFigure, type NaiveFilter } from './testing/naive.ts'
import { naiveDeals } from './testing/random-deals.ts'
import { ask, asking } from './testing/ask.ts'
import { DAY, deal, stagesNamed } from './testing/sample.ts'

const stages = stagesNamed('ABCD').map((stage, k) => ({ ...stage, winProbability: [0.1, 0.25, 0.5, 0.8][k] ?? 0 }))
const nameOf = ({ metric, stageId, reasonId, exit, window }: Figure): FigureName => ({ metric, stageId, reasonId, exit, window })

const period = fc.record({ from: fc.constantFrom(null, 10 * DAY, 40 * DAY), to: fc.constantFrom(null, 60 * DAY, 90 * DAY) })
const anyOptions: fc.Arbitrary<FunnelOptions> = fc.record({
  period,
  asOf: fc.integer({ min: 20 * 1440, max: 250 * 1440 }).map((minute) => minute * 60_000),
  zone: fc.constantFrom('Asia/Shanghai', 'Europe/Amsterdam'),
  currency: fc.constantFrom('CNY', 'CNY', 'EUR'),
  cohort: fc.constantFrom('entry' as const, 'stage' as const),
  fill: fc.constantFrom('linear' as const, 'touched' as const),
  matureDays: fc.constantFrom(0, 5, 30),
  dwellStay: fc.constantFrom('latest' as const, 'cumulative' as const),
  skipImported: fc.boolean(),
  cycleDays: fc.constantFrom('dates' as const, 'elapsed' as const),
  qualifiedFrom: fc.constantFrom(null, 'A', 'C'),
  closing: fc.option(period, { nil: undefined }),
}).map(({ period: of, ...rest }) => ({ ...of, ...rest }))
const anyFilter: fc.Arbitrary<NaiveFilter> = fc.record({
  owners: fc.constantFrom(null, null, ['anna'], ['anna', 'bo'], ['nobody']), sources: fc.constantFrom(null, null, null, ['fair']),
})

/** Sums of floats in another order may differ in the last digits. */
const near = (a: number | null | undefined, b: number | null | undefined) =>
  a == null || b == null ? a === b : Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
/** Rounded to whole minor units at the end: floats may fall on the other side of a half. */
const moneyNear = (a: number | null, b: number | null) => (a === null || b === null ? a === b : Math.abs(a - b) <= 1)

function differences(figure: Figure, expected: NaiveFigure): string[] {
  const { unit } = FUNNEL_METRICS[figure.metric]
  const isMoney = unit === 'money' || unit === 'money_per_day'
  const wrong: string[] = []
  if (!(isMoney ? moneyNear(figure.value, expected.value) : near(figure.value, expected.value))) wrong.push('value')
  if (figure.n !== expected.n) wrong.push('n')
  if ((figure.hits ?? 0) !== (expected.hits ?? 0)) wrong.push('hits')
  if (figure.censored !== expected.censored) wrong.push('censored')
  if (!near(figure.low, expected.low) || !near(figure.high, expected.high)) wrong.push('interval')
  return wrong
}

test('every figure is what its definition says, counted naively; and its deals are those', { timeout: 240_000 }, () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(naiveDeals, anyOptions, anyFilter, fc.boolean(), (deals, options, filter, isSettled) => {
      const byJourney = new Map(deals.map((deal) => [deal.journey, deal]))
      const deal = (journey: (typeof deals)[number]['journey']) => byJourney.get(journey) as (typeof deals)[number]
      const columns = columnsOf(deals.map(({ journey }) => journey), stages, { belonging: deal, knownAt: (journey, i) => deal(journey).knownAt[i] ?? null })
      if (isSettled) columns.settled = settledOf(columns)
      const codes = (dictionary: { codes: Map<string, number> }, ids: readonly string[] | null) => (ids === null ? null : new Set(ids.flatMap((id) => dictionary.codes.get(id) ?? [])))
      const selection: Selection = {
        mask: null, teams: null, owners: codes(columns.dictionaries.owner, filter.owners), sources: codes(columns.dictionaries.source, filter.sources),
      }
      const asked = asking(columns, options, selection)
      const expected = naive(deals, stages, options, filter)
      const order = new Map(deals.map(({ journey }) => [journey.dealId, journey.createdAt]))
      for (const figure of figuresOf(asked.view())) {
        seen.add(figure.metric)
        const name = nameOf(figure)
        const other = expected(name)
        const wrong = differences(figure, other)
        if (wrong.length > 0) throw new Error(`${JSON.stringify(name)}: ${wrong.join(', ')}\n${JSON.stringify(figure)}\n${JSON.stringify(other)}`)
        for (const part of ['population', 'hits', 'censored'] as const) {
          const list = asked.deals(name, part)
          expect(list.toSorted(), `${JSON.stringify(name)} ${part}`).toEqual(other.deals[part].toSorted())
          const times = list.map((id) => order.get(id) ?? 0)
          expect(times).toEqual(times.toSorted((a, b) => a - b))
        }
      }
    }),
    { numRuns: 100 },
  )
  expect([...seen].sort()).toEqual(Object.keys(FUNNEL_METRICS).sort())
})

test('a mask takes deals out of everything', () => {
  fc.assert(
    fc.property(naiveDeals, anyOptions, fc.infiniteStream(fc.boolean()), (deals, options, coin) => {
      const kept = deals.map(() => coin.next().value === true)
      const columns = columnsOf(deals.map(({ journey }) => journey), stages)
      const isKept = new Map(deals.map(({ journey }, i) => [journey.dealId, kept[i] === true]))
      const rows = deals.filter(({ journey }) => journey.stays.length === 0 || journey.stays.some(({ stageId }) => stageId !== 'Z'))
      const mask = Uint8Array.from(rows, ({ journey }) => (isKept.get(journey.dealId) ? 1 : 0))
      const masked = asking(columns, options, { mask, owners: null, teams: null, sources: null }).view()
      const only = asking(columnsOf(deals.filter((_, i) => kept[i]).map(({ journey }) => journey), stages), options).view()
      expect(masked).toEqual(only)
    }),
    { numRuns: 60 },
  )
})

test('many deals, of which only what lies near a median is kept: the medians are those of the whole lists', () => {
  const rng = createRng(5)
  // They get faster over time, so that the first ones would not do for a sample.
  const made = Array.from({ length: 60_000 }, (_, i) => {
    const [created, pace] = [i / 100, 30 - i / 2500]
    const next = created + Math.round(rng.exponential() * pace * 1440) / 1440
    return deal(`d${i}`, [['A', created], ['B', next]], { won: next + 3 + rng.int(40) })
  })
  const { steps, cycle } = ask(made, stagesNamed('AB'), { cycleDays: 'elapsed' }).view()
  const days = (of: (journey: (typeof made)[number]) => number) => sorted(made.map((journey) => of(journey) / DAY))
  const toB = days(({ stays }) => (stays[1]?.enteredAt ?? 0) - (stays[0]?.enteredAt ?? 0))
  const toWon = days(({ createdAt, closedAt }) => (closedAt ?? 0) - createdAt)
  for (const [figure, values] of [[steps[0]?.toNextMedian, toB], [cycle.wonMedian, toWon]] as const) {
    expect(figure?.n).toBe(60_000)
    expect(figure?.value).toBeCloseTo(median(values) ?? -1, 9)
    expect(figure?.low).toBeCloseTo(medianInterval(values)?.low ?? -1, 9)
    expect(figure?.high).toBeCloseTo(medianInterval(values)?.high ?? -1, 9)
  }
})

test('a pipeline of many stages', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcde']
  const all = letters.map((_, i) => deal(`d${i}`, letters.slice(0, i + 1).map((letter, k) => [letter, k] as const), i === 30 ? { won: 90 } : {}))
  const { steps, overall } = ask(all, letters.map((id, position) => ({ id, position, winProbability: 0 }))).view()
  expect(steps.map(({ entered }) => entered.value)).toEqual(Array.from({ length: 31 }, (_, k) => 31 - k))
  expect(steps.map(({ stock }) => stock.value)).toEqual(Array.from({ length: 31 }, (_, k) => (k === 30 ? 0 : 1)))
  expect(steps.at(-1)).toMatchObject({ reachedNext: { value: 1 }, flow: { hits: 1, n: 1 } })
  expect(overall.hits).toBe(1)
})
