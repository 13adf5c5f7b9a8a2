import { both, type Localized } from '../config/localized.ts'
import type { HealthSubject } from './health-score.ts'

type Anchor = readonly [value: number, points: number]

/** How one figure becomes points. `unit` says how the figure is read: a share, days, or a multiple of its own baseline. */
export type HealthPartRule = {
  key: string
  label: Localized
  weight: number
  unit: 'share' | 'days' | 'times'
  /** From which value on it has full points. */
  good: number
  /** Ascending by value. */
  anchors: readonly [Anchor, ...Anchor[]]
  /** Key of the figure to open. */
  metric: string
}

const rule = (key: string, label: Localized, weight: number, unit: HealthPartRule['unit'], metric: string, ...anchors: [Anchor, ...Anchor[]]): HealthPartRule => {
  const best = Math.max(...anchors.map(([, points]) => points))
  const rising = (anchors.at(-1)?.[1] ?? 0) >= anchors[0][1]
  const reaching = anchors.filter(([, points]) => points === best)
  return { key, label, weight, unit, metric, anchors, good: (rising ? reaching[0] : reaching.at(-1))?.[0] ?? 0 }
}

/**
 * Parts of the scores and their weights (each subject's add up to 100). "times" parts are figure ÷ own baseline, so that a
 * long sales cycle is not unhealthy in itself.
 */
export const healthParts: Record<HealthSubject, readonly HealthPartRule[]> = {
  funnel: [
    rule('conversion', both('整体转化（对比自身均值）', 'Overall conversion against its own mean'), 25, 'times', 'health.conversion_times', [0.5, 0], [0.85, 60], [1, 100]),
    rule('win_rate', both('成交赢率（对比自身均值）', 'Win rate against its own mean'), 20, 'times', 'health.win_rate_times', [0.5, 0], [0.85, 60], [1, 100]),
    rule('dwell', both('停留天数（对比自身均值）', 'Dwell against its own mean'), 20, 'times', 'health.dwell_times', [1, 100], [1.5, 40], [2.5, 0]),
    rule('balance', both('流出 ÷ 流入', 'Exits ÷ entries'), 10, 'times', 'health.balance', [0.5, 0], [0.9, 80], [1, 100]),
    rule('coverage', both('管道覆盖 ÷ 所需覆盖', 'Coverage ÷ required coverage'), 15, 'times', 'health.coverage_times', [0, 0], [0.8, 60], [1, 100]),
    rule('stalled', both('停滞商机占比', 'Stalled deals'), 10, 'share', 'health.stalled_share', [0, 100], [0.2, 60], [0.6, 0]),
  ],
  team: [
    rule('win_rate', both('可比赢率（对比全公司，同结构）', 'Win rate against all, same mix'), 30, 'times', 'health.win_rate_fair_times', [0.5, 0], [0.85, 60], [1, 100]),
    rule('dwell', both('停留天数（对比全公司）', 'Dwell against all'), 20, 'times', 'health.dwell_times', [1, 100], [1.5, 40], [2.5, 0]),
    rule('stalled', both('停滞商机占比', 'Stalled deals'), 20, 'share', 'health.stalled_share', [0, 100], [0.2, 60], [0.6, 0]),
    rule('next_step', both('有未逾期下一步的商机占比', 'Deals with a next step that is not overdue'), 15, 'share', 'health.next_step_share', [0.3, 0], [0.95, 100]),
    rule('first_response', both('2 小时内首次响应占比', 'First response within two hours'), 15, 'share', 'activity.first_response_share', [0.3, 0], [0.9, 100]),
  ],
  rep: [
    rule('win_rate', both('可比赢率（对比团队，同结构）', 'Win rate against the team, same mix'), 30, 'times', 'health.win_rate_fair_times', [0.5, 0], [0.85, 60], [1, 100]),
    rule('dwell', both('停留天数（对比团队）', 'Dwell against the team'), 15, 'times', 'health.dwell_times', [1, 100], [1.5, 40], [2.5, 0]),
    rule('stalled', both('停滞商机占比', 'Stalled deals'), 20, 'share', 'health.stalled_share', [0, 100], [0.2, 60], [0.6, 0]),
    rule('next_step', both('有未逾期下一步的商机占比', 'Deals with a next step that is not overdue'), 20, 'share', 'health.next_step_share', [0.3, 0], [0.95, 100]),
    rule('first_response', both('2 小时内首次响应占比', 'First response within two hours'), 15, 'share', 'activity.first_response_share', [0.3, 0], [0.9, 100]),
  ],
  deal: [
    rule('age', both('本阶段停留 ÷ 阶段 P75', 'Days in the stage ÷ the stage’s P75'), 25, 'times', 'health.age_times', [0.5, 100], [1, 70], [2, 0]),
    rule('silence', both('距上次客户跟进天数', 'Days since the last customer activity'), 25, 'days', 'health.silence_days', [3, 100], [7, 60], [30, 0]),
    rule('next_step', both('下一步（1 已安排且未逾期，0 没有）', 'Next step (1 set and not overdue, 0 none)'), 20, 'share', 'health.next_step_share', [0, 0], [1, 100]),
    rule('evidence', both('准出证据完成度', 'Exit evidence there'), 20, 'share', 'health.evidence_share', [0, 0], [1, 100]),
    rule('close_date', both('预计成交日已过天数', 'Days past the expected close date'), 10, 'days', 'health.overdue_days', [0, 100], [14, 30], [30, 0]),
  ],
}

export const healthPartLabel = (key: string, subject?: HealthSubject): Localized | undefined =>
  (subject === undefined ? Object.values(healthParts).flat() : healthParts[subject]).find((one) => one.key === key)?.label
