import { z } from 'zod'

export const cleaningTabs = ['pairs', 'held', 'merges', 'refusals'] as const

/** What a link to the cleaning lists carries. */
export const cleaningUrl = z.object({ tab: z.enum(cleaningTabs).default('pairs'), q: z.string().default(''), state: z.enum(['held', 'released', 'refused']).default('held') })
