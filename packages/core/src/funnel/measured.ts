import { type Interval, wilson } from '../lib/ratio.ts'

/** Why a figure has no value. */
export type NoValue = 'no_data' | 'zero_denominator' | 'not_reached' | 'last_stage' | 'too_few_periods'

/**
 * One figure as every measure answers it. `value` is a share (0.25 = 25 %), days, a count, or whole minor units.
 * `n` deals are behind it, of which `hits` fulfil it and `censored` are still undecided; `low`–`high` is the 95 % interval
 * where there is one. `enough` false means: show "not enough data", never a bold figure. The caller adds instant and zone.
 */
export type Measured = {
  value: number | null
  n: number
  hits: number | null
  censored: number
  low: number | null
  high: number | null
  method: string
  enough: boolean
  why: NoValue | null
}

/** Below this many deals a share, and equally a duration statistic, is not shown as a figure. */
export const MIN_N = 20

/** `hits` of `n` with Wilson's interval. */
export function share(hits: number, n: number, censored: number, method: string): Measured {
  const interval = wilson(hits, n)
  return {
    value: n === 0 ? null : hits / n,
    n,
    hits,
    censored,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    method: `${method}/wilson`,
    enough: n >= MIN_N,
    why: n === 0 ? 'no_data' : null,
  }
}

/** `part / whole` of two counts that are not a part and its whole (it may exceed 1), so without an interval. */
export function quotient(part: number, whole: number, method: string): Measured {
  return {
    ...bare(whole === 0 ? null : part / whole, whole, method),
    hits: part,
    enough: whole >= MIN_N,
    why: whole === 0 ? 'zero_denominator' : null,
  }
}

/** A count, or a sum of whole minor units, over `n` deals: exact, and always enough. */
export function total(value: number, n: number, method: string): Measured {
  return { ...bare(value, n, method), enough: true }
}

/** A statistic over `n` deals, with an interval where there is one. */
export function statistic(
  value: number | null,
  n: number,
  censored: number,
  interval: Interval | { low: number | null; high: number | null } | null,
  method: string,
  why: NoValue = 'no_data',
): Measured {
  return {
    ...bare(value, n, method),
    censored,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    enough: n >= MIN_N,
    why: value === null ? (n === 0 ? 'no_data' : why) : null,
  }
}

function bare(value: number | null, n: number, method: string): Measured {
  return { value, n, hits: null, censored: 0, low: null, high: null, method, enough: false, why: null }
}
