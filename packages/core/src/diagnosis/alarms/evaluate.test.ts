import { expect, test } from 'vitest'
import { dayNumber, dayText, plusDays } from '../days.ts'
import { sentence } from '../sentence.ts'
import type { PipelineSeries } from '../series.ts'
import { dwell, lastDay, seriesOf, type StageMaker } from '../testing/series.ts'
import { knownUntil } from '../window.ts'
import { evaluate, evaluateAll } from './evaluate.ts'
import { alarmKinds, alarmRuleSchema, daysNeeded, defaultRules, type AlarmRule } from './rule.ts'

const rule = (kind: AlarmRule['kind'], more: object = {}) => alarmRuleSchema.parse({ kind, scope: { pipelineId: 'p' }, ...more })
const stage = (more: Partial<StageMaker> = {}): StageMaker => ({ id: 'a', inflow: () => 8, conversion: () => 0.5, ...more })
const at = (series: PipelineSeries, one: AlarmRule, stageId: string | null = 'a', back = 0) => evaluate(one, stageId, series, plusDays(lastDay(series), -back))

test('the defaults of every kind are valid, and a steady funnel raises nothing', () => {
  const rules = defaultRules('p')
  expect(rules.map(({ kind }) => kind)).toEqual(alarmKinds)
  const series = seriesOf(400, [stage({ dwell: () => dwell(10), ages: () => [{ days: 3, count: 40 }] })], { won: () => 2, lost: () => 6 })
  for (const one of rules) expect(evaluateAll(one, series, lastDay(series)), one.kind).toEqual([])
})

test('hostile or senseless rules are refused', () => {
  for (const bad of [{ kind: 'none' }, { kind: 'below_line', line: 2 }, { kind: 'stock_growth', growth: -1 }, { kind: 'stage_days', days: 0 }, { kind: 'inflow_drop', drop: 1.5 }, { kind: 'below_line', minN: 0 }])
    expect(alarmRuleSchema.safeParse({ scope: { pipelineId: 'p' }, ...bad }).success).toBe(false)
  expect(alarmRuleSchema.safeParse({ kind: 'below_line', scope: { pipelineId: '' } }).success).toBe(false)
})

test('conversion 15 % under its own mean, relative or in points', () => {
  const series = seriesOf(400, [stage({ conversion: (day) => (day >= 340 ? 0.3 : 0.5) })])
  const verdict = at(series, rule('conversion_below_mean'))
  expect(verdict).toMatchObject({ stageId: 'a', kind: 'conversion_below_mean', causes: ['low_conversion'] })
  expect(verdict?.value).toBeCloseTo(0.3, 2)
  expect(verdict?.severity).toBeGreaterThan(2)
  expect(at(series, rule('conversion_below_mean', { by: 'points', drop: 0.3 }))).toBeNull()
  expect(at(series, rule('conversion_below_mean', { by: 'points', drop: 0.1 }))).not.toBeNull()
  // 14 % under is not 15 %; a few deals are not 20.
  expect(at(seriesOf(400, [stage({ inflow: () => 100, conversion: (day) => (day >= 300 ? 0.445 : 0.5) })]), rule('conversion_below_mean', { minZ: 0 }))).toBeNull()
  expect(at(seriesOf(400, [stage({ inflow: () => 0.5, conversion: (day) => (day >= 340 ? 0 : 0.5) })]), rule('conversion_below_mean', { minZ: 0 }))).toBeNull()
})

test('below a line on three days running, not two', () => {
  const series = seriesOf(400, [stage({ inflow: () => 40, conversion: (day) => (day >= 340 ? 0.2 : 0.5) })])
  const one = rule('below_line', { line: 0.4 })
  const firstDay = Array.from({ length: 60 }, (_, i) => 59 - i).find((back) => at(series, one, 'a', back) !== null)
  const firstBelow = Array.from({ length: 60 }, (_, i) => 59 - i).find((back) => at(series, rule('below_line', { line: 0.4, days: 1 }), 'a', back) !== null)
  expect(firstBelow! - firstDay!).toBe(2)
  // Without a line: four fifths of its own mean.
  expect(at(series, rule('below_line'))?.threshold).toBeCloseTo(0.4, 1)
})

test('stock +50 % against four weeks ago, and beyond chance', () => {
  const grown = (to: number, from = 40) => seriesOf(100, [stage({ stock: (day) => (day >= 90 ? to : from) })])
  expect(at(grown(72), rule('stock_growth'))).toMatchObject({ value: 72, baseline: 40, threshold: 60, causes: ['stock_growth'] })
  expect(at(grown(59), rule('stock_growth'))).toBeNull()
  // 12 → 20 is +67 % and may be chance.
  expect(at(grown(20, 12), rule('stock_growth'))).toBeNull()
  expect(at(grown(20, 12), rule('stock_growth', { minZ: 0 }))).not.toBeNull()
  expect(at(grown(19, 10), rule('stock_growth', { minZ: 0 }))).toBeNull()
  expect(sentence(at(grown(72), rule('stock_growth'))!.said, 'zh', { stage: () => '技术交流' })).toBe('「技术交流」的存量为 72 个，比 28 天前的 40 个上升 80%。')
})

