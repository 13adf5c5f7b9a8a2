import { type DealColumns, LATE, NO_STAGE, TRUNCATED } from '../columns.ts'
import { type Look, stayLeftAt } from '../look.ts'
import { type Measured, statistic } from '../measured.ts'
import { crossingsOf, packed } from '../sweep.ts'
import { DAY_MS } from '../zone-days.ts'
import { type Heap, put } from './heap.ts'

const MINUTE_MS = 60_000
/** What fits beside a cause in one word: a thousand years. Longer is a mistyped date. */
const MOST_MINUTES = 2 ** 29 - 1
export const MINUTES = DAY_MS / MINUTE_MS

/** Cause of `DwellScratch.cause`: still there, left, or no stay that lasted at all. */
const THERE = 0
const LEFT = 1
const NONE = 7

/** One deal's time in each stage, all its stays added up, in milliseconds; filled again for each deal. */
export type DwellScratch = { spent: Float64Array; cause: Uint8Array; entry: Float64Array }

export const dwellScratch = (stages: number): DwellScratch => ({ spent: new Float64Array(stages), cause: new Uint8Array(stages), entry: new Float64Array(stages) })

/**
 * Time in each stage as core/funnel reads it: the last stay says whether it is over, the first one whether its beginning was
 * under watch (`entry` > 0: only since then).
 */
export function dwellOf(columns: DealColumns, look: Look, asOf: number, scratch: DwellScratch): void {
  const { spent, cause, entry } = scratch
  const { stage, enteredAt, leftAt, flags } = columns.stay
  for (let k = 0; k < spent.length; k++) {
    spent[k] = 0
    cause[k] = NONE
    entry[k] = 0
  }
  for (let s = look.stayEnd - 1; s >= look.stayFrom; s--) {
    const k = stage[s] as number
    if (k === NO_STAGE) continue
    const flag = flags[s] as number
    let left = leftAt[s] as number
    if (left > asOf || (flag & LATE) !== 0) left = stayLeftAt(columns, look, s, asOf)
    const entered = enteredAt[s] as number
    const end = left === Infinity ? asOf : left
    if (end < entered) continue
    if (cause[k] === NONE) cause[k] = left === Infinity ? THERE : LEFT
    spent[k] = (spent[k] as number) + end - entered
    // Only the earliest of several stays can have begun before the deal was watched.
    entry[k] = (flag & TRUNCATED) === 0 ? 0 : Math.max(0, (columns.riskFrom.get(s) ?? entered) - entered)
  }
}

/** A dwell that came under watch only after it began, in minutes. */
export type LateDwell = { cell: number; minutes: number; entry: number; cause: number }

/** Whole minutes of stage `k` into the heap's `cell`, or to the late ones. */
export function putDwell(scratch: DwellScratch, k: number, cell: number, into: Heap, late: LateDwell[]): void {
  const cause = scratch.cause[k] as number
  if (cause === NONE) return
  const minutes = Math.min(MOST_MINUTES, Math.floor((scratch.spent[k] as number) / MINUTE_MS))
  const entry = Math.floor((scratch.entry[k] as number) / MINUTE_MS)
  if (entry > 0) late.push({ cell, minutes, entry, cause })
  else put(into, cell, packed(minutes, cause))
}

/** Kaplan–Meier median of packed minutes (ascending), in days; those that came under watch late are put in their places. */
export function medianDwell(durations: Uint32Array, late: readonly LateDwell[]): Measured {
  const watched = late.filter(({ minutes, entry }) => entry < minutes)
  const all = watched.length === 0 ? durations : new Uint32Array(durations.length + watched.length)
  if (watched.length > 0) {
    all.set(durations)
    watched.forEach(({ minutes, cause }, i) => {
      all[durations.length + i] = packed(minutes, cause)
    })
    all.sort()
  }
  const entries = Uint32Array.from(watched, ({ entry }) => entry).sort()
  const { crossings, n, censored } = crossingsOf(all, entries, [0.5])
  const median = crossings[0]
  const days = (minutes: number | null | undefined) => (minutes == null ? null : minutes / MINUTES)
  return statistic(days(median?.value), n, censored, { low: days(median?.low), high: days(median?.high) }, 'kaplan-meier/median', 'not_reached')
}
