import { type DealColumns, DORMANT, IMPORTED, LATE, NO_STAGE } from './columns.ts'

/** Codes of `Look.standing`; `left` = moved on to another pipeline. */
export const OPEN = 0
export const WON = 1
export const LOST = 2
export const LEFT = 3
export const STANDINGS = ['open', 'won', 'lost', 'left'] as const

/**
 * One deal laid on the pipeline's stages 0…K−1 as it was known at an instant; K stands for won. One is made per question
 * and filled again for each row, so that a pass over a million deals allocates nothing: read it, do not keep it.
 * Instants are epoch milliseconds, `Infinity` = never.
 */
export type Look = {
  row: number
  /** The stays known by then: rows `[stayFrom, stayEnd)`. */
  stayFrom: number
  stayEnd: number
  /** Row in `version` of what was known of the deal. */
  version: number
  createdAt: number
  /** Entered the pipeline. */
  entryAt: number
  /** 0 open, 1 won, 2 lost, 3 left for another pipeline. */
  standing: number
  /** When it was won, lost or left. */
  endedAt: number
  /** When it was won or lost. */
  closedAt: number
  /** Code of the reason, when lost; 0 = none given. */
  lossReason: number
  /** Stage index of an open deal, else −1; −1 too when its stage is not known. */
  current: number
  /** Highest k reached, K when won. */
  furthest: number
  /** Bit k: the deal was in stage k itself; in `again`: more than once. */
  touched: number
  again: number
  /** Flags of all its stays together. */
  flags: number
  /** First entry into stage k itself. */
  touchedAt: Float64Array
  /** First entry into any stage ≥ k, or winning: the linear fill. `reachedAt[K]` = won at. */
  reachedAt: Float64Array
  isDormant: boolean
  amountMinor: number
  /** Code of the currency. */
  currency: number
}

/** A scratch for `lookAt`, for a pipeline of so many stages. */
export function lookFor(stages: number): Look {
  return {
    row: -1, stayFrom: 0, stayEnd: 0, version: 0, createdAt: Infinity, entryAt: Infinity, standing: OPEN, endedAt: Infinity, closedAt: Infinity,
    lossReason: 0, current: -1, furthest: 0, touched: 0, again: 0, flags: 0, touchedAt: new Float64Array(stages), reachedAt: new Float64Array(stages + 1),
    isDormant: false, amountMinor: Infinity, currency: 0,
  }
}

/**
 * Lays the deal in `row` on the stages as known at `asOf` (that instant included). False, and `look` is not to be read, when
 * the deal was not known in the pipeline by then. Whether the row is alive and selected is for the caller to ask.
 *
 * - a stay counts when its entry was known by then, its end when that was: a stay left later is open again, and so a deal
 *   lost, reopened and won is lost in between
 * - a deal without any stay (an import that knows no stage) counts as entered when it was created; so does one whose first
 *   stay was imported: an import may know the creation and only open the first stay at the import
 * - amount, currency, sleep are those of the version known at `asOf`
 */
