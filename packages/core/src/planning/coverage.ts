import { type Measured, quotient, statistic } from '../funnel/measured.ts'

export type Coverage =
  /** Quota is won already: nothing remains to be covered. */
  | { state: 'reached'; remainingMinor: 0 }
  | {
      state: 'open'
      remainingMinor: number
      /** Open pipeline closing in the period / what remains. */
      coverage: Measured
      /** 1 / value win rate, not "3×". */
      required: Measured
      /** Coverage below what is required; null when either is not known. */
      short: boolean | null
    }

/** 1 / value win rate, its interval turned round. Null value at a rate of 0, where no pipeline is enough. */
export function requiredCoverage(valueWinRate: Measured): Measured {
  const { value, low, high, n, censored, method } = valueWinRate
  const made = `1/(${method})`
  if (value === null || value === 0) return { ...statistic(null, n, censored, null, made, 'zero_denominator'), why: value === 0 ? 'zero_denominator' : valueWinRate.why }
  const interval = { low: high === null || high === 0 ? null : 1 / high, high: low === null || low === 0 ? null : 1 / low }
  return { ...statistic(1 / value, n, censored, interval, made), enough: valueWinRate.enough }
}

/**
 * Coverage of a quota in minor units: open pipeline that closes in the period over quota − won so far. `openDeals` is how many
 * deals the pipeline is. Remaining ≤ 0 is reached.
 */
export function coverageOf(input: { openMinor: number; openDeals: number; quotaMinor: number; wonMinor: number }, valueWinRate: Measured): Coverage {
  const remainingMinor = input.quotaMinor - input.wonMinor
  if (remainingMinor <= 0) return { state: 'reached', remainingMinor: 0 }
  const coverage = { ...quotient(input.openMinor, remainingMinor, 'open/remaining'), n: input.openDeals, hits: null, enough: true }
  const required = requiredCoverage(valueWinRate)
  return { state: 'open', remainingMinor, coverage, required, short: coverage.value === null || required.value === null ? null : coverage.value < required.value }
}
