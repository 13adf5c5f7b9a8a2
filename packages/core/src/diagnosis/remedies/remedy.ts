import { z } from 'zod'
import { localizedSchema } from '../../config/localized.ts'
import { line } from '../../lib/wire.ts'
import { causeCodes } from '../said.ts'

/** What can be made of a remedy with one click. */
export const remedyActions = ['task', 'rule', 'review_topic'] as const

/** An entry of the strategy library: which causes it answers, and what to do. Organisations edit copies of it. */
export const remedySchema = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,47}$/),
  name: localizedSchema,
  causes: z.array(z.enum(causeCodes)).min(1),
  /** In a sentence: what it is and when it helps. */
  summary: localizedSchema,
  steps: z.array(localizedSchema).min(1),
  /** The metric (registry key) that should move, which way, and after how many days to look. */
  effect: z.object({ metric: line(80), direction: z.enum(['up', 'down']), afterDays: z.number().int().min(1).max(365) }),
  suggest: z.object({ action: z.enum(remedyActions), topic: localizedSchema }),
})
export type Remedy = z.infer<typeof remedySchema>
