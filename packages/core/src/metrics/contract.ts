import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { METRIC_DATE_FIELDS, METRIC_TOPICS, METRIC_UNITS, keysOf } from './topics.ts'

const words = z.object({ zh: z.string(), en: z.string() })
const drillPart = z.enum(['population', 'hits', 'censored'])

/** One number of the product: what it means and how it is made. */
export const metric = z.object({
  key: z.string(), topic: z.enum(keysOf(METRIC_TOPICS)), label: words, definition: words, unit: z.enum(keysOf(METRIC_UNITS)), population: words,
  /** Which instant or day decides whether a record belongs to the period. */
  dateField: z.enum(keysOf(METRIC_DATE_FIELDS)),
  formula: z.string(), method: z.string(),
  /** The records that open behind it, and the parts of them that are told apart; or none, and why. */
  drillDown: z.union([z.object({ opens: z.enum(['deals', 'leads', 'records', 'alarms']), parts: z.array(drillPart) }), z.object({ opens: z.null(), why: words })]),
  /** The test that proves it. */
  fixture: z.string(),
}).meta({ id: 'Metric' })
export type Metric = z.infer<typeof metric>

export const listMetrics = contract({
  name: 'listMetrics', method: 'GET', path: '/metrics-registry', tag: 'report',
  summary: 'What every number of the product means: definition in both languages, unit, population, date field, formula, method, what opens behind it, and the test that proves it.',
  response: z.object({ items: z.array(metric) }),
})
