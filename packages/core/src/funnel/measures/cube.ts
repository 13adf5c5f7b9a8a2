import type { DealColumns, Selection } from '../columns.ts'
import { type Look, lookAt, lookFor, OPEN } from '../look.ts'
import { CAUSE_BITS } from '../sweep.ts'
import { inOrder } from '../select.ts'
import { DAY_MS } from '../zone-days.ts'
import type { Asked } from './asked.ts'
import { decayed } from './decay.ts'
import { group, heap, put, sortedAll, sortedGroups } from './heap.ts'
import { selected } from './selected.ts'
import { dwellOf, dwellScratch, type LateDwell, medianDwell, putDwell } from './stage-dwell.ts'
import { weigh, type Weighed, weighedMinor } from './weigh.ts'

/**
 * The open, awake deals at `asOf`. `quality`: the dimension whose texts are scores (numbers) — or names, then each is a band.
 * `qualityBands`: lower limits of the bands, ascending (default 0 40 60 80). `decayBands`: lower limits of what is left of
 * the chance (1 = fresh), ascending (default 0 0.5 0.8).
 */
export type CubeOptions = Omit<Asked, 'from' | 'to'> & { quality: string; qualityBands?: readonly number[]; decayBands?: readonly number[] }

/** `quality` and `decay` index into the bands; `quality` −1: no score. Money in minor units of the asked currency. */
export type CubeCell = { stageId: string; quality: number; decay: number; deals: number; amountMinor: number; weightedMinor: number }
/** Named by the choice, or `from ≤ score < to`. */
export type QualityBand = { name: string | null; from: number | null; to: number | null }
export type Cube = {
  asOf: number
  currency: string
  qualityBands: QualityBand[]
  decayBands: { from: number; to: number | null }[]
  /** Cells that hold a deal. */
  cells: CubeCell[]
}

const QUALITY = [0, 40, 60, 80]
const DECAY = [0, 0.5, 0.8]

/**
 * Stage × quality × time decay. What is left of a deal's chance is 2^(−max(0, a − θ)/h) at its age a in its stage, with θ and h
 * from the stage's median dwell over all selected deals; without a median nothing is known to decay. A score below the
 * lowest limit is in the lowest band. @throws RangeError for a dimension that is none.
 */
export function cube(columns: DealColumns, selection: Selection, options: CubeOptions): Cube {
  const { asOf, decayBands = DECAY } = options
  const currency = columns.dictionaries.currency.codes.get(options.currency) ?? -1
  const found = new Map<string, CubeCell & { weighed: Weighed }>()
  const qualityBands = eachOpen(columns, selection, options, (look, quality, decay) => {
    const key = `${look.current} ${quality} ${decay}`
    const known = found.get(key)
    const cell = known ?? { stageId: columns.stages[look.current]?.id ?? '', quality, decay, deals: 0, amountMinor: 0, weightedMinor: 0, weighed: { whole: 0, rest: 0 } }
    if (known === undefined) found.set(key, cell)
    cell.deals++
    if (look.currency !== currency) return
    cell.amountMinor += look.amountMinor
    weigh(cell.weighed, columns, look)
  })
  const place = new Map(columns.stages.map(({ id }, k) => [id, k]))
  return {
    asOf,
    currency: options.currency,
    qualityBands,
    decayBands: decayBands.map((from, i) => ({ from, to: decayBands[i + 1] ?? null })),
    cells: [...found.values()]
      .map(({ weighed, ...cell }): CubeCell => ({ ...cell, weightedMinor: weighedMinor(weighed) }))
      .sort((a, b) => (place.get(a.stageId) ?? 0) - (place.get(b.stageId) ?? 0) || a.quality - b.quality || a.decay - b.decay),
  }
}

/** What names a band of quality in an address, where its place would shift with a new choice: the choice, the lower limit; `''` is no score. */
export function bandName(band: QualityBand | undefined): string {
  return band === undefined ? '' : (band.name ?? String(band.from))
}

