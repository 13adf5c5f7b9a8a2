import type { Comparison } from '@sluice/core/funnel/compare'

/**
 * What may be said of a difference. `few`: a side has too few deals for a verdict. `untested`: the figure is no counted share,
 * so there is no test to rely on, only two numbers. `none`: a side has no value.
 */
export type Verdict = 'significant' | 'not' | 'few' | 'untested' | 'none'

/** Two-sided, at the level of the intervals shown. */
const level = 0.05

/** The verdict on one comparison: size and sign are the figure's, this only says whether chance alone would do. */
export function verdictOf({ difference, p, enough }: Pick<Comparison, 'difference' | 'p' | 'enough'>): Verdict {
  if (difference === null) return 'none'
  if (!enough) return 'few'
  if (p === null) return 'untested'
  return p < level ? 'significant' : 'not'
}

/** The step whose conversion fell most among those that differ significantly: where to look first. */
export function worstStep(comparisons: readonly Comparison[]): Comparison | null {
  const fallen = comparisons.filter(
    (one) => one.name.metric === 'step.conversion' && one.difference !== null && one.difference < 0 && verdictOf(one) === 'significant',
  )
  return fallen.toSorted((x, y) => (x.difference ?? 0) - (y.difference ?? 0))[0] ?? null
}

/** How many shares were tested at once: with twenty of them, one "significant" is to be expected by chance. */
export function testedCount(comparisons: readonly Comparison[]): number {
  return comparisons.filter((one) => one.p !== null && one.enough).length
}
