/** Arithmetic of calendar days written as `2026-03-01`, without zone and clock. */

const toDate = (day: string) => new Date(`${day}T00:00:00Z`)
const toDay = (date: Date) => date.toISOString().slice(0, 10)

/** The day `count` days later (earlier when negative). */
export function addDays(day: string, count: number): string {
  const date = toDate(day)
  date.setUTCDate(date.getUTCDate() + count)
  return toDay(date)
}

/** The same day of the month `count` months later, or that month's last day: 31 January + 1 is 28 February. */
export function addMonths(day: string, count: number): string {
  const date = toDate(day)
  const wanted = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + count)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(wanted, last))
  return toDay(date)
}

export function startOfMonth(day: string): string {
  return `${day.slice(0, 8)}01`
}

/** The first day of the calendar quarter. */
export function startOfQuarter(day: string): string {
  const month = Number(day.slice(5, 7))
  const first = month - ((month - 1) % 3)
  return `${day.slice(0, 5)}${String(first).padStart(2, '0')}-01`
}
