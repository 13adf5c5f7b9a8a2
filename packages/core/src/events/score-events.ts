import { z } from 'zod'

const standing = z.object({ score: z.number().int(), grade: z.string(), isReady: z.boolean() })

/** What scoring tells of a lead: only when its grade or its readiness changes, not every point. */
export const scoreEvents = {
  /** `from` is null when it was not scored before; `because`: something it did, a change of it, time, new rules, or a new learnt model. */
  'lead.scored': standing.extend({ from: standing.nullable(), version: z.number().int(), because: z.enum(['behaviour', 'attributes', 'fading', 'rules', 'model']) }),
  /** It crossed the threshold upward; once a crossing, with hysteresis. */
  'lead.ready': z.object({ score: z.number().int(), grade: z.string(), threshold: z.number().int(), version: z.number().int(), because: z.enum(['behaviour', 'attributes', 'fading', 'rules', 'model']) }),
}
