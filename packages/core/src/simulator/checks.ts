/** One comparison of an estimate's 95 % interval with the truth. */
export interface Check {
  what: string
  truth: number
  low: number
  high: number
}

export const missesOf = (checks: readonly Check[]): Check[] => checks.filter((c) => c.truth < c.low || c.truth > c.high)

/**
 * How many of `n` independent 95 % intervals may miss by chance: the smallest m with P(Binomial(n, 0.05) > m) < 0.001.
 * Demanding no miss at all would fail a right estimator nearly always: of 60 intervals three miss on average.
 */
export function allowedMisses(n: number): number {
  let p = 0.95 ** n
  let cumulated = p
  let m = 0
  while (cumulated < 0.999) {
    m++
    p *= ((n - m + 1) / m) * (0.05 / 0.95)
    cumulated += p
  }
  return m
}
