import { type DealColumns, LATE } from '../columns.ts'

/**
 * Whether all that ever happened to a deal lies before an instant, and was known at once: its last stay ended before. Cheaper
 * than a look, and true of most deals of a long history when a short period is asked about.
 */
export function endedBefore(columns: DealColumns, row: number, instant: number): boolean {
  if ((columns.deal.createdAt[row] as number) >= instant) return false
  const last = (columns.deal.stayFrom[row] as number) + (columns.deal.stayCount[row] as number) - 1
  return (columns.stay.leftAt[last] as number) < instant && ((columns.stay.flags[last] as number) & LATE) === 0
}
