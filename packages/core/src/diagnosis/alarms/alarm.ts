import type { DayText } from '../../lib/dates.ts'
import type { AlarmVerdict } from './verdict.ts'

export const alarmStatuses = ['open', 'acknowledged', 'resolved'] as const
export type AlarmStatus = (typeof alarmStatuses)[number]

/** One alarm over its life. Who acknowledged or judged it is the server's to keep. */
export type Alarm = {
  status: AlarmStatus
  openedOn: DayText
  /** Last day on which the condition held. */
  lastOn: DayText
  /** First day on which it no longer held, while it is still unresolved. */
  quietSince: DayText | null
  resolvedOn: DayText | null
  /** By itself, or by a person. */
  resolvedBy: 'itself' | 'person' | null
  /** How often it came back within the cool-down. */
  reopened: number
  /** The latest and the worst verdict. */
  latest: AlarmVerdict
  worst: AlarmVerdict
}

export type AlarmChange = 'opened' | 'reopened' | 'continued' | 'resolved' | 'none'
