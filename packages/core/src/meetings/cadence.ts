import { Temporal } from 'temporal-polyfill'
import type { DayText } from '../lib/dates.ts'

/** How often a series of review meetings takes place. */
export const cadences = ['weekly', 'biweekly', 'monthly'] as const
export type Cadence = (typeof cadences)[number]

/** Why a cadence is proposed: by the length of a sale, or because too few sales are known. */
export const cadenceReasons = ['short', 'middle', 'long', 'unknown'] as const
export type CadenceReason = (typeof cadenceReasons)[number]

const [month, quarter] = [30, 91]

/** A sale that takes a month at most is looked at every week, one that takes a quarter at most every other week, a longer one monthly. */
export function proposeCadence(cycleDays: number | null): { cadence: Cadence; reason: CadenceReason } {
  if (cycleDays === null) return { cadence: 'weekly', reason: 'unknown' }
  if (cycleDays <= month) return { cadence: 'weekly', reason: 'short' }
  return cycleDays <= quarter ? { cadence: 'biweekly', reason: 'middle' } : { cadence: 'monthly', reason: 'long' }
}

/** When meetings take place: from a first day on, at a wall time (`09:30`) of the organisation's zone. */
export interface Rhythm {
  cadence: Cadence
  firstOn: DayText
  atTime: string
}

/** Which of its weekday in the month a day is, 1 to 4; a fifth one counts as the last (-1), which every month has. */
export function placeInMonth(day: DayText): number {
  const nth = Math.ceil(Temporal.PlainDate.from(day).day / 7)
  return nth === 5 ? -1 : nth
}

/** Two letters of a day's weekday as RFC 5545 has them. */
export function weekdayCode(day: DayText): string {
  return ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][Temporal.PlainDate.from(day).dayOfWeek - 1] ?? 'MO'
}

/** The first meeting after an instant (both UTC epoch ms). Monthly ones keep the weekday and its place in the month. */
export function nextMeeting({ cadence, firstOn, atTime }: Rhythm, timeZone: string, after: number): number {
  const first = Temporal.PlainDate.from(firstOn)
  const instant = (day: Temporal.PlainDate) => day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(atTime) }).epochMilliseconds
  if (instant(first) > after) return instant(first)
  const today = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timeZone).toPlainDate()
  if (cadence === 'monthly') {
    let months = Math.max(0, (today.year - first.year) * 12 + today.month - first.month)
    while (instant(monthly(first, months)) <= after) months++
    return instant(monthly(first, months))
  }
  const step = cadence === 'weekly' ? 7 : 14
  let n = Math.floor(first.until(today).days / step)
  while (instant(first.add({ days: n * step })) <= after) n++
  return instant(first.add({ days: n * step }))
}

function monthly(first: Temporal.PlainDate, months: number): Temporal.PlainDate {
  const start = first.with({ day: 1 }).add({ months })
  const nth = placeInMonth(first.toString())
  if (nth > 0) return start.add({ days: ((first.dayOfWeek - start.dayOfWeek + 7) % 7) + (nth - 1) * 7 })
  const end = start.add({ months: 1 }).subtract({ days: 1 })
  return end.subtract({ days: (end.dayOfWeek - first.dayOfWeek + 7) % 7 })
}

/** The first day of what a first meeting looks back on: one period before it. */
export function periodDays(cadence: Cadence): number {
  return { weekly: 7, biweekly: 14, monthly: 30 }[cadence]
}
