import { type MetricEntry, opensDeals } from '../../lib/metric-entry.ts'
import { aComparison, inTime, standing, tested } from './own-past.ts'

const BULGE = tested('shape', 'middle bulge: both the share of stock and the P75 dwell are above their baseline')
const BOTTLENECK = tested('shape', 'a bottleneck is low and slow at once')

/** Shapes of a funnel and its bottlenecks: METRICS 11. */
export const SHAPE_METRICS = {
  'shape.conversion_in_time': {
    label: { zh: '期限内转化率', en: 'Conversion within the stage’s time' },
    definition: {
      zh: '最近 28 天进入的商机中，在本阶段的期限（以往到下一阶段用时的 P75，7–60 天）内到过下一阶段的比例。每一批都有同样长的时间，事后不会再变，所以可以与过去相比，也可以回放。',
      en: 'Of the deals that entered in 28 days, the share that reached the next stage within the stage’s time (P75 of the usual time to the next stage, 7 to 60 days). Every group is given the same time and nothing is revised later, so it compares with the past and can be replayed.',
    },
    unit: 'share', population: inTime, dateField: 'entered_stage', formula: 'reached_next within h days / entered', method: 'cohort with a horizon', drillDown: aComparison, topic: 'shape',
    fixture: tested('alarms/evaluate', 'a replay sees only what was known: cutting the future off changes nothing'),
  },
  'shape.top_break': {
    label: { zh: '上宽中断：第一步的偏离', en: 'Break at the top: deviation of the first step' },
    definition: {
      zh: '第一步的期限内转化率相对自身以往均值的变化。低于均值 15% 或 2 个标准误，并且是各步中偏离最大的，判为上宽中断。',
      en: 'How far the first step’s conversion lies from its own mean. It is a break at the top when it is 15 % or two standard errors under it and deviates most of all steps.',
    },
    unit: 'share', population: inTime, dateField: 'entered_stage', formula: 'now / baseline − 1; z ≤ −2 or ≤ −15 %, z the least of all steps', method: 'z with the spread of earlier windows', drillDown: aComparison, topic: 'shape',
    fixture: tested('shape', 'top break: the first step fell most against its own baseline'),
  },
  'shape.stock_share': {
    label: { zh: '中层鼓包：存量占比', en: 'Bulge in the middle: share of the stock' },
    definition: {
      zh: '本阶段存量占全部阶段存量的比例，与以往的占比相比。中间阶段的占比与停留 P75 都比以往高出 15% 以上，判为中层鼓包。',
      en: 'The stage’s share of all stock, held against what it used to be. A middle stage bulges when both this share and its P75 dwell are 15 % or more above their past.',
    },
    unit: 'share', population: standing, dateField: 'as_of', formula: 'stock(k) / Σ stock', method: 'snapshot against the mean of the past', drillDown: opensDeals(), topic: 'shape', fixture: BULGE,
  },
  'shape.dwell_p75': {
    label: { zh: '中层鼓包：停留 P75', en: 'Bulge in the middle: P75 dwell' },
    definition: {
      zh: '最近 28 天本阶段停留天数的 P75，与此前历史的 P75 相比；过去达到过而现在达不到的，算更长。',
      en: 'P75 of the days in the stage over the last 28 days, held against that of the history before; one that was reached before and is not now counts as longer.',
    },
    unit: 'days', population: { zh: '窗口内仍在进行的停留', en: 'Stays that were running in the window' }, dateField: 'entered_stage', formula: 'min {t : S(t) ≤ 0.25}, now against before', method: 'Kaplan–Meier', drillDown: aComparison, topic: 'shape', fixture: BULGE,
  },
  'shape.bottom_collapse': {
    label: { zh: '底层塌陷：最后一步的偏离', en: 'Collapse at the bottom: deviation of the last step' },
    definition: {
      zh: '最后一步的期限内转化率相对自身以往均值的变化。它偏低（15% 或 2 个标准误）而上面各步都正常，判为底层塌陷。',
      en: 'How far the last step’s conversion lies from its own mean. The bottom collapses when it is low (15 % or two standard errors) while all steps above are normal.',
    },
    unit: 'share', population: inTime, dateField: 'entered_stage', formula: 'now / baseline − 1, no upper step low', method: 'z with the spread of earlier windows', drillDown: aComparison, topic: 'shape',
    fixture: tested('shape', 'bottom collapse: the last step is low while the upper are normal'),
  },
  'bottleneck.conversion': {
    label: { zh: '瓶颈：转化率对比', en: 'Bottleneck: conversion compared' },
    definition: {
      zh: '本阶段的期限内转化率，与自身历史、其他阶段、录入的基准值相比。只有转化低、停留也长，才是瓶颈。',
      en: 'The stage’s conversion against its own history, the other stages and an entered benchmark. A stage is a bottleneck only when it is low and slow at once.',
    },
    unit: 'share', population: inTime, dateField: 'entered_stage', formula: 'now against own mean, lowest of all, or benchmark · 0.85', method: 'z ≤ −2 or −15 %', drillDown: aComparison, topic: 'shape', fixture: BOTTLENECK,
  },
  'bottleneck.dwell_times': {
    label: { zh: '瓶颈：停留倍数', en: 'Bottleneck: how many times longer' },
    definition: {
      zh: '最近 28 天的停留是以往的多少倍：两边都达到时比 P75，否则比平均。1.2 倍起算长。',
      en: 'Dwell of the last 28 days as a multiple of what it was: by P75 where both are reached, else by the mean. Long from 1.2 on.',
    },
    unit: 'ratio', population: { zh: '窗口内仍在进行的停留', en: 'Stays that were running in the window' }, dateField: 'entered_stage', formula: 'P75 now / P75 before', method: 'Kaplan–Meier', drillDown: aComparison, topic: 'shape', fixture: BOTTLENECK,
  },
} as const satisfies Record<string, MetricEntry>
