import { MEASURE_METRICS } from '../funnel/measures/registry-entries.ts'
import type { Words } from '../lib/metric-entry.ts'
import type { HealthSubject } from './health-score.ts'
import { HEALTH_METRICS } from './registry/health.ts'

type Anchor = readonly [value: number, points: number]

/** How one figure becomes points. `unit` says how the figure is read: a share, days, or a multiple of its own baseline. */
export type HealthPartRule = {
  key: string
  weight: number
  unit: 'share' | 'days' | 'times'
  /** From which value on it has full points. */
  good: number
  /** Ascending by value. */
  anchors: readonly [Anchor, ...Anchor[]]
  /** The figure in the registry: its name, its meaning, and what opens behind it. */
  metric: keyof typeof figures
}

const figures = { ...HEALTH_METRICS, 'activity.response_within': MEASURE_METRICS['activity.response_within'] }

const rule = (key: string, weight: number, unit: HealthPartRule['unit'], metric: HealthPartRule['metric'], ...anchors: [Anchor, ...Anchor[]]): HealthPartRule => {
  const best = Math.max(...anchors.map(([, points]) => points))
  const rising = (anchors.at(-1)?.[1] ?? 0) >= anchors[0][1]
  const reaching = anchors.filter(([, points]) => points === best)
  return { key, weight, unit, metric, anchors, good: (rising ? reaching[0] : reaching.at(-1))?.[0] ?? 0 }
}

/**
 * Parts of the scores and their weights (each subject's add up to 100). "times" parts are figure ÷ own baseline, so that a
 * long sales cycle is not unhealthy in itself.
 */
export const healthParts: Record<HealthSubject, readonly HealthPartRule[]> = {
  funnel: [
    rule('conversion', 20, 'times', 'health.conversion_times', [0.5, 0], [0.85, 60], [1, 100]),
    rule('win_rate', 20, 'times', 'health.win_rate_times', [0.5, 0], [0.85, 60], [1, 100]),
    rule('dwell', 20, 'times', 'health.dwell_times', [1, 100], [1.5, 40], [2.5, 0]),
    rule('balance', 10, 'times', 'health.balance', [0.5, 0], [0.9, 80], [1, 100]),
    rule('coverage', 10, 'times', 'health.coverage_times', [0, 0], [0.8, 60], [1, 100]),
    rule('stalled', 10, 'share', 'health.stalled_share', [0, 100], [0.2, 60], [0.6, 0]),
    rule('owed', 10, 'share', 'health.nothing_owed_share', [0.5, 0], [1, 100]),
  ],
  team: [
    rule('win_rate', 30, 'times', 'health.win_rate_fair_times', [0.5, 0], [0.85, 60], [1, 100]),
    rule('dwell', 20, 'times', 'health.dwell_fair_times', [1, 100], [1.5, 40], [2.5, 0]),
    rule('stalled', 20, 'share', 'health.stalled_share', [0, 100], [0.2, 60], [0.6, 0]),
    rule('next_step', 10, 'share', 'health.next_step_share', [0.3, 0], [0.95, 100]),
    rule('first_response', 10, 'share', 'activity.response_within', [0.3, 0], [0.9, 100]),
    rule('owed', 10, 'share', 'health.nothing_owed_share', [0.5, 0], [1, 100]),
  ],
  rep: [
    rule('win_rate', 30, 'times', 'health.win_rate_fair_times', [0.5, 0], [0.85, 60], [1, 100]),
    rule('dwell', 15, 'times', 'health.dwell_fair_times', [1, 100], [1.5, 40], [2.5, 0]),
    rule('stalled', 20, 'share', 'health.stalled_share', [0, 100], [0.2, 60], [0.6, 0]),
    rule('next_step', 15, 'share', 'health.next_step_share', [0.3, 0], [0.95, 100]),
    rule('first_response', 10, 'share', 'activity.response_within', [0.3, 0], [0.9, 100]),
    rule('owed', 10, 'share', 'health.nothing_owed_share', [0.5, 0], [1, 100]),
  ],
  deal: [
    rule('age', 25, 'times', 'health.age_times', [0.5, 100], [1, 70], [2, 0]),
    rule('silence', 25, 'days', 'health.silence_days', [3, 100], [7, 60], [30, 0]),
    rule('next_step', 20, 'share', 'health.next_step', [0, 0], [1, 100]),
    rule('evidence', 20, 'share', 'health.evidence_share', [0, 0], [1, 100]),
    rule('close_date', 10, 'days', 'health.overdue_days', [0, 100], [14, 30], [30, 0]),
  ],
}

/** The name of a part, in the words of its figure; without a subject that of the first that has such a part. */
export function healthPartLabel(key: string, subject?: HealthSubject): Words | undefined {
  const part = (subject === undefined ? Object.values(healthParts).flat() : healthParts[subject]).find((one) => one.key === key)
  return part && figures[part.metric].label
}
