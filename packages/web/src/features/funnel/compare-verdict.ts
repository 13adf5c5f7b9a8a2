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

/** How much worse the compared step became, in share units; 0 when it did not, or not for sure. */
function harm(one: Comparison): number {
  if (one.difference === null || verdictOf(one) !== 'significant') return 0
  if (one.name.metric === 'step.conversion') return Math.max(0, -one.difference)
  return one.name.metric === 'step.lost' ? Math.max(0, one.difference) : 0
}

/**
 * Where to look first: the step whose conversion fell most, or whose losses rose most, among those that differ significantly.
 * Losses count too, because a young group shows them before its conversion is decided.
 */
export function worstStep(comparisons: readonly Comparison[]): Comparison | null {
  const worst = comparisons.toSorted((x, y) => harm(y) - harm(x))[0]
  return worst !== undefined && harm(worst) > 0 ? worst : null
}

/** How many shares were tested at once: with twenty of them, one "significant" is to be expected by chance. */
export function testedCount(comparisons: readonly Comparison[]): number {
  return comparisons.filter((one) => one.p !== null && one.enough).length
}
