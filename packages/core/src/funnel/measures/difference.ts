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
