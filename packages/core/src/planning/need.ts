import type { Decimal } from 'decimal.js'
import { Exact } from '../funnel/money.ts'
import { type Interval, Z95 } from '../lib/ratio.ts'

/**
 * How many are needed: whole deals, rounded up once from the exact quotient, with the 95 % interval that the rates behind
 * it leave open. `high` null: no upper end is known (a rate that may as well be 0).
 */
export type Need = { value: number; low: number; high: number | null }

/** A rate with its 95 % interval, in shares. */
export type Rate = { value: number; low: number; high: number }

/** What no plan needs more of: beyond it a count is not exact any more, and means "never". */
const MOST = Number.MAX_SAFE_INTEGER

/**
 * Rounded up to whole deals; exact decimals before the ceiling, so that 20 / (0.4 · 0.25 · 0.1) is 2000 and not 2001. Of the 40 digits
 * the last ten are left out: thirds and sevenths have no last digit, and 3.00…01 must not become 4.
 */
export function wholeDeals(exact: Decimal): number {
  return exact.gte(MOST) ? MOST : Math.max(0, exact.toSignificantDigits(30).ceil().toNumber())
}

/** A number that floating-point arithmetic made, without the noise of its last digits. */
export const denoised = (value: Decimal.Value): Decimal => new Exact(value).toSignificantDigits(12)

/** A need of zero, certain: the target is reached. */
export const NOTHING: Need = { value: 0, low: 0, high: 0 }

/**
 * A positive need from its exact value and the relative standard error of the rates behind it: the delta method on the
 * logarithm, value · e^(±z·se), which keeps the interval positive and lets it lean upwards, as a quotient does.
 */
export function needOf(exact: Decimal, relativeError: number): Need {
  if (exact.lte(0)) return NOTHING
  const value = wholeDeals(exact)
  if (!Number.isFinite(relativeError)) return { value, low: 0, high: null }
  const spread = Math.exp(Z95 * relativeError)
  // Rounding noise of a certain rate must not lift the limits past the value.
  if (spread === 1) return { value, low: value, high: value }
  return { value, low: wholeDeals(exact.div(spread)), high: wholeDeals(exact.mul(spread)) }
}

/** A rate strictly between 0 and 1 with its delta-method interval on the logit scale; at 0 and 1 the interval given is used. */
export function rateOf(value: number, standardError: number, atEnds: Interval): Rate {
  if (value <= 0 || value >= 1) return { value, low: Math.min(value, atEnds.low), high: Math.max(value, atEnds.high) }
  const logit = Math.log(value / (1 - value))
  const half = (Z95 * standardError) / (value * (1 - value))
  const back = (x: number) => 1 / (1 + Math.exp(-x))
  return { value, low: back(logit - half), high: back(logit + half) }
}
