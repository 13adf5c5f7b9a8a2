import { Temporal } from 'temporal-polyfill'
import { dayOf } from '../lib/dates.ts'
import type { Timing } from './wait.ts'

/** When mails may go out: `[from, to)` of a day in local time; `from` after `to` spans midnight; equal: always. */
export interface SendingHours {
  from: string
  to: string
  workDaysOnly: boolean
}

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

function isOpen(at: number, { from, to, workDaysOnly }: SendingHours, { timeZone, calendar }: Timing): boolean {
  if (workDaysOnly && !calendar.isWorkday(dayOf(at, timeZone))) return false
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  const minute = local.hour * 60 + local.minute
  const [start, end] = [minutesOf(from), minutesOf(to)]
  return start === end || (start < end ? minute >= start && minute < end : minute >= start || minute < end)
}

/** `at` when a mail may go out then, else the next instant at which it may; `at` again when there is none within two years. */
export function nextSendingTime(at: number, hours: SendingHours, timing: Timing): number {
  if (isOpen(at, hours, timing)) return at
  const first = Temporal.PlainDate.from(dayOf(at, timing.timeZone))
  for (let n = 0; n < 731; n++) {
    const day = first.add({ days: n })
    // A day opens at its beginning (hours that span midnight, or always) or at `from`.
    for (const plainTime of ['00:00', hours.from]) {
      const opening = day.toZonedDateTime({ timeZone: timing.timeZone, plainTime }).epochMilliseconds
      if (opening > at && isOpen(opening, hours, timing)) return opening
    }
  }
  return at
}
