import type { DayText } from '../../lib/dates.ts'
import { dayNumber } from '../days.ts'
import type { Alarm, AlarmChange } from './alarm.ts'
import type { AlarmVerdict } from './verdict.ts'

export type AlarmTimes = { cooldownDays: number; quietDays: number }

/**
 * What a day's evaluation does to the alarm of a rule at a stage (`alarm` null: there never was one).
 * Condition holds: an unresolved alarm goes on; a resolved one is opened again within the cool-down, else a new one begins.
 * Condition ceased: after `quietDays` days running an unresolved alarm resolves itself. Days may be left out or repeated: an
 * earlier day than the last one changes nothing.
 */
export function stepAlarm(alarm: Alarm | null, verdict: AlarmVerdict | null, day: DayText, { cooldownDays, quietDays }: AlarmTimes): { alarm: Alarm | null; change: AlarmChange } {
  if (alarm !== null && dayNumber(day) < dayNumber(lastDay(alarm))) return { alarm, change: 'none' }
  if (verdict === null) {
    if (alarm === null || alarm.status === 'resolved') return { alarm, change: 'none' }
    // On the day itself: it held a moment ago, and evaluations within a day come as events do.
    if (alarm.lastOn === day) return { alarm, change: 'none' }
    const quietSince = alarm.quietSince ?? day
    if (dayNumber(day) - dayNumber(quietSince) + 1 < quietDays) return { alarm: { ...alarm, quietSince }, change: 'none' }
    return { alarm: { ...alarm, status: 'resolved', quietSince, resolvedOn: day, resolvedBy: 'itself' }, change: 'resolved' }
  }
  const worst = alarm === null || verdict.severity > alarm.worst.severity ? verdict : alarm.worst
  if (alarm === null || (alarm.status === 'resolved' && dayNumber(day) - dayNumber(alarm.resolvedOn ?? alarm.lastOn) > cooldownDays))
    return { alarm: { status: 'open', openedOn: day, lastOn: day, quietSince: null, resolvedOn: null, resolvedBy: null, reopened: 0, latest: verdict, worst: verdict }, change: 'opened' }
  if (alarm.status === 'resolved') {
    // Somebody has just looked and closed it: the same day's figures are those that were looked at.
    if (alarm.resolvedBy === 'person' && alarm.resolvedOn === day) return { alarm: { ...alarm, latest: verdict }, change: 'none' }
    return { alarm: { ...alarm, status: 'open', lastOn: day, quietSince: null, resolvedOn: null, resolvedBy: null, reopened: alarm.reopened + 1, latest: verdict, worst }, change: 'reopened' }
  }
  return { alarm: { ...alarm, lastOn: day, quietSince: null, latest: verdict, worst }, change: 'continued' }
}

const lastDay = ({ lastOn, quietSince, resolvedOn }: Alarm): DayText => resolvedOn ?? quietSince ?? lastOn

/** Somebody has taken it on. Only an open alarm changes. */
export function acknowledge(alarm: Alarm): Alarm {
  return alarm.status === 'open' ? { ...alarm, status: 'acknowledged' } : alarm
}

/** Somebody closes it; one that is resolved already stays as it is. */
export function resolve(alarm: Alarm, day: DayText): Alarm {
  return alarm.status === 'resolved' ? alarm : { ...alarm, status: 'resolved', resolvedOn: day, resolvedBy: 'person' }
}
