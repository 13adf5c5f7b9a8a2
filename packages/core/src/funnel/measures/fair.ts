import { type Interval, twoSidedP, wilson } from '../../lib/ratio.ts'
import type { DealColumns, Selection } from '../columns.ts'
import { lookAt, lookFor, OPEN, versionAtClose, WON } from '../look.ts'
import { type Measured, MIN_N, share, statistic } from '../measured.ts'
import type { Asked, Slice } from './asked.ts'
import { closed, entered } from './cohort-steps.ts'
import { adjust } from './difference.ts'
import { segmentsOf } from './segments.ts'
import { endedBefore } from './ended-before.ts'
import { selected } from './selected.ts'

/**
 * `of`: whom to compare. `within`: slices that make the segments in which like is compared with like; `amountBands`: upper
 * limits in minor units, ascending, that make one more (of the asked currency; other currencies are a band of their own).
 * `figure`: won / closed in the period, or won / entered of the cohort. `minSegment` (default 5): a segment in which one has fewer deals is not compared.
 */
export type FairOptions = Asked & {
  of: 'owner' | 'team'
  within: readonly Slice[]
  amountBands?: readonly number[]
  figure?: 'closed' | 'cohort'
  minSegment?: number
}

/**
 * One rep or team.
 * - `raw`: the plain rate over all its deals
 * - `adjusted`: the rate it would have with everybody's mix of segments (direct standardisation over the segments it can be compared in)
 * - `reference`: everybody's rate over the same segments with the same weights: what to hold `adjusted` against
 * - `segments` it has deals in, `comparable` of them; `covered`: their share of everybody's deals
 * - `difference` = adjusted − reference, its interval with the reference taken as given; `p`: Cochran–Mantel–Haenszel against the others; `q`: Benjamini–Hochberg
 * `enough`: MIN_N deals and at least half of everybody's mix covered.
 */
export type FairRow = {
  value: string | null
  raw: Measured
  adjusted: Measured
  reference: number | null
  difference: number | null
  low: number | null
  high: number | null
  p: number | null
  q: number | null
  segments: number
  comparable: number
  covered: number
  enough: boolean
}
export type Fair = { asOf: number; figure: 'closed' | 'cohort'; segments: number; whole: Measured; rows: FairRow[] }

/** Deals and wins of one in one segment. */
export type Cell = { n: number; hits: number; open: number }

/** Owners or teams beside each other as if all had the same mix of deals. Rows by number of deals. */
export function fair(columns: DealColumns, selection: Selection, options: FairOptions): Fair {
  const { asOf, figure = 'closed', amountBands = [] } = options
  const ask = selected(columns, selection)
  const look = lookFor(columns.stages.length)
  const units = segmentsOf(columns, [options.of])
  const segments = segmentsOf(columns, options.within)
  const currency = columns.dictionaries.currency.codes.get(options.currency) ?? -1
  const bands = amountBands.length + 2
  const cells: Map<number, Cell>[] = []
  const count = (unit: number, segment: number) => {
    let band = 0
    if (amountBands.length > 0) {
      if (look.currency !== currency) band = bands - 1
      else while (band < amountBands.length && look.amountMinor >= (amountBands[band] as number)) band++
    }
    const own = (cells[unit] ??= new Map<number, Cell>())
    const key = segment * bands + band
    const cell = own.get(key) ?? { n: 0, hits: 0, open: 0 }
    if (cell.n === 0) own.set(key, cell)
    cell.n++
    if (look.standing === WON) cell.hits++
    if (look.standing === OPEN) cell.open++
  }
  const quiet = Math.min(options.from ?? -Infinity, asOf)
  for (let row = 0; row < columns.size; row++) {
    if (!ask.row(row) || endedBefore(columns, row, quiet) || !lookAt(columns, row, asOf, look)) continue
    if (figure === 'cohort') {
      if (entered(look, options) && ask.atEntry(row)) count(units.atEntry(row), segments.atEntry(row))
    } else if (closed(look, options) && ask.atClose(look)) {
      const version = versionAtClose(columns, look)
      const then = version < 0 ? look.version : version
      count(units.inVersion(row, then), segments.inVersion(row, then))
    }
  }
  const { whole, rows } = standardised(cells, options.minSegment ?? 5)
  const named = rows.map((row, unit): FairRow => ({ value: units.values(unit)[0] ?? null, ...row }))
  return { asOf, figure, segments: whole.segments, whole: whole.rate, rows: named.sort((a, b) => b.raw.n - a.raw.n || ((a.value ?? '') < (b.value ?? '') ? -1 : 1)) }
}

