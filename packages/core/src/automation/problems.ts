import type { ObjectCatalogue } from '../conditions/catalogue.ts'
import { check } from '../conditions/check.ts'
import type { Condition } from '../conditions/condition.ts'
import { objectOf, recordObjects, type AutomationDefinition, type AutomationObject, type FieldValue, type Recipient, type RecordObject, type Step, type StepType, type Trigger } from './definition.ts'
import { canSet, changeKey, nameField, newFields } from './objects.ts'
import { variablesIn, variablesOf } from './variables.ts'

export const problemCodes = [
  'no_steps', 'duplicate_id', 'not_reached', 'empty_branch', 'condition', 'condition_without_record', 'no_run_as', 'unknown_run_as', 'no_field', 'unknown_field', 'no_button_label', 'no_weekday', 'unknown_stage', 'unknown_pipeline',
  'not_for_object', 'cannot_set_field', 'bad_value', 'no_user', 'unknown_user', 'no_team', 'unknown_team', 'no_recipient', 'recipient_without_owner', 'no_text', 'unknown_variable', 'no_stage', 'no_tag', 'unknown_tag',
  'no_points', 'no_sequence', 'unknown_sequence', 'no_flow', 'unknown_flow', 'no_tasks', 'no_robot', 'unknown_robot', 'no_webhook', 'unknown_webhook', 'unavailable', 'mail_not_ready',
  'no_project_template', 'unknown_project_template', 'no_record_name', 'no_pipeline',
] as const
export type ProblemCode = (typeof problemCodes)[number]
/** What stands in the way of publishing, and at which step; null: the trigger, the condition or what is set for the whole. */
export interface AutomationProblem {
  stepId: string | null
  code: ProblemCode
}

/** What the organisation has, by which references are judged. */
export interface KnownThings {
  catalogues: Readonly<Record<AutomationObject, ObjectCatalogue>>
  users: ReadonlySet<string>
  teams: ReadonlySet<string>
  tags: ReadonlySet<string>
  pipelines: ReadonlySet<string>
  /** Stage → pipeline. */
  stages: ReadonlyMap<string, string>
  sequences: ReadonlySet<string>
  flows: ReadonlySet<string>
  robots: ReadonlySet<string>
  webhooks: ReadonlySet<string>
  projectTemplates: ReadonlySet<string>
  /** Actions that this installation cannot do. */
  unavailable: ReadonlySet<StepType>
  canMail: boolean
}

/** What each action can be done to; what is not listed can be done to anything. */
const objectsOf: Partial<Record<StepType, readonly AutomationObject[]>> = {
  set_field: recordObjects, assign: [...recordObjects, 'alarm'], move_stage: ['deal'], note: recordObjects, comment: recordObjects, mention: recordObjects, create_project: ['deal', 'account'], create_record: recordObjects, tag: recordObjects, score: ['lead'], nurture_start: ['lead'], nurture_end: ['lead'], approval: ['deal'],
}
/** Whether an action can be done in an automation about `object`; null: about no record. */
export function suits(type: StepType, object: AutomationObject | null): boolean {
  const objects = objectsOf[type]
  return objects === undefined || (object !== null && objects.includes(object))
}

type Say = (stepId: string | null, code: ProblemCode) => void

export function automationProblems(definition: AutomationDefinition, known: KnownThings): AutomationProblem[] {
  const problems: AutomationProblem[] = []
  const say: Say = (stepId, code) => {
    if (!problems.some((one) => one.stepId === stepId && one.code === code)) problems.push({ stepId, code })
  }
  const object = objectOf(definition.trigger)
  const judgeCondition = (stepId: string | null, condition: Condition) => {
    if (object === null) return say(stepId, 'condition_without_record')
    try {
      check(condition, known.catalogues[object])
    } catch {
      say(stepId, 'condition')
    }
  }
  judgeTrigger(definition.trigger, known, say)
  if (definition.where !== null) judgeCondition(null, definition.where)
  if (definition.runAsUserId === null) say(null, 'no_run_as')
  else if (!known.users.has(definition.runAsUserId)) say(null, 'unknown_run_as')
  if (definition.steps.length === 0) say(null, 'no_steps')

  const variables = new Set(variablesOf(object).map((one) => one.key))
  const seen = new Set<string>()
  const walk = (steps: readonly Step[]) => {
    steps.forEach((step, i) => {
      if (seen.has(step.id)) say(step.id, 'duplicate_id')
      seen.add(step.id)
      if (step.type === 'stop' && i < steps.length - 1) say(steps[i + 1]?.id ?? step.id, 'not_reached')
      if (!suits(step.type, object)) say(step.id, 'not_for_object')
      if (known.unavailable.has(step.type)) say(step.id, 'unavailable')
      judgeStep(step, object, known, say)
      if (textsOf(step).some((text) => variablesIn(text).some((key) => !variables.has(key)))) say(step.id, 'unknown_variable')
      if (step.type !== 'branch') return
      if (step.yes.length === 0 && step.no.length === 0) say(step.id, 'empty_branch')
      if ('and' in step.condition && step.condition.and.length === 0) say(step.id, 'condition')
      else judgeCondition(step.id, step.condition)
      walk(step.yes)
      walk(step.no)
    })
  }
  walk(definition.steps)
  return problems
}

