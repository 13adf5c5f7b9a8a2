import { DAY_MS, dateOfDay, type LocalDays } from './zone-days.ts'

/** Days between two instants, fractional; the measures take calendar or working days through this one function. */
export type DayClock = (from: number, to: number) => number

/** Which dates are worked, make-up Saturdays included. The data come from outside. */
export type WorkCalendar = { isWorkday: (date: string) => boolean }

/** Calendar days: spans of 24 hours. */
export const calendarDays: DayClock = (from, to) => (to - from) / DAY_MS

/**
 * Working days between instants in `[from, to]`, in the zone of `local`: each date that is worked counts by the part of it that
 * lies between, so Friday noon to Monday noon is 1. Days are looked up once; a call costs no loop.
 */
export function workingDays(calendar: WorkCalendar, local: LocalDays, from: number, to: number): DayClock {
  const first = Math.floor(local(from))
  const length = Math.max(1, Math.floor(local(to)) - first + 1)
  const worked = new Uint8Array(length)
  const before = new Float64Array(length)
  for (let d = 0; d < length; d++) {
    worked[d] = calendar.isWorkday(dateOfDay(first + d)) ? 1 : 0
    if (d > 0) before[d] = (before[d - 1] as number) + (worked[d - 1] as number)
  }
  const position = (instant: number) => {
    const day = local(Math.min(Math.max(instant, from), to))
    const d = Math.min(Math.max(Math.floor(day) - first, 0), length - 1)
    return (before[d] as number) + (worked[d] as number) * (day - first - d)
  }
  // When clocks go back an hour is lived twice; without the floor a stay inside it would last less than nothing.
  return (start, end) => Math.max(0, position(end) - position(start))
}
