import { ALARM_METRICS } from './registry/alarms.ts'
import { CAUSE_METRICS } from './registry/causes.ts'
import { COACHING_METRICS } from './registry/coaching.ts'
import { HEALTH_METRICS } from './registry/health.ts'
import { PRESSURE_METRICS } from './registry/pressure.ts'
import { SHAPE_METRICS } from './registry/shapes.ts'

/** Every number of diagnosis, alarms and root cause by key. */
export const DIAGNOSIS_METRICS = { ...SHAPE_METRICS, ...PRESSURE_METRICS, ...HEALTH_METRICS, ...ALARM_METRICS, ...CAUSE_METRICS, ...COACHING_METRICS }

export type DiagnosisMetricKey = keyof typeof DIAGNOSIS_METRICS