export function lookAt(columns: DealColumns, row: number, asOf: number, look: Look): boolean {
  const { deal, stay, version } = columns
  const createdAt = deal.createdAt[row] as number
  if (createdAt > asOf) return false

  const firstVersion = deal.versionFrom[row] as number
  let v = firstVersion + (deal.versionCount[row] as number) - 1
  while (v >= firstVersion && (version.knownFrom[v] as number) > asOf) v--
  if (v < firstVersion) return false

  const { touchedAt, reachedAt } = look
  const won = touchedAt.length
  for (let k = 0; k < won; k++) touchedAt[k] = Infinity
  const { stage, enteredAt, flags } = stay
  const from = deal.stayFrom[row] as number
  const end = from + (deal.stayCount[row] as number)
  let touched = 0
  let again = 0
  let allFlags = 0
  let s = from
  for (; s < end; s++) {
    const entered = enteredAt[s] as number
    if (entered > asOf) break
    const flag = flags[s] as number
    if ((flag & LATE) !== 0 && enteredKnownAt(columns, s) > asOf) break
    allFlags |= flag
    const k = stage[s] as number
    if (k === NO_STAGE) continue
    const bit = 1 << k
    again |= touched & bit
    touched |= bit
    if (entered < (touchedAt[k] as number)) touchedAt[k] = entered
  }
  // What comes after a stay that was not known yet was not known either.
  if (s === from) return false

  const last = s - 1
  const endedAt = leftAtKnown(columns, last, asOf)
  const exit = endedAt === Infinity ? 0 : (stay.exit[last] as number)
  // EXIT_CODES: 3 won, 4 lost, 5 transfer.
  const standing = exit >= 3 ? exit - 2 : OPEN
  const wonAt = standing === WON ? endedAt : Infinity

  let reached = wonAt
  reachedAt[won] = wonAt
  for (let k = won - 1; k >= 0; k--) {
    reached = Math.min(reached, touchedAt[k] as number)
    reachedAt[k] = reached
  }
  let entryAt = enteredAt[from] as number
  if (((flags[from] as number) & IMPORTED) !== 0 && createdAt < entryAt) entryAt = createdAt
  if (entryAt < reached) reachedAt[0] = entryAt

  look.row = row
  look.stayFrom = from
  look.stayEnd = s
  look.version = v
  look.createdAt = createdAt
  look.entryAt = entryAt
  look.standing = standing
  look.endedAt = standing === OPEN ? Infinity : endedAt
  look.closedAt = standing === WON || standing === LOST ? endedAt : Infinity
  look.lossReason = standing === LOST ? (stay.lossReason[last] as number) : 0
  look.touched = touched
  look.again = again
  look.flags = allFlags
  look.furthest = standing === WON ? won : touched === 0 ? 0 : 31 - Math.clz32(touched)
  const current = stage[last] as number
  look.current = standing === OPEN && current !== NO_STAGE ? current : -1
  look.isDormant = ((version.flags[v] as number) & DORMANT) !== 0
  look.amountMinor = version.amountMinor[v] as number
  look.currency = version.currency[v] as number
  return true
}

/**
 * When stay `s` (a row within the look) ended, as known at `asOf`; `Infinity` while it lasted. A stay whose end was not known
 * while the next one was ended with the next one.
 */
export function stayLeftAt(columns: DealColumns, look: Look, s: number, asOf: number): number {
  const left = leftAtKnown(columns, s, asOf)
  return left === Infinity && s + 1 < look.stayEnd ? (columns.stay.enteredAt[s + 1] as number) : left
}

/** How stay `s` ended (code of EXIT_CODES), worked out from the next one when its end was not known; 0 while it lasted. */
export function stayExit(columns: DealColumns, look: Look, s: number, asOf: number): number {
  const { exit, stage } = columns.stay
  if (leftAtKnown(columns, s, asOf) !== Infinity) return exit[s] as number
  if (s + 1 >= look.stayEnd) return 0
  return (stage[s + 1] as number) >= (stage[s] as number) ? 1 : 2
}

/** When stay `s` was left, if that was known at `asOf`, else `Infinity`. */
export function leftAtKnown(columns: DealColumns, s: number, asOf: number): number {
  const left = columns.stay.leftAt[s] as number
  if (left > asOf) return Infinity
  if (((columns.stay.flags[s] as number) & LATE) !== 0 && (columns.known.get(s)?.left ?? left) > asOf) return Infinity
  return left
}

/**
 * Row in `version` of what the deal was when it was closed, as known by the look: the first version with that close date;
 * −1 for a deal that is not closed.
 */
export function versionAtClose(columns: DealColumns, look: Look): number {
  const { closedAt } = columns.version
  const at = closedAt[look.version] as number
  if (at === Infinity) return -1
  let v = columns.deal.versionFrom[look.row] as number
  while ((closedAt[v] as number) !== at) v++
  return v
}

function enteredKnownAt(columns: DealColumns, s: number): number {
  return columns.known.get(s)?.entered ?? (columns.stay.enteredAt[s] as number)
}
