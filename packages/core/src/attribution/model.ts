import { z } from 'zod'

/** How the credit for a won deal is shared among the touches before it. */
export const attributionModels = ['first', 'last', 'linear', 'time_decay', 'position'] as const
export type AttributionModel = (typeof attributionModels)[number]

/** What a model is asked with. Time decay uses the half-life alone, position its two ends alone. */
export const attributionOptionsSchema = z.object({
  model: z.enum(attributionModels).default('position'),
  /** A touch so many days before the win counts half as much as one at the win. */
  halfLifeDays: z.number().positive().max(3650).default(7),
  /** Credit of the first and of the last touch in per cent; the rest is shared by those between. */
  firstPercent: z.number().int().min(0).max(100).default(40),
  lastPercent: z.number().int().min(0).max(100).default(40),
  /** Touches longer before the win than this take no part; null: all of them. */
  lookbackDays: z.number().positive().max(3650).nullable().default(null),
}).refine(({ firstPercent, lastPercent }) => firstPercent + lastPercent <= 100, 'attribution.over_100_percent')
export type AttributionOptions = z.infer<typeof attributionOptionsSchema>

/** One time a person met us before the deal was won. */
export type Touch = {
  id: string
  /** UTC epoch milliseconds. */
  at: number
  channelId: string | null
  campaignId: string | null
  promoterId: string | null
}

/** What credit is given to. */
export const attributedTo = ['channel', 'campaign', 'promoter'] as const
export type AttributedTo = (typeof attributedTo)[number]

/** Whom of `by` a touch is of; null: it names none. */
export const keyOf = (touch: Touch, by: AttributedTo): string | null => (by === 'channel' ? touch.channelId : by === 'campaign' ? touch.campaignId : touch.promoterId)

export type WonDeal = {
  id: string
  /** UTC epoch milliseconds. */
  wonAt: number
  amountMinor: number
  /** ISO 4217 code. */
  currency: string
  touches: readonly Touch[]
}

/** A touch's part of one deal. The amounts of a deal's credits add up to its amount, the shares to 1. */
export type Credit = { touch: Touch; share: number; amountMinor: number }
