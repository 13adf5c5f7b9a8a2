import { type MetricEntry, opensDeals } from '../../lib/metric-entry.ts'
import { cohort } from './populations.ts'

export const COHORT_METRICS = {
  'cohort.entered': {
    label: { zh: '进入漏斗', en: 'Entered the pipeline' },
    definition: { zh: '期间内进入本销售流程的商机数，包括后来丢单的。', en: 'Deals that entered the pipeline in the period, those lost since included.' },
    unit: 'count', population: cohort, dateField: 'entered_pipeline', formula: '|{i : entered the pipeline in [from, to)}|', method: 'cohort',
    drillDown: opensDeals('population'), topic: 'cohort', fixture: 'core/funnel/cohort.test.ts: METRICS §1: linear fill gives .7 × 40/70 × .5 = 20 %, the truth; touched only .6 × .5 × .5 = 15 %',
  },
  'cohort.won': {
    label: { zh: '其中赢单', en: 'Of these won' },
    definition: { zh: '期间内进入销售流程的商机中，到所选时点已赢单的数量。', en: 'Deals of that group that are won by the chosen instant.' },
    unit: 'count', population: { zh: '该批商机中已赢单的', en: 'Won deals of the group' }, dateField: 'entered_pipeline', formula: '|{i ∈ cohort : won}|', method: 'cohort',
    drillDown: opensDeals('population'), topic: 'cohort', fixture: 'core/funnel/cohort.test.ts: METRICS §1: linear fill gives .7 × 40/70 × .5 = 20 %, the truth; touched only .6 × .5 × .5 = 15 %',
  },
  'cohort.lost': {
    label: { zh: '其中丢单', en: 'Of these lost' },
    definition: { zh: '期间内进入销售流程的商机中，到所选时点已丢单的数量；丢单后重新打开的不算。', en: 'Deals of that group that are lost by the chosen instant; a reopened deal is not.' },
    unit: 'count', population: { zh: '该批商机中已丢单的', en: 'Lost deals of the group' }, dateField: 'entered_pipeline', formula: '|{i ∈ cohort : lost}|', method: 'cohort',
    drillDown: opensDeals('population'), topic: 'cohort', fixture: 'core/funnel/cohort.test.ts: METRICS §1: linear fill gives .7 × 40/70 × .5 = 20 %, the truth; touched only .6 × .5 × .5 = 15 %',
  },
  'cohort.open': {
    label: { zh: '其中在途', en: 'Of these open' },
    definition: { zh: '期间内进入销售流程的商机中，到所选时点尚未关闭的数量。', en: 'Deals of that group that are still open at the chosen instant.' },
    unit: 'count', population: { zh: '该批商机中未关闭的', en: 'Open deals of the group' }, dateField: 'entered_pipeline', formula: '|{i ∈ cohort : open}|', method: 'cohort',
    drillDown: opensDeals('population'), topic: 'cohort', fixture: 'core/funnel/cohort.test.ts: a deal lost today stays in; a reopened one is open again',
  },
  'cohort.transferred': {
    label: { zh: '其中转出', en: 'Of these moved away' },
    definition: { zh: '期间内进入销售流程的商机中，已转到其他销售流程的数量。', en: 'Deals of that group that were moved to another pipeline.' },
    unit: 'count', population: { zh: '该批商机中已转出的', en: 'Deals of the group in another pipeline' }, dateField: 'entered_pipeline', formula: '|{i ∈ cohort : transferred}|', method: 'cohort',
    drillDown: opensDeals('population'), topic: 'cohort', fixture: 'core/funnel/cohort.test.ts: a move to another pipeline is neither won nor lost here',
  },
  'cohort.overall': {
    label: { zh: '漏斗总转化率', en: 'Overall conversion' },
    definition: {
      zh: '期间内进入销售流程的商机中，最终赢单的比例。跟踪同一批商机且补齐跳过的阶段时，各阶段转化率相乘正好等于它。',
      en: 'The share of the deals that entered the pipeline in the period that is won. When the same deals are followed and skipped stages are filled in, the step conversions multiply to exactly this.',
    },
    unit: 'share', population: cohort, dateField: 'entered_pipeline', formula: 'won / entered = Π conv(k)', method: 'cohort, Wilson 95 %',
    drillDown: opensDeals('population', 'hits', 'censored'), topic: 'cohort', fixture: 'core/funnel/cohort.test.ts: METRICS §1: linear fill gives .7 × 40/70 × .5 = 20 %, the truth; touched only .6 × .5 × .5 = 15 %',
  },
} as const satisfies Record<string, MetricEntry>
