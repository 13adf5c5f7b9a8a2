import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateOfDay } from '../zone-days.ts'
import { funnelView } from '../overview.ts'
import { DAY } from '../testing/sample.ts'
import { breakdown } from './breakdown.ts'
import { coverage } from './coverage.ts'
import { frame } from './frame.ts'
import { heatMap } from './heat-map.ts'
import { indicators } from './indicators.ts'
import { losses } from './losses.ts'
import { series } from './series.ts'
import { randomColumns, randomSelection } from './testing/random-columns.ts'

/** A number has one meaning: what a measure and the funnel page both tell must be the same to the last digit. */
test('the measures and the funnel page say the same', () => {
  fc.assert(
    fc.property(
      randomColumns.chain((columns) => fc.tuple(fc.constant(columns), randomSelection(columns))),
      fc.constantFrom<'entry' | 'stage'>('entry', 'stage'),
      fc.constantFrom<'linear' | 'touched'>('linear', 'touched'),
      fc.constantFrom<[number | null, number | null]>([null, null], [20, 90], [0, 40]),
      fc.constantFrom(60, 120, 1000),
      ([columns, selection], cohort, fill, [first, end], day) => {
        const from = first === null ? null : first * DAY
        const to = end === null ? null : end * DAY
        const asked = { from, to, asOf: day * DAY, zone: 'UTC', currency: 'CNY', cohort, fill }
        const page = funnelView(columns, selection, asked)
        const part = ({ value, n, hits, censored, low, high }: { value: number | null; n: number; hits: number | null; censored: number; low: number | null; high: number | null }) =>
          ({ value, n, hits, censored, low, high })

        const { total } = breakdown(columns, selection, { ...asked, by: ['source', 'size'] })
        const map = heatMap(columns, selection, { ...asked, across: { slice: 'source', limit: 2 } })
        const picture = frame(columns, selection, asked)
        const kpis = Object.fromEntries(indicators(columns, selection, { ...asked, proposalStage: null, leads: null }).values.map((one) => [one.indicator, one]))
        expect([total.entered, total.won, total.lost, total.open, total.transferred]).toEqual(
          [page.cohortCounts.entered, page.cohortCounts.won, page.cohortCounts.lost, page.cohortCounts.open, page.cohortCounts.transferred].map(({ value }) => value),
        )
        expect(part(total.overall)).toEqual(part(page.overall))
        expect(part(picture.overall)).toEqual(part(page.overall))
        expect(part(total.closedWinRate)).toEqual(part(page.winRates.closedCount))
        expect(part(total.cycle)).toEqual(part(page.cycle.wonMedian))
        expect([total.wonAmount.value, total.stock]).toEqual([page.wonAmount.value, page.deals.open.value])
        expect([picture.wonMinor, picture.openCount, picture.wonCount]).toEqual([page.wonAmount.value, page.deals.open.value, page.deals.won.value])
        expect(total.meanWon.value).toBe(page.velocity.meanWon.value)
        page.steps.forEach((step, k) => {
          expect(part(total.steps[k]?.conversion ?? step.conversion)).toEqual(part(step.conversion))
          expect(part(picture.stages[k]?.conversion ?? step.conversion)).toEqual(part(step.conversion))
          expect([picture.stages[k]?.stock, picture.stages[k]?.stockAmountMinor]).toEqual([step.stock.value, step.stockAmount.value])
          const whole = map.stages[k]?.whole
          expect(part(whole?.conversion ?? step.conversion)).toEqual(part(step.conversion))
          expect(part(whole?.loss ?? step.lost)).toEqual(part(step.lost))
          expect([whole?.dwell.value, whole?.dwell.low, whole?.dwell.high, whole?.dwell.n]).toEqual([step.dwellMedian.value, step.dwellMedian.low, step.dwellMedian.high, step.dwellMedian.n])
        })
        expect(part(kpis['win_rate']?.measured ?? page.overall)).toEqual(part(page.winRates.closedCount))
        expect(kpis['sales_cycle']?.measured.value ?? 0).toBeCloseTo(page.cycle.wonMean.value ?? 0, 9)
        expect(losses(columns, selection, asked).total.deals).toBe(page.deals.lost.value)

        const closing = { from: 20, to: 200 }
        const window = funnelView(columns, selection, { ...asked, closing: { from: Date.parse(`${dateOfDay(20)}T00:00:00Z`), to: Date.parse(`${dateOfDay(200)}T00:00:00Z`) } })
        const cover = coverage(columns, selection, { ...asked, closing, targetMinor: 0 })
        expect([cover.openMinor, cover.wonMinor]).toEqual([window.weighted.unweighted.value, page.wonAmount.value])

        // Owners are taken as the stay began, on the page as they are: the same where nobody is asked for.
        if (selection.owners === null) {
          const today = series(columns, selection, { ...asked, from: (day - 10) * DAY, to: (day + 1) * DAY, step: 'day' })
          expect(today.stages.map(({ stock }) => stock.at(-1))).toEqual(page.steps.map(({ stock }) => stock.value))
        }
      },
    ),
    { numRuns: 150 },
  )
})
