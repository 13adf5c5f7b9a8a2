import { type AlarmRule, alarmRuleSchema, defaultRules } from '../diagnosis/alarms/rule.ts'

export type RuleStage = { id: string; name: string; key: string | null; dwellDays: number | null }
export type NewRule = { name: string; definition: AlarmRule }

const names: Record<AlarmRule['kind'], { zh: string; en: string }> = {
  conversion_below_mean: { zh: '转化率低于自身均值 15%', en: 'Conversion 15 % under its own mean' },
  below_line: { zh: '转化率连续 3 天低于警戒线', en: 'Conversion below the warning line 3 days running' },
  stock_growth: { zh: '存量比 4 周前增加 50%', en: 'Stock up 50 % on four weeks ago' },
  dwell_over: { zh: '平均停留超过自身均值 1.5 倍', en: 'Dwell over 1.5 × its own mean' },
  win_rate_swing: { zh: '赢率波动超过 15%', en: 'Win rate moves by more than 15 %' },
  stage_days: { zh: '停留超过 {days} 天的商机过多', en: 'Too many deals stay longer than {days} days' },
  inflow_drop: { zh: '流入下降 30%', en: 'Inflow down 30 %' },
}
/**
 * The rules that a pipeline begins with: the kinds of METRICS 12. Days a deal may stay are the stage's own; a stage without a limit has
 * no such rule, for a number of ours would be over on every quiet day. Stages of the same limit share a rule. The guard against small
 * samples keeps them quiet until there is enough to judge.
 */
export function firstRules(pipelineId: string, stages: readonly RuleStage[], language: 'zh' | 'en'): NewRule[] {
  const limits = Map.groupBy(stages.filter(({ dwellDays }) => dwellDays !== null), ({ dwellDays }) => dwellDays ?? 0)
  return defaultRules(pipelineId).flatMap((rule) => {
    const name = names[rule.kind][language]
    if (rule.kind !== 'stage_days') return [{ name, definition: rule }]
    return [...limits].sort(([a], [b]) => a - b).map(([days, own]) => ({
      name: name.replace('{days}', String(days)),
      // Half of the stock: a third of it is over a limit that is about the usual dwell on any quiet day.
      definition: alarmRuleSchema.parse({ ...rule, days, share: 0.5, scope: { ...rule.scope, stageIds: own.map(({ id }) => id) } }),
    }))
  })
}
