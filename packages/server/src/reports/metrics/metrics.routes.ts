import { listMetrics } from '@sluice/core/funnel/measure-contracts'
import { INDICATOR_METRICS } from '@sluice/core/funnel/measures/indicator-registry'
import { METRICS, type MetricEntry } from '@sluice/core/funnel/registry'
import type { Api } from '../../platform/api.ts'
import { route } from '../../platform/route.ts'

/** What every number means, for screens, exports and whoever asks the API. */
export function metricRoutes(api: Api): void {
  const kpis = Object.fromEntries(Object.entries(INDICATOR_METRICS).map(([key, entry]) => [`kpi.${key}`, entry]))
  const items = Object.entries<MetricEntry>({ ...METRICS, ...kpis }).map(([key, entry]) => ({ key, ...entry, fixture: 'fixture' in entry && typeof entry.fixture === 'string' ? entry.fixture : null }))
  route(api, listMetrics, async () => ({ items }))
}
