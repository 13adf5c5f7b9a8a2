import { quantileTime, survival, survivalAt, type Observation } from '../../funnel/survival.ts'
import { sorted } from '../../lib/quantile.ts'
import { twoSidedP, wilson } from '../../lib/ratio.ts'

/** Like is compared with like: what one has and what all others have of each cell (source × amount band). */
type Cells<T> = ReadonlyMap<number, T>
export type Counted = { n: number; hits: number }
/** Days in a stage; `cause` null: still there. */
export type Watched = Observation<'left'>

/** A cell in which the others have fewer deals says nothing about them. */
const othersAtLeast = 5

/**
 * One against the others, over the cells in which both have deals.
 * - `n` deals of one's own in such cells, of `all`; `others` deals of the others in them
 * - `value`, `reference`: one's own and the others'; `low`, `high`: the 95 % interval of `value`
 * - `p`: null where nothing can be said
 */
export type Stratified = { value: number | null; reference: number | null; low: number | null; high: number | null; n: number; all: number; others: number; p: number | null }

/**
 * Two shares over cells. `value` and `reference` are weighed alike, w = n₁n₀/(n₁+n₀), so that their difference is Mantel & Haenszel's.
 * The interval is that of one's own standardised value alone, not of the difference: Wilson's, which stays within 0…1, on the number of deals
 * that would have as large a variance in one cell as Σ w²·p(1−p)/n₁ over (Σ w)². Where every cell is all hits or all misses that is 0 and says
 * nothing; then the number is (Σ w)² / Σ (w²/n₁) (Kish 1965), and the interval is not without width.
 * Test: Cochran–Mantel–Haenszel without continuity correction.
 */
export function compareShares(own: Cells<Counted>, others: Cells<Counted>): Stratified {
  const all = [...own.values()].reduce((sum, cell) => sum + cell.n, 0)
  let [n, m, weight, mine, theirs, spread, largest, observed, expected, variance] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
  for (const [key, { n: n1, hits: x }] of own) {
    const { n: n0, hits: y } = others.get(key) ?? { n: 0, hits: 0 }
    if (n1 === 0 || n0 < othersAtLeast) continue
    const total = n1 + n0
    const w = (n1 * n0) / total
    n += n1
    m += n0
    weight += w
    mine += (w * x) / n1
    theirs += (w * y) / n0
    spread += (w ** 2 * x * (n1 - x)) / n1 ** 3
    largest += w ** 2 / n1
    observed += x
    expected += (n1 * (x + y)) / total
    variance += (n1 * n0 * (x + y) * (total - x - y)) / (total ** 2 * (total - 1))
  }
  if (weight === 0) return { value: null, reference: null, low: null, high: null, n, all, others: m, p: null }
  // Sums of fractions may miss the ends by an ulp.
  const value = Math.min(1, mine / weight)
  const effective = weight ** 2 / (spread === 0 ? largest : spread / (value * (1 - value)))
  const { low, high } = wilson(value * effective, effective) ?? { low: null, high: null }
  return {
    value, reference: theirs / weight, low, high, n, all, others: m,
    p: variance === 0 ? 1 : twoSidedP((observed - expected) / Math.sqrt(variance)),
  }
}

/**
 * Two durations over cells, those that last counted by their time. `value`: the Kaplan–Meier median of one's own; `reference`: that of the
 * others with one's own mix, S(t) = Σ_c (n₁c/n₁) · S₀c(t) (direct standardisation of the curves). Null: more than half are still there.
 * Test: the log-rank test stratified by cell (Mantel 1966), open ones at risk until now, those watched late from then on.
 */
export function compareTimes(own: Cells<readonly Watched[]>, others: Cells<readonly Watched[]>): Stratified {
  const all = [...own.values()].reduce((sum, cell) => sum + cell.length, 0)
  const compared: { mine: readonly Watched[]; theirs: readonly Watched[] }[] = []
  for (const [key, mine] of own) {
    const theirs = others.get(key) ?? []
    if (mine.length > 0 && theirs.length >= othersAtLeast) compared.push({ mine, theirs })
  }
  const n = compared.reduce((sum, { mine }) => sum + mine.length, 0)
  const m = compared.reduce((sum, { theirs }) => sum + theirs.length, 0)
  if (n === 0) return { value: null, reference: null, low: null, high: null, n, all, others: m, p: null }
  let [excess, variance] = [0, 0]
  for (const { mine, theirs } of compared) {
    const one = logRank(mine, theirs)
    excess += one.excess
    variance += one.variance
  }
  const median = quantileTime(survival(compared.flatMap(({ mine }) => mine), ['left']), 0.5)
  return { ...median, reference: standardMedian(compared, n), n, all, others: m, p: variance === 0 ? null : twoSidedP(excess / Math.sqrt(variance)) }
}

/** Ways out beyond those expected, and their variance: hypergeometric at each instant at which somebody left. */
function logRank(mine: readonly Watched[], theirs: readonly Watched[]): { excess: number; variance: number } {
  const [one, other] = [riskOf(mine), riskOf(theirs)]
  let [excess, variance] = [0, 0]
  for (const at of new Set([...one.left.keys(), ...other.left.keys()])) {
    const [n1, n0] = [one.atRisk(at), other.atRisk(at)]
    const [n, d] = [n1 + n0, (one.left.get(at) ?? 0) + (other.left.get(at) ?? 0)]
    excess += (one.left.get(at) ?? 0) - (d * n1) / n
    if (n > 1) variance += (d * n1 * n0 * (n - d)) / (n ** 2 * (n - 1))
  }
  return { excess, variance }
}

/** How many left at each time, and how many were under watch and still there just before a time. */
function riskOf(all: readonly Watched[]): { left: ReadonlyMap<number, number>; atRisk: (at: number) => number } {
  const watched = all.filter(({ time, entry }) => entry === null || entry < time)
  const left = new Map<number, number>()
  for (const { time, cause } of watched) if (cause !== null) left.set(time, (left.get(time) ?? 0) + 1)
  const times = sorted(watched.map(({ time }) => time))
  const entries = sorted(watched.flatMap(({ entry }) => (entry === null ? [] : [entry])))
  return { left, atRisk: (at) => countFrom(times, at) - countFrom(entries, at) }
}

/** How many of ascending values are at least `at`. */
function countFrom(ascending: Float64Array, at: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] as number) < at) low = middle + 1
    else high = middle
  }
  return ascending.length - low
}

function standardMedian(compared: readonly { mine: readonly Watched[]; theirs: readonly Watched[] }[], n: number): number | null {
  const curves = compared.map(({ mine, theirs }) => ({ weight: mine.length / n, curve: survival(theirs, ['left']) }))
  const times = [...new Set(curves.flatMap(({ curve }) => curve.points.map(({ time }) => time)))].sort((a, b) => a - b)
  return times.find((time) => curves.reduce((sum, { weight, curve }) => sum + weight * survivalAt(curve, time), 0) <= 0.5 + 1e-9) ?? null
}

/** What lies between the value and what it is held against, in the unit of both; null where either is unknown. */
export const departure = ({ value, reference }: Pick<Stratified, 'value' | 'reference'>): number | null => (value === null || reference === null ? null : value - reference)
