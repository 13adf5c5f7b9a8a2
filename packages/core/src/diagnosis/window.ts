import type { DayText } from '../lib/dates.ts'
import { dayNumber } from './days.ts'
import type { Count, StageSeries } from './series.ts'

/**
 * The points that lie wholly within the days `first`…`last` (day numbers, both included). Points follow each other without a
 * gap, so they are found by counting.
 * @throws RangeError when a day is missing.
 */
export function within<P extends { day: DayText }>(points: readonly P[], first: number, last: number, bucketDays: number): readonly P[] {
  const head = points[0]
  if (head === undefined) return []
  const start = dayNumber(head.day)
  const from = Math.max(0, Math.ceil((first - start) / bucketDays))
  const to = Math.min(points.length, Math.floor((last + 1 - start) / bucketDays))
  if (to <= from) return []
  const end = points[to - 1]
  if (end === undefined || dayNumber(end.day) !== start + (to - 1) * bucketDays) throw new RangeError(`series: a day is missing before ${end?.day ?? ''}`)
  return points.slice(from, to)
}

/** The point that ends at or last before the end of the day, if it is not older than its own length. */
export function pointAt<P extends { day: DayText }>(points: readonly P[], at: number, bucketDays: number): P | null {
  return within(points, at - 2 * bucketDays + 2, at, bucketDays).at(-1) ?? null
}

/** Last day of entry whose deals have had the stage's horizon by the end of `at`: what conversion can be known of by then. */
export function knownUntil({ horizonDays, pausedDays = [] }: StageSeries, at: number): number {
  const paused = pausedDays.map(dayNumber)
  let last = at - horizonDays
  for (let passed = -1; passed < horizonDays && last > at - horizonDays - paused.length; ) {
    passed = at - last - paused.filter((day) => day > last && day <= at).length
    if (passed < horizonDays) last -= horizonDays - passed
  }
  return last
}

/**
 * Conversion within the horizon of the deals that first entered in the `days` up to the latest that could be known at `at`,
 * `skip` days further back. Nothing in it is revised later, so the past can be replayed.
 */
export function conversionIn(stage: StageSeries, at: number, days: number, bucketDays: number, skip = 0): Count {
  const last = knownUntil(stage, at) - skip
  const count = { n: 0, hits: 0 }
  for (const { cohort } of within(stage.points, last - days + 1, last, bucketDays)) {
    count.n += cohort.entered
    count.hits += cohort.inTime
  }
  return count
}
