import { expect, test } from 'vitest'
import { dayText, dayNumber } from '../days.ts'
import { sentence } from '../sentence.ts'
import { seriesOf } from '../testing/series.ts'
import { backtestAlarm } from './backtest.ts'
import { alarmRuleSchema, defaultRules } from './rule.ts'

const first = '2025-01-06'
const on = (day: number) => dayText(dayNumber(first) + day)
/** The stock doubles three times for two weeks; only the second and third time conversion falls for good measure. */
const bumps = [200, 320, 440]
const series = seriesOf(600, [
  {
    id: 'a', inflow: () => 10,
    stock: (day) => (bumps.some((from) => day >= from && day < from + 14) ? 90 : 45),
    conversion: (day) => (bumps.slice(1).some((from) => day >= from && day < from + 30) ? 0.25 : 0.5),
  },
])
const rule = alarmRuleSchema.parse({ kind: 'stock_growth', scope: { pipelineId: 'p' } })

test('would have fired three times, twice before a real loss of conversion', () => {
  const { firings, summary, said } = backtestAlarm(rule, series, on(100), on(560))
  expect(firings.map(({ from, to, followed }) => [from, to, followed])).toEqual([
    [on(200), on(213), 'no_loss'], [on(320), on(333), 'loss'], [on(440), on(453), 'loss'],
  ])
  expect(firings[1]).toMatchObject({ resolvedOn: on(336) })
  expect(firings[1]!.before).toBeCloseTo(0.5, 1)
  expect(firings[1]!.after).toBeCloseTo(0.25, 1)
  expect(summary).toMatchObject({ fired: 3, beforeLoss: 2, withoutLoss: 1, unknown: 0, days: 460, daysOpen: 42 })
  expect(sentence(said, 'zh')).toBe('在过去 460 天里会触发 3 次，其中 2 次之后确有转化损失，1 次没有。')
  expect(sentence(said, 'en')).toBe('Would have fired 3 times in 460 days, 2 before a real loss of conversion, 1 without.')
})

test('what came after is not known yet at the end of the series', () => {
  const short = { ...series, stages: series.stages.map((stage) => ({ ...stage, points: stage.points.slice(0, 340) })) }
  expect(backtestAlarm(rule, short, on(300), on(340)).firings).toMatchObject([{ followed: 'unknown' }])
})

test('coming back within the cool-down is one firing', () => {
  const twice = seriesOf(300, [{ id: 'a', inflow: () => 10, conversion: () => 0.5, stock: (day) => ((day >= 200 && day < 203) || (day >= 209 && day < 212) ? 90 : 45) }])
  expect(backtestAlarm(rule, twice, on(150), on(290)).firings).toMatchObject([{ from: on(200), to: on(211) }])
})

test('a quiet year fires nothing by default rules', () => {
  const quiet = seriesOf(600, [{ id: 'a', inflow: () => 10, conversion: () => 0.5 }, { id: 'b', inflow: () => 5, conversion: () => 0.4 }], { won: () => 2, lost: () => 3 })
  for (const one of defaultRules('p')) {
    const result = backtestAlarm(one, quiet, on(235), on(600))
    expect(result.summary.fired, one.kind).toBe(0)
    expect(sentence(result.said, 'zh')).toBe('在过去 365 天里不会触发。')
  }
})
