import { attributedTo, attributionModels } from '@sluice/core/attribution/model'
import { z } from 'zod'

export const attributionTabs = ['credit', 'channels', 'icp', 'rejections'] as const
export const periodDays = ['30', '90', '180', '365', '730'] as const
export const halfLives = ['3', '7', '14', '30', '90'] as const
export const lookbacks = ['all', '30', '90', '180', '365'] as const

/** What a link to the return of channels and campaigns carries. */
export const attributionUrl = z.object({
  tab: z.enum(attributionTabs).default('credit'),
  days: z.enum(periodDays).default('365'),
  by: z.enum(attributedTo).default('channel'),
  model: z.enum(attributionModels).default('position'),
  halfLife: z.enum(halfLives).default('7'),
  lookback: z.enum(lookbacks).default('all'),
  currency: z.string().max(3).default(''),
  /** Whose deals are open. */
  of: z.string().max(60).default(''),
  pipeline: z.string().max(60).default(''),
  /** By what rejections are told apart. */
  back: z.enum(['channel', 'campaign']).default('channel'),
})
export type AttributionUrl = z.infer<typeof attributionUrl>
