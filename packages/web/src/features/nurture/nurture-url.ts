import { z } from 'zod'

export const nurtureUrl = z.object({
  tab: z.enum(['sequences', 'templates', 'contents']).default('sequences'),
  q: z.string().default(''),
  state: z.enum(['all', 'draft', 'running', 'paused', 'archived']).default('all'),
})
export const sequenceUrl = z.object({ tab: z.enum(['design', 'results', 'leads', 'versions']).default('design') })
