import { Decimal } from 'decimal.js'
import type { Trace } from './trace.ts'

/** 40 significant digits: far more than sums of safe integers times four-decimal shares can need. */
export const Exact = Decimal.clone({ precision: 40 })

/**
 * What no number can hold exactly stays at the greatest that can: some mistyped amounts must not take the whole report
 * away. One amount is far below that (lib/wire), so hundreds of absurd ones are needed to get there.
 */
const held = (minor: number) => Math.max(-Number.MAX_SAFE_INTEGER, Math.min(minor, Number.MAX_SAFE_INTEGER))

/** Whole minor units, half away from zero. */
export function toMinor(amount: Decimal): number {
  return held(amount.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber())
}

/** Sum of the deals' amounts in minor units; integers throughout. */
export function sumMinor(traces: readonly Trace[]): number {
  let sum = 0
  for (const trace of traces) sum += trace.journey.amountMinor
  return held(sum)
}

/** The deals in one currency: money is never added across currencies. */
export function inCurrency(traces: readonly Trace[], currency: string): Trace[] {
  return traces.filter((trace) => trace.journey.currency === currency)
}
