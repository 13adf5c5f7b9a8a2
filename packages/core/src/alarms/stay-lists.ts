import type { AgeCount, DwellSummary } from '../diagnosis/series.ts'
import { packed, single, sweep } from '../funnel/sweep.ts'
import { DAY_MS } from '../funnel/zone-days.ts'

/** Stays in one stage, by place: instants in UTC ms; `left` Infinity while it lasts, `risk` since when it is watched. */
export type StayList = { entered: number[]; left: number[]; risk: number[] }
/** Pieces of stays in which the deal was awake, with the entry of their stay. */
export type AwakeList = { entered: number[]; from: number[]; to: number[] }

const minuteMs = 60_000
const minutesADay = 1440
/** Stays in a stage up to which every day has a dwell of its own. */
const mostDaily = 100_000

/**
 * Dwell at the end of days: of the stays that were running at any time of the `dwellDays` up to there (the last day before `ends`
 * included), those still running censored. `sampling` weekly: every seventh day back from the last, null between; daily: every day, or,
 * with very many stays, every seventh and carried on to the next. Days stand for 24 hours here.
 * `ends`: that of the last day, and that of the history before it.
 */
export function dwellsOf(
  list: StayList,
  ends: readonly number[],
  asOf: number,
  { dwellDays, sampling, historyDays }: { dwellDays: number; sampling: 'none' | 'weekly' | 'daily'; historyDays: number },
): { points: (DwellSummary | null)[]; ends: { now: DwellSummary; history: DwellSummary } } {
  const points: (DwellSummary | null)[] = ends.map(() => null)
  const nothing: DwellSummary = { n: 0, median: null, mean: null, p75: null }
  const lastEnd = ends.at(-1)
  if (sampling === 'none' || lastEnd === undefined) return { points, ends: { now: nothing, history: nothing } }
  const count = list.entered.length
  const order = ascending(list.entered)
  const every = sampling === 'daily' && count <= mostDaily ? 1 : 7
  /** Those begun by now and not left before the window, carried from point to point: the first `size`. */
  const running = new Uint32Array(count)
  let size = 0
  let next = 0
  for (let i = (ends.length - 1) % every; i < ends.length; i += every) {
    const end = ends[i] as number
    const start = end - dwellDays * DAY_MS
    let kept = 0
    for (let r = 0; r < size; r++) if ((list.left[running[r] as number] as number) > start) running[kept++] = running[r] as number
    for (; next < count && (list.entered[order[next] as number] as number) < end; next++) if ((list.left[order[next] as number] as number) > start) running[kept++] = order[next] as number
    size = kept
    points[i] = summary(list, running.subarray(0, size), Math.min(end, asOf))
  }
  const now = points.at(-1) ?? nothing
  if (sampling === 'daily' && every > 1) points.forEach((point, i) => (points[i] = point ?? points[i - 1] ?? null))
  const historyEnd = lastEnd - dwellDays * DAY_MS
  const past = order.filter((stay) => (list.entered[stay] as number) < historyEnd && (list.left[stay] as number) > historyEnd - historyDays * DAY_MS)
  return { points, ends: { now, history: summary(list, past, historyEnd) } }
}

/** Places by ascending value. */
function ascending(values: readonly number[]): Uint32Array {
  const places = Uint32Array.from(values, (_, i) => i)
  // Deals mostly come in the order in which they were made.
  return values.every((value, i) => i === 0 || (values[i - 1] as number) <= value) ? places : places.sort((a, b) => (values[a] as number) - (values[b] as number))
}

function summary(list: StayList, stays: Uint32Array, end: number): DwellSummary {
  const durations = new Uint32Array(stays.length)
  const entries: number[] = []
  let n = 0
  for (let i = 0; i < stays.length; i++) {
    const stay = stays[i] as number
    const [entered, left, risk] = [list.entered[stay] as number, list.left[stay] as number, list.risk[stay] as number]
    const time = Math.floor((Math.min(left, end) - entered) / minuteMs)
    const late = Math.floor((risk - entered) / minuteMs)
    if (late > 0 && late >= time) continue
    if (late > 0) entries.push(late)
    durations[n++] = packed(time, left <= end ? 1 : 0)
  }
  const { area, crossings } = sweep(single(durations.subarray(0, n).sort()), Uint32Array.from(entries).sort(), 1, [0.5, 0.75])
  const inDays = (minutes: number | null | undefined) => (minutes === null || minutes === undefined ? null : minutes / minutesADay)
  return { n, median: inDays(crossings[0]?.value), mean: inDays(area), p75: inDays(crossings[1]?.value) }
}

/** Longer than any rule asks for; what is older is counted there. */
const oldest = 731

/** Ages in whole days of the awake stock at the end of each day, or of the last alone. */
export function agesOf(list: AwakeList, ends: readonly number[], onlyLast: boolean): (AgeCount[] | null)[] {
  const firstDay = onlyLast ? ends.length - 1 : 0
  const counts = ends.map((_, i) => (i < firstDay ? null : new Uint32Array(oldest + 1)))
  list.entered.forEach((entered, piece) => {
    const [from, to] = [list.from[piece] as number, list.to[piece] as number]
    // The first day at whose end the piece has begun; the days follow each other, so the rest is counting.
    let day = Math.max(firstDay, Math.floor((from - (ends[0] as number)) / DAY_MS) - 1)
    for (; day < ends.length; day++) {
      const end = ends[day] as number
      if (end <= from) continue
      // What is left at the very end of a day was in the stage on it.
      if (end > to) break
      const age = Math.min(oldest, Math.floor((end - entered) / DAY_MS))
      const own = counts[day]
      if (own) own[age] = (own[age] as number) + 1
    }
  })
  return counts.map((own) => own && [...own].flatMap((count, days) => (count === 0 ? [] : [{ days, count }])))
}
