import { dayOf } from '@sluice/core/lib/dates'
import { Temporal } from 'temporal-polyfill'

/** The calendar day (`2026-03-02`) that an instant falls on in a zone. */
export function zoneDay(now: Date, timeZone: string): string {
  return dayOf(now, timeZone)
}

/** First day of the month that a day lies in, and of the next one. */
export function monthBounds(day: string): { start: string; end: string } {
  const start = Temporal.PlainDate.from(day).with({ day: 1 })
  return { start: start.toString(), end: start.add({ months: 1 }).toString() }
}
