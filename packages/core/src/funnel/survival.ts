import { sorted } from '../lib/quantile.ts'
import { type Interval, Z95 } from '../lib/ratio.ts'

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
 * Kaplan–Meier S(t) = ∏ (1 − d/n) with Greenwood's variance and a log-log interval, and, from the same sweep, Aalen–Johansen
 * F_c(t) = Σ d_c/n · S(t−) for each competing cause, so that Σ_c F_c + S = 1. Ties: events before censorings. The interval
 * of F_c uses the delta-method variance of Marubini & Valsecchi (1995, eq. 10.12), 1 − F_c on the log-log scale.
 * Observations that were never under watch (entry ≥ time) count nowhere. O(n log n).
 */
export function survival<C extends string>(observations: readonly Observation<C>[], causes: readonly C[]): Survival<C> {
  const watched = observations.filter((o) => o.entry === null || o.entry < o.time)
  const times = new Map<C | null, number[]>(causes.map((cause) => [cause, []]))
  for (const { cause, time } of watched) times.get(cause)?.push(time)
  const ends = causes.map((cause) => sorted(times.get(cause) ?? []))
  const all = sorted(watched.map((o) => o.time))
  const entries = sorted(watched.map((o) => o.entry ?? -Infinity))

  const heads = new Array<number>(causes.length).fill(0)
  const sums = causes.map(() => ({ f: 0, g1: 0, g2: 0, own: 0, cross: 0, crossF: 0 }))
  const points: SurvivalPoint<C>[] = []
  let entered = 0
  let gone = 0
  let s = 1
  let greenwood = 0

  for (;;) {
    let time = Infinity
    for (let c = 0; c < causes.length; c++) time = Math.min(time, ends[c]?.[heads[c] as number] ?? Infinity)
    if (time === Infinity) break
    while (entered < entries.length && (entries[entered] as number) < time) entered++
    while (gone < all.length && (all[gone] as number) < time) gone++
    const atRisk = entered - gone

    let events = 0
    const share = {} as Record<C, number>
    const counts = causes.map((_, c) => {
      const from = heads[c] as number
      let head = from
      while (ends[c]?.[head] === time) head++
      heads[c] = head
      events += head - from
      return head - from
    })
    // With d = n the term is infinite, but S is 0 from here on and F no longer moves, so it would be multiplied by 0.
    const hazard = events < atRisk ? events / (atRisk * (atRisk - events)) : 0
    for (let c = 0; c < causes.length; c++) {
      const sum = sums[c] as (typeof sums)[number]
      const d = counts[c] as number
      sum.f += (d / atRisk) * s
      sum.own += (s * s * (atRisk - d) * d) / atRisk ** 3
      sum.cross += (s * d) / (atRisk * atRisk)
      sum.crossF += (sum.f * s * d) / (atRisk * atRisk)
      sum.g1 += sum.f * hazard
      sum.g2 += sum.f * sum.f * hazard
      share[causes[c] as C] = sum.f
    }
    s = events === atRisk ? 0 : s * (1 - events / atRisk)
    greenwood += hazard
    const limits = s > 0 && s < 1 ? logLog(s, greenwood * s * s) : null
    points.push({ time, atRisk, events, survival: s, low: limits?.low ?? null, high: limits?.high ?? null, share })
  }

  const events = {} as Record<C, number>
  const final = {} as Survival<C>['final']
  causes.forEach((cause, c) => {
    events[cause] = ends[c]?.length ?? 0
    const { f, g1, g2, own, cross, crossF } = sums[c] as (typeof sums)[number]
    const variance = f * f * greenwood - 2 * f * g1 + g2 + own - 2 * (f * cross - crossF)
    const limits = f > 0 && f < 1 && variance > 0 ? logLog(1 - f, variance) : null
    final[cause] = limits === null ? { value: f, low: null, high: null } : { value: f, low: 1 - limits.high, high: 1 - limits.low }
  })
  const ended = ends.reduce((sum, list) => sum + list.length, 0)
  return { points, n: watched.length, events, censored: watched.length - ended, last: all.at(-1) ?? 0, final }
}

/** Log-log interval of a probability strictly between 0 and 1: stays inside, and is right in small samples. */
function logLog(p: number, variance: number): Interval {
  const spread = (Z95 * Math.sqrt(variance)) / (p * Math.abs(Math.log(p)))
  return { low: p ** Math.exp(spread), high: p ** Math.exp(-spread) }
}

/** Products of fractions that make 0.5 exactly may miss it by some ulps, and must not shift the median. */
const TOLERANCE = 1e-9

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
