import { ANSWER_METRICS } from '../answering/registry.ts'
import { ATTRIBUTION_METRICS } from '../attribution/registry.ts'
import { CAMPAIGN_METRICS } from '../campaigns/registry.ts'
import { CHANNEL_QUALITY_METRICS } from '../channel-quality/registry.ts'
import { DIAGNOSIS_METRICS } from '../diagnosis/registry.ts'
import { EXPERIMENT_METRICS } from '../experiments/registry.ts'
import { FIELD_METRICS } from '../fields/registry.ts'
import { MEASURE_METRICS } from '../funnel/measures/registry-entries.ts'
import { FUNNEL_METRICS } from '../funnel/registry.ts'
import { ICP_METRICS } from '../icp/registry.ts'
import { DEAL_METRICS } from '../pipeline/registry.ts'
import { PLANNING_METRICS } from '../planning/registry.ts'
import { PUBLIC_FORM_METRICS } from '../public-forms/registry.ts'

/** Every number of the product by key, each with one meaning; the parts lie beside the nouns that compute them. */
export const METRICS = { ...FUNNEL_METRICS, ...MEASURE_METRICS, ...DIAGNOSIS_METRICS, ...PLANNING_METRICS, ...DEAL_METRICS, ...FIELD_METRICS, ...CAMPAIGN_METRICS, ...ANSWER_METRICS, ...PUBLIC_FORM_METRICS, ...ATTRIBUTION_METRICS, ...CHANNEL_QUALITY_METRICS, ...ICP_METRICS, ...EXPERIMENT_METRICS }

export type MetricKey = keyof typeof METRICS

/** Whether a text from outside names a number. */
export function isMetricKey(text: string): text is MetricKey {
  return Object.hasOwn(METRICS, text)
}
