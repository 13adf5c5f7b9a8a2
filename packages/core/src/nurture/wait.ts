import { Temporal } from 'temporal-polyfill'
import { type DayText, dayOf } from '../lib/dates.ts'
import type { WorkCalendar } from '../lib/work-calendar.ts'
import { workHours } from '../lib/work-hours.ts'
import type { PlainStep } from './sequence.ts'

export type Wait = Pick<Extract<PlainStep, { type: 'wait' }>, 'amount' | 'unit' | 'at'>

/** What the organisation counts time by. */
export interface Timing {
  timeZone: string
  calendar: WorkCalendar
}

const unitMs = { minutes: 60_000, hours: 3_600_000 } as const
/** Further than any holiday: a calendar without working days must not be searched for ever. */
const horizonDays = 731

/**
 * When a wait that begins at `from` is over; UTC epoch milliseconds. Days keep the time of day, or have the one that is named; working
 * days are counted by the calendar, the day it begins not among them; working hours by the usual office hours.
 */
export function waitUntil(wait: Wait, from: number, { timeZone, calendar }: Timing): number {
  if (wait.unit === 'minutes' || wait.unit === 'hours') return from + wait.amount * unitMs[wait.unit]
  if (wait.unit === 'work_hours') return workHours(timeZone, calendar).after(from, wait.amount * 3_600_000) ?? from + wait.amount * 3_600_000
  const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone)
  const day = wait.unit === 'days' ? start.toPlainDate().add({ days: wait.amount }) : Temporal.PlainDate.from(workDayAfter(dayOf(from, timeZone), wait.amount, calendar))
  const plainTime = wait.at === null ? start.toPlainTime() : Temporal.PlainTime.from(wait.at)
  return day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds
}

/** The nth working day after a day; the day itself when n is 0. */
export function workDayAfter(day: DayText, n: number, calendar: WorkCalendar): DayText {
  let at = Temporal.PlainDate.from(day)
  for (let left = n, tried = 0; left > 0 && tried < horizonDays * Math.max(1, n); tried++) {
    at = at.add({ days: 1 })
    if (calendar.isWorkday(at.toString())) left--
  }
  return at.toString()
}
