import type { Comparison } from '@sluice/core/funnel/compare'
import type { FunnelMetricKey } from '@sluice/core/funnel/registry'

/** What a comparison lists: whole-funnel figures, then each step's. The table beside the funnel has the rest as differences. */
const whole: readonly FunnelMetricKey[] = [
  'cohort.entered', 'cohort.overall', 'win.closed_count', 'win.closed_value', 'win.created', 'win.time_to_event', 'won.amount', 'cycle.won_median',
  'velocity.realised', 'deals.open',
]
const steps: readonly FunnelMetricKey[] = ['step.conversion', 'step.lost', 'step.dwell_median']

/** The comparisons worth a line, in reading order: conversion, loss and dwell stage by stage, then the funnel as a whole. */
export function listedComparisons(comparisons: readonly Comparison[]): { steps: Comparison[]; whole: Comparison[] } {
  const of = (metrics: readonly FunnelMetricKey[]) => metrics.flatMap((metric) => comparisons.filter((one) => one.name.metric === metric))
  return { steps: of(steps), whole: of(whole) }
}
