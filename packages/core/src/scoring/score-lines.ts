import type { ConditionRecord } from '../conditions/catalogue.ts'
import type { Localized } from '../config/localized.ts'
import { decayed, grantsOf } from './behaviour.ts'
import type { BehaviourEvent, Scoring } from './compile.ts'
import { icpMatch } from './icp.ts'
import type { CapPeriod } from './rules.ts'
import { icpPoints, scoreLimits, within } from './score.ts'

/** One line of what a score is made of. `left` of all lines adds up to the score before rounding. */
export type ScoreLine =
  | { part: 'fit'; ruleKey: string; name: Localized; left: number }
  /** `match` of the criterion 0–1, null where not known; `left`: its part of the ICP points. */
  | { part: 'icp'; ruleKey: string; name: Localized; match: number | null; left: number }
  | {
      part: 'behaviour'; ruleKey: string; name: Localized; eventId: string; at: number
      /** By the rule, after caps, and after decay. */
      points: number; granted: number; left: number
      cappedBy: CapPeriod | null
    }
  /** The learnt fit score: `rank` is the share of past leads with a lower chance. */
  | { part: 'model'; chance: number; rank: number; left: number }
  /** What sequences gave it, altogether. */
  | { part: 'given'; left: number }
  /** What a limit added or took away. */
  | { part: 'limit'; of: 'fit' | 'behaviour' | 'score'; left: number }

/** The score of an instant line by line: which rule gave what, when, and how much of it is left. Behaviour newest first. */
export function scoreLines(scoring: Scoring, lead: ConditionRecord, events: readonly BehaviourEvent[], at: number, given = 0): ScoreLine[] {
  const fit: ScoreLine[] = scoring.fit.filter(({ holds }) => holds(lead)).map(({ rule }) => ({ part: 'fit', ruleKey: rule.key, name: rule.name, left: rule.points }))
  const { match: whole, parts } = icpMatch(scoring, lead)
  const weights = parts.reduce((sum, { criterion, match }) => sum + (match === null ? 0 : criterion.weight), 0)
  const icp = parts.map(({ criterion, match }): ScoreLine => ({
    part: 'icp', ruleKey: criterion.key, name: criterion.name, match, left: match === null || whole === null ? 0 : (icpPoints(scoring, match) * criterion.weight) / weights,
  }))
  const learnt = scoring.learnt?.of(lead)
  const model: ScoreLine[] = learnt === undefined ? [] : [{ part: 'model', chance: learnt.chance, rank: learnt.rank, left: learnt.points }]
  const behaviour = grantsOf(events, scoring, at).map(({ rule, event, granted, cappedBy }): ScoreLine => ({
    part: 'behaviour', ruleKey: rule.key, name: rule.name, eventId: event.id, at: event.at, points: rule.points, granted, left: decayed(granted, rule.halfLifeDays, at - event.at), cappedBy,
  }))
  const fitSum = sumOf([...fit, ...icp, ...model])
  const behaviourSum = sumOf(behaviour)
  const fitHeld = within(fitSum, scoring.rules.fitLimits)
  const behaviourHeld = within(behaviourSum, scoring.rules.behaviourLimits)
  const held: ScoreLine[] = [
    { part: 'limit', of: 'fit', left: fitHeld - fitSum },
    { part: 'limit', of: 'behaviour', left: behaviourHeld - behaviourSum },
    { part: 'limit', of: 'score', left: within(fitHeld + behaviourHeld + given, scoreLimits) - (fitHeld + behaviourHeld + given) },
  ]
  return [...fit, ...icp, ...model, ...behaviour.toReversed(), ...(given === 0 ? [] : [{ part: 'given' as const, left: given }]), ...held.filter(({ left }) => left !== 0)]
}

const sumOf = (lines: readonly ScoreLine[]): number => lines.reduce((sum, { left }) => sum + left, 0)
