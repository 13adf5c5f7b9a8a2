import { COHORT_METRICS } from './registry/cohort.ts'
import { CYCLE_METRICS } from './registry/cycle.ts'
import { DEALS_METRICS } from './registry/deals.ts'
import { STEP_CONVERSION_METRICS } from './registry/step-conversion.ts'
import { STEP_DURATION_METRICS } from './registry/step-duration.ts'
import { STEP_STOCK_METRICS } from './registry/step-stock.ts'
import { VELOCITY_METRICS } from './registry/velocity.ts'
import { STEP_WEIGHTED_METRICS, WEIGHTED_METRICS } from './registry/weighted.ts'
import { WIN_RATE_METRICS } from './registry/win-rate.ts'

/** Every number of the funnel page, by key: one definition each. All numbers there are: core/metrics/registry. */
export const FUNNEL_METRICS = {
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

export type FunnelMetricKey = keyof typeof FUNNEL_METRICS
export type FunnelMetricUnit = (typeof FUNNEL_METRICS)[FunnelMetricKey]['unit']

/** Whether a text from outside names a number of the funnel page. */
export function isFunnelMetric(text: string): text is FunnelMetricKey {
  return Object.hasOwn(FUNNEL_METRICS, text)
}
