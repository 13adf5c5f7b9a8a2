import { type DealColumns, LATE, NO_DAY, type Selection } from '../columns.ts'
import type { DayWindow } from '../weighted.ts'

/** What makes the pipeline of a window grow, then what makes it shrink; in the order in which they are drawn. */
export const WATERFALL_BARS = [
  'new', 'reopened', 'pulled_in', 'transferred_in', 'increased',
  'decreased', 'pushed_out', 'lost', 'won', 'transferred_out',
] as const
export type WaterfallBar = (typeof WATERFALL_BARS)[number]

/**
 * Between the instants `from` and `to` (as known at them), for deals expected to close in the window of days.
 * `path`: every change in between counts. `net`: the two ends are compared.
 */
export type WaterfallOptions = {
  from: number
  to: number
  closing: DayWindow
  currency: string
  mode: 'path' | 'net'
}

/** `amountMinor` ≥ 0; `deals` counts each deal once a bar. `sign` says which way it goes. */
export type WaterfallPart = { bar: WaterfallBar; sign: 1 | -1; amountMinor: number; deals: number }

/**
 * start + Σ sign · amount = end, exactly, in minor units: METRICS 7. `others`: deals of another currency that would be in
 * scope at an end; they are in no sum.
 */
export type Waterfall = {
  from: number
  to: number
  mode: 'path' | 'net'
  closing: DayWindow
  currency: string
  start: { amountMinor: number; deals: number }
  end: { amountMinor: number; deals: number }
  parts: WaterfallPart[]
  others: { currency: string; deals: number }[]
}

/** One deal's share in one bar, for drill-down: `row` of the columns, when it last happened, and the sum of it. */
export type WaterfallDeal = { row: number; bar: WaterfallBar | 'start' | 'end'; at: number; amountMinor: number }

/** Conditions of being in scope, as bits. */
const KNOWN = 1
const HERE = 2
const OPEN = 4
const MINE = 8
const CLOSING = 16
const SAME_MONEY = 32
const IN_SCOPE = 63

const [NEW, REOPENED, PULLED_IN, TRANSFERRED_IN, INCREASED, DECREASED, PUSHED_OUT, LOST, WON, TRANSFERRED_OUT] = WATERFALL_BARS.map((_, i) => i) as [
  number, number, number, number, number, number, number, number, number, number,
]
const START = WATERFALL_BARS.length
const END = START + 1
const TRANSFER_EXIT = 5
const WON_EXIT = 3
const LOST_EXIT = 4

type Note = (row: number, bar: number, at: number, amountMinor: number) => void

/**
 * How the open pipeline that closes in a window of days became another between two instants. A deal is in scope when it is
 * in this pipeline, open (asleep or not), expected to close in the window, passes the filter of owner, team and source as
 * they are then, and is in the currency asked for. Coming into scope: created → `new`, was closed → `reopened`, from
 * another pipeline, owner, team, source or currency → `transferred_in`, close date → `pulled_in`. Going out: to another
 * pipeline → `transferred_out`, closed → `won` or `lost`, filter or currency → `transferred_out`, close date → `pushed_out`.
 * An amount that changes with going out is booked as `increased` or `decreased` first, so that `won` is what was won. `net`
 * takes the two ends as one such change. Deals are removed in one way only, with the import that brought them, as if it had
 * not been: such a deal is in scope at no instant, and there is no bar for it. O(deals + versions).
 */
export function waterfall(columns: DealColumns, selection: Selection, options: WaterfallOptions): Waterfall {
  const amounts = new Float64Array(END + 1)
  const deals = new Float64Array(END + 1)
  const seenBy = new Int32Array(END + 1).fill(-1)
  const others = replay(columns, selection, options, null, (row, bar, _, amountMinor) => {
    amounts[bar] = (amounts[bar] as number) + amountMinor
    if (seenBy[bar] === row) return
    seenBy[bar] = row
    deals[bar] = (deals[bar] as number) + 1
  })
  const { from, to, mode, closing, currency } = options
  const sum = (bar: number) => ({ amountMinor: amounts[bar] as number, deals: deals[bar] as number })
  return {
    from, to, mode, closing, currency,
    start: sum(START),
    end: sum(END),
    parts: WATERFALL_BARS.map((bar, i) => ({ bar, sign: i < DECREASED ? 1 : -1, ...sum(i) })),
    others: [...others]
      .map(([code, count]) => ({ currency: columns.dictionaries.currency.values[code] ?? '', deals: count }))
      .sort((a, b) => b.deals - a.deals || (a.currency < b.currency ? -1 : 1)),
  }
}

