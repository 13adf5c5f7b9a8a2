import type { ConditionRecord, ObjectCatalogue } from '../conditions/catalogue.ts'
import type { ConditionContext } from '../conditions/context.ts'
import { compile, type Verdict } from '../conditions/evaluate.ts'
import type { Learnt } from './learnt.ts'
import { periodWindows } from './period-window.ts'
import type { BehaviourRule, FitRule, IcpCriterion, ScoreCap, ScoreRules } from './rules.ts'

/** Something a lead did. `facts` are what conditions over events may ask, e.g. the page. */
export type BehaviourEvent = { id: string; at: number; kind: string; facts: ConditionRecord }

/** Rules made ready: conditions compiled, caps and rules by kind of event. */
export type Scoring = {
  rules: ScoreRules
  fit: readonly { rule: FitRule; holds: Verdict }[]
  icp: readonly { criterion: IcpCriterion; levels: readonly { holds: Verdict; match: number | null }[] }[]
  behaviour: ReadonlyMap<string, readonly { rule: BehaviourRule; holds: Verdict }[]>
  caps: ReadonlyMap<string, readonly ScoreCap[]>
  windowOf: (at: number, period: ScoreCap['period']) => number
  /** The learnt fit score, where it counts. */
  learnt: Learnt | null
}

const always: Verdict = () => true

/**
 * Makes rules ready for many leads. Relative dates in conditions are those of `context.now`: compile again when it has moved on.
 * @throws ConditionError when a condition does not fit its object.
 */
export function compileScoring(rules: ScoreRules, objects: { lead: ObjectCatalogue; event: ObjectCatalogue }, context: ConditionContext, learnt: Learnt | null = null): Scoring {
  const behaviour = rules.behaviour.map((rule) => ({ rule, holds: rule.when === null ? always : compile(rule.when, objects.event, context) }))
  return {
    rules,
    fit: rules.fit.map((rule) => ({ rule, holds: compile(rule.when, objects.lead, context) })),
    icp: rules.icp.criteria.map((criterion) => ({ criterion, levels: criterion.levels.map(({ when, match }) => ({ holds: compile(when, objects.lead, context), match })) })),
    behaviour: Map.groupBy(behaviour, ({ rule }) => rule.event),
    caps: Map.groupBy(rules.caps, ({ event }) => event),
    windowOf: periodWindows(context.timeZone),
    learnt,
  }
}
