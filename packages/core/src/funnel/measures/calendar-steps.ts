import { startOfDay } from '../../lib/dates.ts'
import { dateOfDay, DAY_MS, localDays } from '../zone-days.ts'

export type StepLength = 'day' | 'week' | 'month'

/** A day, an ISO week (Monday to Sunday) or a month of the organisation: its name, `2026-03-31`, `2026-W14` or `2026-03`, and its instants `[from, to)`. */
export type CalendarStep = { name: string; from: number; to: number }

/** `bounds[i]` is where step i begins, `bounds[length]` where the last one ends. */
export type CalendarSteps = { steps: CalendarStep[]; bounds: Float64Array }

/** More steps than a screen could show, and enough for four years of days. */
const MOST = 1500

/**
 * The days, weeks or months that cover `[from, to)`; the first may begin before `from`, the last may end after `to`.
 * @throws RangeError for more than 1,500 steps or an unknown zone.
 */
export function calendarSteps(zone: string, from: number, to: number, step: StepLength): CalendarSteps {
  const local = localDays(zone, from - 32 * DAY_MS, to + 32 * DAY_MS)
  const days = firstDays(Math.floor(local(from)), to <= from ? null : Math.floor(local(to - 1)), step)
  const bounds = Float64Array.from(days, begin)
  const steps = Array.from({ length: days.length - 1 }, (_, i): CalendarStep => {
    const day = days[i] as number
    return { name: step === 'day' ? dateOfDay(day) : step === 'week' ? isoWeek(day) : dateOfDay(day).slice(0, 7), from: bounds[i] as number, to: bounds[i + 1] as number }
  })
  return { steps, bounds }

  function begin(day: number): number {
    let at = day * DAY_MS
    // Two corrections by the offset reach midnight, but where midnight is skipped or lived twice.
    for (let i = 0; i < 2; i++) at += day * DAY_MS - Math.round(local(at) * DAY_MS)
    return Math.floor(local(at)) === day && Math.floor(local(at - 1)) === day - 1 ? at : startOfDay(dateOfDay(day), zone)
  }
}

/** Where `count` whole steps begin of which the last one holds the instant just before `to`. */
export function stepsBefore(zone: string, to: number, step: StepLength, count: number): number {
  const last = Math.floor(localDays(zone, to - 2 * DAY_MS, to + 2 * DAY_MS)(to - 1))
  return startOfDay(dateOfDay(moved(startOfStep(last, step), step, 1 - count)), zone)
}

/** First days of the steps from the one of day `from` to the one of day `last`, then the day after them; `last` null: no step. */
function firstDays(from: number, last: number | null, step: StepLength): number[] {
  const days = [startOfStep(from, step)]
  if (last === null) return days
  for (let day = days[0] as number; day <= last; days.push(day)) {
    if (days.length > MOST) throw new RangeError(`more than ${MOST} steps`)
    day = moved(day, step, 1)
  }
  return days
}

function startOfStep(day: number, step: StepLength): number {
  if (step === 'day') return day
  if (step === 'week') return day - weekday(day)
  return day - new Date(day * DAY_MS).getUTCDate() + 1
}

/** The first day of the step that lies `by` steps after the one that begins on `day`. */
function moved(day: number, step: StepLength, by: number): number {
  if (step !== 'month') return day + by * (step === 'day' ? 1 : 7)
  const date = new Date(day * DAY_MS)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + by, 1) / DAY_MS
}

/** The step in which an instant lies; −1 before the first, the number of steps after the last. */
export function stepAt(bounds: Float64Array, instant: number): number {
  const last = bounds.length - 1
  const from = bounds[0] as number
  const to = bounds[last] as number
  if (instant < from) return -1
  if (instant >= to) return last
  // Steps are of about one length (but for changes of the clock, and months), so the guess is off by one at most.
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
