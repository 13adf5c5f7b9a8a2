import { z } from 'zod'
import { conditionSchema } from '../conditions/condition.ts'
import { role } from '../identity/role.ts'
import { id } from '../lib/wire.ts'
import { isTooLarge } from '../lib/step-tree.ts'

/** An automation as data. What is drafted may be unfinished; `problems.ts` says what stands in the way of publishing it. */

export const automationLimits = { steps: 60, depth: 6, tasks: 20, recipients: 20, fields: 20 } as const

/** What an automation may be about. */
export const automationObjects = ['deal', 'lead', 'account', 'contact', 'alarm'] as const
export type AutomationObject = (typeof automationObjects)[number]
export const recordObjects = ['deal', 'lead', 'account', 'contact'] as const
export type RecordObject = (typeof recordObjects)[number]

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const stepId = z.string().regex(/^[a-z0-9]{4,24}$/)
const text = (max: number) => z.string().trim().max(max).refine((value) => !value.includes('\u0000') && value.isWellFormed(), 'text.control_characters')
/** A key of the condition catalogue: `nextStepDue`, `c_region`. */
const field = z.string().max(100).default('')
const plainValue = z.union([z.string().max(500), z.number(), z.boolean(), z.null()])

// ----------------------------------------------------------------------------------------------------------- triggers
export const dwellUnits = ['hours', 'days', 'work_days'] as const
export const repeats = ['day', 'week', 'month'] as const
const record = z.enum(recordObjects)
const stage = { pipelineId: id.nullable().default(null), stageId: id.nullable().default(null) }

export const trigger = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('created'), object: record }),
  /** Any of the fields changed; none named: any field. */
  z.object({ kind: z.literal('changed'), object: record, fields: z.array(z.string().max(100)).max(30).default([]) }),
  /** One field changed; `from` and `to` left out: whatever it was or became. An empty field is null. */
  z.object({ kind: z.literal('field_changed'), object: record, field, from: plainValue.optional(), to: plainValue.optional() }),
  /** No stage: any of the pipeline; no pipeline: any. */
  z.object({ kind: z.literal('stage_entered'), ...stage }),
  z.object({ kind: z.literal('stage_left'), ...stage }),
  z.object({ kind: z.literal('closed'), outcome: z.enum(['won', 'lost', 'any']), pipelineId: id.nullable().default(null) }),
  /** The deal has been in the stage so long; once a stay. */
  z.object({ kind: z.literal('time_in_stage'), ...stage, amount: z.number().int().min(1).max(1000), unit: z.enum(dwellUnits) }),
  /** Nobody logged anything about it for so many days; once a silence. Closed deals and converted or invalid leads are not silent. */
  z.object({ kind: z.literal('no_activity'), object: z.enum(['deal', 'lead', 'account']), days: z.number().int().min(1).max(730) }),
  z.object({ kind: z.literal('score_crosses'), threshold: z.number().int().min(-1000).max(1000), direction: z.enum(['up', 'down']) }),
  /** No kind named: any. `minSeverity`: that or worse. */
  z.object({ kind: z.literal('alarm_opened'), kinds: z.array(z.string().max(60)).max(40).default([]), minSeverity: z.enum(['info', 'warn', 'critical']).default('info') }),
  z.object({ kind: z.literal('approval_ended'), result: z.enum(['approved', 'rejected', 'returned', 'withdrawn', 'any']), flowId: id.nullable().default(null) }),
  /** `offsetDays` before (negative) or after the day in the field, at a time of the organisation's day. */
  z.object({ kind: z.literal('date_reached'), object: record, field, offsetDays: z.number().int().min(-365).max(365).default(0), at: clock.default('09:00') }),
  /** `object` null: one run, of no record; else one for each record of which `where` holds. Weekdays: 1 Monday … 7 Sunday. Day of month 31: the last. */
  z.object({
    kind: z.literal('schedule'), object: record.nullable().default(null), every: z.enum(repeats),
    weekdays: z.array(z.number().int().min(1).max(7)).max(7).default([1]), dayOfMonth: z.number().int().min(1).max(31).default(1), at: clock.default('09:00'),
  }),
  /** Somebody calls the automation's own address; with `object`, the call names a record. */
  z.object({ kind: z.literal('webhook_in'), object: record.nullable().default(null) }),
  /** None named: any form. The record is the lead. */
  z.object({ kind: z.literal('form_submitted'), formIds: z.array(id).max(50).default([]) }),
  /** A button on the record. */
  z.object({ kind: z.literal('button'), object: record, label: text(40).default('') }),
])
export type Trigger = z.infer<typeof trigger>
export type TriggerKind = Trigger['kind']

