import type { CohortAsked } from './asked.ts'
import type { Difference } from './difference.ts'

/**
 * `withinDays`: both sides are given the same time: a deal has converted when it reached the next stage within so many days
 * of entering this one, and only deals that entered at least so long ago count. Null: ever, by `asOf`; then a young period
 * looks worse than an old one for no other reason than its age.
 */
export type CompareOptions = { withinDays: number | null }

/** One side of a comparison. Two periods: same selection, other dates; two segments: same dates, other selection. */
export type CompareSide = CohortAsked

export type Comparison = {
  a: { from: number | null; to: number | null; asOf: number }
  b: { from: number | null; to: number | null; asOf: number }
  withinDays: number | null
  entered: { a: number; b: number }
  steps: { stageId: string; entered: { a: number; b: number }; conversion: Difference; loss: Difference }[]
  /** won / entered of the cohorts (within the days, if given, of entering the pipeline). */
  overall: Difference
  /** won / closed, of the deals closed in the periods. */
  closedWinRate: Difference
}
