import { rankBetween, rankSeries } from '../lib/rank.ts'

/**
 * `count` ascending ranks strictly between two neighbours, for cards that enter a column together. One card gets the
 * shortest rank; several share its prefix, which leaves every gap of the column as wide as it was.
 */
export function ranksBetween(before: string | null, after: string | null, count: number): string[] {
  if (count === 0) return []
  if (before === null && after === null) return rankSeries(count)
  const rank = rankBetween(before, after)
  // The last digit of `rank` lies strictly below that of `after`, so anything appended to it stays below too.
  return count === 1 ? [rank] : rankSeries(count).map((tail) => rank + tail)
}
