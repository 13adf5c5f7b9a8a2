/** How a stay in a stage ended. `transfer` left for another pipeline. */
export type StayExit = 'advance' | 'back' | 'won' | 'lost' | 'transfer'

/**
 * A deal's time in one stage, `[enteredAt, leftAt)`, UTC epoch milliseconds; `leftAt` null while it is still there.
 * `riskFrom` is set when the earlier history is unknown (an imported open deal): it is watched only from then on.
 */
export type Stay = {
  stageId: string
  enteredAt: number
  leftAt: number | null
  exit: StayExit | null
  toStageId?: string | null
  lossReasonId?: string | null
  riskFrom: number | null
  imported: boolean
}

export type Outcome = 'open' | 'won' | 'lost'

/**
 * A deal and its stays in the order they were entered. Won and lost are no stages but the exit of the last stay.
 * Money is whole minor units of `currency`. `winProbability` (0…1) is a manual one, null when the stage's applies;
 * `expectedCloseOn` is a calendar day of the organisation, `2026-03-31`.
 */
export type Journey = {
  dealId: string
  createdAt: number
  closedAt: number | null
  outcome: Outcome
  amountMinor: number
  currency: string
  lossReasonId: string | null
  winProbability?: number | null
  expectedCloseOn?: string | null
  /** Open but paused: counted in every cohort, in no stock and no forecast. */
  isDormant?: boolean
  stays: readonly Stay[]
}

/** A stage of the pipeline in question; `position` gives the order, `winProbability` is within 0…1. */
export type FunnelStage = { id: string; position: number; winProbability: number }

/** A half-open span of instants, `[from, to)`, UTC epoch milliseconds; null leaves that side unbounded. */
export type Period = { from: number | null; to: number | null }

/** Whether an instant lies in the period. `Infinity` (never happened) lies in none. */
export function within(at: number, period: Period): boolean {
  return at !== Infinity && (period.from === null || at >= period.from) && (period.to === null || at < period.to)
}
