import type { ConditionRecord } from '../conditions/catalogue.ts'
import type { Condition } from '../conditions/condition.ts'
import type { Localized } from '../config/localized.ts'
import { addEvent, behaviourAt, countEvents } from './behaviour.ts'
import type { BehaviourEvent, Scoring } from './compile.ts'
import { type Score, within } from './score.ts'

/** A rule that would give a lead points: so many, after caps and limits; `isEnough`: it would be ready by this alone. */
export type Want = { part: 'fit' | 'behaviour'; ruleKey: string; name: Localized; points: number; isEnough: boolean }

/**
 * What would raise a score: each fit rule that does not hold and asks for something not known yet (nobody is told to become a director),
 * each thing done once more today; the weightiest first. Points beyond a cap or limit do not count; rules for some events only are left out.
 */
export function wantsOf(scoring: Scoring, lead: ConditionRecord, events: readonly BehaviourEvent[], now: Score, at: number): Want[] {
  const { rules } = scoring
  const gain = (part: Want['part'], ruleKey: string, name: Localized, points: number): Want[] => {
    const rounded = Math.round(points)
    return rounded < 1 ? [] : [{ part, ruleKey, name, points: rounded, isEnough: now.score + rounded >= rules.threshold }]
  }
  const fit = scoring.fit.flatMap(({ rule, holds }) => (rule.points <= 0 || holds(lead) || !asksUnknown(rule.when, lead) ? [] : gain('fit', rule.key, rule.name, within(now.fit + rule.points, rules.fitLimits) - now.fit)))
  const state = countEvents(events, scoring, at)
  const behaviour = rules.behaviour.flatMap((rule) => {
    if (rule.points <= 0 || rule.when !== null) return []
    // `~` stands behind every letter of a kind: it is the last event of its instant.
    const after = addEvent(state, { id: '~', at, kind: rule.event, facts: {} }, scoring)
    return after === null ? [] : gain('behaviour', rule.key, rule.name, within(behaviourAt(after, scoring, at), rules.behaviourLimits) - now.behaviour)
  })
  return [...fit, ...behaviour].sort((a, b) => b.points - a.points || (a.ruleKey < b.ruleKey ? -1 : 1)).slice(0, 8)
}

/** Whether a condition asks of a field that the lead has nothing in. */
function asksUnknown(condition: Condition, lead: ConditionRecord): boolean {
  if ('and' in condition) return condition.and.some((part) => asksUnknown(part, lead))
  if ('or' in condition) return condition.or.some((part) => asksUnknown(part, lead))
  if ('not' in condition) return asksUnknown(condition.not, lead)
  if (!('field' in condition)) return false
  const { field } = condition
  const value: unknown = field.startsWith('c_') ? Reflect.get(Object(lead.custom), field.slice(2)) : (lead[field] ?? lead[`${field}Id`])
  return value === undefined || value === null || value === ''
}
