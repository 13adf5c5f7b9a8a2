import { expect, test } from 'vitest'
import { plusDays } from '../days.ts'
import { dwell, lastDay, seriesOf } from '../testing/series.ts'
import { alarmCourse, heldRuns } from './course.ts'
import { evaluate } from './evaluate.ts'
import { alarmKinds, alarmRuleSchema } from './rule.ts'

test('the stock climbs over its line, stands there for two weeks, and falls back', () => {
  const series = seriesOf(120, [{ id: 'a', inflow: () => 5, conversion: () => 0.5, stock: (day) => (day >= 80 && day < 94 ? 70 : 40) }])
  const from = plusDays('2025-01-06', 70)
  const course = alarmCourse(alarmRuleSchema.parse({ kind: 'stock_growth', scope: { pipelineId: 'p' }, minZ: 2.5 }), 'a', series, from, plusDays(from, 40))
  expect(course.days).toHaveLength(40)
  expect([course.values[9], course.values[10], course.values[24]]).toEqual([40, 70, 40])
  expect([course.thresholds[10], course.baselines[10], course.counts[10]]).toEqual([60, 40, 70])
  expect(heldRuns(course, '2025-01-01', '2026-01-01')).toEqual([{ from: plusDays(from, 10), to: plusDays(from, 23), days: 14 }])
  // Cut off by the life of the alarm.
  expect(heldRuns(course, plusDays(from, 12), plusDays(from, 13))).toEqual([{ from: plusDays(from, 12), to: plusDays(from, 13), days: 2 }])
})

test('a day holds exactly when the rule fires on it, for every kind', () => {
  const series = seriesOf(400, [{
    id: 'a', inflow: (day) => (day % 90 > 80 ? 1 : 6), conversion: (day) => (day % 70 > 50 ? 0.2 : 0.6), stock: (day) => 40 + (day % 60), dwell: (day) => dwell(day % 50 > 40 ? 30 : 10),
    ages: (day) => [{ days: 3, count: 30 }, { days: 20, count: day % 40 }],
  }], { won: (day) => (day % 80 > 40 ? 1 : 3), lost: () => 3 })
  const to = lastDay(series)
  const from = plusDays(to, -150)
  for (const kind of alarmKinds) {
    const rule = alarmRuleSchema.parse({ kind, scope: { pipelineId: 'p' }, minN: 5, ...(kind === 'stage_days' || kind === 'dwell_over' ? {} : { minZ: 0.5 }) })
    const stageId = kind === 'win_rate_swing' ? null : 'a'
    const course = alarmCourse(rule, stageId, series, from, to)
    const verdicts = course.days.map((day) => evaluate(rule, stageId, series, day))
    expect(course.holds, kind).toEqual(verdicts.map((one) => one !== null))
    expect(verdicts.filter((one) => one !== null).length, kind).toBeGreaterThan(0)
    verdicts.forEach((one, i) => {
      if (one !== null) expect([course.values[i], course.thresholds[i], course.counts[i]]).toEqual([one.value, one.threshold, one.n])
    })
  }
})

test('too little to read is a gap, not a zero', () => {
  const series = seriesOf(60, [{ id: 'a', inflow: () => 0, conversion: () => 0 }])
  const course = alarmCourse(alarmRuleSchema.parse({ kind: 'below_line', scope: { pipelineId: 'p' } }), 'a', series, '2025-02-01', '2025-02-03')
  expect(course).toEqual({ days: ['2025-02-01', '2025-02-02'], values: [null, null], thresholds: [null, null], baselines: [null, null], counts: [null, null], holds: [false, false] })
})
