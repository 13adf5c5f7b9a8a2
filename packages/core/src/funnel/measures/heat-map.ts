import type { DealColumns, Selection } from '../columns.ts'
import { type Look, lookAt, lookFor, LOST, OPEN } from '../look.ts'
import { type Measured, share } from '../measured.ts'
import { DAY_MS } from '../zone-days.ts'
import type { CohortAsked, Slice } from './asked.ts'
import { earliest } from './by-segment.ts'
import { calendarSteps, stepAt } from './calendar-steps.ts'
import { enteredStage, entered as enteredPipeline, STEP } from './cohort-steps.ts'
import { group, type Heap, heap, sortedGroups } from './heap.ts'
import { endedBefore } from './ended-before.ts'
import { type Segments, segmentsOf } from './segments.ts'
import { type Selected, selected } from './selected.ts'
import { dwellOf, dwellScratch, type LateDwell, medianDwell, putDwell } from './stage-dwell.ts'
import { rowOf, type Sums, sums } from './sums.ts'

/**
 * `across`: ISO weeks (Monday to Sunday in the organisation's zone) that cover the period (open ends: up to `asOf`, from 26
 * weeks before), or the values of a slice, largest first, those beyond `limit` (default 12) in one column.
 */
export type HeatMapOptions = CohortAsked & { across: 'week' | { slice: Slice; limit?: number } }

/**
 * One stage in one week or segment: the deals that first entered the stage in that week (of that segment, in the period).
 * - `conversion`: of them, reached the next stage (for the last: won); `mature`: all had at least `matureDays` for it
 * - `dwell`: median days in the stage, Kaplan–Meier, all stays added up; `n` are those that were in the stage itself
 * - `loss`: lost without getting further
 */
export type HeatCell = { entered: number; mature: boolean; conversion: Measured; dwell: Measured; loss: Measured }

/** A column of the map: `week` is `2026-W12` with its instants, `value` the segment's text (null = none); one of them is set. */
export type HeatColumn =
  | { kind: 'week'; week: string; from: number; to: number }
  | { kind: 'segment'; value: string | null; isOther: boolean }

export type HeatMap = {
  asOf: number
  matureDays: number
  columns: HeatColumn[]
  /** One a stage, in order; `cells` stand below `columns`. `whole`: all columns together, for judging what is high or low. */
  stages: { stageId: string; whole: HeatCell; cells: HeatCell[] }[]
}

const WEEKS = 26

/** Deals by stage and column: their counts, when the last of them entered, and their dwell in whole minutes. */
type Cells = { counts: Sums; latest: Float64Array; dwell: Heap; late: LateDwell[] }

/**
 * Stage × week or stage × segment in one pass. By week the rows of a stage are different deals than those of the next; by
 * segment they are, unless `cohort` says otherwise, the same ones throughout. @throws RangeError for an unknown zone or
 * slice, or too many weeks.
 */
export function heatMap(columns: DealColumns, selection: Selection, options: HeatMapOptions): HeatMap {
  return options.across === 'week' ? byWeek(columns, selection, options) : bySlice(columns, selection, options, options.across)
}

function byWeek(columns: DealColumns, selection: Selection, options: HeatMapOptions): HeatMap {
  const { asOf } = options
  const to = Math.min(options.to ?? Infinity, asOf + 1)
  const from = options.from ?? Math.max(earliest(columns), to - WEEKS * 7 * DAY_MS)
  const { steps, bounds } = calendarSteps(options.zone, from, to, 'week')
  const [first, end] = [Math.max(from, bounds[0] ?? 0), bounds[steps.length] ?? 0]
  const found = fill(columns, selection, { ...options, cohort: 'stage', from: first, to: Math.min(options.to ?? end, end) }, (_, at) => stepAt(bounds, at), steps.length)
  return answer(columns, options, found, steps.map(({ name, ...week }) => ({ kind: 'week', week: name, ...week })), (column) => column)
}

function bySlice(columns: DealColumns, selection: Selection, options: HeatMapOptions, { slice, limit = 12 }: { slice: Slice; limit?: number }): HeatMap {
  const segments: Segments = segmentsOf(columns, [slice])
  const found = fill(columns, selection, options, (look) => segments.atEntry(look.row), 1)
  const stages = columns.stages.length
  const size = (segment: number) => {
    let largest = 0
    for (let k = 0; k < stages; k++) largest = Math.max(largest, found.counts.table[rowOf(found.counts, segment * stages + k)] as number)
    return largest
  }
  const count = segments.count()
  const order = Array.from({ length: count }, (_, i) => ({ i, size: size(i), text: segments.values(i)[0] ?? null }))
    .sort((a, b) => b.size - a.size || ((a.text ?? '') < (b.text ?? '') ? -1 : 1))
  const places = new Int32Array(count)
  order.forEach(({ i }, place) => {
    places[i] = Math.min(place, limit)
  })
  const heads: HeatColumn[] = order.slice(0, limit).map(({ text }) => ({ kind: 'segment', value: text, isOther: false }))
  if (count > limit) heads.push({ kind: 'segment', value: null, isOther: true })
  return answer(columns, options, found, heads, (column) => places[column] as number)
}

