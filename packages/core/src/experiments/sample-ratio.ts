import { twoSidedP } from '../lib/ratio.ts'

/**
 * Below it the arms' sizes are no accident: something gives or loses deals unevenly, and no result can be trusted.
 * So small because it is looked at often, every hour while the experiment runs, and one false alarm of many looks would spoil a sound experiment.
 */
export const MISMATCH_P = 0.0001
/** The approximation by chi-squared holds from about so many expected deals an arm. */
const expectedAtLeast = 10

/**
 * Whether the arms got as many deals as their weights say: p of Pearson's chi-squared with one degree of freedom fewer than arms; null while
 * an arm would have fewer than ten deals by its weight. The tails for 1, 2 and 3 degrees of freedom are exact (Abramowitz & Stegun 26.4.4–5). Fabijan et al., KDD 2019, on why to ask.
 */
export function sampleRatioP(counts: readonly number[], weights: readonly number[]): number | null {
  const n = counts.reduce((sum, one) => sum + one, 0)
  const whole = weights.reduce((sum, one) => sum + one, 0)
  const expected = weights.map((weight) => (n * weight) / whole)
  if (n === 0 || expected.some((one) => one < expectedAtLeast)) return null
  const x = counts.reduce((sum, count, i) => sum + (count - (expected[i] ?? 0)) ** 2 / (expected[i] ?? 0), 0)
  return chiSquaredTail(x, counts.length - 1)
}

/** P(X ≥ x) of a chi-squared variable with 1, 2 or 3 degrees of freedom. */
function chiSquaredTail(x: number, freedom: number): number {
  if (freedom === 2) return Math.exp(-x / 2)
  const tail = twoSidedP(Math.sqrt(x))
  return freedom === 1 ? tail : tail + Math.sqrt((2 * x) / Math.PI) * Math.exp(-x / 2)
}
