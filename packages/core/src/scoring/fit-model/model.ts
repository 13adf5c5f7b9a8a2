import { calibrated, type Calibration } from './calibrate.ts'
import { type EncodedColumn, featuresOf, type Taken, takenFor } from './encoding.ts'
import { type FitColumn, type FitSample, valueOf } from './sample.ts'

/** A learnt fit score. Plain data: stored as it is, asked without anything else. */
export type FitModel = {
  columns: readonly (EncodedColumn & { /** The mean of its part of the log-odds over the leads learnt from. */ usual: number })[]
  intercept: number
  weights: readonly number[]
  calibration: Calibration
}

/** Why a score is what it is: what a column adds to the log-odds beyond what it does for the usual lead. */
export type FitReason = { column: string; taken: Taken; logOdds: number }

export type Fit = {
  /** The chance to convert, 0–1. */
  probability: number
  /** All columns, the weightiest first. */
  reasons: FitReason[]
}

/** The fit of a lead with what is known of it at `at`; later values are not looked at. */
export function fitOf(model: FitModel, lead: Pick<FitSample, 'at' | 'values'>): Fit {
  let logit = model.intercept
  const reasons = model.columns.map((column): FitReason => {
    const value = valueOf(lead, column satisfies FitColumn)
    const part = partOf(column, value, model.weights)
    logit += part
    return { column: column.key, taken: takenFor(column, value), logOdds: part - column.usual }
  })
  return { probability: calibrated(logit, model.calibration), reasons: reasons.sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds) || (a.column < b.column ? -1 : 1)) }
}

/** A column's part of the log-odds, before calibration. */
export function partOf(column: EncodedColumn, value: string | number | null, weights: ArrayLike<number>): number {
  let sum = 0
  for (const j of featuresOf(column, value)) sum += weights[j] as number
  return sum
}