/** What the runs of a trigger are about; null: nothing. */
export function objectOf(one: Trigger): AutomationObject | null {
  switch (one.kind) {
    case 'stage_entered': case 'stage_left': case 'closed': case 'time_in_stage': case 'approval_ended': return 'deal'
    case 'score_crosses': case 'form_submitted': return 'lead'
    case 'alarm_opened': return 'alarm'
    default: return one.object
  }
}

// -------------------------------------------------------------------------------------------------------------- steps
/** `owner_manager`: who leads the owner's team, or the next team above that somebody else leads. `actor`: who caused the event. `managers`: all sales managers. `role`: everybody who has it. */
export const recipient = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('owner') }),
  z.object({ kind: z.literal('owner_manager') }),
  z.object({ kind: z.literal('managers') }),
  z.object({ kind: z.literal('actor') }),
  z.object({ kind: z.literal('user'), userId: id.nullable().default(null) }),
  z.object({ kind: z.literal('team'), teamId: id.nullable().default(null) }),
  z.object({ kind: z.literal('role'), role }),
])
export type Recipient = z.infer<typeof recipient>
const recipients = z.array(recipient).max(automationLimits.recipients)

export const assignTo = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), userId: id.nullable().default(null) }),
  z.object({ kind: z.literal('owner_manager') }),
  /** Of the team and those below it, who has the fewest open records of this kind. */
  z.object({ kind: z.literal('fewest'), teamId: id.nullable().default(null) }),
])
/** A value for a field: itself, or for dates so many (working) days from then. Texts may hold {{variables}}. */
export const fieldValue = z.union([plainValue, z.array(z.string().max(200)).max(50), z.strictObject({ days: z.number().int().min(-3650).max(3650) }), z.strictObject({ workDays: z.number().int().min(0).max(365) })])
export type FieldValue = z.infer<typeof fieldValue>

export const waitUnits = ['minutes', 'hours', 'days', 'work_hours', 'work_days'] as const
const task = { title: text(200), assignee: recipient, workDays: z.number().int().min(0).max(365).default(1) }
/** What a refused action means for those after it. */
const common = { id: stepId, onRefusal: z.enum(['continue', 'stop']).default('continue') }

