import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pipelineSeries } from '../../alarms/pipeline-series.ts'
import { startOfDay } from '../../lib/dates.ts'
import { dateOfDay, DAY_MS } from '../zone-days.ts'
import { changeCounts } from './change-counts.ts'
import { changeDays } from './change-days.ts'
import { madeColumns } from './testing/made-columns.ts'
import { randomColumns } from './testing/random-columns.ts'

const all = { mask: null, owners: null, teams: null, sources: null }
const begins = (first: number, days: number, zone: string) => Array.from({ length: days + 1 }, (_, i) => startOfDay(dateOfDay(first), zone, i))

test('a stage day by day, worked out by hand: a deal is decided when it goes on or is lost, at the latest after its time', () => {
  const columns = madeColumns('AB', [
    // Goes on in time; too late, so that it was decided on day 10; lost; lost after its time; still there and undecided.
    { created: 0, stays: [{ stage: 'A', in: 0.5, out: 4.5, exit: 'advance' }, { stage: 'B', in: 4.5 }], versions: [{ from: 0 }] },
    { created: 0, stays: [{ stage: 'A', in: 0.5, out: 12.5, exit: 'advance' }, { stage: 'B', in: 12.5 }], versions: [{ from: 0 }] },
    { created: 0, stays: [{ stage: 'A', in: 1.5, out: 3.5, exit: 'lost' }], versions: [{ from: 0, closedAt: 3.5 }] },
    { created: 0, stays: [{ stage: 'A', in: 1.5, out: 13.5, exit: 'lost' }], versions: [{ from: 0, closedAt: 13.5 }] },
    { created: 0, stays: [{ stage: 'A', in: 6.5 }], versions: [{ from: 0 }] },
  ])
  const days = changeDays(columns, all, { stage: 0, begins: begins(0, 14, 'UTC'), zone: 'UTC', asOf: 14 * DAY_MS, withinDays: 10 })
  const on = (of: (day: (typeof days)[number]) => number) => days.flatMap((day, i) => (of(day) === 0 ? [] : [[i, of(day)]]))
  expect(on(({ came }) => came)).toEqual([[0, 2], [1, 2], [6, 1]])
  expect(on(({ decided }) => decided)).toEqual([[3, 1], [4, 1], [10, 1], [11, 1]])
  expect(on(({ hits }) => hits)).toEqual([[4, 1]])
  expect(days.map(({ stock }) => stock)).toEqual([2, 4, 4, 3, 2, 2, 3, 3, 3, 3, 3, 3, 2, 1])
})

test('its stock is that of the alarm series, and its sums are what a change is counted by', () => {
  fc.assert(
    fc.property(randomColumns, fc.constantFrom('UTC', 'Asia/Shanghai', 'America/New_York'), fc.constantFrom(60, 110, 300), (columns, zone, asOfDay) => {
      const [first, asOf, stage] = [25, asOfDay * DAY_MS, 0]
      const days = changeDays(columns, all, { stage, begins: begins(first, 30, zone), zone, asOf, withinDays: 9 })
      const series = pipelineSeries(columns, all, 'p', { from: dateOfDay(first), to: dateOfDay(first + 30), asOf, zone, slice: null, dwell: 'none', ages: 'none' })
      expect(days.map(({ stock }) => stock)).toEqual(series.stages[stage]?.points.map(({ stock }) => stock))
      expect(days.map(({ came }) => came)).toEqual(series.stages[stage]?.points.map(({ cohort }) => cohort.entered))
      const span = (from: number, to: number) => ({ from: startOfDay(dateOfDay(first), zone, from), to: startOfDay(dateOfDay(first), zone, to) })
      const counts = changeCounts(columns, all, { stage, before: span(0, 20), after: span(20, 30), asOf, withinDays: 9, dimensions: ['owner'], group: 'stuck' })
      const sum = (from: number, to: number) => days.slice(from, to).reduce((total, { decided, hits }) => ({ n: total.n + decided, hits: total.hits + hits }), { n: 0, hits: 0 })
      const cells = (period: 'before' | 'after') => (counts.cuts[0]?.cells ?? []).reduce((total, cell) => ({ n: total.n + cell[period].n, hits: total.hits + cell[period].hits }), { n: 0, hits: 0 })
      expect([cells('before'), cells('after')]).toEqual([sum(0, 20), sum(20, 30)])
    }),
    { numRuns: 60 },
  )
})

test('a time without days is refused', () => {
  expect(() => changeDays(madeColumns('A', []), all, { stage: 0, begins: [0], zone: 'UTC', asOf: 1, withinDays: 7 })).toThrow(RangeError)
})
