import type { AlarmKind } from '@sluice/core/diagnosis/alarms/rule'
import type { Remedy } from '@sluice/core/diagnosis/remedies/remedy'
import { paths } from '../../paths.ts'

/** Which kind of rule watches the figure that a remedy should move. */
export function kindOfMetric(metric: string): AlarmKind {
  if (metric.includes('dwell')) return 'dwell_over'
  if (metric.startsWith('win.')) return 'win_rate_swing'
  if (metric.startsWith('deals.dormant') || metric.includes('stalled')) return 'stage_days'
  if (metric.startsWith('activity.') || metric.includes('entries')) return 'inflow_drop'
  if (metric.includes('stock')) return 'stock_growth'
  return 'conversion_below_mean'
}

/** The rule editor, begun for a remedy: watches whether it works. */
export function ruleLinkOf(remedy: Remedy, pipelineId: string, stageId: string | null): string {
  const kind = kindOfMetric(remedy.effect.metric)
  const search = new URLSearchParams({ pipeline: pipelineId, new: kind, ...(stageId !== null && kind !== 'win_rate_swing' && { stage: stageId }) })
  return `${paths.settingsSection('alarms')}?${search.toString()}`
}