/** The deals of one bar, the greatest amount first; their amounts add up to the bar's. */
export function waterfallDeals(columns: DealColumns, selection: Selection, options: WaterfallOptions, bar: WaterfallBar | 'start' | 'end'): WaterfallDeal[] {
  const wanted = bar === 'start' ? START : bar === 'end' ? END : WATERFALL_BARS.indexOf(bar)
  const found = new Map<number, WaterfallDeal>()
  replay(columns, selection, options, wanted, (row, _, at, amountMinor) => {
    const known = found.get(row)
    if (known === undefined) found.set(row, { row, bar, at, amountMinor })
    else found.set(row, { row, bar, at, amountMinor: known.amountMinor + amountMinor })
  })
  return [...found.values()].sort((a, b) => b.amountMinor - a.amountMinor || a.row - b.row)
}

/** Goes through all deals and notes what each does (only bar `only`, unless null). Returns deals in other currencies, by code. */
function replay(columns: DealColumns, selection: Selection, options: WaterfallOptions, only: number | null, note: Note): Map<number, number> {
  const { deal, version } = columns
  const { mask, owners, teams, sources } = selection
  const { from, to } = options
  const closeFrom = options.closing.from ?? -Infinity
  const closeTo = options.closing.to ?? Infinity
  const anyDay = options.closing.from === null && options.closing.to === null
  const currency = columns.dictionaries.currency.codes.get(options.currency) ?? -1
  const isPath = options.mode === 'path'
  const others = new Map<number, number>()
  const put: Note = only === null ? note : (row, bar, at, amount) => {
    if (bar === only) note(row, bar, at, amount)
  }

  /** Conditions that the deal's version `v` fulfils; −1 = not known yet. */
  const state = (v: number): number => {
    if (v < 0) return 0
    const day = version.expectedClose[v] as number
    return (
      KNOWN | HERE |
      (version.closedAt[v] === Infinity ? OPEN : 0) |
      ((owners === null || owners.has(version.owner[v] as number)) &&
      (teams === null || teams.has(version.team[v] as number)) &&
      (sources === null || sources.has(version.source[v] as number)) ? MINE : 0) |
      // "No day" is far in the past, so in no bounded window; an unbounded one takes it.
      (anyDay || (day >= closeFrom && day < closeTo && day !== NO_DAY) ? CLOSING : 0) |
      (version.currency[v] === currency ? SAME_MONEY : 0)
    )
  }

  for (let row = 0; row < columns.size; row++) {
    if (mask !== null && mask[row] === 0) continue
    if (deal.alive[row] === 0) continue
    const first = deal.versionFrom[row] as number
    const end = first + (deal.versionCount[row] as number)
    let v = first - 1
    while (v + 1 < end && (version.knownFrom[v + 1] as number) <= from) v++
    const moves = movesBetweenPipelines(columns, row)
    /** 0: not known. */
    const at = (instant: number, which: number): number => {
      const now = which < first ? 0 : state(which)
      return now !== 0 && moves && !isHere(columns, row, instant) ? now & ~HERE : now
    }
    let before = at(from, v)
    let amount = v < first ? 0 : (version.amountMinor[v] as number)
    if (before === IN_SCOPE) put(row, START, from, amount)
    let isOther = (before | SAME_MONEY) === IN_SCOPE && before !== IN_SCOPE ? (version.currency[v] as number) : 0

    while (v + 1 < end) {
      let instant = version.knownFrom[v + 1] as number
      if (instant > to) break
      // What became known at one instant is one change; the net mode takes all up to the end as one.
      const until = isPath ? instant : to
      while (v + 1 < end && (version.knownFrom[v + 1] as number) <= until) {
        v++
        instant = version.knownFrom[v] as number
      }
      const after = at(instant, v)
      change(row, before, after, amount, v, instant)
      before = after
      amount = version.amountMinor[v] as number
      if (!isPath) break
    }
    if (before === IN_SCOPE) put(row, END, to, amount)
    if ((before | SAME_MONEY) === IN_SCOPE && before !== IN_SCOPE) isOther = version.currency[v] as number
    if (isOther !== 0) others.set(isOther, (others.get(isOther) ?? 0) + 1)
  }
  return others

  function change(row: number, before: number, after: number, amount: number, v: number, at: number): void {
    if (before !== IN_SCOPE && after !== IN_SCOPE) return
    const now = version.amountMinor[v] as number
    if (before !== IN_SCOPE) {
      put(row, comingIn(columns, row, before), at, now)
      return
    }
    // In another currency there is no new amount to compare with.
    const last = (after & SAME_MONEY) === 0 ? amount : now
    if (last > amount) put(row, INCREASED, at, last - amount)
    else if (last < amount) put(row, DECREASED, at, amount - last)
    if (after === IN_SCOPE) return
    if ((after & HERE) === 0) put(row, TRANSFERRED_OUT, at, last)
    else if ((after & OPEN) === 0) put(row, isWon(columns, row, version.closedAt[v] as number) ? WON : LOST, at, last)
    else if ((after & (MINE | SAME_MONEY)) !== (MINE | SAME_MONEY)) put(row, TRANSFERRED_OUT, at, last)
    else put(row, PUSHED_OUT, at, last)
  }
}

