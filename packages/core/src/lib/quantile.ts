import { type Interval, Z95 } from './ratio.ts'

/** Ascending copy of numbers, by value (the default sort of a plain array is by text). */
export function sorted(values: Iterable<number>): Float64Array {
  // From an array it is copied at once; from another iterable step by step.
  return (Array.isArray(values) ? new Float64Array(values) : Float64Array.from(values)).sort()
}

/** Median of ascending values: the middle one, or the mean of the middle two; null when there are none. */
export function median(ascending: ArrayLike<number>): number | null {
  const n = ascending.length
  if (n === 0) return null
  const upper = ascending[n >> 1] as number
  return n % 2 === 1 ? upper : ((ascending[(n >> 1) - 1] as number) + upper) / 2
}

/** Arithmetic mean; null when there are no values. */
export function mean(values: ArrayLike<number>): number | null {
  if (values.length === 0) return null
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum / values.length
}

/**
 * Distribution-free interval of the median: the order statistics at ranks n/2 ∓ z·√n/2 (Conover, Practical
 * Nonparametric Statistics, ch. 3.2, normal approximation). Null below n = 6, where no pair of values reaches 95 %.
 */
export function medianInterval(ascending: ArrayLike<number>, z = Z95): Interval | null {
  const ranks = medianRanks(ascending.length, z)
  return ranks === null ? null : { low: ascending[ranks.low - 1] as number, high: ascending[ranks.high - 1] as number }
}

/** The ranks, counted from 1, of the order statistics that make the interval of the median of `n` values. */
export function medianRanks(n: number, z = Z95): Interval | null {
  if (n < 6) return null
  const half = (z * Math.sqrt(n)) / 2
  return { low: Math.max(1, Math.floor(n / 2 - half)), high: Math.min(n, Math.ceil(1 + n / 2 + half)) }
}

/** Normal interval of the mean, mean ∓ z·s/√n; null below n = 2. */
export function meanInterval(values: ArrayLike<number>, z = Z95): Interval | null {
  const n = values.length
  const centre = mean(values)
  if (n < 2 || centre === null) return null
  let squares = 0
  for (let i = 0; i < n; i++) squares += ((values[i] as number) - centre) ** 2
  const half = z * Math.sqrt(squares / (n - 1) / n)
  return { low: centre - half, high: centre + half }
}
