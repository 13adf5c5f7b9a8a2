import type { ConditionRecord, ObjectCatalogue } from '../conditions/catalogue.ts'
import type { Condition } from '../conditions/condition.ts'
import type { ConditionContext } from '../conditions/context.ts'
import { ConditionError } from '../conditions/errors.ts'
import { compile } from '../conditions/evaluate.ts'

/** A pipeline that may be proposed: in use. */
export interface Candidate {
  id: string
  position: number
  routing: Condition | null
  routingPriority: number
}

/**
 * The pipeline that the routing rules propose for a new deal: the first whose condition the deal meets, the higher
 * priority before the lower, then by position; null when none does. A rule that has ceased to fit (a field is gone) matches nothing.
 */
export function proposalOf<C extends Candidate>(candidates: readonly C[], deal: ConditionRecord, catalogue: ObjectCatalogue, context: ConditionContext): C | null {
  const inTurn = candidates.filter((one) => one.routing !== null).sort((a, b) => b.routingPriority - a.routingPriority || a.position - b.position)
  return inTurn.find(({ routing }) => routing !== null && matches(routing, deal, catalogue, context)) ?? null
}

function matches(condition: Condition, deal: ConditionRecord, catalogue: ObjectCatalogue, context: ConditionContext): boolean {
  try {
    return compile(condition, catalogue, context)(deal)
  } catch (error) {
    if (error instanceof ConditionError) return false
    throw error
  }
}
