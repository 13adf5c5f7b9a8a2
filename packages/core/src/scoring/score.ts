import type { ConditionRecord } from '../conditions/catalogue.ts'
import { behaviourAt, type BehaviourState } from './behaviour.ts'
import type { Scoring } from './compile.ts'
import { icpMatch } from './icp.ts'
import { gradeOf } from './rules.ts'

export type Score = {
  /** 0–100. */
  score: number
  /** Points within their limits, not rounded. */
  fit: number
  behaviour: number
  /** 0–1; null when not known. */
  icp: number | null
  /** The learnt chance to convert, 0–1; null: not asked. */
  chance: number | null
  grade: string
  isReady: boolean
}

/** A lead's score at an instant, from its attributes as known then, its behaviour up to then, and the points that sequences have `given` it, which do not fade. */
export function scoreAt(scoring: Scoring, lead: ConditionRecord, state: BehaviourState, at: number, given = 0): Score {
  const icp = icpMatch(scoring, lead).match
  const learnt = scoring.learnt?.of(lead) ?? null
  const fit = within(fitPoints(scoring, lead) + icpPoints(scoring, icp) + (learnt?.points ?? 0), scoring.rules.fitLimits)
  const behaviour = within(behaviourAt(state, scoring, at), scoring.rules.behaviourLimits)
  const score = Math.round(within(fit + behaviour + given, scoreLimits))
  return { score, fit, behaviour, icp, chance: learnt?.chance ?? null, grade: gradeOf(score, scoring.rules), isReady: score >= scoring.rules.threshold }
}

export const scoreLimits = { min: 0, max: 100 }

export const within = (points: number, { min, max }: { min: number; max: number }): number => Math.min(max, Math.max(min, points))

export const icpPoints = (scoring: Scoring, match: number | null): number => (match ?? 0) * scoring.rules.icp.points

function fitPoints(scoring: Scoring, lead: ConditionRecord): number {
  let sum = 0
  for (const { rule, holds } of scoring.fit) if (holds(lead)) sum += rule.points
  return sum
}
