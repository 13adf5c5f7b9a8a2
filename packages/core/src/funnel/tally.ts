import { emptyTally, type Tally } from './counts.ts'
import type { MedianList } from './median-list.ts'
import type { Model } from './model.ts'
import { NumberList, sortedBy } from './number-lists.ts'
import { pass, passRows } from './pass.ts'
import { passSettled } from './settled-pass.ts'
import { dwellWith, outcomesWith } from './settled-taken.ts'
import { CAUSE_BITS, single, sweep, type Swept } from './sweep.ts'

/** Below this many rows a sample says nothing that is worth a pass. */
const MANY = 50_000
const SAMPLE = 4096

/** Of fewer deals than this share of all, the order of all durations would be gone through for too little. */
const WORTH_SETTLED = 1 / 16

/** Counts all deals of the question. */
export function tallyOf(model: Model): Tally {
  const { size } = model.columns
  const tally = emptyTally(model)
  if (size < MANY) {
    passAll(model, tally, true)
    return tally
  }
  const sample = emptyTally(model)
  const step = Math.floor(size / SAMPLE)
  pass(model, sample, null, step)
  for (const [k, spans] of tally.spans.entries()) spans.narrow(sample.spans[k] as MedianList)
  const roomFor = ({ length }: NumberList) => new NumberList(Math.ceil(length * step * 1.05))
  tally.dwell = sample.dwell.map(roomFor)
  tally.outcomes = roomFor(sample.outcomes)
  tally.wonCycle.narrow(sample.wonCycle)
  tally.lostCycle.narrow(sample.lostCycle)
  passAll(model, tally, sample.currencies.reduce((sum, n) => sum + n, 0) >= SAMPLE * WORTH_SETTLED)
  if (![...tally.spans, tally.wonCycle, tally.lostCycle].some(({ isMissed }) => isMissed)) return tally
  const whole = emptyTally(model)
  pass(model, whole, null)
  return whole
}

/** All rows: the settled deals by what is known of them together, where that is there and worth it, the others one by one. */
function passAll(model: Model, tally: Tally, isWorthSettled: boolean): void {
  const { settled } = model.columns
  if (settled === null || model.workDays !== null || !isWorthSettled) {
    pass(model, tally, null)
    return
  }
  const { rest, count } = passSettled(model, tally, settled)
  passRows(model, tally, null, rest, count)
}

/** Codes of how a stay ended, but for "not yet": advance, back, won, lost, transfer. */
export const EXIT_CAUSES = 5
const ENDING_CAUSES = 3
/** The shares whose times the page shows. */
export const SHARES = [0.5, 0.75] as const

/** How long deals stay in stage `k`, in minutes. */
export function dwellOf(tally: Tally, k: number): Swept {
  const own = sortedBy(tally.dwell[k] as NumberList, CAUSE_BITS)
  const durations = tally.settled === null ? single(own) : dwellWith(tally.settled, k, own)
  return sweep(durations, sortedBy(tally.dwellFrom[k] as NumberList, 0), EXIT_CAUSES, SHARES)
}

/** How deals of the cohort end, by minutes since they entered: won, lost, left. */
export function endingsOf(tally: Tally): Swept {
  const own = sortedBy(tally.outcomes, CAUSE_BITS)
  const durations = tally.settled === null ? single(own) : outcomesWith(tally.settled, own)
  return sweep(durations, sortedBy(tally.outcomesFrom, 0), ENDING_CAUSES, SHARES)
}
