import { z } from 'zod'

export const formsUrl = z.object({ q: z.string().default(''), show: z.enum(['active', 'archived']).default('active') })
export const formUrl = z.object({
  tab: z.enum(['design', 'submissions', 'figures', 'share']).default('design'),
  verdict: z.enum(['all', 'accepted', 'duplicate', 'suspected_bot']).default('all'),
  q: z.string().default(''),
})
