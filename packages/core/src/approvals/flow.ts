import { z } from 'zod'
import { conditionSchema } from '../conditions/condition.ts'
import { role } from '../identity/role.ts'
import { amountMinor, id, line } from '../lib/wire.ts'

/** An approval flow as data: what sets it off, who is asked in which order, and what is locked meanwhile. */

export const flowTrigger = z.discriminatedUnion('type', [
  /** Only when a gate criterion or a person asks. */
  z.object({ type: z.literal('manual') }),
  z.object({ type: z.literal('stage_entry'), stageId: z.union([id, z.literal('won')]) }),
  z.object({ type: z.literal('stage_exit'), stageId: id }),
  /** The amount is above or below the threshold (minor units of the organisation's currency) when a deal is to be won or moved on. */
  z.object({ type: z.literal('amount'), over: amountMinor.nullable().default(null), under: amountMinor.nullable().default(null) }),
  /** The products come to so much more at their list prices than the amount: a discount of more than `percent`. */
  z.object({ type: z.literal('discount'), percent: z.number().min(0).max(100) }),
  /** A change of this field of a deal waits for approval. */
  z.object({ type: z.literal('field_change'), field: z.string().min(1).max(60) }),
  /** The milestone quote_sent is to be recorded. */
  z.object({ type: z.literal('quote') }),
])
export type FlowTrigger = z.infer<typeof flowTrigger>

export const approver = z.discriminatedUnion('type', [
  z.object({ type: z.literal('user'), userId: id }),
  z.object({ type: z.literal('role'), role }),
  /** The head of the requester's own team (of the team above, for the head themself). */
  z.object({ type: z.literal('manager') }),
  /** The head of the deal's team `levels` up: 0 is the deal's own team. */
  z.object({ type: z.literal('team_lead'), levels: z.number().int().min(0).max(10) }),
  /** Whom a user field of the deal names: `owner`, or a custom one as `c_<key>`. */
  z.object({ type: z.literal('field'), field: z.string().min(1).max(60) }),
])
export type Approver = z.infer<typeof approver>

export const flowStep = z.object({
  id, name: line(60),
  /** Runs beside the step before it instead of after it. */
  isParallel: z.boolean().default(false),
  /** How many of the asked must say yes; one no ends it, but for `majority`, where a majority of no does. */
  mode: z.enum(['one', 'all', 'majority']).default('one'),
  approvers: z.array(approver).min(1).max(20),
  /** Asked only of deals that this is true of. */
  condition: conditionSchema.nullable().default(null),
  dueHours: z.number().int().min(1).max(24 * 90).nullable().default(null),
  /** Asked besides when the deadline has passed. */
  escalateTo: approver.nullable().default(null),
})
export type FlowStep = z.infer<typeof flowStep>

export const flowDefinition = z.object({
  trigger: flowTrigger, condition: conditionSchema.nullable().default(null), steps: z.array(flowStep).min(1).max(20),
  /** What may not be changed while it waits: nothing, the stage, the whole deal. */
  lock: z.enum(['none', 'stage', 'all']).default('stage'),
  /** Nobody can be found for a step: skip it, or ask the administrators. */
  whenNobody: z.enum(['skip', 'admin']).default('admin'),
}).meta({ id: 'FlowDefinition' })
export type FlowDefinition = z.infer<typeof flowDefinition>
