import { weekStartOf } from '@sluice/core/suggestions/week'
import { addDays } from '../activities/quick-days.ts'

export const calendarViews = ['month', 'week', 'day'] as const
export type CalendarView = (typeof calendarViews)[number]

/** The days that a view of a day shows, `[from, to)`: whole weeks from Monday on for a month. */
export function rangeOf(view: CalendarView, date: string): { from: string; to: string } {
  if (view === 'day') return { from: date, to: addDays(date, 1) }
  if (view === 'week') return { from: weekStartOf(date), to: addDays(weekStartOf(date), 7) }
  const from = weekStartOf(`${date.slice(0, 8)}01`)
  return { from, to: addDays(weekStartOf(addDays(stepOf('month', date, 1), -1)), 7) }
}

/** The day to go to: as many views on (or back) as `by` says; of a month its first day. */
export function stepOf(view: CalendarView, date: string, by: number): string {
  if (view !== 'month') return addDays(date, by * (view === 'week' ? 7 : 1))
  const [year = 0, month = 1] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + by, 1)).toISOString().slice(0, 10)
}
