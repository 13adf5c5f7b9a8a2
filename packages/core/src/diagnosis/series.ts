import type { DayText } from '../lib/dates.ts'

/** `from` is the first day, `to` the first day after. Days of the organisation. */
export type DayRange = { from: DayText; to: DayText }

/** How stays left a stage. `advance` is any later stage, `back` any earlier one. */
export type Exits = { advance: number; back: number; won: number; lost: number; transfer: number }

/**
 * How long deals stay in a stage, in days, open ones counted (Kaplan–Meier). `n` stays were watched. A quantile is null when
 * it is not reached.
 */
export type DwellSummary = { n: number; median: number | null; mean: number | null; p75: number | null }

/** `count` open deals have been in the stage for `days` whole days. */
export type AgeCount = { days: number; count: number }

/** One day (or week) of one stage. Counts of deals; facts, no shares. */
export type StagePoint = {
  /** The day, or the first day of the week. */
  day: DayText
  /** Entries into the stage. */
  inflow: number
  outflow: Exits
  /** Open, awake deals in the stage at the end of the day (week). */
  stock: number
  /** Deals that first entered the stage then. */
  cohort: {
    entered: number
    /** Of these: ever reached the next stage (last stage: won), up to the present. */
    reached: number
    /** Of these: not yet there and not ended. */
    open: number
    /**
     * Of these: reached the next stage within the stage's `horizonDays` after entering, `pausedDays` not counted. Never revised once the horizon has
     * passed, so that an alarm, a back-test and a comparison of two periods judge every group after the same time.
     */
    inTime: number
  }
  /** Over the stays that were running at any time of the `dwellDays` up to the end of this point; null when not computed. */
  dwell: DwellSummary | null
  /** Ages of the stock at the end, ascending; null when not computed. */
  ages: AgeCount[] | null
}

export type StageSeries = {
  stageId: string
  /** Within this time a deal is expected to get to the next stage; e.g. the stage's long-run P75 of the time to next, 7–60. */
  horizonDays: number
  /** Days of holiday weeks, in which the time of a deal stands: none of its horizon passes on them. */
  pausedDays?: readonly DayText[]
  /** Ascending, no day (week) left out. */
  points: StagePoint[]
  /** Dwell in the period that is judged, and in the history before it. */
  dwell: { now: DwellSummary; history: DwellSummary }
}

/** Deals closed then, by close date. */
export type ClosedPoint = { day: DayText; won: number; lost: number }

/** Only deals with this value of this dimension. */
export type Slice = { dimension: string; value: string }

/** One pipeline, whole or sliced; stages in their order. */
export type PipelineSeries = {
  pipelineId: string
  slice: Slice | null
  /** Length of a point. */
  bucketDays: 1 | 7
  /** What `StagePoint.dwell` looks back over. */
  dwellDays: number
  stages: StageSeries[]
  /** Ascending, same days as the stages' points. */
  closed: ClosedPoint[]
  /** Days on which nobody works (weekends, holidays) as far as they are known, so that few entries on them are no alarm. */
  restDays?: readonly DayText[]
}

/** `hits` of `n`, as counted. */
export type Count = { n: number; hits: number }
