import { Temporal } from 'temporal-polyfill'

/** A calendar day as text, `2026-03-01`. */
export type DayText = string

/** The instant (UTC epoch ms) at which a day begins in a zone, `plusDays` later; right across changes of daylight-saving time. */
export function startOfDay(day: DayText, timeZone: string, plusDays = 0): number {
  return Temporal.PlainDate.from(day).add({ days: plusDays }).toZonedDateTime({ timeZone }).epochMilliseconds
}

/** The calendar day of an instant in a zone. */
export function dayOf(instant: number | string | Date, timeZone: string): DayText {
  const ms = typeof instant === 'number' ? instant : new Date(instant).getTime()
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDate().toString()
}
