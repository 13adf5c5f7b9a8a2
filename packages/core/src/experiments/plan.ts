import { boundary, sharedAlpha } from './confidence-sequence.ts'

/** 80 % quantile of the standard normal distribution: a true effect of the size asked for is found four times in five. */
const Z80 = 0.8416212335729143

/** What is asked of a plan: shares and effect in share units, deals a week of the population, days until the outcome is known. */
export interface PlanInput {
  baseline: number
  effect: number
  weights: readonly number[]
  perWeek: number
  days: number
}
export interface ExperimentPlan {
  /** Deals each arm needs, in the order of the arms. */
  perArm: number[]
  total: number
  /** Until the last deal that is needed has entered and its days have passed; null when none come in. */
  weeks: number | null
}

/**
 * Deals needed so that a true effect excludes zero from the confidence sequence with probability 80 % by then, often earlier:
 * t = (c + z₀.₈)² · (p₁(1−p₁)/w₁ + p₀(1−p₀)/w₀) / δ², each arm its share w of it. This is the usual sample size for two proportions
 * (Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions, 3rd ed., ch. 4, unpooled) with the boundary c of the sequence where it is
 * tightest (3.0 at 5 %) in place of 1.96. The effect is looked for upwards; where there is no room above, downwards. With several arms against
 * the first, the largest need counts and the error is shared among them.
 */
export function planExperiment({ baseline, effect, weights, perWeek, days }: PlanInput): ExperimentPlan {
  const sum = weights.reduce((total, one) => total + one, 0)
  const [first = 1, ...others] = weights.map((one) => one / sum)
  const raised = baseline + effect <= 1 ? baseline + effect : baseline - effect
  const spread = (p: number) => Math.max(0.0001, p * (1 - p))
  const alpha = sharedAlpha(others.length)
  // At t = plannedT the boundary does not depend on t.
  const reach = boundary(1, 1, alpha) + Z80
  const inTwo = (w: number) => w + first
  // Of the two arms compared, t counts the deals of both: t·w/(w+first) of the arm.
  const needs = others.map((w) => (reach ** 2 * (spread(raised) / (w / inTwo(w)) + spread(baseline) / (first / inTwo(w)))) / effect ** 2 / inTwo(w))
  const whole = Math.max(...needs)
  const perArm = [first, ...others].map((w) => Math.ceil(whole * w))
  const total = perArm.reduce((n, one) => n + one, 0)
  return { perArm, total, weeks: perWeek > 0 ? Math.ceil(total / perWeek + days / 7) : null }
}
