import { Z95 } from '../lib/ratio.ts'
import { type Period, within } from './journey.ts'
import { type Measured, MIN_N, share, statistic } from './measured.ts'
import { sumMinor } from './money.ts'
import { type Observation, type Survival, survival } from './survival.ts'
import type { Trace } from './trace.ts'
import type { DayClock } from './working-days.ts'
import { DAY_MS } from './zone-days.ts'

/** Deals closed in the period, by close date. */
export function closedIn(traces: readonly Trace[], period: Period): { closed: Trace[]; won: Trace[]; lost: Trace[] } {
  const found = { closed: [] as Trace[], won: [] as Trace[], lost: [] as Trace[] }
  for (const trace of traces) {
    const { standing, journey } = trace
    if ((standing !== 'won' && standing !== 'lost') || journey.closedAt === null || !within(journey.closedAt, period)) continue
    found.closed.push(trace)
    found[standing].push(trace)
  }
  return found
}

/** Won / (won + lost) of the deals closed in the period. Says nothing of those still open. */
export function closedRate(closed: readonly Trace[], won: readonly Trace[]): Measured {
  return share(won.length, closed.length, 0, 'closed-count')
}

/**
 * Won amount / closed amount. Deals weigh by their amount, so Wilson does not apply: the interval is that of a ratio of sums,
 * linearised (Cochran, Sampling Techniques, 6.3), cut to [0, 1]; none below two deals.
 */
export function closedValueRate(closed: readonly Trace[], won: readonly Trace[]): Measured {
  const whole = sumMinor(closed)
  if (whole === 0) return statistic(null, closed.length, 0, null, 'closed-value', 'zero_denominator')
  const rate = sumMinor(won) / whole
  let squares = 0
  for (const { standing, journey } of closed) squares += ((journey.amountMinor / whole) * ((standing === 'won' ? 1 : 0) - rate)) ** 2
  const n = closed.length
  const half = n < 2 ? null : Z95 * Math.sqrt((squares * n) / (n - 1))
  const interval = half === null ? null : { low: Math.max(0, rate - half), high: Math.min(1, rate + half) }
  return { ...statistic(rate, n, 0, interval, 'closed-value/linearised'), hits: won.length }
}

/** Deals created in the period, with what became of them: won / created counts the open ones in the denominator. */
export function createdIn(traces: readonly Trace[], period: Period): { created: Trace[]; won: Trace[]; open: Trace[] } {
  const created = traces.filter((trace) => within(trace.journey.createdAt, period))
  return {
    created,
    won: created.filter((trace) => trace.standing === 'won'),
    open: created.filter((trace) => trace.standing === 'open'),
  }
}

/** Won / created, of one cohort of creation: the share so far, which can only rise while deals are open. */
export function createdRate({ created, won, open }: ReturnType<typeof createdIn>): Measured {
  return share(won.length, created.length, open.length, 'created-cohort')
}

export const ENDINGS = ['won', 'lost', 'left'] as const
type Ending = (typeof ENDINGS)[number]

/** Deals watched from entering the pipeline to their end, with the competing-risk curves F_won, F_lost, F_left. */
export type Outcomes = { watched: Trace[]; observations: Observation<Ending>[]; curve: Survival<Ending> }

/**
 * Time to the end of the deal, in days from entering the pipeline; open deals are censored at `asOf`. F_won of the curve is the
 * win rate that allows for open deals: the share won by that age. Never 1 − Kaplan–Meier of winning alone.
 */
export function outcomes(traces: readonly Trace[], asOf: number, days: DayClock): Outcomes {
  const watched: Trace[] = []
  const observations: Observation<Ending>[] = []
  for (const trace of traces) {
    const ending = trace.standing === 'open' ? null : trace.standing
    const end = ending === null ? asOf : (trace.journey.closedAt ?? trace.stays.at(-1)?.leftAt ?? null)
    if (end === null || end < trace.entryAt) continue
    const time = days(trace.entryAt, end)
    const riskFrom = trace.stays[0]?.riskFrom ?? null
    const entry = riskFrom !== null && riskFrom > trace.entryAt ? days(trace.entryAt, riskFrom) : null
    if (entry !== null && entry >= time) continue
    watched.push(trace)
    observations.push({ time, entry, cause: ending })
  }
  return { watched, observations, curve: survival(observations, ENDINGS) }
}

/** F_won at the longest age watched, Aalen–Johansen. */
export function timeToEventRate({ watched, curve }: Outcomes): Measured {
  const { value, low, high } = curve.final.won
  const n = watched.length
  const measured = statistic(n === 0 ? null : value, n, curve.censored, { low, high }, 'aalen-johansen')
  return { ...measured, hits: curve.events.won }
}

/** The deals closed in one window of a rolling rate. */
export type ClosedWindow = { closed: readonly Trace[]; won: readonly Trace[] }

/**
 * How much the closed rate moves: (max − min) / mean over the periods that closed any deal. Needs two such periods. `enough`
 * only if every one of them has enough deals: the spread of small samples is noise. `n` counts the closed deals of all.
 */
export function volatility(windows: readonly ClosedWindow[]): Measured {
  const rates = windows.map(({ closed, won }) => closedRate(closed, won))
  const known = rates.filter((rate) => rate.value !== null)
  const values = known.map((rate) => rate.value ?? 0)
  const n = known.reduce((sum, rate) => sum + rate.n, 0)
  const method = `rolling-closed-rate/${windows.length}`
  if (values.length < 2) return statistic(null, n, 0, null, method, 'too_few_periods')
  const average = values.reduce((sum, value) => sum + value, 0) / values.length
  if (average === 0) return statistic(null, n, 0, null, method, 'zero_denominator')
  const measured = statistic((Math.max(...values) - Math.min(...values)) / average, n, 0, null, method)
  return { ...measured, enough: known.every((rate) => rate.n >= MIN_N) }
}

/** `count` consecutive windows of `days` × 24 hours, the last one ending at `end`. */
export function rollingWindows(end: number, days: number, count: number): Period[] {
  const length = days * DAY_MS
  return Array.from({ length: count }, (_, i) => ({ from: end - (count - i) * length, to: end - (count - i - 1) * length }))
}
