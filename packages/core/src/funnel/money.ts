import { Decimal } from 'decimal.js'
import type { Trace } from './trace.ts'

/** 40 significant digits: far more than sums of safe integers times four-decimal shares can need. */
export const Exact = Decimal.clone({ precision: 40 })

/** Whole minor units, half away from zero. @throws RangeError beyond the safe integers. */
export function toMinor(amount: Decimal): number {
  const minor = amount.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber()
  if (!Number.isSafeInteger(minor)) throw new RangeError(`amount out of range: ${amount.toString()}`)
  return minor
}

/** Sum of the deals' amounts in minor units; integers throughout. @throws RangeError beyond the safe integers. */
export function sumMinor(traces: readonly Trace[]): number {
  let sum = 0
  for (const trace of traces) sum += trace.journey.amountMinor
  if (!Number.isSafeInteger(sum)) throw new RangeError(`amount out of range: ${sum}`)
  return sum
}

/** The deals in one currency: money is never added across currencies. */
export function inCurrency(traces: readonly Trace[], currency: string): Trace[] {
  return traces.filter((trace) => trace.journey.currency === currency)
}
