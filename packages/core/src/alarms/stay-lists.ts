import type { AgeCount, DwellSummary } from '../diagnosis/series.ts'
import { packed, sweep } from '../funnel/sweep.ts'
import { DAY_MS } from '../funnel/zone-days.ts'

/** Stays in one stage, by place: instants in UTC ms; `left` Infinity while it lasts, `risk` since when it is watched. */
export type StayList = { entered: number[]; left: number[]; risk: number[] }
/** Pieces of stays in which the deal was awake, with the entry of their stay. */
export type AwakeList = { entered: number[]; from: number[]; to: number[] }

const minuteMs = 60_000
const minutesADay = 1440

/**
 * Dwell at the end of days: of the stays that were running at any time of the `dwellDays` up to there (the last day before `ends`
 * included), those still running censored. `sampling` weekly: every seventh day back from the last. Days stand for 24 hours here.
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
  const order = list.entered.map((_, i) => i).sort((a, b) => (list.entered[a] as number) - (list.entered[b] as number))
  /** Those begun by now and not left before the window: carried from day to day. */
  let running: number[] = []
  let next = 0
  ends.forEach((end, i) => {
    if (sampling === 'weekly' && (ends.length - 1 - i) % 7 !== 0) return
    const start = end - dwellDays * DAY_MS
    running = running.filter((stay) => (list.left[stay] as number) > start)
    for (; next < order.length && (list.entered[order[next] as number] as number) < end; next++) {
      const stay = order[next] as number
      if ((list.left[stay] as number) > start) running.push(stay)
    }
    points[i] = summary(list, running, Math.min(end, asOf))
  })
  const historyEnd = lastEnd - dwellDays * DAY_MS
  const past = order.filter((stay) => (list.entered[stay] as number) < historyEnd && (list.left[stay] as number) > historyEnd - historyDays * DAY_MS)
  return { points, ends: { now: points.at(-1) ?? nothing, history: summary(list, past, historyEnd) } }
}

function summary(list: StayList, stays: readonly number[], end: number): DwellSummary {
  const durations: number[] = []
  const entries: number[] = []
  for (const stay of stays) {
    const [entered, left, risk] = [list.entered[stay] as number, list.left[stay] as number, list.risk[stay] as number]
    const time = Math.floor((Math.min(left, end) - entered) / minuteMs)
    const late = Math.floor((risk - entered) / minuteMs)
    if (late > 0 && late >= time) continue
    if (late > 0) entries.push(late)
    durations.push(packed(time, left <= end ? 1 : 0))
  }
  const { n, area, crossings } = sweep(Uint32Array.from(durations).sort(), Uint32Array.from(entries).sort(), 1, [0.5, 0.75])
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
