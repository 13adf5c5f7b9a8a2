import { Temporal } from 'temporal-polyfill'
import type { DateReading } from './date-reading.ts'

/** Turns readings into instants in one time zone. Keeps the starts of days it has met: rows repeat them. */
export interface Zoned {
  /** ISO UTC with milliseconds. A date alone is the start of that day in the zone; an offset in the text is honoured. */
  instant: (reading: DateReading) => string
  /** The calendar day of the reading in the zone. */
  day: (reading: DateReading) => string
}

const dayMs = 86_400_000
const keep = 50_000

/** `timeZone` is an IANA name; an unknown one throws a RangeError. */
export function zoned(timeZone: string): Zoned {
  const starts = new Map<string, number>()
  // Refuses an unknown zone now, not at the first row.
  Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone)

  function startOf(date: string): number {
    const known = starts.get(date)
    if (known !== undefined) return known
    const start = Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds
    if (starts.size >= keep) starts.clear()
    starts.set(date, start)
    return start
  }

  function epoch({ date, time, offset }: DateReading): number {
    if (offset !== null) return Date.parse(`${date}T00:00:00.000Z`) + (time ?? 0) - offset * 60_000
    const start = startOf(date)
    if (time === null || time === 0) return start
    const next = startOf(new Date(Date.parse(`${date}T00:00:00.000Z`) + dayMs).toISOString().slice(0, 10))
    if (next - start === dayMs) return start + time
    // The clock changes on this day.
    return Temporal.PlainDate.from(date)
      .toPlainDateTime(Temporal.PlainTime.from('00:00').add({ milliseconds: time }))
      .toZonedDateTime(timeZone).epochMilliseconds
  }

  return {
    instant: (reading) => new Date(epoch(reading)).toISOString(),
    day: (reading) =>
      reading.offset === null
        ? reading.date
        : Temporal.Instant.fromEpochMilliseconds(epoch(reading)).toZonedDateTimeISO(timeZone).toPlainDate().toString(),
  }
}