/** Which bar a deal comes in by, from what it lacked. */
function comingIn(columns: DealColumns, row: number, before: number): number {
  if ((before & KNOWN) === 0) return columns.deal.cameByTransfer[row] === 1 ? TRANSFERRED_IN : NEW
  if ((before & HERE) === 0) return TRANSFERRED_IN
  if ((before & OPEN) === 0) return REOPENED
  if ((before & (MINE | SAME_MONEY)) !== (MINE | SAME_MONEY)) return TRANSFERRED_IN
  return PULLED_IN
}

/** Whether the deal was ever elsewhere; most never were and need no look at their stays. */
function movesBetweenPipelines(columns: DealColumns, row: number): boolean {
  if (columns.deal.cameByTransfer[row] === 1) return true
  const from = columns.deal.stayFrom[row] as number
  const to = from + (columns.deal.stayCount[row] as number)
  for (let s = from; s < to; s++) if (columns.stay.exit[s] === TRANSFER_EXIT) return true
  return false
}

/** In this pipeline, as known at the instant: its last stay known by then has not ended in a transfer known by then. */
function isHere(columns: DealColumns, row: number, instant: number): boolean {
  const { stay } = columns
  const from = columns.deal.stayFrom[row] as number
  for (let s = from + (columns.deal.stayCount[row] as number) - 1; s >= from; s--) {
    const late = ((stay.flags[s] as number) & LATE) === 0 ? undefined : columns.known.get(s)
    if ((late?.entered ?? stay.enteredAt[s] ?? Infinity) > instant) continue
    return stay.exit[s] !== TRANSFER_EXIT || (late?.left ?? stay.leftAt[s] ?? Infinity) > instant
  }
  return false
}

/** A version says that the deal is closed and when; how, its stay says that ended then. */
function isWon(columns: DealColumns, row: number, closedAt: number): boolean {
  const { stay } = columns
  const from = columns.deal.stayFrom[row] as number
  let won = false
  for (let s = from; s < from + (columns.deal.stayCount[row] as number); s++) {
    const exit = stay.exit[s] as number
    if (exit !== WON_EXIT && exit !== LOST_EXIT) continue
    won = exit === WON_EXIT
    if (stay.leftAt[s] === closedAt) return won
  }
  return won
}
