import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { type DayText, dayOf } from './dates.ts'
import type { WorkCalendar } from './work-calendar.ts'

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/)
/** Parts of a working day, `['09:00', '12:00']`, ascending and apart; local time of the zone. */
export const workSpansSchema = z.array(z.tuple([clockTime, clockTime])).min(1).max(6)
  .refine((spans) => spans.every(([from, to], i) => from < to && from >= (spans[i - 1]?.[1] ?? '00:00')), 'work_hours.order')
export type WorkSpans = z.infer<typeof workSpansSchema>

/** 9–12 and 13:30–18, the usual office day. */
export const usualSpans: WorkSpans = [['09:00', '12:00'], ['13:30', '18:00']]

/** A span of working time, UTC epoch milliseconds, `[from, to)`. */
export type WorkSpan = { from: number; to: number }

export interface WorkHours {
  isOpen(at: number): boolean
  /** Working milliseconds in `[from, to)`; 0 when `to` is not after `from`. */
  between(from: number, to: number): number
  /** The earliest instant by which so much working time has passed since `from`; null when there is none within two years. */
  after(from: number, workingMs: number): number | null
  /** `at` itself when open, else the next opening; null when there is none within two years. */
  nextOpen(at: number): number | null
}

/** Further than any holiday: a calendar without working days must not be searched for ever. */
const horizonDays = 731

/**
 * The working time of an organisation: its working days by `calendar`, its hours by `spans` in `zone`. Each worked day has the same hours,
 * make-up days too. Right across changes of daylight-saving time: what counts is the time that really passes.
 */
export function workHours(zone: string, calendar: WorkCalendar, spans: WorkSpans = usualSpans): WorkHours {
  const known = new Map<DayText, readonly WorkSpan[]>()
  const spansOf = (day: DayText): readonly WorkSpan[] => {
    const found = known.get(day) ?? (calendar.isWorkday(day) ? spans.map(([from, to]) => ({ from: instantOf(day, from, zone), to: instantOf(day, to, zone) })).filter(({ from, to }) => from < to) : [])
    known.set(day, found)
    return found
  }
  const following = (at: number) => {
    const day = dayOf(at, zone)
    return { spansFrom: (n: number) => spansOf(n === 0 ? day : plusDays(day, n)) }
  }
  return {
    isOpen: (at) => spansOf(dayOf(at, zone)).some(({ from, to }) => at >= from && at < to),
    between(from, to) {
      let sum = 0
      if (!(to > from)) return sum
      const last = dayOf(to, zone)
      for (let day = dayOf(from, zone); day <= last; day = plusDays(day, 1))
        for (const span of spansOf(day)) sum += Math.max(0, Math.min(to, span.to) - Math.max(from, span.from))
      return sum
    },
    after(from, workingMs) {
      if (workingMs <= 0) return from
      let left = workingMs
      const { spansFrom } = following(from)
      for (let n = 0; n <= Math.max(horizonDays, (workingMs / 3_600_000) * 2); n++)
        for (const span of spansFrom(n)) {
          const length = Math.max(0, span.to - Math.max(from, span.from))
          if (length >= left) return Math.max(from, span.from) + left
          left -= length
        }
      return null
    },
    nextOpen(at) {
      const { spansFrom } = following(at)
      for (let n = 0; n <= horizonDays; n++) for (const span of spansFrom(n)) if (span.to > at) return Math.max(at, span.from)
      return null
    },
  }
}

const plusDays = (day: DayText, days: number): DayText => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** A local time of a day; one that the clocks skip is taken as they do, an hour on. */
function instantOf(day: DayText, time: string, timeZone: string): number {
  const date = Temporal.PlainDate.from(time === '24:00' ? plusDays(day, 1) : day)
  return date.toZonedDateTime({ timeZone, plainTime: time === '24:00' ? '00:00' : time }).epochMilliseconds
}
