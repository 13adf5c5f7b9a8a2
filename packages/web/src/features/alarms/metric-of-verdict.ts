import { isMetricKey } from '@sluice/core/metrics/registry'
import type { MetricKey } from '@sluice/core/metrics/registry'

const others = new Map<string, MetricKey>([['middle_bulge', 'shape.stock_share'], ['bottleneck', 'bottleneck.conversion']])

/** The number that a judgement rests on first, by the judgement's code: a shape, a bottleneck or a pressure test. */
export function metricOfVerdict(code: string): MetricKey | null {
  return others.get(code) ?? [`shape.${code}`, `pressure.${code}`].find((key) => isMetricKey(key)) ?? null
}
