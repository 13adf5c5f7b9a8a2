import { z } from 'zod'
import { id, line, prose } from '../../lib/wire.ts'

/** What a step of a custom funnel asks of a subject (a lead and the deal that it became, or a deal alone): an instant, or never. */
export const customStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lead_created') }),
  z.object({ kind: z.literal('lead_qualified') }),
  z.object({ kind: z.literal('lead_converted') }),
  z.object({ kind: z.literal('deal_created') }),
  z.object({ kind: z.literal('stage_reached'), pipelineId: id, stageId: id }),
  z.object({ kind: z.literal('milestone_reached'), milestoneKind: line(64) }),
  z.object({ kind: z.literal('deal_won') }),
  z.object({ kind: z.literal('contract_signed') }),
  z.object({ kind: z.literal('payment_confirmed') }),
])
export type CustomStepKind = z.infer<typeof customStep>

/**
 * A saved funnel of one's own. `name` and the steps' names are the user's words. `windowDays` null: no limit.
 * - `linear`: a later step counts even when one before it was passed over
 * - `strict`: each step must follow the one before it in time
 */
export const customView = z.object({
  name: line(80),
  steps: z.array(z.object({ name: line(40), step: customStep })).min(2).max(12),
  order: z.enum(['linear', 'strict']).default('linear'),
  windowDays: z.number().int().min(1).max(1830).nullable().default(null),
  /** A condition on the deal, as in lists; null: all. */
  where: prose(20_000).nullable().default(null),
  visibility: z.enum(['private', 'team', 'org']).default('private'),
})
export type CustomView = z.infer<typeof customView>
