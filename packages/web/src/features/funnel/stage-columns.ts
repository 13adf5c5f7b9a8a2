import type { Figure, StepView } from '@sluice/core/funnel/overview'
import { FUNNEL_METRICS } from '@sluice/core/funnel/registry'
import type { FunnelMetricKey } from '@sluice/core/funnel/registry'

/** One figure of each stage, as a column. */
export interface StageColumn {
  key: string
  metric: FunnelMetricKey
  exit?: keyof StepView['exits']
  /** Hidden until chosen. */
  optional: boolean
  of: (step: StepView) => Figure
}

const column = (metric: FunnelMetricKey, of: (step: StepView) => Figure, optional = false): StageColumn => ({ key: metric, metric, optional, of })
const exits = ['advance', 'won', 'lost', 'back', 'transfer'] as const

/** All figures of a stage, those that are read daily first. */
export const stageColumns: readonly StageColumn[] = [
  column('step.entered', (step) => step.entered),
  column('step.reached_next', (step) => step.reachedNext, true),
  column('step.conversion', (step) => step.conversion),
  column('step.conversion_mature', (step) => step.conversionMature),
  column('step.still_open', (step) => step.stillOpen),
  column('step.lost', (step) => step.lost),
  column('step.transferred', (step) => step.transferred, true),
  column('step.stock', (step) => step.stock),
  column('step.stock_amount', (step) => step.stockAmount),
  column('step.weighted', (step) => step.weighted, true),
  column('step.dwell_median', (step) => step.dwellMedian),
  column('step.dwell_p75', (step) => step.dwellP75),
  column('step.dwell_mean', (step) => step.dwellMean, true),
  column('step.to_next_median', (step) => step.toNextMedian),
  column('step.skip', (step) => step.skip, true),
  column('step.reentry', (step) => step.reentry, true),
  column('step.regress', (step) => step.regress, true),
  column('step.flow_entries', (step) => step.flowEntries, true),
  column('step.flow', (step) => step.flow, true),
  column('step.snapshot', (step) => step.snapshot, true),
  ...exits.map((exit): StageColumn => ({ key: `step.exit.${exit}`, metric: 'step.exit', exit, optional: true, of: (step) => step.exits[exit] })),
]

/** A column's head: the metric's name without what stands in brackets behind it, when the name alone tells it apart. */
export function columnLabel(metric: FunnelMetricKey, language: 'zh' | 'en'): string {
  const label = FUNNEL_METRICS[metric].label[language]
  return metric === 'step.flow' || metric === 'step.snapshot' ? label.replace(/\s*[（(].*$/, '') : label
}
