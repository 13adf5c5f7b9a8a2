import { type DealColumns, LATE, type Selection, TRUNCATED } from '../columns.ts'
import { lookAt, lookFor, OPEN, stayLeftAt } from '../look.ts'
import { type Measured, statistic } from '../measured.ts'
import { CAUSE_BITS, packed, single, sweep } from '../sweep.ts'
import type { Asked } from './asked.ts'
import { entered } from './cohort-steps.ts'
import { group, heap, put, sortedGroups } from './heap.ts'
import { selected } from './selected.ts'
import { dwellOf, dwellScratch, type LateDwell, medianDwell, MINUTES, putDwell } from './stage-dwell.ts'

/** `ages`: days in the stage at which to ask, ascending, at most 15 (default 0 7 14 30 45 60 90 120 180). The period picks deals by entry into the pipeline. */
export type DecayOptions = Asked & { ages?: readonly number[] }

/**
 * What is left of a deal's chance as it stays in a stage.
 * - `win`: P(win | still in the stage at this age), from the deals that were (Aalen–Johansen from there on)
 * - `formula`: p · 2^(−max(0, a − θ)/h), θ = 1.5 × median dwell, h = the median dwell, p = the stage's probability
 * - `use`: the one to show: `data` where `win` rests on MIN_N deals or more, else `formula`, null when there is neither
 */
export type DecayPoint = { age: number; win: Measured; formula: number | null; use: 'data' | 'formula' | null; value: number | null }
export type Decay = {
  asOf: number
  stages: { stageId: string; medianDwell: number | null; theta: number | null; halfLife: number | null; points: DecayPoint[] }[]
}

const AGES = [0, 7, 14, 30, 45, 60, 90, 120, 180]
const MINUTE_MS = 60_000
/** Bits of a packed duration that hold up to which age the deal was in the stage. */
const AGE_BITS = 4
/** What then fits into one word: sixty years. */
const MOST_MINUTES = 2 ** 25 - 1

/**
 * P(win | still in stage k at age a) by landmarks: of the deals whose first stay in the stage lasted longer than a, the
 * Aalen–Johansen estimate of winning from that age on, with loss and leaving as competing ends and open deals censored. It is
 * (F_won(∞) − F_won(a)) / S(a) of those deals. Time before a deal was under watch counts for nothing: it is in no landmark
 * before that. @throws RangeError for more than 15 ages.
 */
export function decay(columns: DealColumns, selection: Selection, options: DecayOptions): Decay {
  const { asOf, ages = AGES } = options
  if (ages.length > (1 << AGE_BITS) - 1) throw new RangeError(`${ages.length} ages`)
  const stages = columns.stages.length
  const ask = selected(columns, selection)
  const look = lookFor(stages)
  const scratch = dwellScratch(stages)
  const dwells = heap()
  const late: LateDwell[] = []
  const ends = heap()
  const unseen: { k: number; value: number; from: number }[] = []
  for (let row = 0; row < columns.size; row++) {
    if (!ask.row(row) || !ask.atEntry(row) || !lookAt(columns, row, asOf, look) || !entered(look, options)) continue
    dwellOf(columns, look, asOf, scratch)
    let met = 0
    for (let s = look.stayFrom; s < look.stayEnd; s++) {
      const k = columns.stay.stage[s] as number
      if (k >= stages || ((met >> k) & 1) === 1) continue
      met |= 1 << k
      putDwell(scratch, k, k, dwells, late)
      const enteredAt = columns.stay.enteredAt[s] as number
      let left = columns.stay.leftAt[s] as number
      if (left > asOf || ((columns.stay.flags[s] as number) & LATE) !== 0) left = Math.min(stayLeftAt(columns, look, s, asOf), asOf)
      const end = Math.min(look.endedAt, asOf)
      const inStage = (left - enteredAt) / MINUTE_MS
      // The deal was there at each age below; at 0 every deal was.
      let age = 0
      while (age < ages.length && ((ages[age] as number) === 0 || inStage > (ages[age] as number) * MINUTES)) age++
      if (age === 0 || end < enteredAt) continue
      const minutes = Math.min(MOST_MINUTES, Math.floor((end - enteredAt) / MINUTE_MS))
      // Standing: 0 open, 1 won, 2 lost, 3 left, which are the causes too.
      const value = packed(minutes, look.standing === OPEN ? 0 : look.standing) * (1 << AGE_BITS) + age
      const riskFrom = ((columns.stay.flags[s] as number) & TRUNCATED) === 0 ? undefined : columns.riskFrom.get(s)
      if (riskFrom === undefined || riskFrom <= enteredAt) put(ends, k, value)
      else unseen.push({ k, value, from: (riskFrom - enteredAt) / MINUTE_MS })
    }
  }
  const dwellOfStage = sortedGroups(dwells, stages, undefined, CAUSE_BITS)
  const sorted = sortedGroups(ends, stages, undefined, CAUSE_BITS + AGE_BITS)
  return {
    asOf,
    stages: columns.stages.map(({ id, winProbability }, k) => {
      const median = medianDwell(group(dwellOfStage, k), late.filter(({ cell }) => cell === k)).value
      const all = group(sorted, k)
      const own = unseen.filter((one) => one.k === k)
      let there = all
      const points = ages.map((age, a): DecayPoint => {
        there = thereAt(there, a)
        const seen = own.filter(({ from, value }) => from <= age * MINUTES && (value & 15) > a)
        const win = winFrom(there, seen.map(({ value }) => value))
        const formula = median === null || median === 0 ? null : decayed(winProbability, age, median)
        const use = win.enough && win.value !== null ? 'data' : formula === null ? null : 'formula'
        return { age, win, formula, use, value: use === 'data' ? win.value : use === null ? null : formula }
      })
      return { stageId: id, medianDwell: median, theta: median === null ? null : 1.5 * median, halfLife: median, points }
    }),
  }
}

/** Those that were still there at the `a`-th age, moved to the front of the same array: who is not is there at no later age either. */
function thereAt(values: Uint32Array, a: number): Uint32Array {
  let n = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if ((value & 15) > a) values[n++] = value
  }
  return values.subarray(0, n)
}

function winFrom(there: Uint32Array, more: readonly number[]): Measured {
  const n = there.length + more.length
  const durations = new Uint32Array(n)
  for (let i = 0; i < there.length; i++) durations[i] = (there[i] as number) >>> AGE_BITS
  more.forEach((value, i) => {
    durations[there.length + i] = value >>> AGE_BITS
  })
  if (more.length > 0) durations.sort()
  const { final, censored, events } = sweep(single(durations), [], 3, [])
  const won = final[0] ?? { value: 0, low: null, high: null }
  return { ...statistic(n === 0 ? null : won.value, n, censored, won, 'landmark/aalen-johansen'), hits: events[0] ?? 0 }
}

/** p · 2^(−max(0, a − θ)/h): nothing is lost before θ = 1.5 medians, then half of it with every further median. Days. */
export function decayed(p: number, age: number, medianDwellDays: number): number {
  const over = Math.max(0, age - 1.5 * medianDwellDays)
  return over === 0 ? p : p * 2 ** (-over / medianDwellDays)
}
