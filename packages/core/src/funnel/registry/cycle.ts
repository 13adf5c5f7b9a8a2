import { type MetricEntry, opensDeals } from '../../lib/metric-entry.ts'
import { lostDeals, wonDeals } from './populations.ts'

export const CYCLE_METRICS = {
  'cycle.won_median': {
    label: { zh: '赢单周期中位数', en: 'Median won cycle' },
    definition: { zh: '期间内赢单的商机，从创建到赢单的天数的中位数（按机构时区的日期相减）。', en: 'Median number of days from creation to winning, by date in the organisation’s zone, of the deals won in the period.' },
    unit: 'days', population: wonDeals, dateField: 'closed_at', formula: 'median(close date − creation date)', method: 'median, order-statistic 95 %',
    drillDown: opensDeals('population'), topic: 'cycle', fixture: 'core/funnel/cycle.test.ts: median and mean; a close before the creation is left out',
  },
  'cycle.won_mean': {
    label: { zh: '赢单周期平均值', en: 'Mean won cycle' },
    definition: { zh: '期间内赢单的商机，从创建到赢单的平均天数；少数拖得很久的单会明显拉高它。', en: 'Mean number of days from creation to winning; a few very long deals raise it noticeably.' },
    unit: 'days', population: wonDeals, dateField: 'closed_at', formula: 'mean(close date − creation date)', method: 'mean, normal 95 %',
    drillDown: opensDeals('population'), topic: 'cycle', fixture: 'core/funnel/cycle.test.ts: median and mean; a close before the creation is left out',
  },
  'cycle.lost_median': {
    label: { zh: '丢单周期中位数', en: 'Median lost cycle' },
    definition: { zh: '期间内丢单的商机，从创建到丢单的天数的中位数。', en: 'Median number of days from creation to loss of the deals lost in the period.' },
    unit: 'days', population: lostDeals, dateField: 'closed_at', formula: 'median(close date − creation date)', method: 'median, order-statistic 95 %',
    drillDown: opensDeals('population'), topic: 'cycle', fixture: 'core/funnel/cycle.test.ts: median and mean; a close before the creation is left out',
  },
  'cycle.lost_mean': {
    label: { zh: '丢单周期平均值', en: 'Mean lost cycle' },
    definition: { zh: '期间内丢单的商机，从创建到丢单的平均天数。', en: 'Mean number of days from creation to loss.' },
    unit: 'days', population: lostDeals, dateField: 'closed_at', formula: 'mean(close date − creation date)', method: 'mean, normal 95 %',
    drillDown: opensDeals('population'), topic: 'cycle', fixture: 'core/funnel/cycle.test.ts: median and mean; a close before the creation is left out',
  },
} as const satisfies Record<string, MetricEntry>
