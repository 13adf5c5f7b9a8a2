import type { CalendarDay } from '@sluice/core/calendar/contract'
import type { Reader } from '../../platform/db.ts'
import { readCalendarDays } from './change-work-time.ts'
import { readWorkTime } from './work-time.ts'

/** The days `[from, to)` with whether they are worked and, where it is not as the week says, why. */
export async function daysBetween(tx: Reader, orgId: string, from: string, to: string): Promise<Pick<CalendarDay, 'day' | 'isWorkday' | 'origin' | 'note'>[]> {
  const { calendar } = await readWorkTime(tx, orgId)
  const [first, end] = [Date.parse(from), Date.parse(to)]
  const days = Array.from({ length: Math.round((end - first) / 86_400_000) }, (_, i) => new Date(first + i * 86_400_000).toISOString().slice(0, 10))
  const years = [...new Set(days.map((day) => Number(day.slice(0, 4))))]
  const special = new Map<string, { origin: CalendarDay['origin']; note: string }>()
  for (const year of years) for (const { day, origin, note } of (await readCalendarDays(tx, orgId, year)).items) special.set(day, { origin, note })
  return days.map((day) => ({ day, isWorkday: calendar.isWorkday(day), origin: special.get(day)?.origin ?? null, note: special.get(day)?.note ?? '' }))
}
