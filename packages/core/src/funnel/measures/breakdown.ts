import type { Measured } from '../measured.ts'
import type { CohortAsked, Slice } from './asked.ts'
import type { Difference } from './difference.ts'

/** `by`: one or two slices. `limit` (default 100): rows beyond it are folded into one row with `isOther`. */
export type BreakdownOptions = CohortAsked & { by: readonly [Slice] | readonly [Slice, Slice]; limit?: number }

/** Everything a segment shows. Counts of the cohort go by the slice at entry, closed figures at the close, open ones at `asOf`. */
export type BreakdownFigures = {
  /** Deals that entered the pipeline in the period, and what has become of them. */
  entered: number
  won: number
  lost: number
  open: number
  transferred: number
  /** won / entered. */
  overall: Measured
  /** won / (won + lost) of the deals closed in the period. */
  closedWinRate: Measured
  /** Sum of the deals won in the period, in minor units of the asked currency, and their mean. */
  wonAmount: Measured
  meanWon: Measured
  /** Median days from creation to winning of the deals won in the period. */
  cycle: Measured
  /** Open, awake deals at `asOf`, and their amount. */
  stock: number
  stockAmountMinor: number
  /** One a stage, in order: reached the next stage (for the last: won) / entered. */
  steps: { stageId: string; entered: number; reachedNext: number; conversion: Measured }[]
}

export type BreakdownRow = BreakdownFigures & {
  /** One text a slice, in the order of `by`; null = none given. Empty for the row `isOther`. */
  values: (string | null)[]
  /** All segments beyond the limit together. */
  isOther: boolean
  /** This segment (b) against all the others together (a); the question "does it differ" has one family of tests per figure. */
  against: { overall: Difference; closedWinRate: Difference; steps: { stageId: string; conversion: Difference }[] }
}

/** Rows by `entered`, the largest first; `total` is the same over all of them. `segments`: how many there are before the limit. */
export type Breakdown = {
  asOf: number
  by: string[]
  currency: string
  rows: BreakdownRow[]
  total: BreakdownFigures
  segments: number
}
