import type { Measured } from '@sluice/core/funnel/measured'
import { FUNNEL_METRICS } from '@sluice/core/funnel/registry'
import type { FunnelMetricKey, FunnelMetricUnit } from '@sluice/core/funnel/registry'
import type { Format } from '../../ui/use-format.ts'

/** What the texts need of the formatters. */
export type FigureFormat = Pick<Format, 'percent' | 'days' | 'count' | 'money' | 'moneyShort' | 'points' | 'change' | 'number'>

export interface TextOptions {
  currency: string
  /** `¥12.8万` instead of `¥128,000`. */
  short?: boolean
  /** `/天`, appended to money a day. */
  perDay: string
}

/** A value in its metric's unit: `63.2%`, `8.8 天`, `1,427`, `¥128,000`, `¥3.2万/天`; a dash when there is none. */
export function valueText(metric: FunnelMetricKey, value: number | null, format: FigureFormat, options: TextOptions): string {
  const unit: FunnelMetricUnit = FUNNEL_METRICS[metric].unit
  const money = options.short ? format.moneyShort : format.money
  switch (unit) {
    case 'share':
      return format.percent(value)
    case 'days':
      return format.days(value)
    case 'count':
      return format.count(value)
    case 'money':
      return money(value, options.currency)
    case 'money_per_day':
      return value === null ? money(value, options.currency) : `${money(value, options.currency)}${options.perDay}`
  }
}

/** The 95 % interval in the metric's unit, or null; an open end is `…`. */
export function intervalText(metric: FunnelMetricKey, { low, high }: Pick<Measured, 'low' | 'high'>, format: FigureFormat, options: TextOptions): string | null {
  if (low === null && high === null) return null
  const text = (value: number | null) => (value === null ? '…' : valueText(metric, value, format, options))
  return `${text(low)} – ${text(high)}`
}

/** The difference of two values with its sign: percentage points for shares, else in the unit itself. */
export function differenceText(metric: FunnelMetricKey, difference: number | null, format: FigureFormat, options: TextOptions): string {
  if (FUNNEL_METRICS[metric].unit === 'share') return format.points(difference)
  const text = valueText(metric, difference, format, options)
  return difference !== null && difference > 0 ? `+${text}` : text
}

/** Where more is better (`up`), worse (`down`), or neither can be said. */
export function betterWhen(metric: FunnelMetricKey): 'up' | 'down' | 'neither' {
  if (up.has(metric)) return 'up'
  return down.has(metric) ? 'down' : 'neither'
}

const up = new Set<FunnelMetricKey>([
  'step.conversion', 'step.conversion_mature', 'step.reached_next', 'step.flow', 'cohort.overall', 'cohort.won', 'win.closed_count', 'win.closed_value',
  'win.created', 'win.time_to_event', 'deals.won', 'deals.created', 'won.amount', 'velocity.expected', 'velocity.realised', 'velocity.mean_won',
  'weighted.pipeline', 'weighted.unweighted', 'step.entered', 'cohort.entered',
])
const down = new Set<FunnelMetricKey>([
  'step.lost', 'step.loss_reason', 'step.skip', 'step.reentry', 'step.regress', 'step.dwell_median', 'step.dwell_p75', 'step.dwell_mean',
  'step.to_next_median', 'cycle.won_median', 'cycle.won_mean', 'cohort.lost', 'deals.lost', 'deals.undated', 'win.volatility',
])
