/** Two-sided 95 % quantile of the standard normal distribution. */
export const Z95 = 1.959963984540054

/** A closed interval, `low ≤ high`, in the unit of the value it belongs to. */
export type Interval = { low: number; high: number }

/** `part / whole`, or null when the whole is zero: "no deals" is not "0 %". */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

/**
 * Wilson's score interval for a share of `hits` in `n`, 95 % by default; null at n = 0.
 * Unlike the textbook ±z·se it stays inside [0, 1] and does not collapse at 0 or n hits.
 * Wilson, J. Am. Stat. Assoc. 22 (1927) 209.
 * @throws RangeError when hits is not within 0…n.
 */
export function wilson(hits: number, n: number, z = Z95): Interval | null {
  if (!(hits >= 0 && hits <= n)) throw new RangeError(`wilson: ${hits} hits of ${n}`)
  if (n === 0) return null
  const p = hits / n
  const zz = z * z
  const scale = 1 / (1 + zz / n)
  const centre = (p + zz / (2 * n)) * scale
  const half = z * Math.sqrt((p * (1 - p)) / n + zz / (4 * n * n)) * scale
  // At the ends the exact limits are 0 and 1; the float sum may miss them by an ulp and then exclude the estimate.
  return { low: hits === 0 ? 0 : Math.max(0, centre - half), high: hits === n ? 1 : Math.min(1, centre + half) }
}

/** A share as counted: `hits` of `n`. */
export type Share = { hits: number; n: number }

/**
 * Difference of two independent shares, `a − b`, with Newcombe's hybrid score interval (method 10), in share units
 * (0.05 = five percentage points); null when either has no deals. Newcombe, Statist. Med. 17 (1998) 873.
 */
export function newcombe(a: Share, b: Share, z = Z95): ({ difference: number } & Interval) | null {
  const wa = wilson(a.hits, a.n, z)
  const wb = wilson(b.hits, b.n, z)
  if (wa === null || wb === null) return null
  const pa = a.hits / a.n
  const pb = b.hits / b.n
  const difference = pa - pb
  return {
    difference,
    low: Math.max(-1, difference - Math.hypot(pa - wa.low, wb.high - pb)),
    high: Math.min(1, difference + Math.hypot(wa.high - pa, pb - wb.low)),
  }
}

/**
 * Two-sided p-value of the pooled two-proportion z-test (no continuity correction); null when either has no deals,
 * 1 when both are all hits or all misses, where nothing can differ.
 */
export function twoProportionP(a: Share, b: Share): number | null {
  if (a.n === 0 || b.n === 0) return null
  const pooled = (a.hits + b.hits) / (a.n + b.n)
  const variance = pooled * (1 - pooled) * (1 / a.n + 1 / b.n)
  if (variance === 0) return 1
  return twoSidedP((a.hits / a.n - b.hits / b.n) / Math.sqrt(variance))
}

/** P(|Z| ≥ |z|) for a standard normal Z, to about 1e-12. */
export function twoSidedP(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  return x < 2 ? 1 - erfSeries(x) : erfcFraction(x)
}

/** erf by its Maclaurin series with the exponential taken out: all terms positive, so no cancellation. */
function erfSeries(x: number): number {
  let term = x
  let sum = x
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (2 * x * x) / (2 * k + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}

/** erfc by Laplace's continued fraction, evaluated backwards; good for x ≥ 2. */
function erfcFraction(x: number): number {
  let tail = x
  for (let k = 60; k >= 1; k--) tail = x + k / 2 / tail
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * tail)
}
