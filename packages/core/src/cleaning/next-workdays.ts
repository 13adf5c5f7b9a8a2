import { workCalendar } from '../lib/work-calendar.ts'

/** The days that come so many working days after a day, holidays and make-up days of the zone counted: 1 is the next working day. */
export function nextWorkdays(today: string, after: readonly number[], timeZone: string): string[] {
  const calendar = workCalendar(timeZone)
  const furthest = Math.max(0, ...after)
  const days: string[] = []
  // A year's end with all of its holidays has never fewer than one working day in ten.
  for (let i = 1; days.length < furthest && i < furthest * 10 + 20; i++) {
    const day = new Date(Date.parse(`${today}T00:00:00Z`) + i * 86_400_000).toISOString().slice(0, 10)
    if (calendar.isWorkday(day)) days.push(day)
  }
  return after.map((n) => days[n - 1]).filter((day) => day !== undefined)
}
