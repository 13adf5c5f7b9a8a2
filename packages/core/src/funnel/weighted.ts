import { held } from './money.ts'

/** Deals that share a probability, in ten-thousandths, and the sum of their amounts in whole minor units of one currency. */
export type Weighted = { p: number; sum: number }

/**
 * Σ amount · p in minor units, rounded half up once at the end: 15 % of 38,530.00 is 5,779.50. Whole numbers throughout, and
 * therefore exact.
 */
export function weightedMinor(parts: readonly Weighted[]): number {
  let sum = 0n
  for (const { p, sum: amount } of parts) sum += BigInt(amount) * BigInt(p)
  return held(Number((sum + 5_000n) / 10_000n))
}

/** What `sums`, amounts by probability in ten-thousandths, come to; empty when there are none. */
export function byProbability(sums: Float64Array | null): Weighted[] {
  const parts: Weighted[] = []
  sums?.forEach((sum, p) => {
    if (sum !== 0) parts.push({ p, sum })
  })
  return parts
}

/** Whole days in the organisation's zone, `[from, to)`, counted as in `localDays`; null leaves that side open. */
export type DayWindow = { from: number | null; to: number | null }