const plain = [
  z.object({ ...common, type: z.literal('set_field'), field, value: fieldValue }),
  z.object({ ...common, type: z.literal('assign'), to: assignTo }),
  /** Through the gate, as a person would. */
  z.object({ ...common, type: z.literal('move_stage'), stageId: id.nullable().default(null), reason: text(300).default('') }),
  z.object({ ...common, type: z.literal('task'), ...task, body: text(2000).default('') }),
  z.object({ ...common, type: z.literal('checklist'), tasks: z.array(z.object(task)).max(automationLimits.tasks) }),
  /** A note in the record's timeline. */
  z.object({ ...common, type: z.literal('note'), text: text(2000) }),
  z.object({ ...common, type: z.literal('comment'), text: text(2000) }),
  /** A comment that names people; of those meant, who may see the record. */
  z.object({ ...common, type: z.literal('mention'), to: recipients, text: text(2000) }),
  z.object({ ...common, type: z.literal('tag'), addTagIds: z.array(id).max(20).default([]), removeTagIds: z.array(id).max(20).default([]) }),
  z.object({ ...common, type: z.literal('score'), points: z.number().int().min(-100).max(100), reason: text(100) }),
  z.object({ ...common, type: z.literal('nurture_start'), sequenceId: id.nullable().default(null) }),
  /** None named: every sequence it is in. */
  z.object({ ...common, type: z.literal('nurture_end'), sequenceId: id.nullable().default(null) }),
  z.object({ ...common, type: z.literal('approval'), flowId: id.nullable().default(null), stageId: id.nullable().default(null), comment: text(500).default('') }),
  z.object({ ...common, type: z.literal('notify'), to: recipients, text: text(500) }),
  /** To members, not to customers. */
  z.object({ ...common, type: z.literal('mail'), to: recipients, subject: text(200), text: text(5000) }),
  z.object({ ...common, type: z.literal('robot'), robotId: id.nullable().default(null), text: text(2000) }),
  z.object({ ...common, type: z.literal('webhook'), webhookId: id.nullable().default(null) }),
  /** Once for a deal and template. `owner` null: as the template says. */
  z.object({ ...common, type: z.literal('create_project'), templateId: id.nullable().default(null), owner: recipient.nullable().default(null) }),
  /** A deal or contact is of the record's account. `pipelineId`: where a deal begins. */
  z.object({
    ...common, type: z.literal('create_record'), object: record, pipelineId: id.nullable().default(null), owner: recipient.default({ kind: 'owner' }),
    fields: z.array(z.object({ field, value: fieldValue })).max(automationLimits.fields),
  }),
  z.object({ ...common, type: z.literal('review_topic'), title: text(200), body: text(2000).default('') }),
  z.object({ id: stepId, type: z.literal('wait'), amount: z.number().int().min(1).max(365), unit: z.enum(waitUnits), at: clock.nullable().default(null) }),
  z.object({ id: stepId, type: z.literal('stop') }),
] as const
export type PlainStep = z.infer<(typeof plain)[number]>
export interface BranchStep {
  id: string
  type: 'branch'
  condition: z.infer<typeof conditionSchema>
  /** Done one or the other; then both go on with what follows the branch. */
  yes: Step[]
  no: Step[]
}
export type Step = PlainStep | BranchStep
export type StepType = Step['type']
export const stepTypes = [
  'set_field', 'assign', 'move_stage', 'task', 'checklist', 'note', 'comment', 'mention', 'tag', 'score', 'nurture_start', 'nurture_end', 'approval', 'notify', 'mail', 'robot', 'webhook', 'create_project', 'create_record', 'review_topic', 'wait', 'branch', 'stop',
] as const satisfies readonly StepType[]

const stepTree: z.ZodType<Step, unknown> = z.lazy(() =>
  z.discriminatedUnion('type', [
    ...plain,
    z.object({ id: stepId, type: z.literal('branch'), condition: conditionSchema, yes: z.array(stepTree).max(automationLimits.steps), no: z.array(stepTree).max(automationLimits.steps) }),
  ]) as unknown as z.ZodType<Step, unknown>).meta({ id: 'AutomationStep' })

const steps = z.unknown().superRefine((input, context) => {
  if (isTooLarge(input, automationLimits)) context.addIssue({ code: 'custom', message: 'automation.too_large', continue: false })
}).pipe(z.array(stepTree).max(automationLimits.steps))

/** Outside its hours a run waits until they begin. `between`: local time, `[from, to)`; `from` after `to` spans midnight. */
export const activeHours = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('always') }),
  z.object({ kind: z.literal('work_hours') }),
  z.object({ kind: z.literal('between'), from: clock, to: clock, workDaysOnly: z.boolean().default(true) }),
])
export type ActiveHours = z.infer<typeof activeHours>

export const automationDefinition = z.object({
  trigger,
  /** Only records of which this holds when the run is worked; null: all. */
  where: conditionSchema.nullable().default(null),
  steps,
  /** Once it has taken a record for an event, automations after it in order pass that event by. */
  stopOnFirst: z.boolean().default(false),
  hours: activeHours.default({ kind: 'always' }),
  /** Whose permission it has. */
  runAsUserId: id.nullable().default(null),
  /** A record is taken again only so many days later; null: each time. */
  againAfterDays: z.number().int().min(1).max(3650).nullable().default(null),
})
export type AutomationDefinition = z.infer<typeof automationDefinition>
