import { z } from 'zod'

/** What a link to the pools carries. */
export const poolsUrl = z.object({ pool: z.string().max(60).default(''), q: z.string().max(60).default(''), sort: z.enum(['pooled', 'score']).default('pooled') })
