import type { Interval } from '../lib/ratio.ts'
import { CAUSE_BITS, logLog, packed, single, sweep, TOLERANCE } from './sweep.ts'

/**
 * One watched duration. `cause` says what ended it, null when it was still running (censored) at `time`.
 * `entry` is set when it came under watch only after it began (left truncation); then it counts at risk for t > entry.
 * All in one unit, ≥ 0.
 */
export type Observation<C extends string> = { time: number; entry: number | null; cause: C | null }

/** The curve just after `time`, at which something ended. `share[c]` is F_c, the share that has ended by cause c. */
export type SurvivalPoint<C extends string> = {
  time: number
  atRisk: number
  events: number
  survival: number
  low: number | null
  high: number | null
  share: Record<C, number>
}

export type Survival<C extends string> = {
  points: SurvivalPoint<C>[]
  n: number
  events: Record<C, number>
  censored: number
  /** Longest duration watched, ended or not: beyond it nothing is known. */
  last: number
  /** Final F_c with its log-log interval (null where it is undefined: at 0, 1 and with one deal). */
  final: Record<C, Interval & { value: number } | { value: number; low: null; high: null }>
}

/**
 * Kaplan–Meier and Aalen–Johansen (see `sweep`) of a few thousand observations in any unit, every point of the curve kept.
 * Observations that were never under watch (entry ≥ time) count nowhere. O(n log n).
 */
export function survival<C extends string>(observations: readonly Observation<C>[], causes: readonly C[]): Survival<C> {
  const watched = observations.filter((o) => o.entry === null || o.entry < o.time)
  // The estimates depend on the order of times alone, so the sweep is given their ranks.
  const times = Float64Array.from(new Set(watched.flatMap((o) => (o.entry === null ? [o.time] : [o.time, o.entry])))).sort()
  const rank = new Map(Array.from(times, (time, i) => [time, i]))
  const rankOf = (time: number) => rank.get(time) as number
  const durations = Uint32Array.from(watched, (o) => packed(rankOf(o.time), o.cause === null ? 0 : causes.indexOf(o.cause) + 1)).sort()
  const entries = Uint32Array.from(watched.flatMap((o) => (o.entry === null ? [] : [rankOf(o.entry)]))).sort()

  const points: SurvivalPoint<C>[] = []
  const swept = sweep(single(durations), entries, causes.length, [], (at, atRisk, ended, s, greenwood, shares) => {
    const limits = s > 0 && s < 1 ? logLog(s, greenwood * s * s) : null
    const share = {} as Record<C, number>
    causes.forEach((cause, c) => (share[cause] = shares[c] as number))
    points.push({ time: times[at] as number, atRisk, events: ended, survival: s, low: limits?.low ?? null, high: limits?.high ?? null, share })
  })

  const events = {} as Record<C, number>
  const final = {} as Survival<C>['final']
  causes.forEach((cause, c) => {
    events[cause] = swept.events[c] as number
    final[cause] = swept.final[c] as Survival<C>['final'][C]
  })
  const longest = durations.at(-1)
  return { points, n: watched.length, events, censored: swept.censored, last: longest === undefined ? 0 : (times[longest >>> CAUSE_BITS] as number), final }
}

/**
 * First time by which the share `p` has ended (p = 0.5: the median), i.e. S(t) ≤ 1 − p; null when it is not reached. The
 * interval inverts the curve's limits (Brookmeyer & Crowley 1982): where the lower, then the upper limit crosses 1 − p; an
 * upper end of null is "not reached".
 */
export function quantileTime<C extends string>(
  curve: Survival<C>,
  p: number,
): { value: number | null; low: number | null; high: number | null } {
  const line = 1 - p + TOLERANCE
  const first = (at: (point: SurvivalPoint<C>) => number | null) =>
    curve.points.find((point) => (at(point) ?? 1) <= line)?.time ?? null
  const value = first((point) => point.survival)
  // S = 0 leaves the limits undefined; the lower one is 0 there, the upper one is not known to cross.
  return { value, low: first((point) => (point.survival === 0 ? 0 : point.low)), high: value === null ? null : first((point) => point.high) }
}

/**
 * Mean duration restricted to `horizon`: the area under S up to there (the longest watched duration when not given, beyond
 * which the curve is unknown). Null when nothing was watched.
 */
export function restrictedMean<C extends string>(curve: Survival<C>, horizon = curve.last): number | null {
  if (curve.n === 0) return null
  let area = 0
  let from = 0
  let s = 1
  for (const point of curve.points) {
    if (point.time >= horizon) break
    area += s * (point.time - from)
    from = point.time
    s = point.survival
  }
  return area + s * (horizon - from)
}

/** S(t): the share still there just after `time`. */
export function survivalAt<C extends string>(curve: Survival<C>, time: number): number {
  let low = 0
  let high = curve.points.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((curve.points[middle] as SurvivalPoint<C>).time <= time) low = middle + 1
    else high = middle
  }
  return low === 0 ? 1 : (curve.points[low - 1] as SurvivalPoint<C>).survival
}
