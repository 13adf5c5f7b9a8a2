/** Words in both languages of the product. */
export type Words = { zh: string; en: string }

export type MetricUnit = 'share' | 'days' | 'count' | 'money' | 'money_per_day'

/** Which instant or day of a deal decides whether it belongs to the figure's period. */
export type DateField =
  | 'entered_pipeline'
  | 'entered_stage'
  | 'closed_at'
  | 'created_at'
  | 'expected_close_on'
  | 'as_of'

export type MetricGroup = 'conversion' | 'quality' | 'flow' | 'stock' | 'dwell' | 'cohort' | 'win_rate' | 'deals' | 'cycle' | 'velocity' | 'weighted'

/**
 * What a figure means, in words a sales manager understands, and how it is made. `population` is what `n` counts; `hits` and
 * `censored` of the figure are parts of it unless the definition says otherwise. `drillable`: its deals can be listed;
 * `drillDown` says which parts of them there are. `group` is where it belongs; `fixture` the test whose worked example it has
 * to reproduce.
 */
export type MetricEntry = {
  label: Words
  definition: Words
  unit: MetricUnit
  population: Words
  dateField: DateField
  formula: string
  method: string
  drillable: boolean
  drillDown?: readonly ('population' | 'hits' | 'censored')[]
  group?: MetricGroup
  fixture?: string
}
