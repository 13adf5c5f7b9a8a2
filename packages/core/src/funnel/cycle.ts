import { type Measured, statistic } from './measured.ts'
import type { MedianList, SpreadList } from './median-list.ts'
import type { DayClock } from './working-days.ts'
import type { LocalDays } from './zone-days.ts'

/**
 * Calendar-day difference of two instants in the organisation's zone: the 1st to the 3rd is 2, whatever the hour. Right for
 * data that knows dates only, and for what people mean by "it took 57 days".
 */
export function dateDifference(local: LocalDays): DayClock {
  return (from, to) => Math.floor(local(to)) - Math.floor(local(from))
}

/** Median of spans, `unit` of which are a day; the mean of the middle two when even. `censored` deals are still on their way. */
export function medianDays(spans: MedianList, unit: number, method: string, censored = 0): Measured {
  return inDays(spans.median(), unit, spans.length, censored, method)
}

/** Mean of spans in days. */
export function meanDays(spans: SpreadList, method: string): Measured {
  return inDays(spans.mean(), 1, spans.length, 0, method)
}

function inDays(of: ReturnType<MedianList['median']>, unit: number, n: number, censored: number, method: string): Measured {
  const interval = of?.interval ?? null
  return statistic(of === null ? null : of.value / unit, n, censored, interval === null ? null : { low: interval.low / unit, high: interval.high / unit }, method)
}
