import { Temporal } from 'temporal-polyfill'
import type { DayText } from '../lib/dates.ts'

/** The Monday of the week in which a day lies. */
export function weekStartOf(day: DayText): DayText {
  const date = Temporal.PlainDate.from(day)
  return date.subtract({ days: date.dayOfWeek - 1 }).toString()
}