function judgeTrigger(trigger: Trigger, known: KnownThings, say: Say): void {
  const judgeStage = (pipelineId: string | null, stageId: string | null) => {
    if (pipelineId !== null && !known.pipelines.has(pipelineId)) say(null, 'unknown_pipeline')
    if (stageId !== null && (!known.stages.has(stageId) || (pipelineId !== null && known.stages.get(stageId) !== pipelineId))) say(null, 'unknown_stage')
  }
  const judgeField = (object: RecordObject, field: string, fits: (field: string) => boolean) => {
    if (field === '') say(null, 'no_field')
    else if (!known.catalogues[object].fields.has(field) || !fits(field)) say(null, 'unknown_field')
  }
  switch (trigger.kind) {
    case 'changed': return trigger.fields.forEach((field) => judgeField(trigger.object, field, (key) => changeKey(trigger.object, key) !== null))
    case 'field_changed': return judgeField(trigger.object, trigger.field, (key) => changeKey(trigger.object, key) !== null)
    case 'date_reached': return judgeField(trigger.object, trigger.field, (key) => ['date', 'instant'].includes(known.catalogues[trigger.object].fields.get(key)?.type ?? ''))
    case 'stage_entered': case 'stage_left': case 'time_in_stage': return judgeStage(trigger.pipelineId, trigger.stageId)
    case 'closed': return judgeStage(trigger.pipelineId, null)
    case 'schedule': return void (trigger.every === 'week' && trigger.weekdays.length === 0 && say(null, 'no_weekday'))
    case 'button': return void (trigger.label === '' && say(null, 'no_button_label'))
    case 'approval_ended': return void (trigger.flowId !== null && !known.flows.has(trigger.flowId) && say(null, 'unknown_flow'))
    default:
  }
}

/** Every text of a step in which variables are filled in. */
function textsOf(step: Step): string[] {
  switch (step.type) {
    case 'set_field': return typeof step.value === 'string' ? [step.value] : []
    case 'task': return [step.title, step.body]
    case 'checklist': return step.tasks.map((task) => task.title)
    case 'note': case 'comment': case 'mention': case 'notify': case 'robot': return [step.text]
    case 'create_record': return step.fields.flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
    case 'mail': return [step.subject, step.text]
    case 'review_topic': return [step.title, step.body]
    case 'approval': return [step.comment]
    case 'move_stage': case 'score': return [step.reason]
    default: return []
  }
}

