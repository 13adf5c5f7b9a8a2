import type { DwellPolicy } from '../config/pipeline-definition.ts'
import { MIN_N } from '../funnel/measured.ts'
import { quantileTime, restrictedMean, survival, type Observation } from '../funnel/survival.ts'

/** A stay in the stage, in calendar days; `cause` null while the deal is still there. */
export type WatchedStay = Observation<'left'>

/**
 * The whole days after which a stay counts as too long, by the stage's policy and its past stays (those that still go on
 * are censored, not left out): the days named; the mean restricted to the longest stay watched, times the factor; or the
 * time by which the percentile of stays has ended (Kaplan–Meier). At least 1. Null, so that nothing is judged, while fewer
 * than MIN_N stays were watched, when none of them has ended, or when the curve does not reach the percentile.
 */
export function effectiveDwellDays(policy: DwellPolicy | null, stays: readonly WatchedStay[]): number | null {
  if (policy === null) return null
  if (policy.type === 'days') return policy.days
  const curve = survival(stays, ['left'])
  if (curve.n < MIN_N || curve.events.left === 0) return null
  const mean = policy.type === 'mean' ? restrictedMean(curve) : null
  const days = policy.type === 'mean' ? mean && mean * policy.factor : quantileTime(curve, policy.percentile / 100).value
  return days === null ? null : Math.max(1, Math.round(days))
}
