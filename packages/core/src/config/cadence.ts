import { z } from 'zod'
import type { stageLayers } from './pipeline.ts'

const days = z.number().int().min(1).max(365)

/**
 * When customers are spoken to too little or too much. A deal is silent after so many days without a customer-facing activity, by the
 * layer of its stage; an open lead is idle after `idleLeadDays`. So many `contacts` in so many `days` without an answer are too many.
 * How long a deal may stay is its stage's (`dwell`), and when it falls asleep its pipeline's (`dormantDays`).
 */
export const cadenceLimits = z.object({
  silentDays: z.object({ nurture: days, advance: days, sign: days } satisfies Record<(typeof stageLayers)[number], typeof days>),
  idleLeadDays: days,
  tooMany: z.object({ contacts: z.number().int().min(2).max(50), days: z.number().int().min(1).max(60) }),
}).meta({ id: 'CadenceLimits' })
export type CadenceLimits = z.infer<typeof cadenceLimits>

/** Of an organisation that set none. */
export const usualCadence: CadenceLimits = { silentDays: { nurture: 14, advance: 14, sign: 14 }, idleLeadDays: 14, tooMany: { contacts: 4, days: 7 } }
