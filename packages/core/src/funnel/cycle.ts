import { type Measured, statistic } from './measured.ts'
import type { SpanList } from './span-list.ts'
import type { DayClock } from './working-days.ts'
import { DAY_MS, type LocalDays } from './zone-days.ts'

/**
 * Calendar-day difference of two instants in the organisation's zone: the 1st to the 3rd is 2, whatever the hour. Right for
 * data that knows dates only, and for what people mean by "it took 57 days".
 */
export function dateDifference(local: LocalDays): DayClock {
  return (from, to) => Math.floor(local(to)) - Math.floor(local(from))
}

/** Median of spans in days, the mean of the middle two when even; `censored` deals are still on their way. */
export function medianDays(spans: SpanList, method: string, censored = 0): Measured {
  return inDays(spans.median(), spans.length, censored, method)
}

/** Mean of spans in days. */
export function meanDays(spans: SpanList, method: string): Measured {
  return inDays(spans.mean(), spans.length, 0, method)
}

function inDays(of: ReturnType<SpanList['median']>, n: number, censored: number, method: string): Measured {
  const interval = of?.interval ?? null
  const days = interval === null ? null : { low: interval.low / DAY_MS, high: interval.high / DAY_MS }
  return statistic(of === null ? null : of.value / DAY_MS, n, censored, days, method)
}
