import type { DayWindow } from '../weighted.ts'
import type { Measured } from '../measured.ts'
import type { Asked } from './asked.ts'

/** `from`/`to`: the target's period; `closing`: the same as days. `targetMinor` in the asked currency. */
export type CoverageOptions = Asked & { closing: DayWindow; targetMinor: number }

/**
 * Open pipeline closing in the period / (target − won so far). `state`: `reached` when nothing remains: then no ratio.
 * `coverage.n` = open deals behind it.
 */
export type Coverage = {
  asOf: number
  currency: string
  targetMinor: number
  wonMinor: number
  remainingMinor: number
  openMinor: number
  openDeals: number
  /** Open, awake deals without an expected close date: they can be in no period. */
  undatedDeals: number
  undatedMinor: number
  state: 'open' | 'reached'
  coverage: Measured
}
