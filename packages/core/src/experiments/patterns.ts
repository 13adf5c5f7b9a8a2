import { adjusted } from '../lib/false-discovery.ts'
import { sorted } from '../lib/quantile.ts'
import { type Interval, ratio, twoSidedP, Z95 } from '../lib/ratio.ts'

/** What was done with a deal, in its order: a kind of activity, a demo or a quote. `decider`: with the decision-maker. */
export interface SalesStep {
  kind: string
  /** Days since the deal began. */
  day: number
  decider: boolean
}
/** A closed deal that was still open when its first days had passed, with its steps of these days. */
export interface ClosedDeal {
  isWon: boolean
  amountMinor: number | null
  sourceId: string | null
  steps: readonly SalesStep[]
}

export const patternKinds = ['first', 'path', 'times', 'decider_before_quote', 'demo_before_quote', 'early'] as const
/** `first`: began with `steps[0]`; `path`: began with `steps` in this order, repeats aside; `times`: `steps[0]` at least three times; `early`: a first step within a day. */
export interface SalesPattern {
  kind: (typeof patternKinds)[number]
  steps: readonly string[]
}
export const patternVerdicts = ['more', 'less', 'alike', 'too_few'] as const
export interface PatternRow {
  pattern: SalesPattern
  /** All deals with the pattern and without it, as counted. */
  with: { n: number; hits: number }
  without: { n: number; hits: number }
  /** Shares won with everybody's mix, where deals with and without it are found side by side; their difference with its 95 % interval. */
  standardised: { with: number | null; without: number | null; difference: number | null; low: number | null; high: number | null }
  p: number | null
  q: number | null
  /** Share of all deals in the strata that could be compared. */
  covered: number
  verdict: (typeof patternVerdicts)[number]
}

const timesOf = 3
/** Of fewer deals on a side nothing is said. */
export const LEAST_OF_PATTERN = 20

/** The patterns that a deal's first days show. */
function patternsOf({ steps }: ClosedDeal): string[] {
  const kinds = steps.map((step) => step.kind)
  const [first] = kinds
  if (first === undefined) return []
  const turns = kinds.filter((kind, i) => kind !== kinds[i - 1])
  const before = (isIt: (step: SalesStep) => boolean) => {
    const quote = steps.findIndex((step) => step.kind === 'quote')
    // Without a quote nothing came before it: such deals would make whoever never got so far look like those who did.
    return quote >= 0 && steps.slice(0, quote).some(isIt)
  }
  const counts = new Map<string, number>()
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [
    key('first', [first]), ...(turns.length >= 2 ? [key('path', turns.slice(0, 2))] : []), ...(turns.length >= 3 ? [key('path', turns.slice(0, 3))] : []),
    ...[...counts].flatMap(([kind, n]) => (n >= timesOf ? [key('times', [kind])] : [])),
    ...(before((step) => step.decider) ? [key('decider_before_quote', [])] : []), ...(before((step) => step.kind === 'demo') ? [key('demo_before_quote', [])] : []),
    ...((steps[0]?.day ?? Infinity) <= 1 ? [key('early', [])] : []),
  ]
}
const key = (kind: SalesPattern['kind'], steps: readonly string[]) => [kind, ...steps].join(' ')
function patternOf(text: string): SalesPattern {
  const [kind = '', ...steps] = text.split(' ')
  return { kind: kind as SalesPattern['kind'], steps }
}

/**
 * Which beginnings go together with winning: of the closed deals those with a pattern against those without it, within strata of amount (thirds)
 * and source, so that a pattern of large deals is not credited with what large deals do anyway. Mantel–Haenszel's weights make one difference of
 * the strata (J. Natl Cancer Inst. 22 (1959) 719), its variance is Sato's, which holds for many thin strata too (Biometrics 45 (1989) 1323); q by
 * Benjamini–Hochberg over all patterns that were looked at. What else tells deals apart is not accounted for: association, not cause.
 * Only patterns with enough deals on both sides are looked at. The surest first.
 */
