import { Exact, toMinor } from './money.ts'
import type { FunnelStage } from './journey.ts'
import type { Trace } from './trace.ts'
import { dayOfDate } from './zone-days.ts'

/** Where a deal's probability comes from: the stage table, or set by hand on the deal. */
export type ProbabilitySource = 'stage' | 'manual'

/** Whole days in the organisation's zone, `[from, to)`, counted as in `localDays`; null leaves that side open. */
export type DayWindow = { from: number | null; to: number | null }

/**
 * Open deals, but for dormant ones, whose expected close date lies in the window. Overdue and undated deals lie in no bounded window: they are for the
 * forecast to nag about, not to add up.
 */
export function openClosingIn(traces: readonly Trace[], window: DayWindow): Trace[] {
  return traces.filter(({ standing, journey }) => {
    if (standing !== 'open' || journey.isDormant === true) return false
    if (window.from === null && window.to === null) return true
    if (journey.expectedCloseOn == null) return false
    const day = dayOfDate(journey.expectedCloseOn)
    return (window.from === null || day >= window.from) && (window.to === null || day < window.to)
  })
}

/** The probability that applies: the manual one if set, else that of the stage the deal is in (0 when it is in none). */
export function probability(trace: Trace, ordered: readonly FunnelStage[]): { p: number; source: ProbabilitySource } {
  const manual = trace.journey.winProbability
  if (manual != null) return { p: manual, source: 'manual' }
  return { p: ordered[trace.current]?.winProbability ?? 0, source: 'stage' }
}

/**
 * Σ amount · p in minor units, exact decimals, rounded half up once at the end: 15 % of 38,530.00 is 5,779.50. Pass open deals
 * of one currency; won and lost ones have no place in it.
 * @throws RangeError for a probability outside 0…1.
 */
export function weightedMinor(deals: readonly Trace[], ordered: readonly FunnelStage[]): number {
  // One multiplication per distinct p; the sums before it are integers and therefore exact.
  const byProbability = new Map<number, number>()
  for (const trace of deals) {
    const { p } = probability(trace, ordered)
    if (!(p >= 0 && p <= 1)) throw new RangeError(`probability ${p} of deal ${trace.journey.dealId}`)
    byProbability.set(p, (byProbability.get(p) ?? 0) + trace.journey.amountMinor)
  }
  let sum = new Exact(0)
  for (const [p, amount] of byProbability) sum = sum.add(new Exact(amount).mul(p))
  return toMinor(sum)
}
