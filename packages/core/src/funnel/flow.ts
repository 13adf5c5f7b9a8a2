import { type Period, within } from './journey.ts'
import type { Trace } from './trace.ts'

/**
 * Deals that entered stage `k` in the period (K: were won in it). Entries are read literally, without linear fill; a deal that
 * came twice counts once, like everywhere: re-entries are a figure of their own. The flow ratio k → k + 1 is entries(k + 1) /
 * entries(k): different deals above and below, so it may exceed 100 %.
 */
export function entries(traces: readonly Trace[], k: number, period: Period): Trace[] {
  return traces.filter((trace) => {
    if (k === trace.touchedAt.length) return trace.standing === 'won' && within(trace.reachedAt[k] ?? Infinity, period)
    return trace.stays.some((stay, i) => trace.at[i] === k && within(stay.enteredAt, period))
  })
}
