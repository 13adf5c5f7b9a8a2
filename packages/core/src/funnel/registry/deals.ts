import { type MetricEntry, opensDeals } from '../../lib/metric-entry.ts'
import { lostDeals, wonDeals } from './populations.ts'

export const DEALS_METRICS = {
  'deals.created': {
    label: { zh: '新建商机数', en: 'Created' },
    definition: { zh: '期间内创建的商机数。', en: 'Deals created in the period.' },
    unit: 'count', population: { zh: '期间内创建的商机', en: 'Deals created in the period' }, dateField: 'created_at', formula: '|{i : created in [from, to)}|', method: 'count',
    drillDown: opensDeals('population'), topic: 'deals', fixture: 'core/funnel/winrate.test.ts: METRICS §3: 100 created, 3 won, 7 lost is 3 %, while closed says 30 %',
  },
  'deals.won': {
    label: { zh: '赢单数', en: 'Won' },
    definition: { zh: '期间内赢单的商机数，不管何时创建。', en: 'Deals won in the period, whenever they were created.' },
    unit: 'count', population: wonDeals, dateField: 'closed_at', formula: '|{i : won in [from, to)}|', method: 'count',
    drillDown: opensDeals('population'), topic: 'deals', fixture: 'core/funnel/winrate.test.ts: METRICS §3: 100 created, 3 won, 7 lost is 3 %, while closed says 30 %',
  },
  'deals.lost': {
    label: { zh: '丢单数', en: 'Lost' },
    definition: { zh: '期间内丢单的商机数；重新打开的不算。', en: 'Deals lost in the period; a reopened deal is not.' },
    unit: 'count', population: lostDeals, dateField: 'closed_at', formula: '|{i : lost in [from, to)}|', method: 'count',
    drillDown: opensDeals('population'), topic: 'deals', fixture: 'core/funnel/winrate.test.ts: METRICS §3: 100 created, 3 won, 7 lost is 3 %, while closed says 30 %',
  },
  'deals.open': {
    label: { zh: '在途商机数', en: 'Open' },
    definition: { zh: '截至所选时点，本销售流程中未关闭、未休眠的商机数。', en: 'Deals of this pipeline that are open and not dormant at the chosen instant.' },
    unit: 'count', population: { zh: '截至时点未关闭的商机', en: 'Open deals at that instant' }, dateField: 'as_of', formula: '|{i : open and awake at T}|', method: 'count',
    drillDown: opensDeals('population'), topic: 'deals', fixture: 'core/funnel/weighted.test.ts: a dormant deal is in no forecast, and in no stock',
  },
  'deals.dormant': {
    label: { zh: '休眠商机数', en: 'Dormant' },
    definition: { zh: '截至所选时点，未关闭但已休眠的商机数；它们不计入存量、在途和加权金额，在同期群里仍算在途。', en: 'Deals that are open but dormant at the chosen instant: in no stock, no open count and no weighted pipeline; in cohorts they are still on their way.' },
    unit: 'count', population: { zh: '截至时点已休眠的未关闭商机', en: 'Dormant deals at that instant' }, dateField: 'as_of', formula: '|{i : open and dormant at T}|', method: 'count',
    drillDown: opensDeals('population'), topic: 'deals', fixture: 'core/funnel/weighted.test.ts: a dormant deal is in no forecast, and in no stock',
  },
  'deals.undated': {
    label: { zh: '无预计成交日', en: 'Without expected close date' },
    definition: { zh: '未关闭且没有填预计成交日的商机数；它们不会进入任何期间的加权金额。', en: 'Open deals without an expected close date; no period’s weighted pipeline can contain them.' },
    unit: 'count', population: { zh: '未填预计成交日的未关闭商机', en: 'Open deals without an expected close date' }, dateField: 'as_of', formula: '|{i open : no expected close date}|', method: 'count',
    drillDown: opensDeals('population'), topic: 'deals', fixture: 'core/funnel/weighted.test.ts: only open deals that close in the window; a lost deal counts nothing',
  },
  'won.amount': {
    label: { zh: '赢单金额', en: 'Won amount' },
    definition: { zh: '期间内赢单商机的金额合计（只合计同一币种）。', en: 'The amounts of the deals won in the period added up, in one currency.' },
    unit: 'money', population: { zh: '期间内赢单、以该币种计价的商机', en: 'Deals won in the period in that currency' }, dateField: 'closed_at', formula: 'Σ amount over won', method: 'sum',
    drillDown: opensDeals('population'), topic: 'deals', fixture: 'core/funnel/winrate.test.ts: METRICS §3: 100 created, 3 won, 7 lost is 3 %, while closed says 30 %',
  },
} as const satisfies Record<string, MetricEntry>
