import { type MetricEntry, opensDeals, opensNothing } from '../../lib/metric-entry.ts'
import type { AlarmKind } from '../alarms/rule.ts'
import { aComparison, inTime, standing, tested } from './own-past.ts'

const evaluated = (name: string) => tested('alarms/evaluate', name)
const REPLAYED = tested('alarms/backtest', 'would have fired three times, twice before a real loss of conversion')
const firings = { zh: '回测期间的每一次触发', en: 'Every firing in the days tested' }
const listed = opensNothing('每一次触发都列在回测结果里', 'The back-test lists every firing.')

/** What alarm rules watch, each as `alarm.<kind>`; what came of them; and what a back-test says. */
export const ALARM_METRICS = {
  'alarm.conversion_below_mean': {
    label: { zh: '预警：转化率低于均值', en: 'Alarm: conversion below its mean' },
    definition: { zh: '窗口（默认 28 天）内的期限内转化率，比自身历史（默认 182 天）的均值低 15%（相对），并且不只是偶然（默认 2.5 个标准误）。', en: 'Conversion within the stage’s time over the window (28 days) is 15 % (relative) under the mean of its history (182 days), and beyond chance (2.5 standard errors).' },
    unit: 'share', population: inTime, dateField: 'entered_stage', formula: '1 − now / mean ≥ 15 %, z ≤ −2.5', method: 'n ≥ 20 on both sides', drillDown: aComparison, topic: 'alarms', fixture: evaluated('conversion 15 % under its own mean, relative or in points'),
  },
  'alarm.below_line': {
    label: { zh: '预警：连续低于警戒线', en: 'Alarm: below the warning line' },
    definition: { zh: '转化率连续 3 天低于警戒线；没有固定的线时，取自身均值的 80%。', en: 'Conversion stood below the warning line on three days running; without a fixed line it is four fifths of its own mean.' },
    unit: 'share', population: inTime, dateField: 'entered_stage', formula: 'conversion < line on each of 3 days', method: 'n ≥ 20 on every day', drillDown: aComparison, topic: 'alarms', fixture: evaluated('below a line on three days running, not two'),
  },
  'alarm.stock_growth': {
    label: { zh: '预警：存量骤增', en: 'Alarm: stock grew' },
    definition: { zh: '本阶段存量比 28 天前那一周的平均多 50% 以上，并且不只是偶然。', en: 'The stage’s stock is 50 % or more above its mean of the week that ended 28 days ago, and beyond chance.' },
    unit: 'count', population: standing, dateField: 'as_of', formula: 'stock / mean of the week before − 1 ≥ 50 %', method: 'Poisson z ≥ 2.5, n ≥ 20', drillDown: opensDeals(), topic: 'alarms', fixture: evaluated('stock +50 % against four weeks ago, and beyond chance'),
  },
  'alarm.dwell_over': {
    label: { zh: '预警：停留过长', en: 'Alarm: dwell too long' },
    definition: { zh: '平均停留超过自身历史平均的 1.5 倍，或停留中位数超过以往的 P75。', en: 'Mean days in the stage above 1.5 times its own mean, or the median above what used to be P75.' },
    unit: 'days', population: { zh: '窗口内仍在进行的停留', en: 'Stays that were running in the window' }, dateField: 'entered_stage', formula: 'mean > 1.5 · own mean, or median > own P75', method: 'Kaplan–Meier, n ≥ 20', drillDown: aComparison, topic: 'alarms', fixture: evaluated('dwell over 1.5 × its mean, or its median over its P75'),
  },
  'alarm.win_rate_swing': {
    label: { zh: '预警：赢率波动', en: 'Alarm: win rate swings' },
    definition: { zh: '最近 30 天关闭商机的赢率，比前 30 天升降超过 15%（相对），并且不只是偶然。', en: 'Closed win rate of the last 30 days, more than 15 % (relative) above or below the 30 before, and beyond chance.' },
    unit: 'share', population: { zh: '两个 30 天内关闭的商机', en: 'Deals closed in either 30 days' }, dateField: 'closed_at', formula: '|now / before − 1| > 15 %, |z| ≥ 2.5', method: 'two proportions, n ≥ 20 each', drillDown: aComparison, topic: 'alarms', fixture: evaluated('a win rate that swings, up or down, is about the pipeline'),
  },
  'alarm.stage_days': {
    label: { zh: '预警：超期停留', en: 'Alarm: over the stage’s days' },
    definition: { zh: '停在本阶段的商机中，超过本阶段天数上限的比例；默认 30% 起预警。', en: 'Of the deals in the stage, the share that has been there for longer than the stage’s limit of days; 30 % by default.' },
    unit: 'share', population: standing, dateField: 'as_of', formula: 'age > limit / stock(k) ≥ 30 %', method: 'snapshot, n ≥ 20', drillDown: opensDeals('population', 'hits'), topic: 'alarms', fixture: evaluated('a stage-specific limit of days'),
  },
  'alarm.inflow_drop': {
    label: { zh: '预警：流入下降', en: 'Alarm: inflow dropped' },
    definition: { zh: '最近 7 天进入本阶段的次数，比按历史工作日与休息日推算的正常水平少 30% 以上，并且不只是偶然（3 个标准误）。', en: 'Entries of the last 7 days, 30 % or more under what the history’s working days and days of rest make usual, and beyond chance (three standard errors).' },
    unit: 'count', population: { zh: '最近 7 天进入本阶段的停留', en: 'Stays begun in the last 7 days' }, dateField: 'entered_stage', formula: '1 − now / expected ≥ 30 %, z ≤ −3', method: 'Poisson, or the spread of earlier weeks', drillDown: aComparison, topic: 'alarms', fixture: evaluated('inflow that drops against its usual'),
  },
  'alarm.severity': {
    label: { zh: '预警的严重程度', en: 'How far beyond the threshold' },
    definition: { zh: '偏离是触发线容许偏离的多少倍：1 刚好触发，1.25 起为警告，2 起为严重。', en: 'The deviation as a multiple of the tolerated one: 1 is exactly at the threshold, a warning from 1.25, critical from 2.' },
    unit: 'ratio', population: { zh: '该预警最严重的一天', en: 'The worst day of the alarm' }, dateField: 'fired_on', formula: 'deviation / tolerated deviation', method: 'quotient', drillDown: opensNothing('它说的是这条预警本身', 'It is about the alarm itself.'), topic: 'alarms', fixture: 'core/alarms/default-rules.test.ts: how loud',
  },
  'alarm.precision': {
    label: { zh: '预警规则的准确率', en: 'Precision of a rule' },
    definition: { zh: '这条规则发出、并且有人评价过的预警中，“有用”所占的比例；没评价的只记个数，不算对也不算错。', en: 'Of the rule’s alarms that somebody judged, the share found useful; those not judged are counted apart and say nothing.' },
    unit: 'share', population: { zh: '有人评价过的预警', en: 'Alarms that were judged' }, dateField: 'fired_on', formula: 'useful / (useful + not useful)', method: 'Wilson 95 %, n ≥ 20', drillDown: { opens: 'alarms', parts: ['population'] }, topic: 'alarms', fixture: tested('alarms/causes', 'measured precision has an interval and waits for twenty judgements'),
  },
  'backtest.fired': {
    label: { zh: '回测：触发次数', en: 'Back-test: times fired' },
    definition: { zh: '按当时已知的数据逐日重放，这条规则本来会触发几次；冷却期内再次出现不另计。', en: 'How often the rule would have fired, replayed day by day with what was known then; coming back within the cool-down is the same firing.' },
    unit: 'count', population: { zh: '回测期间的每一天', en: 'Every day tested' }, dateField: 'fired_on', formula: '|firings|', method: 'replay', drillDown: listed, topic: 'alarms', fixture: REPLAYED,
  },
  'backtest.before_loss': {
    label: { zh: '回测：之后确有损失', en: 'Back-test: before a real loss' },
    definition: { zh: '触发后 28 天内进入的商机，转化率比之前低 10% 以上且不是偶然（区间全在 0 以下）的次数。', en: 'Firings after which the deals of the next 28 days converted at a rate lower by 10 % or more, with the interval of the difference below 0.' },
    unit: 'count', population: firings, dateField: 'fired_on', formula: 'after ≤ 0.9 · before and Newcombe high < 0', method: 'Newcombe 95 %, n ≥ 20', drillDown: listed, topic: 'alarms', fixture: REPLAYED,
  },
  'backtest.without_loss': {
    label: { zh: '回测：之后没有损失', en: 'Back-test: without a loss' },
    definition: { zh: '触发之后转化率没有可靠下降的次数；样本不足或期限未到的另列为“尚无法判断”。', en: 'Firings after which conversion did not fall for certain; with too few deals, or before their time has passed, it is not known.' },
    unit: 'count', population: firings, dateField: 'fired_on', formula: '|firings| − before loss − unknown', method: 'Newcombe 95 %, n ≥ 20', drillDown: listed, topic: 'alarms', fixture: REPLAYED,
  },
  'backtest.days_open': {
    label: { zh: '回测：预警打开的天数', en: 'Back-test: days open' },
    definition: { zh: '每次触发从第一天到情况最后存在的那天，天数相加。', en: 'Days from the first of each firing to the last on which its condition held, added up.' },
    unit: 'days', population: firings, dateField: 'fired_on', formula: 'Σ (to − from + 1)', method: 'replay', drillDown: listed, topic: 'alarms', fixture: REPLAYED,
  },
} as const satisfies Record<`alarm.${AlarmKind}`, MetricEntry> & Record<string, MetricEntry>
