import { z } from 'zod'
import { notificationKind } from './contract.ts'

/** Kinds that somebody may be waited for; what is escalated is not escalated again. */
export const waitedKind = notificationKind.exclude(['escalated'])
export type WaitedKind = z.infer<typeof waitedKind>

/** What a notice of kind `escalated` tells: the notice that nobody answered, from whom, and how long it has waited. */
const escalated = z.object({
  kind: waitedKind, data: z.record(z.string(), z.unknown()), from: z.array(z.string()), waitedMinutes: z.number(),
  /** Only the organisation's working time counts. */
  isWorkTime: z.boolean(),
  ways: z.object({ mail: z.boolean(), push: z.boolean(), app: z.boolean(), robot: z.boolean() }),
  ignoresQuiet: z.boolean(),
})
export type Escalated = z.infer<typeof escalated>

/** Null when it is not of this shape. */
export const escalatedNotice = (data: unknown): Escalated | null => escalated.safeParse(data).data ?? null
