import type { Asked } from './asked.ts'

/**
 * `from`/`to` are the first instants of days of the organisation (use core/lib/dates); at most 1,500 steps.
 * `withinDays` (default 30): time that a cohort is given to reach the next stage.
 */
export type SeriesOptions = Omit<Asked, 'from' | 'to'> & { from: number; to: number; step: 'day' | 'week'; withinDays?: number }

/**
 * One number a step of time each, in order. Stays count by the owner, team and source when they began, so that
 * stock(t) = stock(t − 1) + inflow(t) − outflow(t), but for deals that fell asleep or woke, which `asleep` shows (net).
 */
export type StageSeries = {
  stageId: string
  /** Stays that began, re-entries included. */
  inflow: number[]
  /** Stays that ended, by how. */
  outflow: { advance: number[]; back: number[]; won: number[]; lost: number[]; transfer: number[] }
  /** Deals that fell asleep in the stage less those that woke. */
  asleep: number[]
  /** Open, awake deals in the stage at the end of the step (now, for one that is not over). */
  stock: number[]
  /**
   * Deals that first entered the stage (or passed it: linear fill) in the step; of them reached the next stage (won, for the
   * last) within `withinDays`; ever, by `asOf`; lost without; still on their way and younger than that (their result is not known yet).
   */
  cohort: { entered: number[]; reachedWithin: number[]; reached: number[]; lost: number[]; undecided: number[] }
}

export type Series = {
  asOf: number
  zone: string
  step: 'day' | 'week'
  withinDays: number
  /** `[from, to)` of each step, and its name: `2026-03-31` or `2026-W14`. A step that is not over at `asOf` has `isPartial`. */
  steps: { name: string; from: number; to: number; isPartial: boolean }[]
  stages: StageSeries[]
  whole: {
    created: number[]
    entered: number[]
    won: number[]
    lost: number[]
    /** Amount of the deals won, minor units of the asked currency. */
    wonMinor: number[]
    stock: number[]
    /** Stock at the beginning of the first step, by stage, for checking stock = before + inflow − outflow. */
    stockBefore: number[]
  }
}
