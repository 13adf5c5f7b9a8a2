import { touchModels } from '@sluice/core/campaigns/contract'
import { campaignStatuses } from '@sluice/core/campaigns/status'
import { z } from 'zod'

/** What a link to the list of campaigns carries. */
export const campaignsUrl = z.object({
  status: z.enum(['all', ...campaignStatuses]).default('all'),
  q: z.string().default(''),
  model: z.enum(touchModels).default('last'),
})
export const campaignUrl = z.object({ model: z.enum(touchModels).default('last') })
