import { type DealColumns, EXIT_CODES, NO_STAGE, type Selection } from '../columns.ts'
import { lookAt, lookFor, stayExit, stayLeftAt } from '../look.ts'
import type { Asked } from './asked.ts'
import { entered } from './cohort-steps.ts'
import { endedBefore } from './ended-before.ts'
import { selected } from './selected.ts'
import { versionAt } from './series.ts'

export type FlowsOptions = Asked

/**
 * How stays that ended in the period went on: `moves[i][j]` stays in stage i were followed by stage j (a reopened deal goes on
 * too); won, lost and transferred for good are beside it. What the absorbing chain of the back-calculation is made of.
 */
export type Flows = {
  stages: string[]
  moves: number[][]
  won: number[]
  lost: number[]
  transferred: number[]
  /** Deals that entered the pipeline in the period, by their first stage. */
  entries: number[]
}

const WON = EXIT_CODES.indexOf('won')
const LOST = EXIT_CODES.indexOf('lost')

/** Transitions between stages of the stays that ended in the period, as known at `asOf`; owner, team and source as the stay began. */
export function flows(columns: DealColumns, selection: Selection, options: FlowsOptions): Flows {
  const { asOf } = options
  const from = options.from ?? -Infinity
  const to = options.to ?? Infinity
  const size = columns.stages.length
  const ask = selected(columns, selection)
  const look = lookFor(size)
  const { stage, enteredAt } = columns.stay
  const moves = new Float64Array(size * size)
  const ends = { won: new Float64Array(size), lost: new Float64Array(size), transferred: new Float64Array(size), entries: new Float64Array(size) }
  const count = (list: Float64Array, at: number) => {
    list[at] = (list[at] as number) + 1
  }
  for (let row = 0; row < columns.size; row++) {
    if (!ask.row(row) || endedBefore(columns, row, Math.min(from, asOf)) || !lookAt(columns, row, asOf, look)) continue
    const first = stage[look.stayFrom] as number
    if (first !== NO_STAGE && entered(look, options) && ask.atEntry(row)) count(ends.entries, first)
    for (let s = look.stayFrom; s < look.stayEnd; s++) {
      const k = stage[s] as number
      if (k === NO_STAGE) continue
      const left = stayLeftAt(columns, look, s, asOf)
      if (!(left >= from && left < to) || left === Infinity) continue
      if (!(s === look.stayFrom ? ask.atEntry(row) : ask.inVersion(versionAt(columns, look, enteredAt[s] as number)))) continue
      let next = s + 1
      while (next < look.stayEnd && stage[next] === NO_STAGE) next++
      if (next < look.stayEnd) {
        count(moves, k * size + (stage[next] as number))
        continue
      }
      const exit = stayExit(columns, look, next - 1, asOf)
      count(exit === WON ? ends.won : exit === LOST ? ends.lost : ends.transferred, k)
    }
  }
  return {
    stages: columns.stages.map(({ id }) => id),
    moves: Array.from({ length: size }, (_, k) => Array.from(moves.subarray(k * size, (k + 1) * size))),
    won: Array.from(ends.won),
    lost: Array.from(ends.lost),
    transferred: Array.from(ends.transferred),
    entries: Array.from(ends.entries),
  }
}
