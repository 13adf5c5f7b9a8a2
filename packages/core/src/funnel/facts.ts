import { DORMANT, IMPORTED, LATE, NO_DAY, NO_STAGE, TRUNCATED } from './columns.ts'
import { LOST, type Look, OPEN, stayExit, stayLeftAt, versionAtClose, WON } from './look.ts'
import type { Model } from './model.ts'
import { passesAtEntry, passesInVersion } from './selection.ts'
import { DAY_MS } from './zone-days.ts'

export const MINUTE_MS = 60_000
export const DAY_MINUTES = 1440
/** What fits beside a cause in one word: a thousand years. Longer is a mistyped date. */
const MOST_MINUTES = 2 ** 29 - 1

/**
 * What the figures of the funnel ask about one deal, worked out from its look: to which of them it belongs. Counts, sums and
 * the lists behind them are all made from these, so that a number and its deals cannot part. One is made per question and
 * filled again for each deal. Masks have a bit for each stage; bit K is "won".
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
  /** Members that came from the first entry into k to the first entry into k + 1 in this order, and milliseconds between. */
  arrived: number
  spans: Float64Array
  /** Members that were in k, are open and have not been in k + 1. */
  waiting: number
  /** Members whose dwell in k is watched, in whole minutes; `dwellExits` is how it ended (EXIT_CODES), 0 = still there. */
  dwelt: number
  dwellMinutes: Float64Array
  dwellExits: Uint8Array
  /** Minutes after which the deal came under watch (left truncation); −1 = from the start. */
  dwellFrom: Float64Array
  /** Deals of the cohort whose way to the end is watched, in whole minutes from entering the pipeline. */
  isWatched: boolean
  outcomeMinutes: number
  outcomeFrom: number

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
    arrived: 0, spans: new Float64Array(stages), waiting: 0,
    dwelt: 0, dwellMinutes: new Float64Array(stages), dwellExits: new Uint8Array(stages), dwellFrom: new Float64Array(stages),
    isWatched: false, outcomeMinutes: 0, outcomeFrom: -1,
    isClosed: false, isInAnyWindow: false, inWindow: new Uint8Array(model.windows.length),
    isAwake: false, isDormant: false, isUndated: false, isClosing: false,
  }
}

/** Fills `facts` from a look. False, and they are not to be read, when the deal is in the selection at no moment. */
export function factsOf(model: Model, look: Look, facts: Facts): boolean {
  const { columns, passes } = model
  const { standing } = look
  let inEntry = true
  let inClose = true
  let inStanding = true
  if (passes.isPartial) {
    inEntry = passesAtEntry(columns, look.row, passes)
    inStanding = passesInVersion(columns, look.version, passes)
    inClose = inStanding
    // Open deals have no closing; the velocity counts them beside the closed ones, by where they belong now.
    if (standing === WON || standing === LOST) {
      const v = versionAtClose(columns, look)
      inClose = v >= 0 && passesInVersion(columns, v, passes)
    }
    if (!inEntry && !inClose && !inStanding) return false
  }
  facts.inEntry = inEntry
  facts.inClose = inClose
  facts.inStanding = inStanding
  if (inEntry) atEntry(model, look, facts)
  if (inClose) atClose(model, look, facts)
  if (inStanding) asItStands(model, look, facts)
  return true
}

/** The bits below `k`. */
const below = (k: number) => (1 << k) - 1

function atEntry(model: Model, look: Look, facts: Facts): void {
  const { from, to, asOf, isLinear } = model
  const { entryAt, createdAt, touched, touchedAt, reachedAt, furthest, standing } = look
  const stages = touchedAt.length
  const isCohort = entryAt >= from && entryAt < to
  facts.isCohort = isCohort
  facts.isCreated = createdAt >= from && createdAt < to

  // All stages the deal entered under the rule, then those of them that the question follows.
  const entered = isLinear ? below(Math.min(furthest + 1, stages)) : touched
  const enteredAt = isLinear ? reachedAt : touchedAt
  let members = 0
  if (!model.byStage) members = isCohort ? entered : 0
  else {
    for (let rest = entered; rest !== 0; rest &= rest - 1) {
      const k = 31 - Math.clz32(rest & -rest)
      const at = enteredAt[k] as number
      if (at >= from && at < to) members |= 1 << k
    }
  }
  facts.members = members
  if (members !== 0) {
    const reachedNext = isLinear ? below(furthest) : (touched >>> 1) | (standing === WON ? 1 << (stages - 1) : 0)
    facts.converted = members & reachedNext
    facts.endsAt = furthest < stages && (members & (1 << furthest)) !== 0 ? furthest : -1
    const ripe = asOf - model.matureDays * DAY_MS
    let mature = members
    for (let rest = members; rest !== 0; ) {
      const k = 31 - Math.clz32(rest)
      rest ^= 1 << k
      if ((enteredAt[k] as number) > ripe) mature ^= 1 << k
      // With linear fill the stages before were entered no later.
      else if (isLinear) break
    }
    facts.mature = mature
    facts.been = members & touched
    fromFirstToFirst(look, members & touched, facts)
  } else {
    facts.converted = facts.mature = facts.been = facts.arrived = facts.waiting = 0
    facts.endsAt = -1
  }
  stays(model, look, facts)
  untilTheEnd(model, look, facts)
}

