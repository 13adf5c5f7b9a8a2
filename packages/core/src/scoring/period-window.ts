import { dayOf } from '../lib/dates.ts'
import type { CapPeriod } from './rules.ts'

const QUARTER = 900_000

/**
 * Numbers the calendar periods of a zone: two instants are in the same one exactly when their numbers agree. Days begin on quarters of an
 * hour in every zone of today, so a day is looked up once per quarter: scoring anew asks this millions of times.
 */
export function periodWindows(zone: string): (at: number, period: CapPeriod) => number {
  const known = new Map<number, number>()
  const dayNumber = (at: number): number => {
    const quarter = Math.floor(at / QUARTER)
    const found = known.get(quarter) ?? Date.parse(`${dayOf(at, zone)}T00:00:00Z`) / 86_400_000
    known.set(quarter, found)
    return found
  }
  return (at, period) => {
    switch (period) {
      case 'ever':
        return 0
      case 'day':
        return dayNumber(at)
      case 'week':
        // 1970-01-01 was a Thursday; weeks begin on Monday.
        return Math.floor((dayNumber(at) + 3) / 7)
      case 'month': {
        const date = new Date(dayNumber(at) * 86_400_000)
        return date.getUTCFullYear() * 12 + date.getUTCMonth()
      }
    }
  }
}
