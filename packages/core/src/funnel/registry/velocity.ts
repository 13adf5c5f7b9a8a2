import { type MetricEntry, opensDeals } from '../../lib/metric-entry.ts'
import { closedDeals } from './populations.ts'

export const VELOCITY_METRICS = {
  'velocity.expected': {
    label: { zh: '销售速度', en: 'Sales velocity' },
    definition: {
      zh: '按目前的四个要素，每天预计产出的赢单金额 = 在途合格商机数 × 平均赢单金额 × 赢单率 ÷ 赢单周期中位数。',
      en: 'Won amount to be expected per day from today’s four levers: open qualified deals × mean won amount × closed win rate ÷ median won cycle.',
    },
    unit: 'money_per_day', population: closedDeals, dateField: 'closed_at', formula: 'N · A · W / L', method: 'exact decimals',
    drillDown: opensDeals('population'), topic: 'velocity', fixture: 'core/funnel/overview.test.ts: velocity from its parts: 50 open, 10,000 each, 20 %, 30 days',
  },
  'velocity.realised': {
    label: { zh: '实际速度', en: 'Realised velocity' },
    definition: { zh: '期间内实际每天的赢单金额 = 赢单金额 ÷ 已过天数。', en: 'What really was won per day: won amount ÷ days of the period that have passed.' },
    unit: 'money_per_day', population: { zh: '期间内赢单、以该币种计价的商机', en: 'Deals won in the period in that currency' }, dateField: 'closed_at', formula: 'Σ won amount / days passed', method: 'exact decimals',
    drillDown: opensDeals('population'), topic: 'velocity', fixture: 'core/funnel/overview.test.ts: velocity from its parts: 50 open, 10,000 each, 20 %, 30 days',
  },
  'velocity.open': {
    label: { zh: '在途合格商机数', en: 'Open qualified deals' },
    definition: { zh: '截至所选时点，处于“合格”起始阶段及之后的未关闭商机数；未设起始阶段时为全部在途商机。', en: 'Open deals in the qualifying stage or beyond; all open deals when no such stage is set.' },
    unit: 'count', population: { zh: '在途合格商机', en: 'Open qualified deals' }, dateField: 'as_of', formula: 'N', method: 'count',
    drillDown: opensDeals('population'), topic: 'velocity', fixture: 'core/funnel/overview.test.ts: velocity from its parts: 50 open, 10,000 each, 20 %, 30 days',
  },
  'velocity.mean_won': {
    label: { zh: '平均赢单金额', en: 'Mean won amount' },
    definition: { zh: '期间内赢单商机的平均金额（同一币种）。', en: 'Mean amount of the deals won in the period, in one currency.' },
    unit: 'money', population: { zh: '期间内赢单、以该币种计价的商机', en: 'Deals won in the period in that currency' }, dateField: 'closed_at', formula: 'Σ won amount / won', method: 'exact decimals',
    drillDown: opensDeals('population'), topic: 'velocity', fixture: 'core/funnel/overview.test.ts: velocity from its parts: 50 open, 10,000 each, 20 %, 30 days',
  },
} as const satisfies Record<string, MetricEntry>
