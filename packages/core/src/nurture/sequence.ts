import { z } from 'zod'
import { conditionSchema } from '../conditions/condition.ts'
import { id } from '../lib/wire.ts'
import { leadStatuses } from './lead-status.ts'
import { isTooLarge } from '../lib/step-tree.ts'

/** A sequence as data. What is drafted may be unfinished; `problems.ts` says what stands in the way of publishing it. */

export const sequenceLimits = { steps: 60, depth: 6, variants: 4 } as const

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const waitUnits = ['minutes', 'hours', 'days', 'work_hours', 'work_days'] as const
/** What may be asked of a lead's behaviour. `opened` and `clicked` are of mails of this sequence. */
export const behaviours = ['opened', 'clicked', 'visited', 'priced', 'downloaded', 'submitted'] as const

const stepId = z.string().regex(/^[a-z0-9]{4,24}$/)
const text = (max: number) => z.string().trim().max(max).refine((value) => !value.includes('\u0000') && value.isWellFormed(), 'text.control_characters')

export const branchTest = z.discriminatedUnion('kind', [
  /** Of one mail of the sequence, or of any when no step is named; `visited` and the like: since the enrolment began. */
  z.object({ kind: z.literal('behaviour'), behaviour: z.enum(behaviours), stepId: stepId.nullable().default(null), atLeast: z.number().int().min(1).max(100).default(1) }),
  z.object({ kind: z.literal('condition'), condition: conditionSchema }),
])
export type BranchTest = z.infer<typeof branchTest>

export const variant = z.object({ id: stepId, templateId: id.nullable(), weight: z.number().int().min(1).max(100).default(50) })
export type Variant = z.infer<typeof variant>

const plain = [
  z.object({ id: stepId, type: z.literal('wait'), amount: z.number().int().min(1).max(365), unit: z.enum(waitUnits), at: clock.nullable().default(null) }),
  z.object({ id: stepId, type: z.literal('mail'), senderId: stepId.nullable().default(null), variants: z.array(variant).min(1).max(sequenceLimits.variants) }),
  z.object({ id: stepId, type: z.literal('notify'), userId: id.nullable().default(null), text: text(300) }),
  z.object({ id: stepId, type: z.literal('task'), text: text(300), workDays: z.number().int().min(0).max(60).default(1) }),
  z.object({ id: stepId, type: z.literal('tag'), addTagIds: z.array(id).max(20).default([]), removeTagIds: z.array(id).max(20).default([]) }),
  z.object({ id: stepId, type: z.literal('score'), points: z.number().int().min(-100).max(100), reason: text(100) }),
  z.object({ id: stepId, type: z.literal('end') }),
] as const
export type PlainStep = z.infer<(typeof plain)[number]>
export interface BranchStep {
  id: string
  type: 'branch'
  test: BranchTest
  /** Done one or the other; then both go on with what follows the branch. */
  yes: Step[]
  no: Step[]
}
export type Step = PlainStep | BranchStep
export type StepType = Step['type']

const stepTree: z.ZodType<Step, unknown> = z.lazy(() =>
  z.discriminatedUnion('type', [
    ...plain,
    z.object({ id: stepId, type: z.literal('branch'), test: branchTest, yes: z.array(stepTree).max(sequenceLimits.steps), no: z.array(stepTree).max(sequenceLimits.steps) }),
  ]) as unknown as z.ZodType<Step, unknown>).meta({ id: 'SequenceStep' })

const steps = z.unknown().superRefine((input, context) => {
  if (isTooLarge(input, sequenceLimits)) context.addIssue({ code: 'custom', message: 'sequence.too_large', continue: false })
}).pipe(z.array(stepTree).max(sequenceLimits.steps))

const among = z.array(id).max(50)
export const trigger = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('manual') }),
  /** A lead is made or changes, and `where` holds. */
  z.object({ kind: z.literal('condition') }),
  /** The lead has a touch of one of the campaigns. */
  z.object({ kind: z.literal('campaign'), campaignIds: among }),
  /** The lead sent one of the forms; none named: any. */
  z.object({ kind: z.literal('form'), formIds: among }),
  /** The score is in [from, to); null: no end. */
  z.object({ kind: z.literal('score'), from: z.number().int().min(-1000).max(1000), to: z.number().int().min(-1000).max(1000).nullable() }),
  z.object({ kind: z.literal('status'), statuses: z.array(z.enum(leadStatuses)).max(6) }),
])
export type Trigger = z.infer<typeof trigger>

export const sequenceDefinition = z.object({
  trigger,
  /** Only leads of which this holds, whatever the trigger; null: all. */
  where: conditionSchema.nullable().default(null),
  /** Days after the end of a run until the trigger may take the same lead again; null: never. */
  againAfterDays: z.number().int().min(1).max(3650).nullable().default(null),
  steps,
  /** Converted, invalid, unsubscribed leads always leave. */
  exits: z.object({ replied: z.boolean().default(true), ready: z.boolean().default(true), where: conditionSchema.nullable().default(null) }).default({ replied: true, ready: true, where: null }),
})
export type SequenceDefinition = z.infer<typeof sequenceDefinition>
