import type { Money, Tally } from './counts.ts'
import type { DealColumns } from './columns.ts'
import { LEFT, LOST, WON } from './look.ts'
import type { MedianList } from './median-list.ts'
import type { Model } from './model.ts'
import { passesAtEntry, passesInVersion } from './selection.ts'
import { spanAt } from './settled.ts'
import type { Settled, SettledKind } from './settled-deals.ts'
import { DAY_MS } from './zone-days.ts'

/**
 * Counts the settled deals of a question as core/funnel/pass would, and gives the rows that it must still look at: those that
 * are not settled, and those that the period, the instant of knowing or that of maturity cuts through. They are good until the next
 * question.
 */
export function passSettled(model: Model, tally: Tally, settled: Settled): { rest: Uint32Array; count: number } {
  const { columns } = model
  const { size } = columns
  const found = foundFor(model, settled)
  for (let row = 0; row < settled.rows; row += BLOCK) passBlock(model, model.asOf, tally, settled, found, row, Math.min(settled.rows, row + BLOCK))
  for (let row = settled.rows; row < size; row++) found.rest[found.count++] = row
  for (let code = 1; code < settled.kinds.length; code++) {
    const kind = settled.kinds[code] as SettledKind
    addKind(model, tally, kind, found.perKind[code] as number, true)
    addKind(model, tally, kind, found.perKind[settled.kinds.length + code] as number, false)
  }
  tally.wonCycle.pushCounted(found.wonDays)
  tally.lostCycle.pushCounted(found.lostDays)
  tally.settled = { deals: settled, taken: found.taken }
  for (const [k, list] of tally.spans.entries()) addSpans(columns, settled.spans[k] as Uint32Array, k, found.taken, list)
  return found
}

const BLOCK = 8192
/** Cycles of whole days up to eleven years. */
const MOST_DAYS = 4096

type Found = {
  rest: Uint32Array
  count: number
  /** A bit by row: it belongs to the cohort of the question. So little memory is near at hand in whatever order it is asked. */
  taken: Uint32Array
  /** Deals of the cohort by kind: the mature ones, then those of which no stage is. */
  perKind: Uint32Array
  /** By kind. */
  standings: Uint8Array
  isAgain: Uint8Array
  windowFrom: Float64Array
  windowTo: Float64Array
  /** Deals won and lost in the period by the days of their cycle; longer ones are put on the lists at once. */
  wonDays: Uint32Array
  lostDays: Uint32Array
}

/** One for all questions: it is read before the next is asked, and megabytes would be much to clean up each time. */
let restScratch = new Uint32Array(0)

function foundFor({ columns, windows }: Model, { rows, kinds }: Settled): Found {
  if (restScratch.length < columns.size) restScratch = new Uint32Array(Math.ceil(columns.size * 1.1))
  return {
    rest: restScratch, count: 0, taken: new Uint32Array(Math.ceil(rows / 32)), perKind: new Uint32Array(kinds.length * 2),
    standings: Uint8Array.from(kinds, ({ standing }) => standing), isAgain: Uint8Array.from(kinds, ({ again }) => (again === 0 ? 0 : 1)),
    windowFrom: Float64Array.from(windows, (window) => window.from ?? -Infinity), windowTo: Float64Array.from(windows, (window) => window.to ?? Infinity),
    wonDays: new Uint32Array(MOST_DAYS), lostDays: new Uint32Array(MOST_DAYS),
  }
}

