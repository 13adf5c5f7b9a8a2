import { type DealColumns, NO_STAGE } from './columns.ts'
import { MINUTE_MS, MOST_MINUTES } from './facts.ts'
import { LEFT, LOST, WON } from './look.ts'
import { orderOf } from './number-lists.ts'
import type { Settled, SettledKind, SortedMinutes } from './settled-deals.ts'
import { packed } from './sweep.ts'

/** A code of a kind fits 16 bits. */
const MOST_KINDS = 65_535

/** Finds the settled deals among all rows; a second for a million. */
export function settledOf(columns: DealColumns): Settled {
  const { size } = columns
  const kind = new Uint16Array(size)
  const endedAt = new Float64Array(size)
  const kinds: SettledKind[] = [{ touched: 0, again: 0, furthest: 0, standing: 0, regressed: 0, lossReason: 0 }]
  const codes = new Map<number, number>()
  const most = columns.dictionaries.lossReason.values.length
  const counts = new Uint32Array(columns.stages.length)
  const spanCounts = new Uint32Array(columns.stages.length)
  let settled = 0
  for (let row = 0; row < size; row++) {
    const found = kindOf(columns, row)
    if (found === null) continue
    // With very many stages a rare mixture may not fit: such a deal is looked at each time.
    const key = (((found.again * 2 ** columns.stages.length + found.regressed) * 4 + found.standing) * most + found.lossReason) * 2 ** columns.stages.length + found.touched
    if (!Number.isSafeInteger(key)) continue
    let code = codes.get(key)
    if (code === undefined) {
      if (kinds.length > MOST_KINDS) continue
      code = kinds.push(found) - 1
      codes.set(key, code)
    }
    kind[row] = code
    endedAt[row] = columns.stay.leftAt[lastStay(columns, row)] as number
    settled++
    for (let rest = found.touched; rest !== 0; rest &= rest - 1) {
      const k = 31 - Math.clz32(rest & -rest)
      counts[k] = (counts[k] as number) + 1
      if (spanAt(columns, row, k) >= 0) spanCounts[k] = (spanCounts[k] as number) + 1
    }
  }
  const made: Settled = { rows: size, kind, kinds, endedAt, dwell: [], outcomes: { rows: new Uint32Array(0), minutes: new Uint32Array(0), ends: new Uint32Array(0) }, spans: [] }
  // One stage after another, so that what is sorted is in memory once only.
  for (let k = 0; k < columns.stages.length; k++) {
    made.dwell.push(sortedMinutes(columns, made, counts[k] as number, (row) => dwellIn(columns, row, k)))
    made.spans.push(sortedSpans(columns, made, k, spanCounts[k] as number))
  }
  made.outcomes = sortedMinutes(columns, made, settled, (row) =>
    minutesOf((endedAt[row] as number) - (columns.stay.enteredAt[columns.deal.stayFrom[row] as number] as number), (kinds[kind[row] as number] as SettledKind).standing))
  return made
}

/** Memory in bytes. */
export function settledBytes({ kind, endedAt, dwell, outcomes, spans }: Settled): number {
  let sum = kind.byteLength + endedAt.byteLength
  for (const { rows, minutes, ends } of [...dwell, outcomes]) sum += rows.byteLength + minutes.byteLength + ends.byteLength
  for (const rows of spans) sum += rows.byteLength
  return sum
}

/** Milliseconds from the first entry into k to the first into k + 1, or to winning from the last; −1 when it did not go that way. Of a settled deal only. */
export function spanAt(columns: DealColumns, row: number, k: number): number {
  const { stage, enteredAt, leftAt, exit } = columns.stay
  const from = columns.deal.stayFrom[row] as number
  const end = from + (columns.deal.stayCount[row] as number)
  const isLast = k + 1 === columns.stages.length
  let began = -1
  let arrived = -1
  for (let s = end - 1; s >= from; s--) {
    if (stage[s] === k) began = enteredAt[s] as number
    else if (stage[s] === k + 1) arrived = enteredAt[s] as number
  }
  // EXIT_CODES: 3 won.
  if (isLast && exit[end - 1] === 3) arrived = leftAt[end - 1] as number
  return began < 0 || arrived < 0 ? -1 : arrived - began
}

