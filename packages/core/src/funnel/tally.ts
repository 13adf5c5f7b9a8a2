import { emptyTally, type Tally } from './counts.ts'
import type { MedianList } from './median-list.ts'
import type { Model } from './model.ts'
import { NumberList, sortedBy } from './number-lists.ts'
import { pass } from './pass.ts'
import { CAUSE_BITS, sweep, type Swept } from './sweep.ts'

/** Below this many rows a sample says nothing that is worth a pass. */
const MANY = 50_000
const SAMPLE = 4096

/** Counts all deals of the question. */
export function tallyOf(model: Model): Tally {
  const { size } = model.columns
  const tally = emptyTally(model)
  if (size < MANY) {
    pass(model, tally, null)
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
  pass(model, tally, null)
  if (![...tally.spans, tally.wonCycle, tally.lostCycle].some(({ isMissed }) => isMissed)) return tally
  const whole = emptyTally(model)
  pass(model, whole, null)
  return whole
}

/** Codes of how a stay ended, but for "not yet": advance, back, won, lost, transfer. */
export const EXIT_CAUSES = 5
const ENDING_CAUSES = 3
/** The shares whose times the page shows. */
export const SHARES = [0.5, 0.75] as const

/** How long deals stay in stage `k`, in minutes. */
export function dwellOf(tally: Tally, k: number): Swept {
  return sweep(sortedBy(tally.dwell[k] as NumberList, CAUSE_BITS), sortedBy(tally.dwellFrom[k] as NumberList, 0), EXIT_CAUSES, SHARES)
}

/** How deals of the cohort end, by minutes since they entered: won, lost, left. */
export function endingsOf(tally: Tally): Swept {
  return sweep(sortedBy(tally.outcomes, CAUSE_BITS), sortedBy(tally.outcomesFrom, 0), ENDING_CAUSES, SHARES)
}
