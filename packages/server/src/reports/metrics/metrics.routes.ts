import { listMetrics, type Metric } from '@sluice/core/metrics/contract'
import { METRICS } from '@sluice/core/metrics/registry'
import type { MetricEntry } from '@sluice/core/lib/metric-entry'
import type { Api } from '../../platform/api.ts'
import { route } from '../../platform/route.ts'

/** What every number means, for screens, exports and whoever asks the API. */
export function metricRoutes(api: Api): void {
  const items = Object.entries<MetricEntry>(METRICS).map(([key, { drillDown, ...entry }]): Metric => ({
    key, ...entry, drillDown: drillDown.opens === null ? drillDown : { opens: drillDown.opens, parts: [...drillDown.parts] },
  }))
  route(api, listMetrics, async () => ({ items }))
}
