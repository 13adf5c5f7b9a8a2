import type { Model } from './model.ts'

export const MINUTE_MS = 60_000
export const DAY_MINUTES = 1440
/** What fits beside a cause in one word: a thousand years. Longer is a mistyped date. */
export const MOST_MINUTES = 2 ** 29 - 1

/**
 * What the figures of the funnel ask about one deal, worked out from its look (core/funnel/pass): to which of them it belongs.
 * One is made per question and filled again for each deal. Masks have a bit for each stage; bit K is "won".
 */
export type Facts = {
  /** The deal belongs to the selection: at entry, at close (open deals as they stand), as it stands. */
  inEntry: boolean
  inClose: boolean
  inStanding: boolean

  // Of deals in the selection at entry:
  /** Entered the pipeline in the period. */
  isCohort: boolean
  isCreated: boolean
  /** Stages whose step follows the deal. It counts once, however often it came back, and stays in when it is lost. */
  members: number
  /** Of these: the next stage was ever reached (won, for the last), by the furthest stage ever: coming back undoes nothing. */
  converted: number
  /** Members that entered the stage at least `matureDays` before `asOf`, so that they had the time to convert. */
  mature: number
  /** The stage at which a member has neither converted nor gone past: open, lost or left there. −1 = none. */
  endsAt: number
  /** Members that were in the stage itself; of these those that came in again, and those that were ever sent back from it. */
  been: number
  reentered: number
  regressed: number
  /** Entered in the period, whenever it came into the pipeline; bit K: won in the period. */
  entries: number
  /** Members that came from the first entry into k to the first entry into k + 1 in this order. */
  arrived: number
  /** Members that were in k, are open and have not been in k + 1. */
  waiting: number
  /** Members whose dwell in k is watched, in whole minutes; `dwellExits` is how it ended (EXIT_CODES), 0 = still there. */
  dwelt: number
  dwellMinutes: Float64Array
  dwellExits: Uint8Array
  /** Minutes after which the deal came under watch (left truncation); −1 = from the start. */
  dwellFrom: Float64Array
  /** Of the cohort: its way from entering the pipeline to its end is watched, in whole minutes. */
  isWatched: boolean

  // Of deals in the selection at close:
  /** Won or lost in the period. */
  isClosed: boolean
  isInAnyWindow: boolean
  inWindow: Uint8Array

  // Of deals in the selection as they stand:
  isAwake: boolean
  isDormant: boolean
  isUndated: boolean
  /** Awake, expected to close in the window, in the currency of the question. */
  isClosing: boolean
}

/** A scratch for `factsOf`. */
export function factsFor(model: Model): Facts {
  const stages = model.columns.stages.length
  return {
    inEntry: false, inClose: false, inStanding: false,
    isCohort: false, isCreated: false, members: 0, converted: 0, mature: 0, endsAt: -1, been: 0, reentered: 0, regressed: 0, entries: 0,
    arrived: 0, waiting: 0,
    dwelt: 0, dwellMinutes: new Float64Array(stages), dwellExits: new Uint8Array(stages), dwellFrom: new Float64Array(stages),
    isWatched: false,
    isClosed: false, isInAnyWindow: false, inWindow: new Uint8Array(model.windows.length),
    isAwake: false, isDormant: false, isUndated: false, isClosing: false,
  }
}
