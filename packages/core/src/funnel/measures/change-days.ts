import type { DealColumns, Selection } from '../columns.ts'
import { lookAt, lookFor, stayLeftAt } from '../look.ts'
import { eachAwake, sleepsOf } from '../sleeps.ts'
import { DAY_MS, localDays } from '../zone-days.ts'
import type { Span } from './change-flow.ts'
import { decidedAt, dueAt } from './decided-at.ts'
import { selected } from './selected.ts'

/** One day of a stage: deals that first came to it, those of which it was decided whether they go on (`decidedAt`), of these those that do, and those that stand there at the day's end. */
export type ChangeDay = { came: number; decided: number; hits: number; stock: number }

/** `from`: instants at which the days begin, ascending, and the end of the last one; at most 1,500 days. */
export type ChangeDaysOptions = { stage: number; begins: readonly number[]; zone: string; asOf: number; withinDays: number; pauses?: readonly Span[] }

/** A stage day by day, as the change of it is counted (`changeCounts`), in one pass: to find since when it changed. */
export function changeDays(columns: DealColumns, selection: Selection, { stage: k, begins, zone, asOf, withinDays, pauses = [] }: ChangeDaysOptions): ChangeDay[] {
  const [first, end] = [begins[0], begins.at(-1)]
  const days = begins.length - 1
  if (first === undefined || end === undefined || days < 1 || days > 1500) throw new RangeError(`days: ${days}`)
  const local = localDays(zone, first, end)
  const firstDay = Math.floor(local(first))
  /** Place of an instant among the days; −1 and `days` outside. */
  const placeOf = (at: number) => (at < first ? -1 : at >= end ? days : Math.min(days - 1, Math.floor(local(at)) - firstDay))
  const [came, decided, hits] = [new Uint32Array(days), new Uint32Array(days), new Uint32Array(days)]
  const moves = new Int32Array(days + 1)
  const passes = selected(columns, selection)
  const look = lookFor(columns.stages.length)
  const count = (list: Uint32Array, at: number) => {
    const place = placeOf(at)
    if (place >= 0 && place < days) list[place] = (list[place] as number) + 1
  }
  for (let row = 0; row < columns.size; row++) {
    if (!passes.row(row) || !passes.atEntry(row) || !lookAt(columns, row, asOf, look)) continue
    const enteredAt = look.reachedAt[k] as number
    count(came, enteredAt)
    const due = dueAt(enteredAt, withinDays * DAY_MS, pauses)
    const at = decidedAt(look, k, due, asOf)
    count(decided, at)
    if (at !== Infinity && (look.reachedAt[k + 1] as number) <= due) count(hits, at)
    const sleeps = sleepsOf(columns, row, look.version, asOf)
    for (let s = look.stayFrom; s < look.stayEnd; s++) {
      if (columns.stay.stage[s] !== k) continue
      eachAwake(columns.stay.enteredAt[s] as number, stayLeftAt(columns, look, s, asOf), sleeps, (from, to) => {
        const [begun, gone] = [Math.max(0, placeOf(from)), placeOf(to)]
        if (gone < 0 || begun >= days) return
        moves[begun] = (moves[begun] as number) + 1
        moves[gone] = (moves[gone] as number) - 1
      })
    }
  }
  let stock = 0
  return Array.from({ length: days }, (_, day) => {
    stock += moves[day] as number
    return { came: came[day] as number, decided: decided[day] as number, hits: hits[day] as number, stock }
  })
}
