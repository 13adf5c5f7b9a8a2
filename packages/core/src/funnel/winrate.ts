import { Z95 } from '../lib/ratio.ts'
import type { Period } from './journey.ts'
import { type Measured, MIN_N, share, statistic } from './measured.ts'
import { DAY_MS } from './zone-days.ts'

/** Deals closed, and of these won. */
export type Closed = { won: number; closed: number }

/** Won / (won + lost) of the deals closed in the period, by close date. Says nothing of those still open. */
export function closedRate({ won, closed }: Closed): Measured {
  return share(won, closed, 0, 'closed-count')
}

/** Number, sum and sum of squares of amounts. */
type Amounts = { n: number; sum: number; squares: number }

/**
 * Won amount / closed amount. Deals weigh by their amount, so Wilson does not apply: the interval is that of a ratio of sums,
 * linearised (Cochran, Sampling Techniques, 6.3), cut to [0, 1]; none below two deals.
 */
export function closedValueRate(won: Amounts, lost: Amounts): Measured {
  const whole = won.sum + lost.sum
  const n = won.n + lost.n
  if (whole === 0) return { ...statistic(null, n, 0, null, 'closed-value', 'zero_denominator'), hits: won.n }
  const rate = won.sum / whole
  // Σ ((amount / whole) · (is won − rate))²
  const squares = (won.squares / whole / whole) * (1 - rate) ** 2 + (lost.squares / whole / whole) * rate ** 2
  const half = n < 2 ? null : Z95 * Math.sqrt((squares * n) / (n - 1))
  const interval = half === null ? null : { low: Math.max(0, rate - half), high: Math.min(1, rate + half) }
  return { ...statistic(rate, n, 0, interval, 'closed-value/linearised'), hits: won.n }
}

/** Won / created, of the deals created in the period: the share so far, which can only rise while deals are open. */
export function createdRate(won: number, open: number, created: number): Measured {
  return share(won, created, open, 'created-cohort')
}

/**
 * How much the closed rate moves: (max − min) / mean over the periods that closed any deal. Needs two such periods. `enough`
 * only if every one of them has enough deals: the spread of small samples is noise. `n` counts the closed deals of all.
 */
export function volatility(windows: readonly Closed[]): Measured {
  const rates = windows.map(closedRate)
  const known = rates.filter((rate) => rate.value !== null)
  const values = known.map((rate) => rate.value ?? 0)
  const n = known.reduce((sum, rate) => sum + rate.n, 0)
  const method = `rolling-closed-rate/${windows.length}`
  if (values.length < 2) return statistic(null, n, 0, null, method, 'too_few_periods')
  const average = values.reduce((sum, value) => sum + value, 0) / values.length
  if (average === 0) return statistic(null, n, 0, null, method, 'zero_denominator')
  const measured = statistic((Math.max(...values) - Math.min(...values)) / average, n, 0, null, method)
  return { ...measured, enough: known.every((rate) => rate.n >= MIN_N) }
}

/** `count` consecutive windows of `days` × 24 hours, the last one ending at `end`. */
export function rollingWindows(end: number, days: number, count: number): Period[] {
  const length = days * DAY_MS
  return Array.from({ length: count }, (_, i) => ({ from: end - (count - i) * length, to: end - (count - i - 1) * length }))
}