function judgeStep(step: Step, object: AutomationObject | null, known: KnownThings, say: Say): void {
  const judgeOne = (to: Recipient) => {
    if (['owner', 'owner_manager'].includes(to.kind) && object === null) say(step.id, 'recipient_without_owner')
    if (to.kind === 'user') {
      if (to.userId === null) say(step.id, 'no_user')
      else if (!known.users.has(to.userId)) say(step.id, 'unknown_user')
    }
    if (to.kind === 'team') judgeTeam(to.teamId)
  }
  const judgeTeam = (teamId: string | null) => {
    if (teamId === null) say(step.id, 'no_team')
    else if (!known.teams.has(teamId)) say(step.id, 'unknown_team')
  }
  const judgeAll = (to: readonly Recipient[]) => {
    if (to.length === 0) say(step.id, 'no_recipient')
    to.forEach(judgeOne)
  }
  const needText = (...texts: string[]) => void (texts.includes('') && say(step.id, 'no_text'))
  const judgeReference = (id: string | null, have: { has(id: string): boolean }, none: ProblemCode, unknown: ProblemCode) => {
    if (id === null) say(step.id, none)
    else if (!have.has(id)) say(step.id, unknown)
  }
  switch (step.type) {
    case 'set_field': return judgeSetField(step, object, known, say)
    case 'assign':
      if (step.to.kind === 'user') judgeReference(step.to.userId, known.users, 'no_user', 'unknown_user')
      if (step.to.kind === 'fewest') judgeTeam(step.to.teamId)
      return
    case 'move_stage': return judgeReference(step.stageId, known.stages, 'no_stage', 'unknown_stage')
    case 'task':
      needText(step.title)
      return judgeOne(step.assignee)
    case 'checklist':
      if (step.tasks.length === 0) say(step.id, 'no_tasks')
      needText(...step.tasks.map((task) => task.title))
      return step.tasks.forEach((task) => judgeOne(task.assignee))
    case 'note': case 'comment': return needText(step.text)
    case 'tag':
      if (step.addTagIds.length + step.removeTagIds.length === 0) say(step.id, 'no_tag')
      else if ([...step.addTagIds, ...step.removeTagIds].some((tag) => !known.tags.has(tag))) say(step.id, 'unknown_tag')
      return
    case 'score':
      if (step.points === 0) say(step.id, 'no_points')
      return needText(step.reason)
    case 'nurture_start': return judgeReference(step.sequenceId, known.sequences, 'no_sequence', 'unknown_sequence')
    case 'nurture_end': return void (step.sequenceId !== null && judgeReference(step.sequenceId, known.sequences, 'no_sequence', 'unknown_sequence'))
    case 'approval':
      judgeReference(step.flowId, known.flows, 'no_flow', 'unknown_flow')
      return void (step.stageId !== null && judgeReference(step.stageId, known.stages, 'no_stage', 'unknown_stage'))
    case 'create_project':
      judgeReference(step.templateId, known.projectTemplates, 'no_project_template', 'unknown_project_template')
      return void (step.owner !== null && judgeOne(step.owner))
    case 'create_record': {
      judgeOne(step.owner)
      if (step.object === 'deal') judgeReference(step.pipelineId, known.pipelines, 'no_pipeline', 'unknown_pipeline')
      const name = step.fields.find((one) => one.field === nameField(step.object))
      if (typeof name?.value !== 'string' || name.value.trim() === '') say(step.id, 'no_record_name')
      return step.fields.forEach(({ field, value }) => judgeValue(step.id, step.object, field, value, (key) => key.startsWith('c_') || newFields(step.object).includes(key), known, say))
    }
    case 'notify': case 'mention':
      needText(step.text)
      return judgeAll(step.to)
    case 'mail':
      needText(step.subject, step.text)
      if (!known.canMail) say(step.id, 'mail_not_ready')
      return judgeAll(step.to)
    case 'robot':
      needText(step.text)
      return judgeReference(step.robotId, known.robots, 'no_robot', 'unknown_robot')
    case 'webhook': return judgeReference(step.webhookId, known.webhooks, 'no_webhook', 'unknown_webhook')
    case 'review_topic': return needText(step.title)
    case 'branch': case 'wait': case 'stop':
  }
}

/** Types of fields and what a value for them may be. */
function judgeSetField(step: Extract<Step, { type: 'set_field' }>, object: AutomationObject | null, known: KnownThings, say: Say): void {
  if (object !== null && object !== 'alarm') judgeValue(step.id, object, step.field, step.value, (key) => canSet(object, key), known, say)
}

function judgeValue(stepId: string, object: RecordObject, key: string, value: FieldValue, mayWrite: (key: string) => boolean, known: KnownThings, say: Say): void {
  if (key === '') return say(stepId, 'no_field')
  const field = known.catalogues[object].fields.get(key)
  if (field === undefined) return say(stepId, 'unknown_field')
  if (!mayWrite(key)) return say(stepId, 'cannot_set_field')
  if (value === null) return
  if (typeof value === 'object' && !Array.isArray(value)) return void (!['date', 'instant'].includes(field.type) && say(stepId, 'bad_value'))
  const fits = field.type === 'number' || field.type === 'money' ? typeof value === 'number' : field.type === 'boolean' ? typeof value === 'boolean' : field.type === 'tags' ? Array.isArray(value) : typeof value === 'string' || Array.isArray(value)
  if (!fits || (field.options !== undefined && typeof value === 'string' && !field.options.some((option) => option.value === value))) say(stepId, 'bad_value')
}
