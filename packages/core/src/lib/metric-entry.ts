/** Words in both languages of the product. */
export type Words = { zh: string; en: string }

/** What a figure is counted in. `ratio`: so many times; `difference`: of two shares; `points`: 0–100 of a score. */
export type MetricUnit = 'share' | 'difference' | 'ratio' | 'days' | 'hours' | 'minutes' | 'count' | 'points' | 'money' | 'money_per_day'

/** Which instant or day decides whether a record belongs to the figure's period. `month`: of a plan; `fired_on`: of an alarm. */
export type DateField = 'entered_pipeline' | 'entered_stage' | 'left_stage' | 'closed_at' | 'created_at' | 'expected_close_on' | 'as_of' | 'fired_on' | 'month'

/** Where a figure belongs: what a reader of the dictionary chooses by. */
export type MetricTopic =
  | 'conversion' | 'quality' | 'stock' | 'dwell' | 'cohort' | 'win_rate' | 'deals' | 'cycle' | 'velocity' | 'weighted' | 'coverage' | 'indicators' | 'breakdown' | 'comparison' | 'heat_map' | 'series'
  | 'waterfall' | 'losses' | 'channels' | 'campaigns' | 'people' | 'activity' | 'decay' | 'custom' | 'shape' | 'pressure' | 'health' | 'alarms' | 'causes' | 'planning' | 'data'

/** Parts of the records behind a figure that can be listed apart: all of them, those that hit, those not decided yet. */
export type DrillPart = 'population' | 'hits' | 'censored'

/** Which records open behind a figure; none, and why not. */
export type DrillDown = { opens: 'deals' | 'leads' | 'records' | 'alarms'; parts: readonly DrillPart[] } | { opens: null; why: Words }

/**
 * What a figure means, in words a sales manager understands, and how it is made. `population` is what `n` counts; hits and
 * censored are parts of it unless the definition says otherwise. `fixture` is the test that proves it: `core/funnel/dwell.test.ts: its
 * name`, or of the server.
 */
export type MetricEntry = {
  label: Words
  definition: Words
  unit: MetricUnit
  population: Words
  dateField: DateField
  formula: string
  method: string
  drillDown: DrillDown
  topic: MetricTopic
  fixture: string
}

/** The deals behind it open, told apart by these parts. */
export const opensDeals = <const Parts extends readonly DrillPart[]>(...parts: Parts): { opens: 'deals'; parts: readonly DrillPart[] } => ({ opens: 'deals', parts: parts.length === 0 ? ['population'] : parts })

/** Nothing opens behind it, because … */
export const opensNothing = (zh: string, en: string): { opens: null; why: Words } => ({ opens: null, why: { zh, en } })
