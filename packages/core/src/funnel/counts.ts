import { BitCounts } from './bit-counts.ts'
import { MedianList, SpreadList } from './median-list.ts'
import type { Model } from './model.ts'
import { NumberList } from './number-lists.ts'
import type { Taken } from './settled-taken.ts'

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
  /** Further deals, whose durations are sorted already. */
  settled: Taken | null
}

/** Deals of one stage expected to close in the window. */
export type Closing = { byStage: Money; manual: Money; manualSums: Float64Array | null }

const nothing = (): Money => ({ n: 0, sum: 0, squares: 0 })

/** Nothing counted yet, with room for the stages of the question. */
export function emptyTally(model: Model): Tally {
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
    settled: null,
  }
}
