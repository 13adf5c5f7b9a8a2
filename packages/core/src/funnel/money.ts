import { Decimal } from 'decimal.js'

/** 40 significant digits: far more than sums of safe integers times four-decimal shares can need. */
export const Exact = Decimal.clone({ precision: 40 })

/**
 * What no number can hold exactly stays at the greatest that can: some mistyped amounts must not take the whole report
 * away. One amount is far below that (lib/wire), so hundreds of absurd ones are needed to get there.
 */
export const held = (minor: number) => Math.max(-Number.MAX_SAFE_INTEGER, Math.min(minor, Number.MAX_SAFE_INTEGER))

/** Whole minor units, half away from zero. */
export function toMinor(amount: Decimal): number {
  return held(amount.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber())
}
