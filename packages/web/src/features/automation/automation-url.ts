import { runStates } from '@sluice/core/automation/contract'
import { z } from 'zod'

export const automationsUrl = z.object({
  tab: z.enum(['list', 'runs']).default('list'),
  q: z.string().default(''),
  state: z.enum(['all', 'draft', 'active', 'paused', 'archived']).default('all'),
  object: z.enum(['all', 'deal', 'lead', 'account', 'contact', 'alarm']).default('all'),
  /** A template that is opened, begun for a stage: where a remedy leads. */
  template: z.string().default(''),
  stage: z.string().default(''),
})
export const automationUrl = z.object({ tab: z.enum(['design', 'picture', 'test', 'runs', 'versions']).default('design') })
export const runsUrl = z.object({
  run: z.string().default(''),
  runState: z.enum(['all', ...runStates]).default('all'),
  from: z.string().default(''),
  to: z.string().default(''),
  record: z.string().default(''),
})
