import { type DealColumns, DORMANT, LATE, NO_STAGE, type Selection } from '../columns.ts'
import { type Look, lookAt, lookFor, LOST, OPEN, stayExit, stayLeftAt, WON } from '../look.ts'
import { DAY_MS } from '../zone-days.ts'
import type { Asked } from './asked.ts'
import { calendarSteps, stepAt } from './calendar-steps.ts'
import { endedBefore } from './ended-before.ts'
import { selected } from './selected.ts'

/**
 * `from`/`to`: days or weeks are made to cover them, at most 1,500; a week begins on its Monday, so it may begin before `from`.
 * `withinDays` (default 30): time that a cohort is given to reach the next stage.
 */
export type SeriesOptions = Omit<Asked, 'from' | 'to'> & { from: number; to: number; step: 'day' | 'week'; withinDays?: number }

/**
 * One number a step of time each, in order. Stays count by the owner, team and source when they began, so that
 * stock(t) = stock(t − 1) + inflow(t) − outflow(t) − asleep(t), to the last deal.
 */
export type StageSeries = {
  stageId: string
  /** Stays that began, re-entries included. */
  inflow: number[]
  /** Stays that ended, by how. */
  outflow: { advance: number[]; back: number[]; won: number[]; lost: number[]; transfer: number[] }
  /** Deals that fell asleep in the stage less those that woke or left it asleep. */
  asleep: number[]
  /** Open, awake deals in the stage at the end of the step (now, for one that is not over). */
  stock: number[]
  /**
   * Deals that first entered the stage (or passed it: linear fill) in the step; of them reached the next stage (won, for the
   * last) within `withinDays`; ever, by `asOf`; lost without; still on their way and younger than that (their result is not known yet).
   */
  cohort: { entered: number[]; reachedWithin: number[]; reached: number[]; lost: number[]; undecided: number[] }
}

export type Series = {
  asOf: number
  zone: string
  step: 'day' | 'week'
  withinDays: number
  /** `[from, to)` of each step, and its name: `2026-03-31` or `2026-W14`. A step that is not over at `asOf` has `isPartial`. */
  steps: { name: string; from: number; to: number; isPartial: boolean }[]
  stages: StageSeries[]
  whole: {
    created: number[]
    entered: number[]
    won: number[]
    lost: number[]
    /** Amount of the deals won, minor units of the asked currency. */
    wonMinor: number[]
    stock: number[]
    /** Stock at the beginning of the first step, by stage, for checking stock = before + inflow − outflow − asleep. */
    stockBefore: number[]
  }
}

/** Places of a stage's numbers, each a row of one number a step. Codes 1–5 of an exit are those of EXIT_CODES. */
const IN = 0
const ASLEEP = 6
const ENTERED = 7
const WITHIN = 8
const REACHED = 9
const GONE = 10
const UNDECIDED = 11
const PLACES = 12
const [CREATED, CAME, WINS, LOSSES, WON_MINOR] = [0, 1, 2, 3, 4]

/**
 * What came in, went out and stood in each stage, step by step, as known at `asOf`: one pass over the deals, the stock by
 * differences. Steps that begin after `asOf` are left out. @throws RangeError for too many steps or an unknown zone.
 */