test('dwell over 1.5 × its mean, or its median over its P75', () => {
  const slow = (to: number) => seriesOf(300, [stage({ dwell: (day) => dwell(day >= 290 ? to : 10) })])
  expect(at(slow(16), rule('dwell_over'))).toMatchObject({ value: 16, threshold: 15, said: { key: 'alarm.dwell_over_mean' } })
  expect(at(slow(15), rule('dwell_over'))).toBeNull()
  // Median .7 × 21 = 14.7 over P75 1.4 × 10 = 14.
  expect(at(slow(21), rule('dwell_over', { basis: 'p75' }))).toMatchObject({ said: { key: 'alarm.dwell_over_p75' } })
  expect(at(slow(19), rule('dwell_over', { basis: 'p75' }))).toBeNull()
})

test('a holiday week makes no dwell long, and its days are not of a horizon', () => {
  const slow = seriesOf(300, [stage({ dwell: (day) => dwell(day >= 290 ? 18 : 10) })])
  const last = dayNumber(lastDay(slow))
  const paused = (from: number, count: number) => ({ ...slow, stages: slow.stages.map((one) => ({ ...one, pausedDays: Array.from({ length: count }, (_, i) => dayText(from + i)) })) })
  expect(at(slow, rule('dwell_over'))).toMatchObject({ threshold: 15 })
  expect(at(paused(last - 12, 8), rule('dwell_over'))).toBeNull()
  expect(at(paused(last - 60, 8), rule('dwell_over'))).toMatchObject({ threshold: 15 })
  // Of the deals that came 14 days ago nothing is known when eight of these days were a holiday.
  const known = (from: number, count: number) => last - knownUntil(paused(from, count).stages[0]!, last)
  expect([known(last - 60, 8), known(last - 9, 8), known(last - 16, 8)]).toEqual([14, 22, 22])
  expect(knownUntil(slow.stages[0]!, last)).toBe(last - 14)
})

test('a win rate that swings, up or down, is about the pipeline', () => {
  const swing = (to: number) => seriesOf(200, [stage()], { won: (day) => (day >= 170 ? to : 4), lost: (day) => (day >= 170 ? 10 - to : 6) })
  expect(at(swing(2), rule('win_rate_swing'), null)).toMatchObject({ stageId: null, value: 0.2, baseline: 0.4 })
  expect(at(swing(6), rule('win_rate_swing'), null)).toMatchObject({ value: 0.6 })
  expect(at(swing(3.6), rule('win_rate_swing'), null)).toBeNull()
  expect(at(swing(2), rule('win_rate_swing'), 'a')).toBeNull()
})

test('a stage-specific limit of days', () => {
  const aged = seriesOf(60, [stage({ ages: () => [{ days: 7, count: 60 }, { days: 8, count: 30 }, { days: 40, count: 10 }] })])
  expect(at(aged, rule('stage_days'))).toMatchObject({ value: 0.4, n: 100, evidence: { over: 40, days: 7 } })
  expect(at(aged, rule('stage_days', { days: 8 }))).toBeNull()
})

test('inflow that drops against its usual', () => {
  const drop = (to: number) => seriesOf(200, [stage({ inflow: (day) => (day >= 186 ? to : 8) })])
  expect(at(drop(4), rule('inflow_drop'))).toMatchObject({ value: 56, baseline: 112 })
  expect(at(drop(6), rule('inflow_drop'))).toBeNull()
})

test('a holiday week is no drop where the days of rest are known', () => {
  const isRest = (day: number) => day % 7 >= 5 || day >= 193
  const series = seriesOf(200, [stage({ inflow: (day) => (isRest(day) ? 1 : 12) })])
  expect(at(series, rule('inflow_drop'))).not.toBeNull()
  const restDays = series.stages[0]!.points.map(({ day }) => day).filter((_, day) => isRest(day))
  expect(at({ ...series, restDays }, rule('inflow_drop'))).toBeNull()
  // And a working week without entries still is one.
  const still = seriesOf(200, [stage({ inflow: (day) => (day >= 193 ? 2 : day % 7 >= 5 ? 1 : 12) })])
  expect(at({ ...still, restDays: restDays.filter((_, i) => i < restDays.length - 5) }, rule('inflow_drop'))).not.toBeNull()
})

test('a replay sees only what was known: cutting the future off changes nothing', () => {
  const series = seriesOf(400, [stage({ conversion: (day) => (day >= 300 ? 0.3 : 0.5), stock: (day) => (day >= 330 ? 80 : 40), inflow: (day) => (day >= 350 ? 4 : 8), dwell: (day) => dwell(day >= 340 ? 20 : 10) })], { won: (day) => (day > 320 ? 1 : 4), lost: () => 5 })
  for (let day = 250; day < 400; day += 7) {
    const on = dayText(dayNumber('2025-01-06') + day)
    const cut: PipelineSeries = { ...series, stages: series.stages.map((one) => ({ ...one, points: one.points.slice(0, day + 1) })), closed: series.closed.slice(0, day + 1) }
    for (const one of defaultRules('p')) {
      expect(evaluateAll(one, cut, on)).toEqual(evaluateAll(one, series, on))
      // Nor is more of the past needed than it says.
      const from = Math.max(0, day - daysNeeded(one, 14, 28))
      const short: PipelineSeries = { ...cut, stages: cut.stages.map((own) => ({ ...own, points: own.points.slice(from) })), closed: cut.closed.slice(from) }
      expect(evaluateAll(one, short, on)).toEqual(evaluateAll(one, series, on))
    }
  }
})

test('a series with a day missing is refused', () => {
  const series = seriesOf(400, [stage()])
  const holed = { ...series, stages: series.stages.map((one) => ({ ...one, points: one.points.filter((_, i) => i !== 380) })) }
  expect(() => evaluateAll(rule('inflow_drop'), holed, lastDay(series))).toThrow(RangeError)
})
