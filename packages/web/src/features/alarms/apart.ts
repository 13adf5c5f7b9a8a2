import { addDays } from '../funnel/calendar-days.ts'
import { daysBetween } from './days-between.ts'

/** First and last day, both counted. */
export interface Days {
  from: string
  last: string
}

/** Two periods of which the one that is kept stays as it is; the other is moved, at its length, to where they do not overlap. */
export function apart(before: Days, after: Days, kept: 'before' | 'after'): { before: Days; after: Days } {
  if (before.last < after.from) return { before, after }
  if (kept === 'after') {
    const last = addDays(after.from, -1)
    return { before: { from: addDays(last, 1 - daysBetween(before.from, before.last)), last }, after }
  }
  const from = addDays(before.last, 1)
  return { before, after: { from, last: addDays(from, daysBetween(after.from, after.last) - 1) } }
}
