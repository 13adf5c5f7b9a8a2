import { z } from 'zod'
import { id } from '../lib/wire.ts'
import { changes } from './deal-events.ts'

const passed = z.object({ userId: id, reason: z.string() })
/** What each rule said, and who was passed over. */
const trace = z.array(z.object({ key: z.string(), name: z.string(), by: z.string(), outcome: z.string(), passed: z.array(passed) }))

/** Who was given a lead, how sales answered, and its way through the pools. Subject is the lead. */
export const handOverEvents = {
  /** `ruleId` null: by a person. `choice` null where the rule names one person. `from`: who had it before. */
  'lead.assigned': z.object({
    userId: id, from: id.nullable(), ruleId: id.nullable(), ruleName: z.string().nullable(), by: z.string().nullable(), choice: z.string().nullable(), isAfterHours: z.boolean(), trace,
    reason: z.enum(['rule', 'person', 'reassigned']), changes: changes.optional(),
  }),
  'lead.handed_over': z.object({ handOverId: id, userId: id, ruleId: id.nullable() }),
  'lead.accepted': z.object({ handOverId: id, userId: id }),
  'lead.rejected': z.object({ handOverId: id, userId: id, reason: z.string(), note: z.string(), changes: changes.optional() }),
  /** `by`: what put it there; `idleDays` of a lead that nobody had touched. */
  'lead.pooled': z.object({ poolId: id, from: id.nullable(), by: z.enum(['person', 'rule']), idleDays: z.number().int().nullable(), reason: z.string(), changes: changes.optional() }),
  /** `givenBy`: the manager, when it was not picked. */
  'lead.picked': z.object({ poolId: id, userId: id, givenBy: id.nullable(), changes: changes.optional() }),
  /** `step`: the time is over; the manager was told; the lead was given to another. */
  'response.breached': z.object({ userId: id, dueAt: z.string(), targetMinutes: z.number().int(), step: z.enum(['breached', 'escalated', 'reassigned']) }),
  'response.met': z.object({ userId: id, minutes: z.number().int(), totalMinutes: z.number().int(), isLate: z.boolean() }),
}
