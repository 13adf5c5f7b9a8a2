import { adjusted } from '../../lib/false-discovery.ts'
import { newcombe, twoProportionP } from '../../lib/ratio.ts'
import type { Measured } from '../measured.ts'

/**
 * Two shares of one kind side by side. `difference` = b − a in share units (0.05 = five percentage points) with Newcombe's
 * 95 % interval, `relative` = (b − a) / a. `p`: two-proportion test; `q`: the same, adjusted by Benjamini–Hochberg over
 * everything that was looked at in one answer. Both null where a side has fewer than MIN_N deals (`enough` false).
 */
export type Difference = {
  a: Measured
  b: Measured
  difference: number | null
  relative: number | null
  low: number | null
  high: number | null
  p: number | null
  q: number | null
  enough: boolean
}

/** Two counted shares compared; `q` is p until `adjust` has seen the rest of the family. */
export function differenceOf(a: Measured, b: Measured): Difference {
  const before = { hits: a.hits ?? 0, n: a.n }
  const after = { hits: b.hits ?? 0, n: b.n }
  const interval = newcombe(after, before)
  const enough = a.enough && b.enough
  const p = enough ? twoProportionP(before, after) : null
  const relative = interval === null || a.value === null || a.value === 0 ? null : interval.difference / a.value
  return { a, b, difference: interval?.difference ?? null, relative, low: interval?.low ?? null, high: interval?.high ?? null, p, q: p, enough }
}

/** Sets `q` of one family of tests, in place. */
export function adjust(family: readonly { p: number | null; q: number | null }[]): void {
  const qs = adjusted(family.map(({ p }) => p))
  family.forEach((one, i) => {
    one.q = qs[i] ?? null
  })
}
