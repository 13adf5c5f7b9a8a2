import type { RecordObject, Step, StepType, Trigger, TriggerKind } from '@sluice/core/automation/definition'
import { nameField } from '@sluice/core/automation/objects'
import { stepId } from '@sluice/core/lib/step-tree-edits'

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
    case 'mention': return { ...common, type, to: [{ kind: 'owner' }], text: '' }
    case 'create_project': return { ...common, type, templateId: null, owner: null }
    case 'create_record': return { ...common, type, object: 'deal', pipelineId: null, owner: { kind: 'owner' }, fields: [{ field: nameField('deal'), value: '' }] }
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
