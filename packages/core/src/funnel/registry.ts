import { COHORT_METRICS } from './registry/cohort.ts'
import { CYCLE_METRICS } from './registry/cycle.ts'
import { DEALS_METRICS } from './registry/deals.ts'
import { STEP_CONVERSION_METRICS } from './registry/step-conversion.ts'
import { STEP_DURATION_METRICS } from './registry/step-duration.ts'
import { STEP_STOCK_METRICS } from './registry/step-stock.ts'
import { VELOCITY_METRICS } from './registry/velocity.ts'
import { STEP_WEIGHTED_METRICS, WEIGHTED_METRICS } from './registry/weighted.ts'
import { WIN_RATE_METRICS } from './registry/win-rate.ts'

export type { MetricEntry, MetricUnit } from './registry/entry.ts'

/** Every number of the funnel, by key: one definition each. */
export const METRICS = {
  ...STEP_CONVERSION_METRICS,
  ...STEP_STOCK_METRICS,
  ...STEP_DURATION_METRICS,
  ...STEP_WEIGHTED_METRICS,
  ...COHORT_METRICS,
  ...WIN_RATE_METRICS,
  ...DEALS_METRICS,
  ...CYCLE_METRICS,
  ...VELOCITY_METRICS,
  ...WEIGHTED_METRICS,
}

export type MetricKey = keyof typeof METRICS

/** Whether a text from outside names a metric. */
export function isMetricKey(text: string): text is MetricKey {
  return Object.hasOwn(METRICS, text)
}
