import type { ScoreRules } from './rules.ts'

/** A ready lead stays ready until it has fallen below this share of the threshold: a score that trembles around it must not call sales daily. */
export const readyKept = 0.8

/** Whether a lead is ready for sales, given whether it was. */
export function readyNext(wasReady: boolean, score: number, { threshold }: Pick<ScoreRules, 'threshold'>): boolean {
  return score >= threshold || (wasReady && score >= threshold * readyKept)
}
