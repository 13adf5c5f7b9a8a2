import { dateOfDay, dayOfDate, DAY_MS, localDays } from '../funnel/zone-days.ts'
import { type DealColumns, NO_STAGE, type Selection } from '../funnel/columns.ts'
import { lookAt, lookFor, LOST, stayExit, stayLeftAt, WON } from '../funnel/look.ts'
import { selected } from '../funnel/measures/selected.ts'
import { eachAwake, sleepsOf } from '../funnel/sleeps.ts'
import { longBreaks } from '../lib/chinese-holidays.ts'
import { type DayText, startOfDay } from '../lib/dates.ts'
import type { ClosedPoint, PipelineSeries, Slice, StageSeries } from '../diagnosis/series.ts'
import { restDaysOf } from '../diagnosis/rest-days.ts'
import { agesOf, type AwakeList, dwellsOf, type StayList } from './stay-lists.ts'

export type SeriesOptions = {
  /** First day and the day after the last, at most 1,500 days. */
  from: DayText
  to: DayText
  /** As known at this instant (UTC ms). Usually the end of the last day. */
  asOf: number
  zone: string
  /** What the selection was made by; only said again in the answer. */
  slice: Slice | null
  /** Every day, every seventh back from the last, or not at all: dwell costs most. */
  dwell: 'none' | 'weekly' | 'daily'
  ages: 'none' | 'last' | 'all'
  dwellDays?: number
  /** Of the history that `dwell.history` tells of, before the last `dwellDays`. */
  dwellHistoryDays?: number
}

const exits = ['advance', 'back', 'won', 'lost', 'transfer'] as const
/** A stage's horizon lies between these, in days. */
const [shortest, longest] = [7, 60]
const span = longest + 2

/**
 * One pipeline day by day, as diagnosis wants it (core/diagnosis/series), from columns in one pass over the deals. A selection by owner,
 * team or source asks who they belonged to when they entered the pipeline. Stays count on the
 * day on which they begin and end, in the organisation's zone; stock is that of the end of the day, sleeping deals left out; cohorts are
 * by linear fill. `horizonDays` is the P75 of the times to the next stage known at `asOf`, of deals that got there, 7 to 60.
 * Dwell in days, over stays that were running at any time of the window, in full, those still running at its end censored: long
 * stays are met more often, alike in every window, so that windows compare.
 */
