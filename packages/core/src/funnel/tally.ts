import { BitCounts } from './bit-counts.ts'
import { NO_PROBABILITY } from './columns.ts'
import { DAY_MINUTES, type Facts, factsFor, factsOf } from './facts.ts'
import { LEFT, LOST, lookAt, lookFor, type Look, OPEN, WON } from './look.ts'
import type { Model } from './model.ts'
import { NumberList, sortedBy } from './number-lists.ts'
import { isCandidate } from './selection.ts'
import { SpanList } from './span-list.ts'
import { CAUSE_BITS, packed, sweep, type Swept } from './sweep.ts'

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
  /** Members whose stays are known, and of these those that were never in the stage. */
  known: BitCounts
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
  spans: SpanList[]
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
  wonCycle: SpanList
  lostCycle: SpanList
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

const money = (): Money => ({ n: 0, sum: 0, squares: 0 })

function emptyTally(model: Model): Tally {
  const { stages, dictionaries } = model.columns
  const count = stages.length
  const bits = () => new BitCounts(count + 1)
  const perStage = <T>(make: () => T): T[] => Array.from({ length: count }, make)
  return {
    model, members: bits(), converted: bits(), mature: bits(), matureConverted: bits(), known: bits(), skipped: bits(), been: bits(), reentered: bits(),
    regressed: bits(), entries: bits(), waiting: bits(),
    ends: { open: new Uint32Array(count), lost: new Uint32Array(count), left: new Uint32Array(count), matureOpen: new Uint32Array(count) },
    losses: new Uint32Array(count * dictionaries.lossReason.values.length),
    spans: perStage(() => new SpanList()), dwell: perStage(() => new NumberList()), dwellFrom: perStage(() => new NumberList()),
    outcomes: new NumberList(), outcomesFrom: new NumberList(),
    cohort: new Uint32Array(4), created: 0, createdWon: 0, createdOpen: 0, won: 0, lost: 0, wonMoney: money(), lostMoney: money(),
    wonCycle: new SpanList(), lostCycle: new SpanList(), firstCreatedAt: Infinity,
    windowWon: new Uint32Array(model.windows.length), windowClosed: new Uint32Array(model.windows.length), inAnyWindow: 0,
    awake: 0, dormant: 0, undated: 0, qualified: 0, stock: new Uint32Array(count), stockMoney: perStage(money),
    closing: Array.from({ length: count + 1 }, () => ({ byStage: money(), manual: money(), manualSums: null })),
    currencies: new Uint32Array(dictionaries.currency.values.length),
  }
}

/** Counts all deals of the question. */
export function tallyOf(model: Model): Tally {
  const tally = emptyTally(model)
  const { columns, passes, asOf } = model
  const look = lookFor(columns.stages.length)
  const facts = factsFor(model)
  const { size } = columns
  for (let row = 0; row < size; row++) {
    if (!isCandidate(columns, row, passes) || !lookAt(columns, row, asOf, look) || !factsOf(model, look, facts)) continue
    if (facts.inEntry) addAtEntry(tally, look, facts)
    if (facts.inClose) addAtClose(tally, look, facts)
    if (facts.inStanding) addAsItStands(tally, look, facts)
  }
  return tally
}

function addAtEntry(tally: Tally, look: Look, facts: Facts): void {
  const { standing } = look
  if (facts.isCreated) {
    tally.created++
    if (standing === WON) tally.createdWon++
    else if (standing === OPEN) tally.createdOpen++
  }
  if (facts.isCohort) {
    tally.cohort[standing] = (tally.cohort[standing] as number) + 1
    if (facts.isWatched) {
      tally.outcomes.push(packed(facts.outcomeMinutes, standing))
      if (facts.outcomeFrom >= 0) tally.outcomesFrom.push(facts.outcomeFrom)
    }
  }
  if (facts.entries !== 0) tally.entries.add(facts.entries)
  const { members } = facts
  if (members === 0) return
  tally.members.add(members)
  if (facts.converted !== 0) tally.converted.add(facts.converted)
  if (facts.mature !== 0) {
    tally.mature.add(facts.mature)
    const converted = facts.mature & facts.converted
    if (converted !== 0) tally.matureConverted.add(converted)
  }
  if (look.touched !== 0) {
    tally.known.add(members)
    const skipped = members & ~look.touched
    if (skipped !== 0) tally.skipped.add(skipped)
  }
  if (facts.been !== 0) {
    tally.been.add(facts.been)
    if (facts.reentered !== 0) tally.reentered.add(facts.reentered)
    if (facts.regressed !== 0) tally.regressed.add(facts.regressed)
    if (facts.waiting !== 0) tally.waiting.add(facts.waiting)
    addDurations(tally, facts)
  }
  if (facts.endsAt >= 0) addEnd(tally, look, facts)
}

