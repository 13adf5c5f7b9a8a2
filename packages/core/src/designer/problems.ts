import { activityKinds } from '../config/activity-kinds.ts'
import type { Criterion, GateGroup } from '../config/gate.ts'
import type { PipelineDefinition, StageMapping } from '../config/pipeline-definition.ts'
import type { ObjectCatalogue } from '../conditions/catalogue.ts'
import type { Condition } from '../conditions/condition.ts'
import { ConditionError, type ConditionRefusal } from '../conditions/errors.ts'
import { compile } from '../conditions/evaluate.ts'
import { mappingInForce, removedStages } from './mapping.ts'
import type { designerRefusals } from './refusals.ts'
import { noCounts, type StageCounts } from './stage-counts.ts'

/** What a definition may refer to. */
export interface Known {
  /** Questionnaires about deals, in use. */
  formIds: ReadonlySet<string>
  /** Approval flows in use. */
  flowIds: ReadonlySet<string>
  /** Kinds of attachment. */
  attachmentKinds: ReadonlySet<string>
  /** Deals with the organisation's custom fields. */
  catalogue: ObjectCatalogue
  /** Stages that belong to other pipelines of the organisation. */
  foreignStageIds: ReadonlySet<string>
}

/** Something that stands in the way of publishing. `path` is within the definition (`stages.2.exitGate.items.0`), or `mapping.<stage>`. */
export interface Problem {
  path: string
  code: keyof typeof designerRefusals | ConditionRefusal
}

/** The zone and the day matter to no check; a condition that says "me" is for nobody in a gate. */
const nobody = { now: new Date(0), timeZone: 'UTC', me: null, myTeams: [], teamSubtree: () => [] }
const outcomes = new Set(activityKinds.flatMap((kind) => kind.outcomes.map((outcome) => outcome.key)))

/** Everything that must be put right before the draft may become the live definition, in the order of the document. */
export function problemsOf(
  live: PipelineDefinition, draft: PipelineDefinition, mapping: StageMapping, counts: ReadonlyMap<string, StageCounts>, known: Known,
): Problem[] {
  const problems: Problem[] = []
  const seen = new Set<string>()
  const names = new Set<string>()
  const once = (id: string, path: string) => {
    if (seen.has(id)) problems.push({ path, code: 'designer.duplicate_id' })
    seen.add(id)
  }
  const gate = (group: GateGroup | null, path: string) => {
    if (group === null) return
    if (group.op === 'any' && group.items.length === 0) problems.push({ path, code: 'designer.empty_any' })
    group.items.forEach((item, i) => {
      const at = `${path}.items.${i}`
      if ('op' in item) return gate(item, at)
      once(item.id, `${at}.id`)
      problems.push(...criterionProblems(item, at, known))
    })
  }
  problems.push(...conditionProblems(draft.routing, 'routing', known, true))
  gate(draft.wonGate, 'wonGate')
  draft.stages.forEach((stage, i) => {
    const path = `stages.${i}`
    once(stage.id, `${path}.id`)
    if (known.foreignStageIds.has(stage.id)) problems.push({ path: `${path}.id`, code: 'designer.foreign_stage' })
    if (names.has(stage.name)) problems.push({ path: `${path}.name`, code: 'designer.duplicate_name' })
    names.add(stage.name)
    gate(stage.entryGate, `${path}.entryGate`)
    gate(stage.exitGate, `${path}.exitGate`)
  })
  const kept = new Set(draft.stages.map((stage) => stage.id))
  const to = mappingInForce(live, draft, mapping)
  for (const { id } of removedStages(live, draft)) {
    const { openDeals, stays } = counts.get(id) ?? noCounts
    const target = to.get(id)
    if (target === undefined && openDeals + stays > 0) problems.push({ path: `mapping.${id}`, code: 'designer.unmapped_stage' })
    if (target !== undefined && !kept.has(target)) problems.push({ path: `mapping.${id}`, code: 'designer.bad_mapping' })
  }
  return problems
}

function criterionProblems(criterion: Criterion, path: string, known: Known): Problem[] {
  const unless = (holds: boolean, step: string, code: Problem['code']): Problem[] => (holds ? [] : [{ path: `${path}.${step}`, code }])
  switch (criterion.type) {
    case 'field':
      return unless(known.catalogue.fields.has(criterion.field), 'field', 'designer.unknown_field')
    case 'condition':
      return conditionProblems(criterion.condition, `${path}.condition`, known, false)
    case 'form':
      return unless(known.formIds.has(criterion.formId), 'formId', 'designer.unknown_form')
    case 'approval':
      return unless(known.flowIds.has(criterion.flowId), 'flowId', 'designer.unknown_flow')
    case 'attachment':
      return unless(criterion.kinds.every((kind) => known.attachmentKinds.has(kind)), 'kinds', 'designer.unknown_kind')
    case 'activity':
      return unless(criterion.outcomes.every((outcome) => outcomes.has(outcome)), 'outcomes', 'designer.unknown_kind')
    case 'checklist':
      return unless(criterion.label !== '', 'label', 'designer.label_required')
    case 'contact':
    case 'milestone':
      return []
  }
}

/** Compiled rather than checked alone: what says "me" or names too much is found here and not when a deal is moved. */
function conditionProblems(condition: Condition | null, path: string, { catalogue }: Known, personal: boolean): Problem[] {
  if (condition === null) return []
  try {
    compile(condition, catalogue, personal ? { ...nobody, me: '00000000-0000-7000-8000-000000000000' } : nobody)
    return []
  } catch (error) {
    if (error instanceof ConditionError) return [{ path, code: error.code }]
    throw error
  }
}