/** Sums are held in the function's own variables until the end of the block: a quarter of the time of adding to the tally each time. */
function passBlock(model: Model, boxedAsOf: number, tally: Tally, settled: Settled, found: Found, first: number, end: number): void {
  const { columns, passes, from, to, currencyCode, dayOffset } = model
  const asOf = boxedAsOf * 1
  const { mask, isPartial } = passes
  const { alive, createdAt, versionFrom, versionCount } = columns.deal
  const { currency, amountMinor } = columns.version
  const { kind, kinds, endedAt } = settled
  const { rest, taken, perKind, standings, isAgain, windowFrom, windowTo, wonDays, lostDays } = found
  const { currencies, windowClosed, windowWon } = tally
  const ripe = asOf - model.matureDays * DAY_MS
  const fresh = kinds.length
  const isLatest = model.dwellStay === 'latest'
  const windowCount = windowFrom.length
  let earliestWindow = Infinity
  for (let w = 0; w < windowCount; w++) earliestWindow = Math.min(earliestWindow, windowFrom[w] as number)
  let count = found.count
  let firstCreatedAt = Infinity
  let inAny = 0
  let won = 0
  let lost = 0
  let wonN = 0
  let wonSum = 0
  let wonSquares = 0
  let lostN = 0
  let lostSum = 0
  let lostSquares = 0

  for (let row = first; row < end; row++) {
    if (alive[row] === 0 || (mask !== null && mask[row] === 0)) continue
    const created = createdAt[row] as number
    if (created > asOf) continue
    const code = kind[row] as number
    const ended = endedAt[row] as number
    const isInside = created >= from && ended < to
    if (code === 0 || ended > asOf || (!isInside && ended >= from && created < to) || (isInside && ((created <= ripe && ended > ripe) || (isLatest && isAgain[code] === 1)))) {
      rest[count++] = row
      continue
    }
    const version = (versionFrom[row] as number) + (versionCount[row] as number) - 1
    const standing = standings[code] as number
    let inClose = true
    let inStanding = true
    let inEntry = true
    if (isPartial) {
      inEntry = passesAtEntry(columns, row, passes)
      inStanding = passesInVersion(columns, version, passes)
      inClose = inStanding
      if (standing !== LEFT) {
        const v = closingVersion(columns, versionFrom[row] as number, version)
        inClose = v >= 0 && passesInVersion(columns, v, passes)
      }
    }
    if (inEntry && isInside) {
      taken[row >>> 5] = (taken[row >>> 5] as number) | (1 << (row & 31))
      const at = created > ripe ? fresh + code : code
      perKind[at] = (perKind[at] as number) + 1
    }
    const currencyOfRow = currency[version] as number
    if (inStanding) currencies[currencyOfRow] = (currencies[currencyOfRow] as number) + 1
    if (!inClose) continue
    if (created < firstCreatedAt) firstCreatedAt = created
    if (standing === LEFT) continue
    const isWon = standing === WON
    if (ended >= earliestWindow) {
      let isInAny = false
      for (let w = 0; w < windowCount; w++) {
        if (ended < (windowFrom[w] as number) || ended >= (windowTo[w] as number)) continue
        isInAny = true
        windowClosed[w] = (windowClosed[w] as number) + 1
        if (isWon) windowWon[w] = (windowWon[w] as number) + 1
      }
      if (isInAny) inAny++
    }
    if (!isInside) continue
    if (isWon) won++
    else lost++
    if (currencyOfRow === currencyCode) {
      const amount = amountMinor[version] as number
      if (isWon) {
        wonN++
        wonSum += amount
        wonSquares += amount * amount
      } else {
        lostN++
        lostSum += amount
        lostSquares += amount * amount
      }
    }
    const days = dayOffset === null ? model.cycleDays(created, ended) : Math.floor((ended + dayOffset) / DAY_MS) - Math.floor((created + dayOffset) / DAY_MS)
    const perDay = isWon ? wonDays : lostDays
    if (days >= 0 && days < MOST_DAYS && days === (days | 0)) perDay[days] = (perDay[days] as number) + 1
    else (isWon ? tally.wonCycle : tally.lostCycle).push(days)
  }

  found.count = count
  tally.firstCreatedAt = Math.min(tally.firstCreatedAt, firstCreatedAt)
  tally.inAnyWindow += inAny
  tally.won += won
  tally.lost += lost
  addMoney(tally.wonMoney, wonN, wonSum, wonSquares)
  addMoney(tally.lostMoney, lostN, lostSum, lostSquares)
}

function addMoney(money: Money, n: number, sum: number, squares: number): void {
  money.n += n
  money.sum += sum
  money.squares += squares
}

/** As `versionAtClose` of core/funnel/look: the first version with the close date of the last. */
function closingVersion({ version: { closedAt } }: DealColumns, first: number, last: number): number {
  const at = closedAt[last] as number
  if (at === Infinity) return -1
  let v = first
  while ((closedAt[v] as number) !== at) v++
  return v
}

/** Adds `n` deals of a kind, all of whose stages lie in the period, and are mature or are not. */
function addKind({ columns, isLinear }: Model, tally: Tally, { touched, again, furthest, standing, regressed, lossReason }: SettledKind, n: number, isMature: boolean): void {
  if (n === 0) return
  const stages = columns.stages.length
  const members = isLinear ? (furthest < stages ? (2 << furthest) - 1 : (1 << stages) - 1) : touched
  const converted = members & (isLinear ? (1 << furthest) - 1 : (touched >>> 1) | (standing === WON ? 1 << (stages - 1) : 0))
  tally.created += n
  if (standing === WON) tally.createdWon += n
  tally.cohort[standing] = (tally.cohort[standing] as number) + n
  tally.entries.addMany(standing === WON ? touched | (1 << stages) : touched, n)
  tally.members.addMany(members, n)
  tally.converted.addMany(converted, n)
  tally.mature.addMany(isMature ? members : 0, n)
  tally.matureConverted.addMany(isMature ? converted : 0, n)
  tally.been.addMany(touched & members, n)
  tally.skipped.addMany(members & ~touched, n)
  tally.reentered.addMany(again, n)
  tally.regressed.addMany(regressed, n)
  if (furthest >= stages) return
  if (standing === LOST) {
    tally.ends.lost[furthest] = (tally.ends.lost[furthest] as number) + n
    const at = furthest * columns.dictionaries.lossReason.values.length + lossReason
    tally.losses[at] = (tally.losses[at] as number) + n
  } else tally.ends.left[furthest] = (tally.ends.left[furthest] as number) + n
}

/** The times lie in order, so few of them are ever worked out. */
function addSpans(columns: DealColumns, rows: Uint32Array, k: number, taken: Uint32Array, list: MedianList): void {
  const low = firstWhere(rows, (row) => spanAt(columns, row, k) >= list.low)
  const high = firstWhere(rows, (row) => spanAt(columns, row, k) > list.high)
  list.below += countTaken(rows, taken, 0, low)
  list.above += countTaken(rows, taken, high, rows.length)
  const near = new Uint32Array(high - low)
  let n = 0
  for (let i = low; i < high; i++) {
    near[n] = rows[i] as number
    n += bitOf(taken, rows[i] as number)
  }
  list.keepSorted(n, (i) => spanAt(columns, near[i] as number, k))
}

function countTaken(rows: Uint32Array, taken: Uint32Array, from: number, to: number): number {
  let n = 0
  for (let i = from; i < to; i++) n += bitOf(taken, rows[i] as number)
  return n
}

const bitOf = (bits: Uint32Array, row: number) => ((bits[row >>> 5] as number) >>> (row & 31)) & 1

/** The first place from which on it is so. */
function firstWhere(rows: Uint32Array, isSo: (row: number) => boolean): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isSo(rows[middle] as number)) high = middle
    else low = middle + 1
  }
  return low
}