/** What a settled deal is; null for one of which more may come, or that was not recorded as it happened. */
function kindOf(columns: DealColumns, row: number): SettledKind | null {
  const { deal, stay, version } = columns
  const from = deal.stayFrom[row] as number
  const count = deal.stayCount[row] as number
  if (deal.alive[row] === 0 || count === 0) return null
  const last = from + count - 1
  const exit = stay.exit[last] as number
  const ended = stay.leftAt[last] as number
  // EXIT_CODES: 3 won, 4 lost, 5 transfer.
  if (exit < 3 || ended === Infinity) return null
  if ((deal.createdAt[row] as number) < 0 || (deal.createdAt[row] as number) > (stay.enteredAt[from] as number)) return null
  let touched = 0
  let again = 0
  let regressed = 0
  for (let s = from; s <= last; s++) {
    const k = stay.stage[s] as number
    const left = stay.leftAt[s] as number
    if (k === NO_STAGE || stay.flags[s] !== 0 || !(left >= (stay.enteredAt[s] as number))) return null
    again |= touched & (1 << k)
    touched |= 1 << k
    if (s === last) break
    if ((stay.exit[s] as number) === 0 || (stay.exit[s] as number) >= 3 || left > (stay.enteredAt[s + 1] as number)) return null
    if (stay.exit[s] === 2 || (stay.stage[s + 1] as number) < k) regressed |= 1 << k
  }
  const first = deal.versionFrom[row] as number
  const versions = deal.versionCount[row] as number
  for (let v = first; v < first + versions; v++) if ((version.knownFrom[v] as number) > ended) return null
  const standing = exit === 3 ? WON : exit === 4 ? LOST : LEFT
  const furthest = standing === WON ? columns.stages.length : 31 - Math.clz32(touched)
  return { touched, again, furthest, standing, regressed, lossReason: standing === LOST ? (stay.lossReason[last] as number) : 0 }
}

const lastStay = ({ deal }: DealColumns, row: number) => (deal.stayFrom[row] as number) + (deal.stayCount[row] as number) - 1

const minutesOf = (time: number, cause: number) => packed(Math.min(MOST_MINUTES, Math.floor(time / MINUTE_MS)), cause)

/** All stays in stage k added up, with how the last one ended; −1 when it was never there. */
function dwellIn({ deal, stay }: DealColumns, row: number, k: number): number {
  const from = deal.stayFrom[row] as number
  const end = from + (deal.stayCount[row] as number)
  let time = 0
  let exit = -1
  for (let s = from; s < end; s++) {
    if (stay.stage[s] !== k) continue
    time += (stay.leftAt[s] as number) - (stay.enteredAt[s] as number)
    exit = stay.exit[s] as number
  }
  return exit < 0 ? -1 : minutesOf(time, exit)
}

function sortedMinutes({ size }: DealColumns, { kind }: Settled, count: number, read: (row: number) => number): SortedMinutes {
  const rows = new Uint32Array(count)
  const keys = new Float64Array(count)
  for (let row = 0, n = 0; row < size && n < count; row++) {
    if (kind[row] === 0) continue
    const key = read(row)
    if (key < 0) continue
    rows[n] = row
    keys[n++] = key
  }
  const order = orderOf(keys)
  const minutes = order.map((i) => keys[i] as number)
  return { rows: order.map((i) => rows[i] as number), ...runsOf(minutes) }
}

function sortedSpans(columns: DealColumns, { kind }: Settled, k: number, count: number): Uint32Array {
  const rows = new Uint32Array(count)
  const keys = new Float64Array(count)
  for (let row = 0, n = 0; row < columns.size && n < count; row++) {
    if (kind[row] === 0) continue
    const span = spanAt(columns, row, k)
    if (span < 0) continue
    rows[n] = row
    keys[n++] = span
  }
  return orderOf(keys).map((i) => rows[i] as number)
}

function runsOf(sorted: Uint32Array): Pick<SortedMinutes, 'minutes' | 'ends'> {
  let runs = 0
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) runs++
  const minutes = new Uint32Array(runs)
  const ends = new Uint32Array(runs)
  for (let i = 0, run = -1; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) run++
    minutes[run] = sorted[i] as number
    ends[run] = i + 1
  }
  return { minutes, ends }
}
