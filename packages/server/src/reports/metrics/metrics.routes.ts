import { listMetrics } from '@sluice/core/funnel/measure-contracts'
import { MEASURE_METRICS, type MeasureEntry } from '@sluice/core/funnel/measures/registry-entries'
import { METRICS, type MetricEntry } from '@sluice/core/funnel/registry'
import type { Api } from '../../platform/api.ts'
import { route } from '../../platform/route.ts'

/** What every number means, for screens, exports and whoever asks the API. */
export function metricRoutes(api: Api): void {
  const all: Record<string, MetricEntry | MeasureEntry> = { ...METRICS, ...MEASURE_METRICS }
  const items = Object.entries(all).map(([key, { drillDown, group, fixture, ...entry }]) => ({ key, ...entry, drillDown: [...(drillDown ?? [])], group: group ?? null, fixture: fixture ?? null }))
  route(api, listMetrics, async () => ({ items }))
}
