import { plusDays } from '@sluice/core/diagnosis/days'
import type { RootCause } from '@sluice/core/diagnosis/root-cause/finding'
import type { DealColumns } from '@sluice/core/funnel/columns'
import { type DayText, dayOf, startOfDay } from '@sluice/core/lib/dates'
import type { Scenario } from '@sluice/core/simulator/scenarios/scenario'
import { alarmQuestion } from './alarm-question.ts'
import type { RaisedAlarm } from './scenario-alarms.ts'
import { scenarioCause, zone } from './scenario-cause.ts'

/** When an alarm's cause is asked for: at the end of the day on which it opened, seven days later, and of the day on which it closed, or the last one. */
export const moments = ['first', 'week', 'close'] as const
export type Moment = (typeof moments)[number]

/** The first alarm at the stage (or of the whole) after the change began, up to two weeks after it ended. */
export function alarmOf({ truth }: Scenario, alarms: readonly RaisedAlarm[]): RaisedAlarm | undefined {
  const kinds = { stock: ['stock_growth', 'dwell_over', 'conversion_below_mean'], conversion: ['conversion_below_mean', 'dwell_over', 'stock_growth', 'win_rate_swing'], inflow: ['inflow_drop'] }[truth.what]
  const from = dayOf(truth.from, zone)
  const until = plusDays(dayOf(truth.to, zone), 14)
  return alarms.find(({ day, verdict, attached }) =>
    day > from && day <= until && [verdict, ...attached].some(({ kind, stageId }) => kinds.includes(kind) && (stageId === truth.stageKey || stageId === null)))
}

/** What the product finds at the end of a day: the latest verdict of the alarm, as known then. */
function causeOn(scenario: Scenario, columns: DealColumns, alarm: RaisedAlarm, day: DayText): RootCause {
  const asOf = Math.min(scenario.company.now, startOfDay(day, zone, 1) - 1)
  return scenarioCause(scenario, columns, alarmQuestion(columns, alarm.on(day), alarm.rule, alarm.day, asOf), asOf)
}

/**
 * The cause of an alarm as its page shows it at each moment: it is asked again at the end of every day on which the alarm holds, and the latest clear
 * cause stays; where there was none, the latest answer.
 */
export function causesOf(scenario: Scenario, columns: DealColumns, alarm: RaisedAlarm): Record<Moment, RootCause> {
  const last = plusDays(dayOf(scenario.company.now, zone), -1)
  const close = [alarm.resolvedOn ?? last, last].reduce((a, b) => (a < b ? a : b))
  const week = [plusDays(alarm.day, 7), close].reduce((a, b) => (a < b ? a : b))
  const first = causeOn(scenario, columns, alarm, alarm.day)
  const shownOn = (end: DayText): RootCause => {
    let latest: RootCause | null = null
    for (let day = end; day > alarm.day; day = plusDays(day, -1)) {
      if (alarm.on(day).day !== day) continue
      const found = causeOn(scenario, columns, alarm, day)
      if (found.verdict === 'causes') return found
      latest ??= found
    }
    return first.verdict === 'causes' ? first : (latest ?? first)
  }
  return { first, week: shownOn(week), close: shownOn(close) }
}
