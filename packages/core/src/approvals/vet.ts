import type { ObjectCatalogue } from '../conditions/catalogue.ts'
import type { Condition } from '../conditions/condition.ts'
import type { ConditionContext } from '../conditions/context.ts'
import { ConditionError } from '../conditions/errors.ts'
import { compile } from '../conditions/evaluate.ts'
import type { Approver, FlowDefinition } from './flow.ts'

/** What a flow may refer to. */
export interface FlowWorld {
  /** Of deals, custom fields included. */
  catalogue: ObjectCatalogue
  activeUserIds: ReadonlySet<string>
  stageIds: ReadonlySet<string>
  /** Fields of a deal that a person may change; a change of these can be guarded. */
  changeable: ReadonlySet<string>
}

export interface FlowProblem {
  /** `definition.steps.2.condition` … */
  path: string
  /** A refusal of conditions, or one of `flow.*`, for the designer to mark. */
  code: string
}

const nobody: ConditionContext = { now: new Date(0), timeZone: 'UTC', me: null, myTeams: [], teamSubtree: () => [] }

/** Everything that keeps a flow from being saved; none: it can be used as it is. */
export function vetFlow(flow: FlowDefinition, world: FlowWorld): FlowProblem[] {
  const problems: FlowProblem[] = []
  const problem = (path: string, code: string) => problems.push({ path: `definition.${path}`, code })
  const condition = (path: string, wanted: Condition | null) => {
    if (wanted === null) return
    try {
      // A flow says the same to everybody: there is no "me" in it.
      compile(wanted, world.catalogue, nobody)
    } catch (error) {
      if (!(error instanceof ConditionError)) throw error
      problem(path, error.code)
    }
  }
  const approver = (path: string, one: Approver) => {
    if (one.type === 'user' && !world.activeUserIds.has(one.userId)) problem(path, 'flow.unknown_person')
    if (one.type === 'field' && one.field !== 'owner' && !isUserField(one.field, world.catalogue)) problem(path, 'flow.unknown_field')
  }

  trigger(flow, world, problem)
  condition('condition', flow.condition)
  if (flow.steps[0]?.isParallel === true) problem('steps.0.isParallel', 'flow.first_is_parallel')
  const ids = new Set<string>()
  flow.steps.forEach((step, i) => {
    if (ids.has(step.id)) problem(`steps.${i}.id`, 'flow.same_step')
    ids.add(step.id)
    condition(`steps.${i}.condition`, step.condition)
    step.approvers.forEach((one, j) => approver(`steps.${i}.approvers.${j}`, one))
    if (step.escalateTo !== null) {
      approver(`steps.${i}.escalateTo`, step.escalateTo)
      if (step.dueHours === null) problem(`steps.${i}.dueHours`, 'flow.no_deadline')
    }
  })
  return problems
}

function trigger({ trigger: on }: FlowDefinition, world: FlowWorld, problem: (path: string, code: string) => void): void {
  switch (on.type) {
    case 'manual':
    case 'quote':
    case 'discount':
      return
    case 'stage_entry':
    case 'stage_exit':
      if (on.stageId !== 'won' && !world.stageIds.has(on.stageId)) problem('trigger.stageId', 'flow.unknown_stage')
      return
    case 'amount':
      if (on.over === null && on.under === null) problem('trigger', 'flow.no_threshold')
      return
    case 'field_change':
      if (!world.changeable.has(on.field)) problem('trigger.field', 'flow.unknown_field')
  }
}

/** A custom field of a deal that names people. */
function isUserField(key: string, catalogue: ObjectCatalogue): boolean {
  const field = key.startsWith('c_') ? catalogue.fields.get(key) : undefined
  return field?.type === 'user' || (field?.type === 'tags' && field.of === 'user')
}
