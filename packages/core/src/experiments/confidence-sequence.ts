import type { Interval, Share } from '../lib/ratio.ts'

/** How sure the interval is at all times together: 95 %. */
const ALPHA = 0.05

/**
 * ρ² with which the boundary is tightest at `t` observations: (−2 ln α + ln(1 − 2 ln α)) / t.
 * Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas, Ann. Statist. 52 (2024) 2613, where ρ is chosen.
 */
const rhoSquared = (t: number, alpha: number) => (-2 * Math.log(alpha) + Math.log(1 - 2 * Math.log(alpha))) / t

/**
 * How many standard errors wide either half of the interval is at `t` observations, for a boundary tuned to be tightest at `plannedT`:
 * √( 2(tρ²+1)/(tρ²) · ln(√(tρ²+1)/α) ), of theorem 2.2 there. About 3.0 where it is tightest, against 1.96 of an interval that may be looked
 * at once; that is the price of looking every day.
 */
export function boundary(t: number, plannedT: number, alpha = ALPHA): number {
  const x = t * rhoSquared(plannedT, alpha)
  return Math.sqrt(((2 * (x + 1)) / x) * Math.log(Math.sqrt(x + 1) / alpha))
}

/** `α` shared among `comparisons` (Bonferroni). */
export const sharedAlpha = (comparisons: number): number => ALPHA / Math.max(1, comparisons)

/**
 * Difference of two shares `a − b` with a 95 % confidence sequence: the interval holds at all times together, so it may be looked at after every
 * observation and acted on at any. Asymptotic (Waudby-Smith et al. 2024, theorem 2.2) for the difference of means of a randomised comparison,
 * whose influence function has variance v_a/π_a + v_b/π_b; t = n_a + n_b. Variances are of shares drawn towards ½ by one hit and one miss, so
 * that none is zero. Null until both have an observation.
 */
export function differenceSequence(a: Share, b: Share, plannedT: number, alpha = ALPHA): ({ difference: number } & Interval) | null {
  if (a.n === 0 || b.n === 0) return null
  const variance = ({ hits, n }: Share) => {
    const p = (hits + 1) / (n + 2)
    return (p * (1 - p)) / n
  }
  const difference = a.hits / a.n - b.hits / b.n
  const half = boundary(a.n + b.n, plannedT, alpha) * Math.sqrt(variance(a) + variance(b))
  return { difference, low: Math.max(-1, difference - half), high: Math.min(1, difference + half) }
}
