import { type MetricEntry, opensDeals, opensNothing } from '../../lib/metric-entry.ts'
import type { PressureCode } from '../pressure.ts'
import { aComparison, inTime, leads, openDeals, standing, tested } from './own-past.ts'

const DEFAULTS = tested('pressure', 'the defaults of METRICS 12, at their edges')
const ofLeads = opensNothing('线索的名单在线索列表按创建时间查看', 'The list of leads shows them, by the day they were created.')

/** The pressure tests: METRICS 12, each as `pressure.<code>`. */
export const PRESSURE_METRICS = {
  'pressure.lead_to_mql': {
    label: { zh: '线索合格率（压力测试）', en: 'Leads qualified (pressure test)' },
    definition: { zh: '14 天前那 28 天里创建的线索中，已成为合格线索（或商机）的比例；低于 30% 为漏水。', en: 'Of the leads created in the 28 days that ended 14 days ago, the share qualified by now, or a deal already; a leak below 30 %.' },
    unit: 'share', population: leads, dateField: 'created_at', formula: 'qualified / created; < 30 %', method: 'share, n ≥ 20', drillDown: ofLeads, topic: 'pressure', fixture: DEFAULTS,
  },
  'pressure.first_response': {
    label: { zh: '2 小时内首次响应（压力测试）', en: 'First response in time (pressure test)' },
    definition: { zh: '最近 28 天进来的线索与商机中，2 小时内联系过客户的比例；低于 90% 为漏水。', en: 'Of what came in over the last 28 days, the share contacted within two hours; a leak below 90 %.' },
    unit: 'share', population: { zh: '最近 28 天进来、已满 2 小时的线索与商机', en: 'Leads and deals of the last 28 days that are two hours old' }, dateField: 'created_at', formula: 'answered within 2 h / due; < 90 %', method: 'share, n ≥ 20', drillDown: ofLeads,
    topic: 'pressure', fixture: DEFAULTS,
  },
  'pressure.below_mean': {
    label: { zh: '转化率低于自身均值（压力测试）', en: 'Conversion below its own mean (pressure test)' },
    definition: { zh: '本阶段期限内转化率相对自身以往均值的变化；低 15%（相对）起为有压力。', en: 'The stage’s conversion within its time, relative to its own mean; pressure from 15 % (relative) under it on.' },
    unit: 'share', population: inTime, dateField: 'entered_stage', formula: 'now / baseline − 1 ≤ −15 %', method: 'cohort with a horizon, n ≥ 20', drillDown: aComparison, topic: 'pressure', fixture: DEFAULTS,
  },
  'pressure.below_line': {
    label: { zh: '连续低于警戒线的天数', en: 'Days running below the warning line' },
    definition: { zh: '本阶段转化率连续低于所设警戒线的天数；满 3 天为有压力。没有设警戒线的阶段不测。', en: 'For how many days running the stage’s conversion stood below its warning line; pressure from three on. A stage without a line is not tested.' },
    unit: 'count', population: inTime, dateField: 'entered_stage', formula: 'days running with conversion < line; ≥ 3', method: 'n ≥ 20 on every day', drillDown: aComparison, topic: 'pressure',
    fixture: tested('pressure', 'thresholds are data: a warning line, held for days running'),
  },
  'pressure.dwell_long': {
    label: { zh: '平均停留倍数（压力测试）', en: 'Mean dwell against its own (pressure test)' },
    definition: { zh: '最近 28 天的平均停留是自身历史平均的多少倍；超过 1.5 倍为淤积。', en: 'Mean days in the stage over the last 28 days as a multiple of its own history; silt above 1.5.' },
    unit: 'ratio', population: { zh: '窗口内仍在进行的停留', en: 'Stays that were running in the window' }, dateField: 'entered_stage', formula: 'mean now / mean before > 1.5', method: 'Kaplan–Meier, n ≥ 20', drillDown: aComparison, topic: 'pressure', fixture: DEFAULTS,
  },
  'pressure.stalled': {
    label: { zh: '停滞占比（压力测试）', en: 'Stalled deals (pressure test)' },
    definition: { zh: '停在本阶段的商机中，超过 7 天（报价阶段 5 天）没有客户跟进的比例；超过 20% 为有压力。', en: 'Of the deals in the stage, the share without a customer contact for more than 7 days (5 where quotes are made); pressure above 20 %.' },
    unit: 'share', population: standing, dateField: 'as_of', formula: 'no contact for > 7 (5) days / stock(k); > 20 %', method: 'share, n ≥ 20', drillDown: opensDeals('population', 'hits'), topic: 'pressure', fixture: DEFAULTS,
  },
  'pressure.dormant': {
    label: { zh: '久未更新占比（压力测试）', en: 'Deals without an update (pressure test)' },
    definition: { zh: '在途商机（含休眠）中，超过 30 天没有人动过的比例；超过 20% 为有压力。自动写入不算更新。', en: 'Of the open deals, sleeping ones too, the share that nobody touched for more than 30 days; pressure above 20 %. Automatic writes do not count.' },
    unit: 'share', population: openDeals, dateField: 'as_of', formula: 'not touched for > 30 days / open; > 20 %', method: 'share, n ≥ 20', drillDown: opensDeals('population', 'hits'), topic: 'pressure', fixture: DEFAULTS,
  },
  'pressure.stock_growth': {
    label: { zh: '存量增幅（压力测试）', en: 'Growth of the stock (pressure test)' },
    definition: { zh: '本阶段存量比 28 天前增加了多少；50% 起为淤积。', en: 'By how much the stage’s stock grew over 28 days; silt from 50 % on.' },
    unit: 'share', population: standing, dateField: 'as_of', formula: 'stock(t) / stock(t − 28) − 1 ≥ 50 %', method: 'snapshot, n ≥ 20', drillDown: opensDeals(), topic: 'pressure', fixture: DEFAULTS,
  },
  'pressure.needs_analysis': {
    label: { zh: '需求分析完成率', en: 'Needs analysis completed' },
    definition: {
      zh: '最近 28 天从需求分析（需求确认、需求挖掘）阶段往前走的停留中，准出证据齐备、或当时欠下后已补齐的比例；低于 90% 为有压力。没有这样的阶段或它没有准出门禁时不测；门禁启用前的和导入的不计。',
      en: 'Of the stays in the stage of needs analysis (discovery) that ended forwards over the last 28 days, the share whose exit evidence was there, or was owed and has come since; pressure below 90 %. Not tested without such a stage or its exit gate; imported ones, and those from before the gate, do not count.',
    },
    unit: 'share', population: { zh: '窗口内从需求分析阶段推进的商机', en: 'Deals that moved on from needs analysis in the window' }, dateField: 'left_stage', formula: 'completed / left forwards; < 90 %', method: 'share, n ≥ 20',
    drillDown: opensNothing('请用「门禁欠项」清单查看', 'The list of gate debts shows them.'), topic: 'pressure', fixture: DEFAULTS,
  },
  'pressure.win_rate_swing': {
    label: { zh: '赢率波动（压力测试）', en: 'Swing of the win rate (pressure test)' },
    definition: { zh: '最近 30 天关闭商机的赢率，相对前 30 天的变化；升降超过 15% 为喷射或塌陷。', en: 'Closed win rate of the last 30 days relative to the 30 before; more than 15 % either way is pressure.' },
    unit: 'share', population: { zh: '两个 30 天内关闭的商机', en: 'Deals closed in either 30 days' }, dateField: 'closed_at', formula: '|now / before − 1| > 15 %', method: 'closed, n ≥ 20 each', drillDown: aComparison, topic: 'pressure', fixture: DEFAULTS,
  },
} as const satisfies Record<`pressure.${PressureCode}`, MetricEntry>
