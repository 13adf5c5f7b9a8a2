import { experimentStates } from '@sluice/core/experiments/contract'
import { z } from 'zod'

export const experimentsTabs = ['list', 'patterns'] as const
export const patternDays = ['14', '30', '60'] as const
/** What a link to the experiments carries. */
export const experimentsUrl = z.object({
  tab: z.enum(experimentsTabs).default('list'),
  state: z.enum(['all', ...experimentStates]).default('all'),
  /** Opens the templates, for a pipeline. */
  begin: z.string().max(40).default(''),
  pipeline: z.string().max(60).default(''),
  days: z.enum(patternDays).default('30'),
})
export const experimentUrl = z.object({ arm: z.string().max(20).default(''), outcome: z.enum(['all', 'hit', 'miss', 'running']).default('all'), deals: z.enum(['open', 'closed']).default('closed') })
