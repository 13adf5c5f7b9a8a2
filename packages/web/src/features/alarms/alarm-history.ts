import type { ActionItem } from '@sluice/core/actions/contract'
import type { AlarmDetail } from '@sluice/core/alarms/contract'

export type HistoryKey = 'held' | 'opened' | 'worst' | 'acknowledged' | 'action' | 'actionDone' | 'useful' | 'notUseful' | 'quiet' | 'resolvedCeased' | 'resolvedClosed' | 'resolvedOff'

/** One moment of an alarm. `at` is an instant or a day; `text` what somebody wrote or what it was. */
export interface HistoryEntry {
  key: HistoryKey
  at: string
  who: string | null
  text: string | null
}

const resolutions = { ceased: 'resolvedCeased', closed: 'resolvedClosed', rule_off: 'resolvedOff' } as const

/** What became of an alarm, the latest first. `worst` is the day's sentence of its worst value, when that was not the first day. */
export function alarmHistory(alarm: AlarmDetail, actions: readonly ActionItem[], worst: string): HistoryEntry[] {
  const entries: HistoryEntry[] = [
    { key: 'held', at: alarm.firstDay, who: null, text: null },
    { key: 'opened', at: alarm.openedAt, who: null, text: alarm.rule.name },
  ]
  if (alarm.worst.day > alarm.firstDay) entries.push({ key: 'worst', at: alarm.worst.day, who: null, text: worst })
  if (alarm.acknowledgedAt !== null) entries.push({ key: 'acknowledged', at: alarm.acknowledgedAt, who: alarm.acknowledgedBy?.name ?? null, text: null })
  for (const action of actions) {
    entries.push({ key: 'action', at: action.createdAt, who: action.createdBy.name, text: action.title })
    if (action.doneAt !== null && action.status === 'done') entries.push({ key: 'actionDone', at: action.doneAt, who: action.doneBy?.name ?? null, text: action.outcome === '' ? action.title : `${action.title}：${action.outcome}` })
  }
  for (const { by, isUseful, note, at } of alarm.opinions) entries.push({ key: isUseful ? 'useful' : 'notUseful', at, who: by.name, text: note === '' ? null : note })
  if (alarm.quietSince !== null) entries.push({ key: 'quiet', at: alarm.quietSince, who: null, text: null })
  if (alarm.resolvedAt !== null && alarm.resolution !== null) entries.push({ key: resolutions[alarm.resolution], at: alarm.resolvedAt, who: alarm.resolvedBy?.name ?? null, text: alarm.note === '' ? null : alarm.note })
  // A day stands before the instants within it.
  return entries.sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))
}