/** `columnOf`: the column of a deal that entered a stage at an instant within the period. */
function fill(columns: DealColumns, selection: Selection, options: HeatMapOptions, columnOf: (look: Look, at: number) => number, expected: number): Cells {
  const byWeek = options.across === 'week'
  const { asOf } = options
  const stages = columns.stages.length
  const ask: Selected = selected(columns, selection)
  const look = lookFor(stages)
  const cells: Cells = { counts: sums(STEP.size, Math.max(1, expected) * stages), latest: new Float64Array(Math.max(1, expected) * stages).fill(-Infinity), dwell: heap(), late: [] }
  const scratch = dwellScratch(stages)
  const from = options.from ?? -Infinity
  const to = options.to ?? Infinity
  const byStage = options.cohort === 'stage'
  const isTouched = options.fill === 'touched'
  for (let row = 0; row < columns.size; row++) {
    if (!ask.row(row) || !ask.atEntry(row) || endedBefore(columns, row, Math.min(from, asOf)) || !lookAt(columns, row, asOf, look)) continue
    if (!byStage && !enteredPipeline(look, options)) continue
    let isDwellKnown = false
    // A segment's column is the same at every stage.
    let column = byWeek ? -1 : columnOf(look, 0)
    const last = Math.min(look.furthest, stages - 1)
    for (let k = 0; k <= last; k++) {
      const at = enteredStage(look, k, isTouched)
      if (at === Infinity) continue
      if (byStage && !(at >= from && at < to)) continue
      if (byWeek) column = columnOf(look, at)
      const cell = column * stages + k
      const place = rowOf(cells.counts, cell)
      const { table } = cells.counts
      table[place] = (table[place] as number) + 1
      if (enteredStage(look, k + 1, isTouched) !== Infinity) table[place + STEP.reached] = (table[place + STEP.reached] as number) + 1
      else if (look.reachedAt[k + 1] === Infinity) {
        const what = look.standing === OPEN ? STEP.open : look.standing === LOST ? STEP.lost : STEP.left
        table[place + what] = (table[place + what] as number) + 1
      }
      if (cell >= cells.latest.length) cells.latest = grown(cells.latest, cell)
      if (at > (cells.latest[cell] as number)) cells.latest[cell] = at
      if (((look.touched >> k) & 1) === 0) continue
      if (!isDwellKnown) dwellOf(columns, look, asOf, scratch)
      isDwellKnown = true
      putDwell(scratch, k, cell, cells.dwell, cells.late)
    }
  }
  return cells
}

function grown(list: Float64Array, index: number): Float64Array {
  const larger = new Float64Array(Math.max(list.length * 2, index + 1)).fill(-Infinity)
  larger.set(list)
  return larger
}

function answer(columns: DealColumns, options: HeatMapOptions, found: Cells, heads: HeatColumn[], placeOf: (column: number) => number): HeatMap {
  const { asOf, matureDays = 30 } = options
  const stages = columns.stages.length
  const width = heads.length
  const due = asOf - matureDays * DAY_MS
  const target = (cell: number) => placeOf(Math.floor(cell / stages)) * stages + (cell % stages)
  const cells = width * stages
  // Sums of the columns shown, then of all columns together, one a stage.
  const table = new Float64Array((cells + stages) * STEP.size)
  const latest = new Float64Array(cells + stages).fill(-Infinity)
  for (let cell = 0; cell < Math.floor(found.counts.table.length / STEP.size) && cell < found.latest.length; cell++) {
    if (found.counts.table[cell * STEP.size] === 0) continue
    for (const to of [target(cell), cells + (cell % stages)]) {
      for (let i = 0; i < STEP.size; i++) table[to * STEP.size + i] = (table[to * STEP.size + i] as number) + (found.counts.table[cell * STEP.size + i] as number)
      latest[to] = Math.max(latest[to] as number, found.latest[cell] as number)
    }
  }
  const all = Array.from({ length: Math.floor(found.counts.table.length / STEP.size) }, (_, cell) => cell)
  const dwells = sortedGroups(found.dwell, Math.max(1, cells), all.map(target))
  const wholes = sortedGroups(found.dwell, stages, all.map((cell) => cell % stages))
  const lates = Map.groupBy(found.late, ({ cell }) => target(cell))
  const cellAt = (at: number, durations: Uint32Array, late: readonly LateDwell[]): HeatCell => {
    const sum = (what: number) => table[at * STEP.size + what] as number
    const entered = sum(STEP.entered)
    const open = sum(STEP.open)
    return {
      entered,
      mature: entered > 0 && (latest[at] as number) <= due,
      conversion: share(sum(STEP.reached), entered, open, 'cohort'),
      dwell: medianDwell(durations, late),
      loss: share(sum(STEP.lost), entered, open, 'cohort'),
    }
  }
  return {
    asOf,
    matureDays,
    columns: heads,
    stages: columns.stages.map(({ id }, k) => ({
      stageId: id,
      whole: cellAt(cells + k, group(wholes, k), found.late.filter(({ cell }) => cell % stages === k)),
      cells: heads.map((_, column) => cellAt(column * stages + k, group(dwells, column * stages + k), lates.get(column * stages + k) ?? [])),
    })),
  }
}
