import type { Decimal } from 'decimal.js'
import { z } from 'zod'
import { Exact } from '../funnel/money.ts'
import { currency } from '../lib/wire.ts'

/** What is to be reached: a number of won deals, or money in minor units of one currency. */
export const targetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('deals'), deals: z.number().int().min(0).max(10_000_000) }),
  z.object({ kind: z.literal('money'), amountMinor: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER), currency }),
])
export type Target = z.infer<typeof targetSchema>

/** Won amounts of the past: their sum in minor units, how many, and their standard deviation (null: not known). */
export type WonAmounts = { sumMinor: number; deals: number; sdMinor: number | null; currency: string }

/** The target in deals, a fraction still, with the relative standard error that the mean amount brings in. */
export type WantedDeals = { exact: Decimal; relativeError: number }

/**
 * Deals to win for a target: itself, or money / mean won amount (exact). Null when money is asked and nothing was won in its
 * currency: then no mean is known.
 */
export function wantedDeals(target: Target, won: WonAmounts | null): WantedDeals | null {
  if (target.kind === 'deals') return { exact: new Exact(target.deals), relativeError: 0 }
  if (won === null || won.currency !== target.currency || won.deals === 0 || won.sumMinor <= 0) return null
  const relativeError = won.sdMinor === null || won.deals < 2 ? 0 : (won.sdMinor / (won.sumMinor / won.deals)) / Math.sqrt(won.deals)
  return { exact: new Exact(target.amountMinor).mul(won.deals).div(won.sumMinor), relativeError }
}
