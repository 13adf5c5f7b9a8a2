import type { DealColumns, Selection } from '../columns.ts'
import { type Look, lookAt, lookFor, LOST, OPEN } from '../look.ts'
import { type Measured, share } from '../measured.ts'
import { CAUSE_BITS } from '../sweep.ts'
import { DAY_MS } from '../zone-days.ts'
import type { CohortAsked, Slice } from './asked.ts'
import { earliest } from './by-segment.ts'
import { calendarSteps, stepAt, stepsBefore } from './calendar-steps.ts'
import { enteredStage, entered as enteredPipeline, STEP } from './cohort-steps.ts'
import { group, type Heap, heap, sortedGroups, sortedTogether } from './heap.ts'
import { endedBefore } from './ended-before.ts'
import { type Segments, segmentsOf } from './segments.ts'
import { type Selected, selected } from './selected.ts'
import { dwellOf, dwellScratch, type LateDwell, medianDwell, putDwell } from './stage-dwell.ts'
import { rowOf, type Sums, sums } from './sums.ts'

/**
 * `across`: ISO weeks (Monday to Sunday) or months in the organisation's zone that cover the period (open ends: up to `asOf`, from
 * where `usualStart` says), or the values of a slice, largest first, those beyond `limit` (default 12) in one column.
 */
export type HeatMapOptions = CohortAsked & { across: HeatStep | { slice: Slice; limit?: number } }
export type HeatStep = 'week' | 'month'

/**
 * One stage in one week or segment: the deals that first entered the stage in that week (of that segment, in the period).
 * - `conversion`: of them, reached the next stage (for the last: won); `mature`: all had at least `matureDays` for it
 * - `dwell`: median days in the stage, Kaplan–Meier, all stays added up; `n` are those that were in the stage itself
 * - `loss`: lost without getting further
 */
export type HeatCell = { entered: number; mature: boolean; conversion: Measured; dwell: Measured; loss: Measured }

/**
 * A column of the map: a week (`2026-W12`) or month (`2026-03`) with the instants that its deals entered in, which are less than
 * all of it where the period begins or ends within; or a segment by its text (null = none).
 */
export type HeatColumn =
  | { kind: HeatStep; name: string; from: number; to: number }
  | { kind: 'segment'; value: string | null; isOther: boolean }

export type HeatMap = {
  asOf: number
  matureDays: number
  columns: HeatColumn[]
  /** One a stage, in order; `cells` stand below `columns`. `whole`: all columns together, for judging what is high or low. */
  stages: { stageId: string; whole: HeatCell; cells: HeatCell[] }[]
}

/** Columns where no period is asked for. */
const USUAL = { week: 26, month: 12 }

/** Where a map begins for which nobody said it: the last 26 weeks, else the last 12 months, the running one included. `to`: its end. */
export function usualStart(zone: string, to: number, across: HeatMapOptions['across']): number {
  const step = typeof across === 'string' ? across : 'month'
  return stepsBefore(zone, to, step, USUAL[step])
}

/** Deals by stage and column, cell = column · stages + stage: their counts, and their dwell in whole minutes. */
type Cells = { counts: Sums; dwell: Heap; late: LateDwell[] }

/** Beside the counts of a step: deals that have not had the time to convert yet. */
const YOUNG = STEP.size
const WIDTH = STEP.size + 1

/**
 * Stage × week (or month) or stage × segment in one pass. By week the rows of a stage are different deals than those of the next; by
 * segment they are, unless `cohort` says otherwise, the same ones throughout. @throws RangeError for an unknown zone or
 * slice, or too many weeks.
 */
export function heatMap(columns: DealColumns, selection: Selection, options: HeatMapOptions): HeatMap {
  const { across } = options
  return typeof across === 'string' ? byTime(columns, selection, options, across) : bySlice(columns, selection, options, across)
}

