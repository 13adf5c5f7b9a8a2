import { startOfDay } from '../../lib/dates.ts'
import { dateOfDay, DAY_MS, localDays } from '../zone-days.ts'

/** A day or an ISO week (Monday to Sunday) of the organisation: its name, `2026-03-31` or `2026-W14`, and its instants `[from, to)`. */
export type CalendarStep = { name: string; from: number; to: number }

/** `bounds[i]` is where step i begins, `bounds[length]` where the last one ends. */
export type CalendarSteps = { steps: CalendarStep[]; bounds: Float64Array }

/** More steps than a screen could show, and enough for four years of days. */
const MOST = 1500

/**
 * The days or weeks that cover `[from, to)`; the first may begin before `from`, the last may end after `to`.
 * @throws RangeError for more than 1,500 steps or an unknown zone.
 */
export function calendarSteps(zone: string, from: number, to: number, step: 'day' | 'week'): CalendarSteps {
  const local = localDays(zone, from - 8 * DAY_MS, to + 8 * DAY_MS)
  const length = step === 'day' ? 1 : 7
  const firstDay = Math.floor(local(from))
  const first = step === 'day' ? firstDay : firstDay - weekday(firstDay)
  const count = to <= from ? 0 : Math.ceil((Math.floor(local(to - 1)) + 1 - first) / length)
  if (count > MOST) throw new RangeError(`${count} steps`)
  const begin = (day: number) => {
    let at = day * DAY_MS
    // Two corrections by the offset reach midnight, but where midnight is skipped or lived twice.
    for (let i = 0; i < 2; i++) at += day * DAY_MS - Math.round(local(at) * DAY_MS)
    return Math.floor(local(at)) === day && Math.floor(local(at - 1)) === day - 1 ? at : startOfDay(dateOfDay(day), zone)
  }
  const bounds = Float64Array.from({ length: count + 1 }, (_, i) => begin(first + i * length))
  const steps = Array.from({ length: count }, (_, i): CalendarStep => {
    const day = first + i * length
    return { name: step === 'day' ? dateOfDay(day) : isoWeek(day), from: bounds[i] as number, to: bounds[i + 1] as number }
  })
  return { steps, bounds }
}

/** The step in which an instant lies; −1 before the first, the number of steps after the last. */
export function stepAt(bounds: Float64Array, instant: number): number {
  const last = bounds.length - 1
  const from = bounds[0] as number
  const to = bounds[last] as number
  if (instant < from) return -1
  if (instant >= to) return last
  // Steps are of one length but for changes of the clock, so the guess is off by one at most.
  let i = Math.min(last - 1, Math.floor((instant - from) * (last / (to - from))))
  while (instant < (bounds[i] as number)) i--
  while (instant >= (bounds[i + 1] as number)) i++
  return i
}

/** Monday 0 … Sunday 6; 1970-01-01 was a Thursday. */
const weekday = (day: number) => (((day + 3) % 7) + 7) % 7

/** ISO 8601: the week belongs to the year that its Thursday lies in. `monday` as a day number. */
function isoWeek(monday: number): string {
  const thursday = new Date((monday + 3) * DAY_MS)
  const year = thursday.getUTCFullYear()
  const week = 1 + Math.floor((monday + 3 - Date.UTC(year, 0, 1) / DAY_MS) / 7)
  return `${year}-W${String(week).padStart(2, '0')}`
}
