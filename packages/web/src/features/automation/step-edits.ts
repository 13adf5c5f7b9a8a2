import type { AutomationDefinition, RecordObject, Step, StepType, Trigger, TriggerKind } from '@sluice/core/automation/definition'

/** Where a step goes: into a list, which is the main one or a side of a branch. */
export interface Place {
  branchId: string | null
  side: 'yes' | 'no'
  index: number
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
/** An id for a step, made of `random` in [0, 1). */
export const stepId = (random: () => number): string => Array.from({ length: 8 }, () => letters[Math.floor(random() * letters.length)]).join('')

/** A new step with what is usual; what only a person knows is left open. */
export function newStep(type: StepType, random: () => number): Step {
  const id = stepId(random)
  const common = { id, onRefusal: 'continue' } as const
  switch (type) {
    case 'set_field': return { ...common, type, field: '', value: null }
    case 'assign': return { ...common, type, to: { kind: 'owner_manager' } }
    case 'move_stage': return { ...common, type, stageId: null, reason: '' }
    case 'task': return { ...common, type, title: '', assignee: { kind: 'owner' }, workDays: 1, body: '' }
    case 'checklist': return { ...common, type, tasks: [{ title: '', assignee: { kind: 'owner' }, workDays: 1 }] }
    case 'note': return { ...common, type, text: '' }
    case 'comment': return { ...common, type, text: '' }
    case 'tag': return { ...common, type, addTagIds: [], removeTagIds: [] }
    case 'score': return { ...common, type, points: 10, reason: '' }
    case 'nurture_start': return { ...common, type, sequenceId: null }
    case 'nurture_end': return { ...common, type, sequenceId: null }
    case 'approval': return { ...common, type, flowId: null, stageId: null, comment: '' }
    case 'notify': return { ...common, type, to: [{ kind: 'owner' }], text: '' }
    case 'mail': return { ...common, type, to: [{ kind: 'owner' }], subject: '', text: '' }
    case 'robot': return { ...common, type, robotId: null, text: '' }
    case 'webhook': return { ...common, type, webhookId: null }
    case 'review_topic': return { ...common, type, title: '', body: '' }
    case 'wait': return { id, type, amount: 1, unit: 'work_days', at: null }
    case 'branch': return { id, type, condition: { and: [] }, yes: [], no: [] }
    case 'stop': return { id, type }
  }
}

/** A trigger of this kind about the same object where it can be, with nothing chosen yet. */
export function newTrigger(kind: TriggerKind, object: RecordObject): Trigger {
  switch (kind) {
    case 'created': return { kind, object }
    case 'changed': return { kind, object, fields: [] }
    case 'field_changed': return { kind, object, field: '' }
    case 'stage_entered': case 'stage_left': return { kind, pipelineId: null, stageId: null }
    case 'closed': return { kind, outcome: 'won', pipelineId: null }
    case 'time_in_stage': return { kind, pipelineId: null, stageId: null, amount: 7, unit: 'days' }
    case 'no_activity': return { kind, object: object === 'contact' ? 'deal' : object, days: 14 }
    case 'score_crosses': return { kind, threshold: 80, direction: 'up' }
    case 'alarm_opened': return { kind, kinds: [], minSeverity: 'info' }
    case 'approval_ended': return { kind, result: 'approved', flowId: null }
    case 'date_reached': return { kind, object, field: '', offsetDays: 0, at: '09:00' }
    case 'schedule': return { kind, object, every: 'week', weekdays: [1], dayOfMonth: 1, at: '09:00' }
    case 'webhook_in': return { kind, object }
    case 'form_submitted': return { kind, formIds: [] }
    case 'button': return { kind, object, label: '' }
  }
}

/** Changes each list of steps, from the innermost out. */
function mapLists(steps: readonly Step[], change: (steps: Step[], branchId: string | null, side: 'yes' | 'no') => Step[], branchId: string | null = null, side: 'yes' | 'no' = 'yes'): Step[] {
  const inner = steps.map((step) => (step.type === 'branch' ? { ...step, yes: mapLists(step.yes, change, step.id, 'yes'), no: mapLists(step.no, change, step.id, 'no') } : step))
  return change(inner, branchId, side)
}
const changed = (draft: AutomationDefinition, change: Parameters<typeof mapLists>[1]): AutomationDefinition => ({ ...draft, steps: mapLists(draft.steps, change) })

export const insertStep = (draft: AutomationDefinition, place: Place, step: Step): AutomationDefinition =>
  changed(draft, (steps, branchId, side) => (branchId === place.branchId && (branchId === null || side === place.side) ? steps.toSpliced(place.index, 0, step) : steps))
export const removeStep = (draft: AutomationDefinition, id: string): AutomationDefinition => changed(draft, (steps) => steps.filter((step) => step.id !== id))
export const replaceStep = (draft: AutomationDefinition, next: Step): AutomationDefinition => changed(draft, (steps) => steps.map((step) => (step.id === next.id ? next : step)))

/** Up or down within its own list; at the end of it nothing changes. */
export const moveStep = (draft: AutomationDefinition, id: string, by: 1 | -1): AutomationDefinition =>
  changed(draft, (steps) => {
    const at = steps.findIndex((step) => step.id === id)
    const [own, other] = [steps[at], steps[at + by]]
    return at < 0 || own === undefined || other === undefined ? steps : steps.with(at, other).with(at + by, own)
  })

const copyOf = (step: Step, random: () => number): Step => {
  const copy = { ...step, id: stepId(random) }
  return copy.type === 'branch' ? { ...copy, yes: copy.yes.map((one) => copyOf(one, random)), no: copy.no.map((one) => copyOf(one, random)) } : copy
}
/** The step once more behind itself, with ids of its own throughout. */
export const duplicateStep = (draft: AutomationDefinition, id: string, random: () => number): AutomationDefinition =>
  changed(draft, (steps) => {
    const at = steps.findIndex((step) => step.id === id)
    const step = steps[at]
    return step === undefined ? steps : steps.toSpliced(at + 1, 0, copyOf(step, random))
  })
