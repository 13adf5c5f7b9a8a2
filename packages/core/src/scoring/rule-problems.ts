import type { ObjectCatalogue } from '../conditions/catalogue.ts'
import type { Condition } from '../conditions/condition.ts'
import { ConditionError, type ConditionRefusal } from '../conditions/errors.ts'
import { compile } from '../conditions/evaluate.ts'
import type { ScoreRules } from './rules.ts'

/** A condition that cannot be asked, by its place in the rules. */
export type RuleProblem = { path: string; code: ConditionRefusal }

/** A condition that says "me" is for nobody here; zone and day matter to no check. */
const context = { now: new Date(0), timeZone: 'UTC', me: null, myTeams: [], teamSubtree: (id: string) => [id] }

/** Everything in rules that does not fit what they are asked of. */
export function ruleProblems(rules: ScoreRules, objects: { lead: ObjectCatalogue; event: ObjectCatalogue }): RuleProblem[] {
  const asked: [string, Condition, ObjectCatalogue][] = [
    ...rules.fit.map(({ when }, i): [string, Condition, ObjectCatalogue] => [`fit.${i}.when`, when, objects.lead]),
    ...rules.icp.criteria.flatMap(({ levels }, i) => levels.map(({ when }, j): [string, Condition, ObjectCatalogue] => [`icp.criteria.${i}.levels.${j}.when`, when, objects.lead])),
    ...rules.behaviour.flatMap(({ when }, i): [string, Condition, ObjectCatalogue][] => (when === null ? [] : [[`behaviour.${i}.when`, when, objects.event]])),
  ]
  return asked.flatMap(([path, condition, object]) => {
    try {
      compile(condition, object, context)
      return []
    } catch (error) {
      if (error instanceof ConditionError) return [{ path, code: error.code }]
      throw error
    }
  })
}
