import type { Measured } from '../measured.ts'
import type { CohortAsked, Slice } from './asked.ts'

/** `across`: ISO weeks (Monday to Sunday in the organisation's zone) of the period, or the values of a slice, largest first. */
export type HeatMapOptions = CohortAsked & { across: 'week' | { slice: Slice; limit?: number } }

/**
 * One stage in one week or segment: the deals that first entered the stage in that week (of that segment, in the period).
 * - `conversion`: of them, reached the next stage (for the last: won); `mature`: all had at least `matureDays` for it
 * - `dwell`: median days in the stage, Kaplan–Meier, all stays added up; `n` are those that were in the stage itself
 * - `loss`: lost without getting further
 */
export type HeatCell = { entered: number; mature: boolean; conversion: Measured; dwell: Measured; loss: Measured }

/** A column of the map: `week` is `2026-W12` with its instants, `value` the segment's text (null = none); one of them is set. */
export type HeatColumn =
  | { kind: 'week'; week: string; from: number; to: number }
  | { kind: 'segment'; value: string | null; isOther: boolean }

export type HeatMap = {
  asOf: number
  matureDays: number
  columns: HeatColumn[]
  /** One a stage, in order; `cells` stand below `columns`. `whole`: all columns together, for judging what is high or low. */
  stages: { stageId: string; whole: HeatCell; cells: HeatCell[] }[]
}
