import type { Measured } from '../measured.ts'

/** A subject with the instants at which it met each step, in any number and order; an empty list: never. UTC ms. */
export type Subject = { id: string; at: readonly (readonly number[])[] }

/** See `customView`. The period picks the subjects by their first step. */
export type CustomStepsOptions = { from: number | null; to: number | null; asOf: number; order: 'linear' | 'strict'; windowDays: number | null }

/**
 * One step: `reached` subjects came to it; `conversion` from the step before (the first: 1), `overall` from the first step.
 * `medianDays` from the step before, over those that came; `dropout`: those of the step before that did not, and cannot any more or
 * have not so far; `undecided` of them are still within the window (or have none).
 */
export type CustomStepView = {
  index: number
  reached: number
  conversion: Measured
  overall: Measured
  medianDays: Measured
  dropout: number
  undecided: number
}
export type CustomSteps = { asOf: number; subjects: number; steps: CustomStepView[] }
