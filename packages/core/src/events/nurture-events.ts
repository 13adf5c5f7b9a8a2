import { z } from 'zod'
import { id } from '../lib/wire.ts'

const sequence = { sequenceId: id, sequence: z.string() }

/** What nurturing does to a lead. Opens and clicks are no events: they stand with the mail and in the lead's behaviour. */
export const nurtureEvents = {
  'lead.enrolled': z.object({ ...sequence, enrolmentId: id, version: z.number().int(), source: z.string() }),
  'lead.left_sequence': z.object({ ...sequence, enrolmentId: id, state: z.enum(['done', 'left', 'failed']), reason: z.string().nullable() }),
  'lead.mailed': z.object({ mailId: id, subject: z.string(), sequenceId: id.nullable(), sequence: z.string().nullable() }),
  /** `isForGood` false: this mail came back, the address gets others. */
  'lead.mail_bounced': z.object({ mailId: id, said: z.string(), isForGood: z.boolean().optional() }),
  'lead.unsubscribed': z.object({ mailId: id.nullable() }),
  /** A sequence's own word on the score; whoever scores adds it. */
  'lead.points_given': z.object({ ...sequence, points: z.number().int(), reason: z.string() }),
}
