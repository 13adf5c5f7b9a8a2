import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Selection } from '../funnel/columns.ts'
import { series } from '../funnel/measures/series.ts'
import { madeColumns } from '../funnel/measures/testing/made-columns.ts'
import { randomColumns } from '../funnel/measures/testing/random-columns.ts'
import { dateOfDay, DAY_MS } from '../funnel/zone-days.ts'
import { startOfDay } from '../lib/dates.ts'
import { pipelineSeries, type SeriesOptions } from './pipeline-series.ts'

const all: Selection = { mask: null, owners: null, teams: null, sources: null }
const asked = (from: number, to: number, extra: Partial<SeriesOptions> = {}): SeriesOptions => ({
  from: dateOfDay(from), to: dateOfDay(to), asOf: 1000 * DAY_MS, zone: 'UTC', slice: null, dwell: 'none', ages: 'none', ...extra,
})

test('day by day it is what the flow report counts: entries, exits, stock, cohorts and closings', () => {
  fc.assert(
    fc.property(randomColumns, fc.boolean(), fc.constantFrom('UTC', 'Asia/Shanghai', 'America/New_York'), fc.constantFrom(60, 110, 300), (columns, masked, zone, asOf) => {
      const selection = { ...all, mask: masked ? Uint8Array.from({ length: columns.size }, (_, row) => (row % 3 === 0 ? 0 : 1)) : null }
      const [first, end] = [25, 55]
      const own = pipelineSeries(columns, selection, 'p', asked(first, end, { zone, asOf: asOf * DAY_MS, ages: 'all' }))
      own.stages.forEach((stage, k) => {
        const flow = series(columns, selection, {
          from: startOfDay(dateOfDay(first), zone), to: startOfDay(dateOfDay(end), zone), asOf: asOf * DAY_MS, zone, currency: 'CNY', step: 'day', withinDays: stage.horizonDays + 1e-9,
        })
        const other = flow.stages[k]
        expect(stage.points.map(({ day }) => day)).toEqual(flow.steps.map(({ name }) => name))
        expect(stage.points.map(({ inflow }) => inflow)).toEqual(other?.inflow)
        expect(stage.points.map(({ outflow }) => outflow.advance)).toEqual(other?.outflow.advance)
        expect(stage.points.map(({ outflow }) => outflow.lost + outflow.won + outflow.back + outflow.transfer)).toEqual(
          stage.points.map((_, i) => (other?.outflow.lost[i] ?? 0) + (other?.outflow.won[i] ?? 0) + (other?.outflow.back[i] ?? 0) + (other?.outflow.transfer[i] ?? 0)))
        expect(stage.points.map(({ stock }) => stock)).toEqual(other?.stock)
        expect(stage.points.map(({ cohort }) => [cohort.entered, cohort.reached, cohort.inTime])).toEqual(
          stage.points.map((_, i) => [other?.cohort.entered[i], other?.cohort.reached[i], other?.cohort.reachedWithin[i]]))
        expect(own.closed.map(({ won, lost }) => [won, lost])).toEqual(own.closed.map((_, i) => [flow.whole.won[i], flow.whole.lost[i]]))
        // The ages add up to the stock.
        expect(stage.points.map(({ ages }) => ages?.reduce((sum, { count }) => sum + count, 0))).toEqual(stage.points.map(({ stock }) => stock))
        const last = pipelineSeries(columns, selection, 'p', asked(first, end, { zone, asOf: asOf * DAY_MS, ages: 'last' })).stages[k]?.points ?? []
        expect(last.at(-1)?.ages).toEqual(stage.points.at(-1)?.ages)
        expect(last.slice(0, -1).every(({ ages }) => ages === null)).toBe(true)
      })
    }),
    { numRuns: 60 },
  )
})

test('ages and dwell of a stage, worked out by hand', () => {
  const columns = madeColumns('AB', [
    { created: 0, stays: [{ stage: 'A', in: 0, out: 4, exit: 'advance' }, { stage: 'B', in: 4 }], versions: [{ from: 0 }] },
    { created: 0, stays: [{ stage: 'A', in: 2, out: 8, exit: 'lost' }], versions: [{ from: 0, closedAt: 8 }] },
    { created: 0, stays: [{ stage: 'A', in: 5 }], versions: [{ from: 0 }, { from: 9, dormant: true }] },
    { created: 0, stays: [{ stage: 'A', in: 3 }], versions: [{ from: 0 }] },
  ])
  const answer = pipelineSeries(columns, all, 'p', asked(1, 11, { ages: 'all', dwell: 'daily', dwellDays: 28 }))
  const [a] = answer.stages
  expect(a?.points.map(({ stock }) => stock)).toEqual([1, 2, 3, 2, 3, 3, 3, 2, 1, 1])
  // End of day 6: entered on 2, 3 and 5.
  expect(a?.points[5]?.ages).toEqual([{ days: 2, count: 1 }, { days: 4, count: 1 }, { days: 5, count: 1 }])
  // The sleeping one is out of it.
  expect(a?.points.at(-1)?.ages).toEqual([{ days: 8, count: 1 }])
  // Four, six days and two still there (six, eight): S = 3/4 after 4, 1/2 after 6; the mean to 8 days is 4 + 2 · 3/4 + 2 · 1/2.
  expect(a?.points.at(-1)?.dwell).toEqual({ n: 4, median: 6, mean: 6.5, p75: null })
  // Before the first had left: nobody had.
  expect(a?.points[1]?.dwell).toEqual({ n: 2, median: null, mean: 3, p75: null })
  expect(answer.closed[7]).toEqual({ day: '1970-01-09', won: 0, lost: 1 })
})

test('dwell every seventh day back from the last is the same as that of the day', () => {
  fc.assert(
    fc.property(randomColumns, (columns) => {
      const of = (dwell: 'weekly' | 'daily') => pipelineSeries(columns, all, 'p', asked(20, 60, { dwell, dwellDays: 14 })).stages
      const daily = of('daily')
      of('weekly').forEach((stage, k) =>
        stage.points.forEach(({ dwell }, i) => expect(dwell).toEqual((stage.points.length - 1 - i) % 7 === 0 ? daily[k]?.points[i]?.dwell : null)))
      expect(daily.map(({ dwell }) => dwell.now)).toEqual(daily.map(({ points }) => points.at(-1)?.dwell))
    }),
    { numRuns: 30 },
  )
})

test('a time without days, or with too many, is refused', () => {
  const columns = madeColumns('A', [])
  expect(() => pipelineSeries(columns, all, 'p', asked(5, 5))).toThrow(RangeError)
  expect(() => pipelineSeries(columns, all, 'p', asked(0, 1600))).toThrow(RangeError)
})
