import { z } from 'zod'
import { id } from '../lib/wire.ts'

/** The attributes of a deal that numbers are made from. A change of any of them opens a new deal version. */
export const measured = z.object({
  pipelineId: id,
  stageId: id,
  amountMinor: z.number().int().nullable(),
  currency: z.string(),
  winProbability: z.number().min(0).max(1).nullable(),
  expectedCloseOn: z.string().nullable(),
  ownerId: id.nullable(),
  teamId: id.nullable(),
  sourceId: id.nullable(),
})
export type Measured = z.infer<typeof measured>

/** `field → [before, after]`, of any field of the record. */
export const changes = z.record(z.string(), z.tuple([z.unknown(), z.unknown()]))
export type Changes = z.infer<typeof changes>

export const dealEvents = {
  'deal.created': measured.extend({
    number: z.number().int(),
    title: z.string(),
    accountId: id.nullable(),
    leadId: id.nullable(),
    /** Left truncation: the stage was entered at an unknown earlier time; at risk only from this instant. */
    riskFrom: z.string().nullable(),
    importId: id.nullable(),
  }),
  'deal.moved': z.object({
    pipelineId: id,
    from: id,
    to: id,
    direction: z.enum(['advance', 'back']),
    reason: z.string().nullable(),
  }),
  'deal.transferred': z.object({ fromPipelineId: id, pipelineId: id, from: id, to: id, reason: z.string().nullable() }),
  'deal.won': z.object({ pipelineId: id, stageId: id }),
  'deal.lost': z.object({
    pipelineId: id,
    stageId: id,
    reasonId: id.nullable(),
    note: z.string().nullable(),
    competitor: z.string().nullable(),
  }),
  'deal.reopened': z.object({ pipelineId: id, stageId: id, reason: z.string().nullable() }),
  'deal.changed': z.object({ pipelineId: id, changes }),
  'deal.contacts_changed': z.object({ added: z.array(id), removed: z.array(id), role: z.string().nullable() }),
  /** A publication took the stage away under the deal: `to` stands for it. The stay goes on; no clock is reset. */
  'deal.remapped': z.object({ pipelineId: id, from: id, to: id, versionN: z.number().int() }),
  /** Open but paused: in no stock and no forecast. `automatic`: by the pipeline's rule, not by somebody. */
  'deal.slept': z.object({ pipelineId: id, automatic: z.boolean(), idleDays: z.number().int().nullable() }),
  'deal.woken': z.object({ pipelineId: id, by: z.enum(['person', 'activity', 'change', 'move']) }),
  'deal.removed': z.object({ pipelineId: id, importId: id.nullable() }),
}
