import { type MetricEntry, opensDeals } from '../../lib/metric-entry.ts'
import { beenInStage } from './populations.ts'

export const STEP_DURATION_METRICS = {
  'step.dwell_median': {
    label: { zh: '停留天数中位数', en: 'Median dwell' },
    definition: {
      zh: '一半的商机在多少天内离开本阶段（前进、退回、赢单、丢单都算离开）。还停着的商机按“至少停了这么久”计入，因此不会像只算已离开的那样偏短；离开的还不到一半时显示“未到达”。时长按整分钟计（不足一分钟舍去）。',
      en: 'The number of days within which half of the deals have left the stage, by any exit. Deals still there count as "at least this long", so the figure is not too short as an average of the finished would be; "not reached" while fewer than half have left. Durations count in whole minutes, rounded down.',
    },
    unit: 'days', population: beenInStage, dateField: 'entered_stage',
    formula: 'min {t : S(t) ≤ 0.5}', method: 'Kaplan–Meier, log-log 95 % by inversion',
    drillDown: opensDeals('population', 'hits', 'censored'), topic: 'dwell', fixture: 'core/funnel/dwell.test.ts: open deals are counted as "at least so long": the first fixture of METRICS §2 as deals',
  },
  'step.dwell_p75': {
    label: { zh: '停留天数 P75', en: 'P75 dwell' },
    definition: {
      zh: '四分之三的商机在多少天内离开本阶段。超过这个天数还没动的，属于最慢的四分之一。',
      en: 'The number of days within which three quarters of the deals have left the stage. A deal older than that is among the slowest quarter.',
    },
    unit: 'days', population: beenInStage, dateField: 'entered_stage',
    formula: 'min {t : S(t) ≤ 0.25}', method: 'Kaplan–Meier, log-log 95 % by inversion',
    drillDown: opensDeals('population', 'hits', 'censored'), topic: 'dwell', fixture: 'core/funnel/dwell.test.ts: a long curve is thinned to 400 points: its ends, its crossings, and each point exact',
  },
  'step.dwell_mean': {
    label: { zh: '平均停留天数（限定）', en: 'Mean dwell (restricted)' },
    definition: {
      zh: '平均停留天数，最长只算到已观察到的最长停留为止，还停着的商机也计入。',
      en: 'Mean days in the stage up to the longest stay seen so far, deals still there included.',
    },
    unit: 'days', population: beenInStage, dateField: 'entered_stage',
    formula: '∫ S(t) dt up to the longest watched stay', method: 'Kaplan–Meier',
    drillDown: opensDeals('population', 'hits', 'censored'), topic: 'dwell', fixture: 'core/funnel/dwell.test.ts: latest and cumulative stay',
  },
  'step.to_next_median': {
    label: { zh: '到下一阶段用时中位数', en: 'Median time to the next stage' },
    definition: {
      zh: '已经到过下一阶段的商机，从首次进入本阶段到首次进入下一阶段（最后一个阶段则为赢单）用了多少天，取中位数。还没到的不在内，所以这是“走成了的用了多久”，要估计新商机会停多久请看停留天数中位数。',
      en: 'For the deals that have reached the next stage: days from the first entry into this stage to the first entry into the next one (for the last stage: to the win), the median. Those not there yet are left out, so it says how long the successful took; for what a new deal has to expect see the median dwell.',
    },
    unit: 'days', population: { zh: '先后到过本阶段与下一阶段的商机', en: 'Deals that were in this stage and then in the next' }, dateField: 'entered_stage',
    formula: 'median (first entry k+1 − first entry k)', method: 'first to first, exact interval of the median',
    drillDown: opensDeals('population', 'censored'), topic: 'dwell', fixture: 'core/funnel/first-to-first.test.ts: first entry to first entry; returns do not count, open ones wait',
  },
  'step.exit': {
    label: { zh: '离开去向', en: 'Ways out' },
    definition: {
      zh: '在已观察到的时间内，以某种方式（前进、赢单、丢单、退回、转出）离开本阶段的概率。各去向之和加上“仍停留”等于 100%。',
      en: 'The probability of having left the stage in one particular way (advance, won, lost, back, transfer) within the time seen so far. All ways and "still there" add up to 100 %.',
    },
    unit: 'share', population: beenInStage, dateField: 'entered_stage',
    formula: 'F_j(t) = Σ (d_j / n) · S(t−)', method: 'Aalen–Johansen, log-log 95 %',
    drillDown: opensDeals('population', 'hits', 'censored'), topic: 'dwell', fixture: 'core/funnel/dwell.test.ts: open deals are counted as "at least so long": the first fixture of METRICS §2 as deals',
  },
} as const satisfies Record<string, MetricEntry>