function fromFirstToFirst(look: Look, been: number, facts: Facts): void {
  const { touchedAt, reachedAt, standing } = look
  const stages = touchedAt.length
  let arrived = 0
  let waiting = 0
  for (let rest = been; rest !== 0; rest &= rest - 1) {
    const k = 31 - Math.clz32(rest & -rest)
    // Beyond the last stage there is only "won", which cannot be skipped.
    const end = (k + 1 < stages ? touchedAt[k + 1] : reachedAt[stages]) as number
    const span = end - (touchedAt[k] as number)
    if (end === Infinity) {
      if (standing === OPEN) waiting |= 1 << k
    } else if (span >= 0) {
      arrived |= 1 << k
      facts.spans[k] = span
    }
  }
  facts.arrived = arrived
  facts.waiting = waiting
}

/** Re-entries, setbacks, entries in the period, and dwell: what needs each stay. Only stages really been in count, no linear fill. */
function stays(model: Model, look: Look, facts: Facts): void {
  const { columns, from, to, asOf, skipImported, workDays } = model
  const { stage, enteredAt, leftAt, exit, flags } = columns.stay
  const { dwellMinutes, dwellExits, dwellFrom, been } = facts
  const isLatest = model.dwellStay === 'latest'
  const end = look.stayEnd
  let seen = 0
  let reentered = 0
  let regressed = 0
  let entries = 0
  let found = 0
  for (let s = look.stayFrom; s < end; s++) {
    const k = stage[s] as number
    if (k === NO_STAGE) continue
    const bit = 1 << k
    const entered = enteredAt[s] as number
    if (entered >= from && entered < to) entries |= bit
    if ((been & bit) === 0) continue
    if ((seen & bit) !== 0) reentered |= bit
    seen |= bit
    const flag = flags[s] as number
    let left = leftAt[s] as number
    let how = exit[s] as number
    if (left > asOf || (flag & LATE) !== 0) {
      left = stayLeftAt(columns, look, s, asOf)
      how = stayExit(columns, look, s, asOf)
    }
    if (how === 2 || (s + 1 < end && (stage[s + 1] as number) < k)) regressed |= bit
    const until = left === Infinity ? asOf : left
    if (until < entered || (skipImported && (flag & IMPORTED) !== 0)) continue
    const time = workDays === null ? until - entered : workDays(entered, until)
    dwellExits[k] = how
    if (isLatest || (found & bit) === 0) {
      dwellMinutes[k] = time
      const riskFrom = (flag & TRUNCATED) === 0 ? -1 : (columns.riskFrom.get(s) ?? -1)
      // Only the earliest of several stays can have begun before the deal was watched.
      dwellFrom[k] = riskFrom <= entered ? -1 : minutes(workDays === null ? riskFrom - entered : workDays(entered, riskFrom), workDays !== null)
      found |= bit
    } else dwellMinutes[k] = (dwellMinutes[k] as number) + time
  }
  const isWork = workDays !== null
  let dwelt = 0
  for (let rest = found; rest !== 0; rest &= rest - 1) {
    const k = 31 - Math.clz32(rest & -rest)
    const time = minutes(dwellMinutes[k] as number, isWork)
    dwellMinutes[k] = time
    if ((dwellFrom[k] as number) < time) dwelt |= 1 << k
  }
  if (look.standing === WON && look.closedAt >= from && look.closedAt < to) entries |= 1 << look.touchedAt.length
  facts.reentered = reentered
  facts.regressed = regressed
  facts.entries = entries
  facts.dwelt = dwelt
}

/** Whole minutes, rounded down; working time comes in days, whose fractions may miss a whole minute by an ulp. */
function minutes(time: number, isWork: boolean): number {
  return Math.min(MOST_MINUTES, Math.floor(isWork ? time * DAY_MINUTES + 1e-6 : time / MINUTE_MS))
}

function untilTheEnd(model: Model, look: Look, facts: Facts): void {
  facts.isWatched = false
  if (!facts.isCohort) return
  const { columns } = model
  const end = look.standing === OPEN ? model.asOf : look.endedAt
  if (end < look.entryAt) return
  const time = minutes(end - look.entryAt, false)
  let from = -1
  if (((columns.stay.flags[look.stayFrom] as number) & TRUNCATED) !== 0) {
    const riskFrom = columns.riskFrom.get(look.stayFrom) ?? -1
    if (riskFrom > look.entryAt) from = minutes(riskFrom - look.entryAt, false)
  }
  facts.outcomeMinutes = time
  facts.outcomeFrom = from
  facts.isWatched = from < time
}

function atClose(model: Model, look: Look, facts: Facts): void {
  const { closedAt } = look
  facts.isClosed = closedAt >= model.from && closedAt < model.to
  facts.isInAnyWindow = false
  if (closedAt === Infinity) return
  const { inWindow } = facts
  for (let w = 0; w < inWindow.length; w++) {
    const window = model.windows[w] as Model['windows'][number]
    const isIn = (window.from === null || closedAt >= window.from) && (window.to === null || closedAt < window.to)
    inWindow[w] = isIn ? 1 : 0
    if (isIn) facts.isInAnyWindow = true
  }
}

function asItStands(model: Model, look: Look, facts: Facts): void {
  const { expectedClose, flags } = model.columns.version
  const isOpen = look.standing === OPEN
  const isDormant = isOpen && ((flags[look.version] as number) & DORMANT) !== 0
  const isAwake = isOpen && !isDormant
  facts.isDormant = isDormant
  facts.isAwake = isAwake
  facts.isUndated = false
  facts.isClosing = false
  if (!isAwake) return
  const day = expectedClose[look.version] as number
  const { closingFrom, closingTo } = model
  facts.isUndated = day === NO_DAY
  // Overdue and undated deals lie in no bounded window: they are for the forecast to nag about, not to add up.
  const isInWindow = (closingFrom === null && closingTo === null) || (day !== NO_DAY && (closingFrom === null || day >= closingFrom) && (closingTo === null || day < closingTo))
  facts.isClosing = isInWindow && look.currency === model.currencyCode
}