export function series(columns: DealColumns, selection: Selection, options: SeriesOptions): Series {
  const { asOf, zone, step, withinDays = 30 } = options
  // What was known at the instant itself counts, so it belongs to a step.
  const { steps, bounds } = calendarSteps(zone, options.from, Math.min(options.to, asOf + 1), step)
  const n = steps.length
  const from = bounds[0] ?? 0
  const to = bounds[n] ?? 0
  const span = withinDays * DAY_MS
  const stages = columns.stages.length
  const ask = selected(columns, selection)
  const look = lookFor(stages)
  const currency = columns.dictionaries.currency.codes.get(options.currency) ?? -1
  const cells = new Int32Array(stages * PLACES * n)
  const before = new Int32Array(stages)
  const whole = new Float64Array(5 * n)
  // Without a change of the clock all steps are of one length, and an instant within them is placed by one division.
  const length = n === 0 ? 1 : (to - from) / n
  const isEven = bounds.every((bound, i) => bound === from + i * length)
  const stepOf = (instant: number) => (isEven ? Math.floor((instant - from) / length) : stepAt(bounds, instant))
  const add = (k: number, place: number, at: number, by = 1) => {
    if (at >= n) return
    const cell = (k * PLACES + place) * n + at
    cells[cell] = (cells[cell] as number) + by
  }
  const addWhole = (place: number, instant: number, by = 1) => {
    if (instant < from || instant >= to) return
    const at = stepOf(instant)
    whole[place * n + at] = (whole[place * n + at] as number) + by
  }
  const { stage, enteredAt, leftAt, exit: exits, flags } = columns.stay
  const hasOwners = selection.owners !== null || selection.teams !== null || selection.sources !== null

  for (let row = 0; n > 0 && row < columns.size; row++) {
    if (!ask.row(row) || endedBefore(columns, row, Math.min(from, asOf)) || !lookAt(columns, row, asOf, look)) continue
    const isSleeper = everAsleep(columns, look)
    for (let s = look.stayFrom; s < look.stayEnd; s++) {
      const k = stage[s] as number
      if (k === NO_STAGE) continue
      const isLate = ((flags[s] as number) & LATE) !== 0
      let left = leftAt[s] as number
      let exit = exits[s] as number
      if (left > asOf || isLate) {
        left = stayLeftAt(columns, look, s, asOf)
        exit = stayExit(columns, look, s, asOf)
      }
      if (left < from) continue
      const entered = enteredAt[s] as number
      if (entered >= to) continue
      if (hasOwners && !(s === look.stayFrom ? ask.atEntry(row) : ask.inVersion(versionAt(columns, look, entered)))) continue
      if (entered < from) before[k] = (before[k] as number) + 1
      else add(k, IN, stepOf(entered))
      if (left < to) add(k, exit, stepOf(left))
      if (isSleeper) sleeps(k, entered, left)
    }
    if (ask.atEntry(row)) {
      addWhole(CREATED, look.createdAt)
      addWhole(CAME, look.entryAt)
      for (let k = 0; k < stages && k <= look.furthest; k++) {
        const entered = look.reachedAt[k] as number
        if (entered === Infinity) break
        if (entered < from || entered >= to) continue
        const at = stepOf(entered)
        const next = look.reachedAt[k + 1] as number
        add(k, ENTERED, at)
        if (next < entered + span) add(k, WITHIN, at)
        if (next !== Infinity) add(k, REACHED, at)
        else if (look.standing === LOST) add(k, GONE, at)
        else if (look.standing === OPEN && entered > asOf - span) add(k, UNDECIDED, at)
      }
    }
    if (look.closedAt !== Infinity && look.closedAt >= from && look.closedAt < to) {
      if (!ask.atClose(look)) continue
      const isWon = look.standing === WON
      addWhole(isWon ? WINS : LOSSES, look.closedAt)
      if (isWon && look.currency === currency) addWhole(WON_MINOR, look.closedAt, look.amountMinor)
    }
  }

  const line = (k: number, place: number) => Array.from(cells.subarray((k * PLACES + place) * n, (k * PLACES + place + 1) * n))
  const sum = (place: number) => Array.from(whole.subarray(place * n, (place + 1) * n))
  const total = new Array<number>(n).fill(0)
  const answers = columns.stages.map(({ id }, k): StageSeries => {
    const inflow = line(k, IN)
    const out = [1, 2, 3, 4, 5].map((exit) => line(k, exit))
    const asleep = line(k, ASLEEP)
    let standing = before[k] as number
    const stock = inflow.map((came, i) => {
      standing += came - (asleep[i] as number)
      for (const exits of out) standing -= exits[i] as number
      total[i] = (total[i] as number) + standing
      return standing
    })
    const [advance = [], back = [], won = [], lost = [], transfer = []] = out
    return {
      stageId: id, inflow, outflow: { advance, back, won, lost, transfer }, asleep, stock,
      cohort: { entered: line(k, ENTERED), reachedWithin: line(k, WITHIN), reached: line(k, REACHED), lost: line(k, GONE), undecided: line(k, UNDECIDED) },
    }
  })
  return {
    asOf, zone, step, withinDays,
    steps: steps.map((one) => ({ ...one, isPartial: one.to > asOf })),
    stages: answers,
    whole: {
      created: sum(CREATED), entered: sum(CAME), won: sum(WINS), lost: sum(LOSSES), wonMinor: sum(WON_MINOR), stock: total, stockBefore: Array.from(before),
    },
  }

  /** Takes the deal out of the stock while it sleeps in this stay. */
  function sleeps(k: number, entered: number, left: number): void {
    const { flags, knownFrom } = columns.version
    for (let v = columns.deal.versionFrom[look.row] as number; v <= look.version; v++) {
      if (((flags[v] as number) & DORMANT) === 0) continue
      const asleep = Math.max(entered, knownFrom[v] as number)
      const awake = Math.min(left, v === look.version ? Infinity : (knownFrom[v + 1] as number))
      if (awake <= asleep || awake < from) continue
      if (asleep < from) before[k] = (before[k] as number) - 1
      else add(k, ASLEEP, stepOf(asleep))
      add(k, ASLEEP, stepOf(awake), -1)
    }
  }
}

function everAsleep(columns: DealColumns, look: Look): boolean {
  for (let v = columns.deal.versionFrom[look.row] as number; v <= look.version; v++) if (((columns.version.flags[v] as number) & DORMANT) !== 0) return true
  return false
}

/** The version that was true at an instant, by when it became known; the first one for a time before. */
export function versionAt(columns: DealColumns, look: Look, instant: number): number {
  let v = columns.deal.versionFrom[look.row] as number
  while (v < look.version && (columns.version.knownFrom[v + 1] as number) <= instant) v++
  return v
}
