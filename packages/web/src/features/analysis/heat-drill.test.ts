import { expect, test } from 'vitest'
import { daysOf, drillOf, isPart, type HeatColumnOut } from './heat-drill.ts'

const zone = 'Asia/Shanghai'
const at = (day: string) => Date.parse(`${day}T00:00:00+08:00`)
const month = (name: string, from: string, to: string): HeatColumnOut => ({ kind: 'month', name, from: at(from), to: at(to) })
const url = { slice: 'industry:it', cohort: 'entry' as const }
const map = (columns: HeatColumnOut[], to: string | null = '2026-03-11') => ({ zone, period: { from: at('2026-01-20'), to: to === null ? null : at(to) }, columns })

test('a month leads to the funnel of its days that were counted, with its own newcomers', () => {
  const column = month('2026-02', '2026-02-01', '2026-03-01')
  expect(drillOf(map([column]), column, 'month', url)).toEqual({ period: 'custom', first: '2026-02-01', last: '2026-02-28', cohort: 'stage' })
  expect(drillOf(map([column]), undefined, 'month', url)).toEqual({ period: 'custom', first: '2026-01-20', last: '2026-03-10', cohort: 'stage' })
  expect(daysOf({ from: at('2026-01-20'), to: null }, zone)).toEqual({ first: '2026-01-20', last: '' })
})

test('a segment leads to itself within the days that were looked at, beside the slices there are', () => {
  const column: HeatColumnOut = { kind: 'segment', value: 'large', isOther: false }
  const days = { period: 'custom', first: '2026-01-20', last: '2026-03-10' }
  expect(drillOf(map([column]), column, 'size', url)).toEqual({ ...days, slice: 'industry:it;size:large' })
  expect(drillOf(map([column]), column, 'team', url)).toEqual({ ...days, team: ['large'] })
  expect(drillOf(map([column]), { kind: 'segment', value: null, isOther: true }, 'size', url)).toEqual(days)
  expect(drillOf(map([column], null), undefined, 'size', url)).toEqual({ ...days, last: '' })
})

test('what the period cuts off is known', () => {
  const part = (kind: 'week' | 'month', name: string, from: string, to: string) => isPart({ kind, name, from: at(from), to: at(to) })
  expect([part('month', '2026-02', '2026-02-01', '2026-03-01'), part('month', '2026-02', '2026-02-02', '2026-03-01'), part('month', '2026-03', '2026-03-01', '2026-03-31')]).toEqual([false, true, true])
  expect([part('week', '2026-W10', '2026-03-02', '2026-03-09'), part('week', '2026-W10', '2026-03-04', '2026-03-09')]).toEqual([false, true])
})