/**
 * Direct standardisation of each one's rates to everybody's mix: Σ w_s p_s with w_s everybody's share of segment s, over the
 * segments with at least `least` deals of one's own. Interval by MOVER from the segments' Wilson limits (Zou & Donner, Statist.
 * Med. 27 (2008) 1693), which reduces to Wilson's for one segment. Test: Cochran–Mantel–Haenszel without continuity correction.
 */
export function standardised(cells: readonly ReadonlyMap<number, Cell>[], least: number): { whole: { rate: Measured; segments: number }; rows: Omit<FairRow, 'value'>[] } {
  const all = new Map<number, Cell>()
  for (const own of cells) for (const [key, { n, hits, open }] of own) {
    const sum = all.get(key) ?? { n: 0, hits: 0, open: 0 }
    all.set(key, { n: sum.n + n, hits: sum.hits + hits, open: sum.open + open })
  }
  const total = sumOf(all.values())
  const rows = cells.map((own): Omit<FairRow, 'value'> => {
    const mine = sumOf(own.values())
    const raw = share(mine.hits, mine.n, mine.open, 'plain')
    const compared = [...own].filter(([, { n }]) => n >= least).map(([key, cell]) => ({ cell, everybody: all.get(key) ?? cell }))
    const weight = compared.reduce((sum, { everybody }) => sum + everybody.n, 0)
    const covered = total.n === 0 ? 0 : weight / total.n
    const method = 'direct-standardisation/mover'
    const rest = { segments: own.size, comparable: compared.length, covered }
    if (weight === 0) {
      return { raw, adjusted: statistic(null, 0, 0, null, method), reference: null, difference: null, low: null, high: null, p: null, q: null, ...rest, enough: false }
    }
    let [value, reference, below, above, n, observed, expected, variance] = [0, 0, 0, 0, 0, 0, 0, 0]
    for (const { cell, everybody } of compared) {
      const w = everybody.n / weight
      const p = cell.hits / cell.n
      const limits = wilson(cell.hits, cell.n) as Interval
      value += w * p
      reference += (w * everybody.hits) / everybody.n
      below += (w * (p - limits.low)) ** 2
      above += (w * (limits.high - p)) ** 2
      n += cell.n
      observed += cell.hits
      expected += (cell.n * everybody.hits) / everybody.n
      if (everybody.n > 1) {
        variance += (cell.n * (everybody.n - cell.n) * everybody.hits * (everybody.n - everybody.hits)) / (everybody.n ** 2 * (everybody.n - 1))
      }
    }
    const low = Math.max(0, value - Math.sqrt(below))
    const high = Math.min(1, value + Math.sqrt(above))
    const enough = n >= MIN_N && covered >= 0.5
    const p = !enough ? null : variance === 0 ? 1 : twoSidedP((observed - expected) / Math.sqrt(variance))
    const adjusted: Measured = { ...statistic(value, n, mine.open, { low, high }, method), hits: observed, enough }
    return { raw, adjusted, reference, difference: value - reference, low: low - reference, high: high - reference, p, q: p, ...rest, enough }
  })
  adjust(rows)
  return { whole: { rate: share(total.hits, total.n, total.open, 'plain'), segments: all.size }, rows }
}

function sumOf(cells: Iterable<Cell>): Cell {
  const sum = { n: 0, hits: 0, open: 0 }
  for (const { n, hits, open } of cells) {
    sum.n += n
    sum.hits += hits
    sum.open += open
  }
  return sum
}
