import { z } from 'zod'

/** What a link to the team carries: whose, over which time, in which order, whom. */
export const teamUrl = z.object({
  tab: z.enum(['people', 'coaching', 'taken']).default('people'),
  team: z.string().max(40).default(''),
  days: z.enum(['90', '180', '365']).default('365'),
  /** Column and direction; empty: whoever needs the manager most first. */
  sort: z.enum(['', 'name', 'open', 'weighted', 'risk', 'deals', 'quota', 'response', 'contact', 'alarms']).default(''),
  up: z.boolean().default(false),
  /** Whose deals are open beside the list. */
  who: z.string().max(40).default(''),
})
export type TeamUrl = ReturnType<typeof teamUrl.parse>
