import { BitCounts } from './bit-counts.ts'
import { MedianList, SpreadList } from './median-list.ts'
import type { Model } from './model.ts'
import { NumberList, sortedBy } from './number-lists.ts'
import { pass } from './pass.ts'
import { CAUSE_BITS, sweep, type Swept } from './sweep.ts'

/** Deals of one kind and their amounts in minor units, in the currency of the question. */
export type Money = { n: number; sum: number; squares: number }

/** What became of the members of a step that end there, and how many of the mature ones are among them. */
type Ends = { open: Uint32Array; lost: Uint32Array; left: Uint32Array; matureOpen: Uint32Array }

/** Every count, sum and list of durations that the figures are made from: one pass over the deals gives them all. */
export type Tally = {
  model: Model
  /** By stage. */
  members: BitCounts
  converted: BitCounts
  mature: BitCounts
  matureConverted: BitCounts
  /** Members of which no stay is known, and others that were never in the stage. */
  unknown: BitCounts
  skipped: BitCounts
  been: BitCounts
  reentered: BitCounts
  regressed: BitCounts
  /** Bit K: won in the period. */
  entries: BitCounts
  waiting: BitCounts
  ends: Ends
  /** Losses by stage and reason: `[k * reasons + code]`. */
  losses: Uint32Array
  /** Milliseconds from first to first. */
  spans: MedianList[]
  dwell: NumberList[]
  dwellFrom: NumberList[]
  outcomes: NumberList
  outcomesFrom: NumberList
  /** The cohort by standing. */
  cohort: Uint32Array
  created: number
  createdWon: number
  createdOpen: number
  won: number
  lost: number
  wonMoney: Money
  lostMoney: Money
  /** In days. */
  wonCycle: SpreadList
  lostCycle: SpreadList
  /** Earliest creation among the deals in the selection at close. */
  firstCreatedAt: number
  windowWon: Uint32Array
  windowClosed: Uint32Array
  inAnyWindow: number
  awake: number
  dormant: number
  undated: number
  qualified: number
  stock: Uint32Array
  stockMoney: Money[]
  /** Deals expected to close: by stage (K for none), the amounts that take the stage's probability, and those by manual probability. */
  closing: Closing[]
  /** Deals by code of their currency. */
  currencies: Uint32Array
}

/** Deals of one stage expected to close in the window. */
export type Closing = { byStage: Money; manual: Money; manualSums: Float64Array | null }

const nothing = (): Money => ({ n: 0, sum: 0, squares: 0 })

function emptyTally(model: Model): Tally {
  const { stages, dictionaries } = model.columns
  const count = stages.length
  const bits = () => new BitCounts(count + 1)
  const perStage = <T>(make: () => T): T[] => Array.from({ length: count }, make)
  return {
    model, members: bits(), converted: bits(), mature: bits(), matureConverted: bits(), unknown: bits(), skipped: bits(), been: bits(), reentered: bits(),
    regressed: bits(), entries: bits(), waiting: bits(),
    ends: { open: new Uint32Array(count), lost: new Uint32Array(count), left: new Uint32Array(count), matureOpen: new Uint32Array(count) },
    losses: new Uint32Array(count * dictionaries.lossReason.values.length),
    spans: perStage(() => new MedianList()), dwell: perStage(() => new NumberList()), dwellFrom: perStage(() => new NumberList()),
    outcomes: new NumberList(), outcomesFrom: new NumberList(),
    cohort: new Uint32Array(4), created: 0, createdWon: 0, createdOpen: 0, won: 0, lost: 0, wonMoney: nothing(), lostMoney: nothing(),
    wonCycle: new SpreadList(), lostCycle: new SpreadList(), firstCreatedAt: Infinity,
    windowWon: new Uint32Array(model.windows.length), windowClosed: new Uint32Array(model.windows.length), inAnyWindow: 0,
    awake: 0, dormant: 0, undated: 0, qualified: 0, stock: new Uint32Array(count), stockMoney: perStage(nothing),
    closing: Array.from({ length: count + 1 }, () => ({ byStage: nothing(), manual: nothing(), manualSums: null })),
    currencies: new Uint32Array(dictionaries.currency.values.length),
  }
}

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