function addEnd(tally: Tally, look: Look, facts: Facts): void {
  const { ends } = tally
  const k = facts.endsAt
  if (look.standing === OPEN) {
    ends.open[k] = (ends.open[k] as number) + 1
    if ((facts.mature & (1 << k)) !== 0) ends.matureOpen[k] = (ends.matureOpen[k] as number) + 1
  } else if (look.standing === LOST) {
    ends.lost[k] = (ends.lost[k] as number) + 1
    const at = k * tally.model.columns.dictionaries.lossReason.values.length + look.lossReason
    tally.losses[at] = (tally.losses[at] as number) + 1
  } else if (look.standing === LEFT) ends.left[k] = (ends.left[k] as number) + 1
}

function addDurations(tally: Tally, facts: Facts): void {
  const { dwellMinutes, dwellExits, dwellFrom, spans } = facts
  for (let rest = facts.dwelt; rest !== 0; rest &= rest - 1) {
    const k = 31 - Math.clz32(rest & -rest)
    ;(tally.dwell[k] as NumberList).push(packed(dwellMinutes[k] as number, dwellExits[k] as number))
    const from = dwellFrom[k] as number
    if (from >= 0) (tally.dwellFrom[k] as NumberList).push(from)
  }
  for (let rest = facts.arrived; rest !== 0; rest &= rest - 1) {
    const k = 31 - Math.clz32(rest & -rest)
    ;(tally.spans[k] as SpanList).push(spans[k] as number)
  }
}

function add(to: Money, amount: number): void {
  to.n++
  to.sum += amount
  to.squares += amount * amount
}

function addAtClose(tally: Tally, look: Look, facts: Facts): void {
  const { model } = tally
  if (look.createdAt < tally.firstCreatedAt) tally.firstCreatedAt = look.createdAt
  const isWon = look.standing === WON
  if (facts.isInAnyWindow) {
    tally.inAnyWindow++
    const { inWindow } = facts
    for (let w = 0; w < inWindow.length; w++) {
      if (inWindow[w] === 0) continue
      tally.windowClosed[w] = (tally.windowClosed[w] as number) + 1
      if (isWon) tally.windowWon[w] = (tally.windowWon[w] as number) + 1
    }
  }
  if (!facts.isClosed) return
  if (isWon) tally.won++
  else tally.lost++
  if (look.currency === model.currencyCode) add(isWon ? tally.wonMoney : tally.lostMoney, look.amountMinor)
  // A deal that closed before it was created is a mistake in the data.
  if (look.closedAt >= look.createdAt) (isWon ? tally.wonCycle : tally.lostCycle).push(cycleMs(model, look))
}

/** The cycle as a span: whole days of the calendar, or elapsed time. */
function cycleMs(model: Model, look: Look): number {
  return Math.round(model.cycleDays(look.createdAt, look.closedAt) * DAY_MINUTES * 60_000)
}

function addAsItStands(tally: Tally, look: Look, facts: Facts): void {
  const { model, currencies } = tally
  const { currency, current, amountMinor } = look
  currencies[currency] = (currencies[currency] as number) + 1
  if (facts.isDormant) tally.dormant++
  if (!facts.isAwake) return
  tally.awake++
  if (facts.isUndated) tally.undated++
  if (model.qualifiedFrom === 0 || current >= model.qualifiedFrom) tally.qualified++
  if (current >= 0) {
    tally.stock[current] = (tally.stock[current] as number) + 1
    if (currency === model.currencyCode) add(tally.stockMoney[current] as Money, amountMinor)
  }
  if (!facts.isClosing) return
  const closing = tally.closing[current < 0 ? tally.stock.length : current] as Closing
  const p = model.columns.version.probability[look.version] as number
  if (p === NO_PROBABILITY) {
    add(closing.byStage, amountMinor)
    return
  }
  add(closing.manual, amountMinor)
  closing.manualSums ??= new Float64Array(10_001)
  closing.manualSums[p] = (closing.manualSums[p] as number) + amountMinor
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