export function pipelineSeries(columns: DealColumns, selection: Selection, pipelineId: string, options: SeriesOptions): PipelineSeries {
  const { asOf, zone, slice } = options
  const [first, end] = [dayOfDate(options.from), dayOfDate(options.to)]
  const days = end - first
  if (!(days > 0 && days <= 1500)) throw new RangeError(`series: ${days} days`)
  const dwellDays = options.dwellDays ?? 28
  const local = localDays(zone, (first - 400) * DAY_MS, Math.max(asOf, end * DAY_MS) + DAY_MS)
  /** Place of an instant among the days: before the first −1, after the last `days`. */
  const dayIndex = (at: number) => (at === Infinity ? days : Math.max(-1, Math.min(days, Math.floor(local(at)) - first)))

  const breaks = longBreaks(dateOfDay(first - 400), options.to, zone)
  const pauses = breaks.map((one) => ({ from: startOfDay(one.from, zone), to: startOfDay(one.to, zone) }))
  const pausedIn = (from: number, to: number) => pauses.reduce((sum, pause) => sum + Math.max(0, Math.min(to, pause.to) - Math.max(from, pause.from)), 0)
  const pausedDays = breaks.flatMap((one) => Array.from({ length: dayOfDate(one.to) - dayOfDate(one.from) }, (_, i) => dateOfDay(dayOfDate(one.from) + i)))

  const k = columns.stages.length
  const counts = () => Array.from({ length: k }, () => new Int32Array(days + 2))
  const inflow = counts()
  const outflow = exits.map(counts)
  const stockChange = counts()
  const [entered, reached, open] = [counts(), counts(), counts()]
  const stays = Array.from({ length: k }, (): StayList => ({ entered: [], left: [], risk: [] }))
  const awake = Array.from({ length: k }, (): AwakeList => ({ entered: [], from: [], to: [] }))
  /** Times to the next stage in whole days, rounded up and none beyond the longest horizon + 1: by day of entry, and of all. */
  const times = Array.from({ length: k }, () => ({ byDay: new Uint32Array(days * span), all: new Uint32Array(span) }))
  const [won, lost] = [new Int32Array(days + 2), new Int32Array(days + 2)]

  // Only what a window can meet is kept; a zone is at most a day away from UTC.
  const historyDays = options.dwellHistoryDays ?? 182
  const dwellSince = options.dwell === 'none' ? Infinity : (Math.min(first, end - historyDays) - dwellDays - 1) * DAY_MS
  const agesSince = ((options.ages === 'last' ? end - 1 : first) - 1) * DAY_MS
  const asked = selected(columns, selection)
  const look = lookFor(k)
  for (let row = 0; row < columns.size; row++) {
    if (!asked.row(row) || !asked.atEntry(row) || !lookAt(columns, row, asOf, look)) continue
    const sleeps = sleepsOf(columns, row, look.version, asOf)
    for (let s = look.stayFrom; s < look.stayEnd; s++) {
      const stage = columns.stay.stage[s] as number
      if (stage === NO_STAGE) continue
      const begin = columns.stay.enteredAt[s] as number
      const leave = stayLeftAt(columns, look, s, asOf)
      add(inflow[stage], dayIndex(begin))
      if (leave !== Infinity) {
        const exit = stayExit(columns, look, s, asOf)
        if (exit > 0) add(outflow[exit - 1]?.[stage], dayIndex(leave))
      }
      const list = stays[stage]
      if (list !== undefined && leave > dwellSince) {
        list.entered.push(begin)
        list.left.push(leave)
        list.risk.push(columns.riskFrom.get(s) ?? begin)
      }
      eachAwake(begin, leave, sleeps, (from, to) => {
        add(stockChange[stage], dayIndex(from))
        add(stockChange[stage], dayIndex(to), -1)
        const pieces = awake[stage]
        if (options.ages === 'none' || pieces === undefined || to < agesSince) return
        pieces.entered.push(begin)
        pieces.from.push(from)
        pieces.to.push(to)
      })
    }
    const isOver = look.standing !== 0
    for (let stage = 0; stage < k; stage++) {
      const at = look.reachedAt[stage] as number
      // What was won without ever having been in a stage has passed them all: a cohort needs somebody who came.
      if (at === Infinity) continue
      const next = look.reachedAt[stage + 1] as number
      const day = dayIndex(at)
      add(entered[stage], day)
      if (next !== Infinity) {
        add(reached[stage], day)
        const own = times[stage]
        if (own !== undefined) {
          const took = Math.min(longest + 1, Math.ceil((next - at - pausedIn(at, next)) / DAY_MS))
          own.all[took] = (own.all[took] as number) + 1
          if (day >= 0 && day < days) own.byDay[day * span + took] = (own.byDay[day * span + took] as number) + 1
        }
      } else if (!isOver) add(open[stage], day)
    }
    if (look.standing === WON) add(won, dayIndex(look.closedAt))
    if (look.standing === LOST) add(lost, dayIndex(look.closedAt))
  }

  const dayNames = Array.from({ length: days }, (_, i) => dateOfDay(first + i))
  const ends = endsOfDays(dayNames, zone, options.to)
  const stages = columns.stages.map(({ id }, stage): StageSeries => {
    const own = times[stage]
    const horizonDays = horizonOf(own?.all ?? new Uint32Array(span))
    const inTime = (day: number) => own?.byDay.subarray(day * span, day * span + horizonDays + 1).reduce((sum, n) => sum + n, 0) ?? 0
    const dwell = dwellsOf(stays[stage] ?? { entered: [], left: [], risk: [] }, ends, asOf, { dwellDays, sampling: options.dwell, historyDays })
    const ages = options.ages === 'none' ? [] : agesOf(awake[stage] ?? { entered: [], from: [], to: [] }, ends, options.ages === 'last')
    let stock = at(stockChange[stage], -1)
    return {
      stageId: id, horizonDays, pausedDays, dwell: dwell.ends,
      points: dayNames.map((day, i) => {
        stock += at(stockChange[stage], i)
        const [advance, back, wonOut, lostOut, transfer] = outflow.map((one) => at(one[stage], i)) as [number, number, number, number, number]
        return {
          day, inflow: at(inflow[stage], i), outflow: { advance, back, won: wonOut, lost: lostOut, transfer }, stock,
          cohort: { entered: at(entered[stage], i), reached: at(reached[stage], i), open: at(open[stage], i), inTime: inTime(i) },
          dwell: dwell.points[i] ?? null, ages: ages[i] ?? null,
        }
      }),
    }
  })
  const closed = dayNames.map((day, i): ClosedPoint => ({ day, won: at(won, i), lost: at(lost, i) }))
  const moves = dayNames.map((_, i) => at(won, i) + at(lost, i) + inflow.reduce((sum, one) => sum + at(one, i), 0))
  return { pipelineId, slice, bucketDays: 1, dwellDays, stages, closed, restDays: restDaysOf(dayNames, moves, zone) }
}

/** Place 0 is all before the first day. */
function add(list: Int32Array | undefined, day: number, by = 1): void {
  if (list !== undefined) list[day + 1] = (list[day + 1] as number) + by
}
const at = (list: Int32Array | undefined, day: number): number => list?.[day + 1] ?? 0

/** From how often each number of days was taken. */
function horizonOf(counts: Uint32Array): number {
  const n = counts.reduce((sum, one) => sum + one, 0)
  let seen = 0
  for (let day = 0; day <= longest; day++) {
    seen += counts[day] as number
    if (seen > 0 && seen >= n * 0.75) return Math.max(shortest, day)
  }
  // Nobody has got there yet, or most take longer.
  return n === 0 ? longest / 2 : longest
}

/** The instants at which the days end. */
function endsOfDays(days: readonly DayText[], zone: string, to: DayText): number[] {
  const local = localDays(zone, (dayOfDate(days[0] ?? to) - 2) * DAY_MS, (dayOfDate(to) + 2) * DAY_MS)
  return days.map((day) => {
    const midnight = (dayOfDate(day) + 1) * DAY_MS
    // The offset before and after the day's end may differ by a change of the clocks: what is true at the result counts.
    const guess = midnight - (local(midnight) * DAY_MS - midnight)
    return midnight - (local(guess) * DAY_MS - guess)
  })
}