export function patternRows(deals: readonly ClosedDeal[]): PatternRow[] {
  const stratum = strataOf(deals)
  const patterns = deals.map((deal) => new Set(patternsOf(deal)))
  const counts = new Map<string, number>()
  for (const name of patterns.flatMap((one) => [...one])) counts.set(name, (counts.get(name) ?? 0) + 1)
  const names = [...counts].flatMap(([name, n]) => (Math.min(n, deals.length - n) < LEAST_OF_PATTERN ? [] : [name])).toSorted()
  const rows = names.map((name) => compare(name, deals, patterns, stratum))
  const qs = adjusted(rows.map((row) => row.p))
  return rows
    .map((row, i): PatternRow => {
      const q = qs[i] ?? null
      const { difference } = row.standardised
      return { ...row, q, verdict: q === null || difference === null ? 'too_few' : q > 0.05 || difference === 0 ? 'alike' : difference > 0 ? 'more' : 'less' }
    })
    .toSorted((a, b) => (a.q ?? 2) - (b.q ?? 2) || Math.abs(b.standardised.difference ?? 0) - Math.abs(a.standardised.difference ?? 0))
}

/** Third of the amount and source of each deal; deals without an amount are a stratum of their own. */
function strataOf(deals: readonly ClosedDeal[]): string[] {
  const amounts = sorted(deals.flatMap((deal) => deal.amountMinor ?? []))
  const [low = 0, high = 0] = [1, 2].map((third) => amounts[Math.floor((amounts.length * third - 1) / 3)] ?? 0)
  return deals.map(({ amountMinor, sourceId }) => `${amountMinor === null ? '-' : amountMinor <= low ? 0 : amountMinor <= high ? 1 : 2} ${sourceId ?? '-'}`)
}

interface Cell {
  with: { n: number; hits: number }
  without: { n: number; hits: number }
}

function compare(name: string, deals: readonly ClosedDeal[], patterns: readonly ReadonlySet<string>[], stratum: readonly string[]): Omit<PatternRow, 'q' | 'verdict'> {
  const cells = new Map<string, Cell>()
  const empty = (): Cell => ({ with: { n: 0, hits: 0 }, without: { n: 0, hits: 0 } })
  const all = empty()
  for (const [i, deal] of deals.entries()) {
    const place = stratum[i] ?? ''
    const cell = cells.get(place) ?? empty()
    cells.set(place, cell)
    for (const one of [cell, all]) {
      const side = patterns[i]?.has(name) === true ? one.with : one.without
      side.n++
      if (deal.isWon) side.hits++
    }
  }
  const comparable = [...cells.values()].filter((cell) => cell.with.n > 0 && cell.without.n > 0)
  const covered = ratio(comparable.reduce((sum, cell) => sum + cell.with.n + cell.without.n, 0), deals.length) ?? 0
  const side = (which: keyof Cell) => comparable.reduce((sum, cell) => sum + cell[which].n, 0)
  const result = Math.min(side('with'), side('without')) < LEAST_OF_PATTERN ? null : mantelHaenszel(comparable)
  return {
    pattern: patternOf(name), ...all, covered, p: result?.p ?? null,
    standardised: { with: result?.with ?? null, without: result?.without ?? null, difference: result?.difference ?? null, low: result?.low ?? null, high: result?.high ?? null },
  }
}

/** Difference of shares over strata with Mantel–Haenszel's weights n₁n₀/N, Sato's variance. Every stratum has both sides. */
function mantelHaenszel(cells: readonly Cell[]): ({ with: number; without: number; difference: number; p: number } & Interval) | null {
  let [weight, a, b, p, q] = [0, 0, 0, 0, 0]
  for (const { with: one, without: other } of cells) {
    const n = one.n + other.n
    weight += (one.n * other.n) / n
    a += (one.hits * other.n) / n
    b += (other.hits * one.n) / n
    p += (one.n ** 2 * other.hits - other.n ** 2 * one.hits + (one.n * other.n * (other.n - one.n)) / 2) / n ** 2
    q += (one.hits * (other.n - other.hits) + other.hits * (one.n - one.hits)) / (2 * n)
  }
  if (weight === 0) return null
  const difference = (a - b) / weight
  const error = Math.sqrt(Math.max(0, difference * p + q)) / weight
  return { with: a / weight, without: b / weight, difference, low: Math.max(-1, difference - Z95 * error), high: Math.min(1, difference + Z95 * error), p: error === 0 ? 1 : twoSidedP(difference / error) }
}
