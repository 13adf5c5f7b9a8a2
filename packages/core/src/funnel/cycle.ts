import { mean, meanInterval, median, medianInterval, sorted } from '../lib/quantile.ts'
import { type Measured, statistic } from './measured.ts'
import type { Trace } from './trace.ts'
import type { LocalDays } from './zone-days.ts'
import type { DayClock } from './working-days.ts'

/** The deals whose cycle is known, and their lengths in days, ascending. */
export type Cycle = { deals: Trace[]; days: Float64Array }

/**
 * Calendar-day difference of two instants in the organisation's zone: the 1st to the 3rd is 2, whatever the hour. Right for
 * data that knows dates only, and for what people mean by "it took 57 days".
 */
export function dateDifference(local: LocalDays): DayClock {
  return (from, to) => Math.floor(local(to)) - Math.floor(local(from))
}

/** Days from creation to close of closed deals. A deal that closed before it was created is a mistake in the data: left out. */
export function cycle(closed: readonly Trace[], days: DayClock): Cycle {
  const deals = closed.filter(({ journey }) => journey.closedAt !== null && journey.closedAt >= journey.createdAt)
  return { deals, days: sorted(deals.map(({ journey }) => days(journey.createdAt, journey.closedAt ?? journey.createdAt))) }
}

/** Median cycle; the mean of the middle two when even. */
export function cycleMedian({ days }: Cycle): Measured {
  return statistic(median(days), days.length, 0, medianInterval(days), 'cycle/median')
}

/** Mean cycle. */
export function cycleMean({ days }: Cycle): Measured {
  return statistic(mean(days), days.length, 0, meanInterval(days), 'cycle/mean')
}
