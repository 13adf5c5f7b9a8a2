import { rankBetween, rankSeries } from '../lib/rank.ts'

/**
 * `count` ascending ranks strictly between two neighbours, for cards that enter a column together. At an open end they
 * follow each other outwards; between two cards they share the prefix of one rank, which leaves every gap of the column as
 * wide as it was.
 */
export function ranksBetween(before: string | null, after: string | null, count: number): string[] {
  if (count === 0) return []
  if (before === null && after === null) return rankSeries(count)
  if (before === null || after === null) {
    const ranks: string[] = []
    for (let last = before ?? after; ranks.length < count; ranks.push(last)) last = before === null ? rankBetween(null, last) : rankBetween(last, null)
    return before === null ? ranks.reverse() : ranks
  }
  const rank = rankBetween(before, after)
  // The last digit of `rank` lies strictly below that of `after`, so anything appended to it stays below too.
  return count === 1 ? [rank] : rankSeries(count).map((tail) => rank + tail)
}
