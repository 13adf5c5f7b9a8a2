import type { Said } from './said.ts'

export const healthSubjects = ['funnel', 'team', 'rep', 'deal'] as const
export type HealthSubject = (typeof healthSubjects)[number]

/** One part of a score. `points` 0–100, null when the part is left out; `weight` as configured. */
export type HealthPart = {
  key: string
  weight: number
  /** Share of the score that it really has, parts left out not counted; 0–1. */
  weightUsed: number
  value: number | null
  n: number | null
  points: number | null
  why: Said
  /** The figure to open: a metric key, and the stage if it is about one. */
  figure: { metric: string; stageId: string | null }
}

/** `score` 0–100 = Σ points · weightUsed; null when less than half of the weight is known. */
export type HealthScore = { subject: HealthSubject; score: number | null; parts: HealthPart[]; leftOut: string[]; weightKnown: number; said: Said }