/** One cell: `quality` as `bandName` has it, `decay` the place of the band; a part that is left out takes all. */
export type CubeKey = { stageId?: string; quality?: string; decay?: number }

/** Rows of the deals in one cell, the earliest created first. */
export function cubeDeals(columns: DealColumns, selection: Selection, options: CubeOptions, key: CubeKey): Int32Array {
  const found: { row: number; quality: number }[] = []
  const bands = eachOpen(columns, selection, options, (look, quality, decay) => {
    if (key.stageId !== undefined && columns.stages[look.current]?.id !== key.stageId) return
    if (key.decay === undefined || key.decay === decay) found.push({ row: look.row, quality })
  })
  const rows = found.filter(({ quality }) => key.quality === undefined || bandName(bands[quality]) === key.quality)
  return inOrder(columns, Int32Array.from(rows, ({ row }) => row))
}

/** Places each open, awake deal in its bands, in the order of rows. Returns the bands of quality. */
function eachOpen(columns: DealColumns, selection: Selection, options: CubeOptions, visit: (look: Look, quality: number, decay: number) => void): QualityBand[] {
  const { asOf, decayBands = DECAY } = options
  const stages = columns.stages.length
  const scores = columns.dimensions.get(options.quality)
  if (scores === undefined) throw new RangeError(`unknown slice ${options.quality}`)
  const { bands, bandOf } = bandsOf(scores.dictionary.values, options.qualityBands ?? QUALITY)
  const ask = selected(columns, selection)
  const look = lookFor(stages)
  const scratch = dwellScratch(stages)
  const dwells = heap()
  const late: LateDwell[] = []
  const open = heap()
  for (let row = 0; row < columns.size; row++) {
    if (!ask.row(row) || !lookAt(columns, row, asOf, look)) continue
    if (ask.atEntry(row)) {
      dwellOf(columns, look, asOf, scratch)
      for (let k = 0; k < stages; k++) if (((look.touched >> k) & 1) === 1) putDwell(scratch, k, k, dwells, late)
    }
    if (look.standing === OPEN && !look.isDormant && look.current >= 0 && ask.inVersion(look.version)) put(open, 0, row)
  }
  const dwellOfStage = sortedGroups(dwells, stages, undefined, CAUSE_BITS)
  const medians = columns.stages.map((_, k) => medianDwell(group(dwellOfStage, k), late.filter(({ cell }) => cell === k)).value)
  for (const row of sortedAll(open)) {
    lookAt(columns, row, asOf, look)
    const median = medians[look.current] ?? null
    const age = (asOf - (columns.stay.enteredAt[look.stayEnd - 1] as number)) / DAY_MS
    const left = median === null || median === 0 ? 1 : decayed(1, age, median)
    visit(look, bandOf[scores.codes[row] as number] as number, bandAt(decayBands, left))
  }
  return bands
}

/** The last band whose lower limit is not above the value; the first for what is below all. */
function bandAt(limits: readonly number[], value: number): number {
  let band = 0
  while (band + 1 < limits.length && value >= (limits[band + 1] as number)) band++
  return band
}

/** Bands of scores when every text is a number, else one band a text; and the band of each code (−1: none). */
function bandsOf(values: readonly (string | null)[], limits: readonly number[]): { bands: QualityBand[]; bandOf: number[] } {
  const texts = values.filter((value) => value !== null)
  const isScore = texts.every((text) => text.trim() !== '' && Number.isFinite(Number(text)))
  if (!isScore) {
    const names = texts.toSorted((a, b) => (a < b ? -1 : 1))
    return { bands: names.map((name) => ({ name, from: null, to: null })), bandOf: values.map((value) => (value === null ? -1 : names.indexOf(value))) }
  }
  return {
    bands: limits.map((from, i) => ({ name: null, from, to: limits[i + 1] ?? null })),
    bandOf: values.map((value) => (value === null ? -1 : bandAt(limits, Number(value)))),
  }
}