function byTime(columns: DealColumns, selection: Selection, options: HeatMapOptions, step: HeatStep): HeatMap {
  const { asOf, zone } = options
  const until = Math.min(options.to ?? Infinity, asOf + 1)
  const { steps, bounds } = calendarSteps(zone, options.from ?? Math.max(earliest(columns), usualStart(zone, until, step)), until, step)
  const from = options.from ?? bounds[0] ?? 0
  const to = options.to ?? bounds[steps.length] ?? 0
  const found = fill(columns, selection, { ...options, cohort: 'stage', from, to }, (_, at) => stepAt(bounds, at), steps.length)
  const heads = steps.map((one): HeatColumn => ({ kind: step, name: one.name, from: Math.max(one.from, from), to: Math.min(one.to, to) }))
  return answer(columns, options, found, heads, (column) => column)
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
  const byTime = typeof options.across === 'string'
  const { asOf } = options
  const stages = columns.stages.length
  const ask: Selected = selected(columns, selection)
  const look = lookFor(stages)
  const cells: Cells = { counts: sums(WIDTH, Math.max(1, expected) * stages), dwell: heap(), late: [] }
  const scratch = dwellScratch(stages)
  const from = options.from ?? -Infinity
  const to = options.to ?? Infinity
  const byStage = options.cohort === 'stage'
  const isTouched = options.fill === 'touched'
  const isPlain = !byStage && !isTouched
  const due = asOf - (options.matureDays ?? 30) * DAY_MS
  const room = (column: number) => rowOf(cells.counts, column * stages + stages - 1) - (stages - 1) * WIDTH
  const add = (place: number) => {
    const { table } = cells.counts
    table[place] = (table[place] as number) + 1
  }
  for (let row = 0; row < columns.size; row++) {
    if (!ask.row(row) || !ask.atEntry(row) || endedBefore(columns, row, Math.min(from, asOf)) || !lookAt(columns, row, asOf, look)) continue
    if (!byStage && !enteredPipeline(look, options)) continue
    const { standing, touched } = look
    const last = Math.min(look.furthest, stages - 1)
    const end = standing === OPEN ? STEP.open : standing === LOST ? STEP.lost : STEP.left
    // A segment's column is the same at every stage.
    let column = byTime ? -1 : columnOf(look, 0)
    let isDwellKnown = false
    if (isPlain) {
      // The same deals at every stage: noted at the furthest one only, the stages before follow by adding up.
      const base = room(column)
      add(base + last * WIDTH)
      add(base + last * WIDTH + (look.furthest === stages ? STEP.reached : end))
      for (let k = last; k >= 0 && (look.reachedAt[k] as number) > due; k--) add(base + k * WIDTH + YOUNG)
      dwellOf(columns, look, asOf, scratch)
      for (let k = 0; k <= last; k++) if (((touched >> k) & 1) === 1) putDwell(scratch, k, column * stages + k, cells.dwell, cells.late)
      continue
    }
    for (let k = 0; k <= last; k++) {
      const at = enteredStage(look, k, isTouched)
      if (at === Infinity || (byStage && !(at >= from && at < to))) continue
      if (byTime) column = columnOf(look, at)
      const place = room(column) + k * WIDTH
      add(place)
      if (enteredStage(look, k + 1, isTouched) !== Infinity) add(place + STEP.reached)
      else if (look.reachedAt[k + 1] === Infinity) add(place + end)
      if (at > due) add(place + YOUNG)
      if (((touched >> k) & 1) === 0) continue
      if (!isDwellKnown) dwellOf(columns, look, asOf, scratch)
      isDwellKnown = true
      putDwell(scratch, k, column * stages + k, cells.dwell, cells.late)
    }
  }
  if (isPlain) addUp(cells.counts, stages)
  return cells
}

/** From counts at the furthest stage to counts at each: who got further has entered, and reached the next of, all before. */
function addUp({ table }: Sums, stages: number): void {
  for (let base = 0; base + stages * WIDTH <= table.length; base += stages * WIDTH) {
    for (let k = stages - 2; k >= 0; k--) {
      const further = table[base + (k + 1) * WIDTH] as number
      const place = base + k * WIDTH
      table[place] = (table[place] as number) + further
      table[place + STEP.reached] = further
    }
  }
}

function answer(columns: DealColumns, options: HeatMapOptions, found: Cells, heads: HeatColumn[], placeOf: (column: number) => number): HeatMap {
  const { asOf, matureDays = 30 } = options
  const stages = columns.stages.length
  const width = heads.length
  const target = (cell: number) => (cell % stages) * width + placeOf(Math.floor(cell / stages))
  const cells = width * stages
  // Sums of the columns shown, then of all columns together, one a stage.
  const table = new Float64Array((cells + stages) * WIDTH)
  const all = Array.from({ length: Math.floor(found.counts.table.length / WIDTH) }, (_, cell) => cell)
  for (const cell of all) {
    const from = cell * WIDTH
    if (found.counts.table[from] === 0) continue
    for (const to of [target(cell) * WIDTH, (cells + (cell % stages)) * WIDTH]) {
      for (let i = 0; i < WIDTH; i++) table[to + i] = (table[to + i] as number) + (found.counts.table[from + i] as number)
    }
  }
  // The columns of a stage lie side by side, so that all of them together are one piece.
  const dwells = sortedGroups(found.dwell, Math.max(1, cells), all.map(target), CAUSE_BITS)
  const lates = Map.groupBy(found.late, ({ cell }) => target(cell))
  const cellAt = (at: number, durations: Uint32Array, late: readonly LateDwell[]): HeatCell => {
    const sum = (what: number) => table[at * WIDTH + what] as number
    const entered = sum(STEP.entered)
    const open = sum(STEP.open)
    return {
      entered,
      mature: entered > 0 && sum(YOUNG) === 0,
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
      whole: cellAt(cells + k, sortedTogether(dwells, k * width, (k + 1) * width, CAUSE_BITS), found.late.filter(({ cell }) => cell % stages === k)),
      cells: heads.map((_, column) => cellAt(k * width + column, group(dwells, k * width + column), lates.get(k * width + column) ?? [])),
    })),
  }
}
