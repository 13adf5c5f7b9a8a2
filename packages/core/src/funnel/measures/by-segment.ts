import type { DealColumns, Selection } from '../columns.ts'
import { lookAt, lookFor, LOST, OPEN, versionAtClose, WON } from '../look.ts'
import { localDays } from '../zone-days.ts'
import type { CohortAsked, Slice } from './asked.ts'
import { type BreakdownFigures, figuresOf, SUM, widthOf } from './breakdown-figures.ts'
import { addSteps, closed, entered } from './cohort-steps.ts'
import { group, heap, put, sortedAll, sortedGroups } from './heap.ts'
import { endedBefore } from './ended-before.ts'
import { segmentsOf } from './segments.ts'
import { selected } from './selected.ts'
import { addRow, rowOf, sums } from './sums.ts'

export type SegmentOptions = CohortAsked & { by: readonly Slice[]; limit?: number }

/** One segment; `cohortWonMinor`: amount of the deals of the cohort that are won. */
export type Segment = { figures: BreakdownFigures; values: (string | null)[]; isOther: boolean; cohortWonMinor: number }

/** Largest first, those beyond the limit folded into a last row; `count` is how many there are. */
export type BySegment = { rows: Segment[]; whole: Segment; count: number }

/** One pass over the deals, every sum and list of all segments at once. @throws RangeError for an unknown zone or slice. */
export function bySegment(columns: DealColumns, selection: Selection, options: SegmentOptions): BySegment {
  const { asOf, by } = options
  const ask = selected(columns, selection)
  const segments = segmentsOf(columns, by)
  const own = sums(widthOf(columns.stages.length))
  const cycles = heap()
  const look = lookFor(columns.stages.length)
  const local = localDays(options.zone, earliest(columns), asOf)
  const currency = columns.dictionaries.currency.codes.get(options.currency) ?? -1
  const quiet = Math.min(options.from ?? -Infinity, asOf)
  const byStage = options.cohort === 'stage'
  const add = (place: number, value: number) => {
    own.table[place] = (own.table[place] as number) + value
  }

  for (let row = 0; row < columns.size; row++) {
    if (!ask.row(row) || endedBefore(columns, row, quiet) || !lookAt(columns, row, asOf, look)) continue
    const { standing } = look
    const isOfPeriod = entered(look, options)
    if ((isOfPeriod || byStage) && ask.atEntry(row)) {
      const at = rowOf(own, segments.atEntry(row))
      if (isOfPeriod) {
        add(at + SUM.entered, 1)
        add(at + (standing === OPEN ? SUM.open : standing === WON ? SUM.won : standing === LOST ? SUM.lost : SUM.transferred), 1)
        if (standing === WON && look.currency === currency) add(at + SUM.cohortWonMinor, look.amountMinor)
      }
      addSteps(look, options, isOfPeriod, own.table, at + SUM.steps)
    }
    if (standing === OPEN) {
      if (look.isDormant || !ask.inVersion(look.version)) continue
      const at = rowOf(own, segments.inVersion(row, look.version))
      add(at + SUM.stock, 1)
      if (look.currency === currency) add(at + SUM.stockMinor, look.amountMinor)
    } else if (closed(look, options)) {
      if (!ask.atClose(look)) continue
      const version = versionAtClose(columns, look)
      // Where no version says that it is closed (a fixture), it belonged to whom it belongs.
      const segment = segments.inVersion(row, version < 0 ? look.version : version)
      const at = rowOf(own, segment)
      add(at + (standing === WON ? SUM.closedWon : SUM.closedLost), 1)
      if (standing !== WON) continue
      if (look.currency === currency) {
        add(at + SUM.wonMinor, look.amountMinor)
        add(at + SUM.wonDeals, 1)
        add(at + SUM.wonSquares, look.amountMinor * look.amountMinor)
      }
      // A deal that closed before it was created is a mistake in the data: it has no cycle.
      if (look.closedAt >= look.createdAt) put(cycles, segment, Math.floor(local(look.closedAt)) - Math.floor(local(look.createdAt)))
    }
  }

  const count = segments.count()
  const size = (segment: number) => {
    const at = rowOf(own, segment)
    return own.table.subarray(at, at + SUM.steps)
  }
  const texts = Array.from({ length: count }, (_, i) => segments.values(i))
  const order = Array.from({ length: count }, (_, i) => i).sort((a, b) => compareSizes(size(a), size(b)) || compareTexts(texts[a] ?? [], texts[b] ?? []))
  const limit = Math.max(1, options.limit ?? 100)
  // Rows: the shown ones as they are, then one for the others, one for all.
  const other = count
  const all = count + 1
  const places = new Int32Array(count)
  order.forEach((segment, place) => {
    places[segment] = Math.min(place, limit)
    addRow(own, segment, all)
    if (place >= limit) addRow(own, segment, other)
  })
  const sorted = sortedGroups(cycles, limit + 1, places)
  const segment = (row: number, days: Uint32Array, values: (string | null)[], isOther: boolean): Segment => {
    const at = rowOf(own, row)
    return { figures: figuresOf(columns, own.table, at, days), values, isOther, cohortWonMinor: own.table[at + SUM.cohortWonMinor] as number }
  }
  const rows = order.slice(0, Math.min(limit, count)).map((row, place) => segment(row, group(sorted, place), texts[row] ?? [], false))
  if (count > limit) rows.push(segment(other, group(sorted, limit), [], true))
  return { rows, whole: segment(all, sortedAll(cycles), [], false), count }
}

/** Most entered first, then most closed, then most open. */
function compareSizes(a: Float64Array, b: Float64Array): number {
  const at = (sizes: Float64Array, place: number) => sizes[place] ?? 0
  return (
    at(b, SUM.entered) - at(a, SUM.entered) ||
    at(b, SUM.closedWon) + at(b, SUM.closedLost) - at(a, SUM.closedWon) - at(a, SUM.closedLost) ||
    at(b, SUM.stock) - at(a, SUM.stock)
  )
}

function compareTexts(a: readonly (string | null)[], b: readonly (string | null)[]): number {
  for (let i = 0; i < a.length; i++) {
    const [left, right] = [a[i] ?? '', b[i] ?? '']
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}

/** The first instant that any deal knows: where the days of a zone have to begin. */
export function earliest(columns: DealColumns): number {
  let first = Infinity
  for (let row = 0; row < columns.size; row++) first = Math.min(first, columns.deal.createdAt[row] as number)
  return first === Infinity ? 0 : first
}
