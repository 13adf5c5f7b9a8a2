import { type MetricEntry, opensDeals, type Words } from '../../lib/metric-entry.ts'

const closingOpen: Words = { zh: '预计成交日在期间内的未关闭商机', en: 'Open deals expected to close in the period' }

export const STEP_WEIGHTED_METRICS = {
  'step.weighted': {
    label: { zh: '本阶段加权金额', en: 'Weighted in this stage' },
    definition: {
      zh: '本阶段未关闭、预计成交日在期间内的商机：金额 × 赢率之和。赢率取商机上手填的值，没有则取阶段的值。',
      en: 'Open deals of this stage expected to close in the period: the sum of amount × probability, the deal’s manual probability if set, else the stage’s.',
    },
    unit: 'money', population: { zh: '本阶段中预计成交日在期间内的未关闭商机', en: 'Open deals of this stage expected to close in the period' }, dateField: 'expected_close_on',
    formula: 'Σ amount · p over stage k', method: 'exact decimals',
    drillDown: opensDeals('population'), topic: 'weighted', fixture: 'core/funnel/weighted.test.ts: METRICS §5: 15 % of 38,530 is 5,779.50',
  },
} as const satisfies Record<string, MetricEntry>

export const WEIGHTED_METRICS = {
  'weighted.pipeline': {
    label: { zh: '加权管道金额', en: 'Weighted pipeline' },
    definition: {
      zh: '预计成交日在期间内的未关闭商机：金额 × 赢率之和。赢单另列，丢单计 0。',
      en: 'Open deals expected to close in the period: the sum of amount × probability. Won deals are reported apart, lost ones count 0.',
    },
    unit: 'money', population: closingOpen, dateField: 'expected_close_on', formula: 'Σ amount · p', method: 'exact decimals',
    drillDown: opensDeals('population'), topic: 'weighted', fixture: 'core/funnel/weighted.test.ts: METRICS §5: 15 % of 38,530 is 5,779.50',
  },
  'weighted.stage': {
    label: { zh: '加权金额（按阶段赢率）', en: 'Weighted, stage probability' },
    definition: { zh: '其中采用阶段赢率的部分；修改阶段赢率会立即影响这部分。', en: 'The part that uses the stage table; changing a stage’s probability changes it at once.' },
    unit: 'money', population: { zh: '期间内预计成交、未手填赢率的未关闭商机', en: 'Those without a manual probability' }, dateField: 'expected_close_on', formula: 'Σ amount · p(stage)', method: 'exact decimals',
    drillDown: opensDeals('population'), topic: 'weighted', fixture: 'core/funnel/weighted.test.ts: a manual probability goes before the stage’s, 0 included; changing the stage reaches only the others',
  },
  'weighted.manual': {
    label: { zh: '加权金额（手填赢率）', en: 'Weighted, manual probability' },
    definition: { zh: '其中采用商机上手填赢率的部分。', en: 'The part that uses a probability set on the deal by hand.' },
    unit: 'money', population: { zh: '期间内预计成交、手填了赢率的未关闭商机', en: 'Those with a manual probability' }, dateField: 'expected_close_on', formula: 'Σ amount · p(manual)', method: 'exact decimals',
    drillDown: opensDeals('population'), topic: 'weighted', fixture: 'core/funnel/weighted.test.ts: a manual probability goes before the stage’s, 0 included; changing the stage reaches only the others',
  },
  'weighted.unweighted': {
    label: { zh: '未加权金额', en: 'Unweighted' },
    definition: { zh: '同一批商机的金额合计，不乘赢率。', en: 'The amounts of the same deals without the probability.' },
    unit: 'money', population: closingOpen, dateField: 'expected_close_on', formula: 'Σ amount', method: 'sum',
    drillDown: opensDeals('population'), topic: 'weighted', fixture: 'core/funnel/weighted.test.ts: a manual probability goes before the stage’s, 0 included; changing the stage reaches only the others',
  },
} as const satisfies Record<string, MetricEntry>
