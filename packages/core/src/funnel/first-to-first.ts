import { median, medianInterval, sorted } from '../lib/quantile.ts'
import { type Measured, statistic } from './measured.ts'
import type { Trace } from './trace.ts'
import type { DayClock } from './working-days.ts'

/** The deals behind a first-to-first duration: `arrived` went all the way, `waiting` are open and have not. */
export type FirstToFirst = { arrived: Trace[]; waiting: Trace[]; measured: Measured }

/**
 * Median days from the first entry into stage `from` to the first entry into stage `to` (K = won), over the deals that made
 * both in this order; the mean of the middle two when even. Deals still on the way are counted as censored but cannot enter a
 * plain median: read it as "those who arrived took …", and `stageDwell` for what a new deal has to expect.
 */
export function firstToFirst(traces: readonly Trace[], from: number, to: number, days: DayClock): FirstToFirst {
  const arrived: Trace[] = []
  const waiting: Trace[] = []
  const spans: number[] = []
  for (const trace of traces) {
    const start = trace.touchedAt[from] ?? Infinity
    // Beyond the last stage there is only "won", which cannot be skipped.
    const end = trace.touchedAt[to] ?? trace.reachedAt[to] ?? Infinity
    if (start === Infinity) continue
    if (end === Infinity) {
      if (trace.standing === 'open') waiting.push(trace)
    } else if (end >= start) {
      arrived.push(trace)
      spans.push(days(start, end))
    }
  }
  const ascending = sorted(spans)
  const measured = statistic(median(ascending), spans.length, waiting.length, medianInterval(ascending), 'first-to-first/median')
  return { arrived, waiting, measured }
}
