import type { AlarmBacktest } from '@sluice/core/alarms/contract'
import { backtestAlarm, backtestDaysNeeded, backtestOptions } from '@sluice/core/diagnosis/alarms/backtest'
import type { AlarmRule } from '@sluice/core/diagnosis/alarms/rule'
import { dayNumber, plusDays } from '@sluice/core/diagnosis/days'
import { dayOf, type DayText } from '@sluice/core/lib/dates'
import { Refusal, refuse } from '../../platform/refusal.ts'
import type { SeriesOf } from './series.ts'
import { type NamesBy, speak, speakSaid } from './speak.ts'

const mostDays = 731
const [longestHorizon, dwellDays] = [60, 28]

/**
 * What a rule would have done on the past: one question for the whole time, then core's replay day by day. Conversions are those that
 * could be known on each day; what was recorded later than it was true counts from when it was true.
 */
export async function backtestRule(
  seriesOf: SeriesOf, orgId: string, rule: AlarmRule, period: { from?: DayText | undefined; to?: DayText | undefined }, now: Date, timeZone: string, names: () => Promise<NamesBy>,
): Promise<AlarmBacktest> {
  const today = dayOf(now, timeZone)
  const to = period.to === undefined || period.to > today ? today : period.to
  const from = period.from ?? plusDays(to, -365)
  const days = dayNumber(to) - dayNumber(from)
  if (days < 1 || days > mostDays) refuse('alarm.period_too_long')
  // The days before the first firing that it is held against, and those after the last by which it is known whether it was right.
  const before = backtestDaysNeeded(rule, longestHorizon, dwellDays) + 2
  const after = plusDays(to, backtestOptions.aheadDays + longestHorizon)
  const end = after < today ? after : today
  const start = plusDays(from, -Math.min(before, 1500 - dayNumber(end) + dayNumber(from)))
  const series = await seriesOf(orgId, rule.scope.pipelineId, {
    from: start, to: end, asOf: now.getTime(), zone: timeZone, slice: rule.scope.slice,
    dwell: rule.kind === 'dwell_over' ? 'daily' : 'none', ages: rule.kind === 'stage_days' ? 'all' : 'none', dwellDays,
  }).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'request.invalid') refuse('alarm.unknown_slice', {}, [{ path: 'definition.scope.slice', code: 'alarm.unknown_slice' }])
    throw error
  })
  if (series === null) refuse('alarm.unknown_place')
  const { said, firings, summary } = backtestAlarm(rule, series, from, to)
  const called = await names()
  return { from, to, summary, firings: firings.map((firing) => ({ ...firing, verdict: speak(firing.verdict, called) })), text: speakSaid(said, called) }
}
