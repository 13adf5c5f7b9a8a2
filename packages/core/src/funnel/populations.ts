import type { FunnelStage, Journey } from './journey.ts'
import { type FunnelOptions, type Model, modelOf } from './model.ts'
import { type DateField, type MetricKey, METRICS } from './registry.ts'

/**
 * The deals to measure. Owner, team and source of a deal are taken as they were at the event that a figure is about; with
 * a filter on them the deals therefore differ: those that belonged to the filter when they entered, when they were closed,
 * or at the instant asked for. Without such a filter one list serves all.
 */
export type Populations = readonly Journey[] | Record<Moment, readonly Journey[]>

export type Moment = 'entry' | 'close' | 'standing'

const moments: Record<DateField, Moment> = {
  entered_pipeline: 'entry',
  entered_stage: 'entry',
  created_at: 'entry',
  closed_at: 'close',
  expected_close_on: 'standing',
  as_of: 'standing',
}

/** The model in which a figure is made, by the date field that the registry names for it. Each is made once. */
export type Models = (metric: MetricKey) => Model

export function modelsOf(populations: Populations, stages: readonly FunnelStage[], options: FunnelOptions): Models {
  if (isOne(populations)) {
    const model = modelOf(populations, stages, options)
    return () => model
  }
  const made = new Map<Moment, Model>()
  return (metric) => {
    const moment = moments[METRICS[metric].dateField]
    const model = made.get(moment) ?? modelOf(populations[moment], stages, options)
    made.set(moment, model)
    return model
  }
}

function isOne(populations: Populations): populations is readonly Journey[] {
  return Array.isArray(populations)
}
