import { type MetricEntry, opensDeals, opensNothing, type Words } from '../../lib/metric-entry.ts'
import { aComparison, inTime, openDeals, tested } from './own-past.ts'

const SUM = tested('health', 'a score is the sum of its parts, and each says why')
const LINES = tested('health', 'between anchors the points run straight')
const SERVED = 'server/reports/root-cause/manufacturing.test.ts: the diagnosis of that time names the stage; health is a sum of its parts'
const theirs: Words = { zh: '该团队（个人）的在途商机', en: 'Open deals of the team or rep' }
const oneDeal: Words = { zh: '这一个商机', en: 'This one deal' }
const itself = opensNothing('就是这个商机本身', 'It is the deal itself.')

/** The health score and the figures that are its parts. */
export const HEALTH_METRICS = {
  'health.score': {
    label: { zh: '健康分', en: 'Health score' },
    definition: {
      zh: '0–100 分：每一部分的数字按两点之间的直线换成得分，再乘以权重相加。不知道的部分不计、权重按比例分给其余；已知部分不到一半权重就不给分。',
      en: '0 to 100: each part’s figure becomes points along straight lines, times its weight, added up. Unknown parts are left out and the others weigh more; with less than half of the weight known there is no score.',
    },
    unit: 'points', population: { zh: '该漏斗、团队、个人或商机', en: 'The funnel, team, rep or deal' }, dateField: 'as_of', formula: 'Σ points · weight / Σ weight known', method: 'sum of parts', drillDown: opensNothing('点开的是各部分，而不是名单', 'It opens its parts, not a list.'), topic: 'health', fixture: SUM,
  },
  'health.conversion_times': {
    label: { zh: '整体转化（对比自身均值）', en: 'Overall conversion against its own mean' },
    definition: { zh: '各步期限内转化率与自身以往均值之比，连乘。1 表示与以往一样。', en: 'Each step’s conversion within its time over its own mean, multiplied. 1 is as it used to be.' },
    unit: 'ratio', population: inTime, dateField: 'entered_stage', formula: 'Π now(k) / mean(k)', method: 'cohort with a horizon, n ≥ 20 each', drillDown: aComparison, topic: 'health', fixture: SUM,
  },
  'health.win_rate_times': {
    label: { zh: '成交赢率（对比自身均值）', en: 'Win rate against its own mean' },
    definition: { zh: '最近 56 天关闭商机的赢率，除以此前历史的赢率。', en: 'Closed win rate of the last 56 days over that of the history before.' },
    unit: 'ratio', population: { zh: '最近 56 天及此前历史中关闭的商机', en: 'Deals closed in the last 56 days and in the history before' }, dateField: 'closed_at', formula: 'win(56 d) / win(before)', method: 'closed, n ≥ 20', drillDown: aComparison, topic: 'health', fixture: SUM,
  },
  'health.dwell_times': {
    label: { zh: '停留天数（对比自身均值）', en: 'Dwell against its own mean' },
    definition: { zh: '各阶段最近 28 天的平均停留除以自身历史平均，按停留数加权。1 表示与以往一样，越大越慢。', en: 'Mean dwell of each stage over the last 28 days over its own history, weighted by stays. 1 is as it used to be, more is slower.' },
    unit: 'ratio', population: { zh: '窗口内仍在进行的停留', en: 'Stays that were running in the window' }, dateField: 'entered_stage', formula: 'Σ n(k) · now(k) / before(k) / Σ n(k)', method: 'Kaplan–Meier means', drillDown: aComparison, topic: 'health', fixture: SUM,
  },
  'health.balance': {
    label: { zh: '流出 ÷ 流入', en: 'Exits ÷ entries' },
    definition: { zh: '最近 28 天离开漏斗的商机（赢单、丢单、转出）除以进入漏斗的商机。长期小于 1，漏斗会越积越多。', en: 'Deals that left the funnel in the last 28 days (won, lost, transferred) over those that entered. Below 1 for long, it fills up.' },
    unit: 'ratio', population: { zh: '最近 28 天进入漏斗的商机', en: 'Deals that entered in the last 28 days' }, dateField: 'left_stage', formula: '(won + lost + transferred) / entered', method: 'flow, n ≥ 20', drillDown: aComparison, topic: 'health', fixture: SUM,
  },
  'health.coverage_times': {
    label: { zh: '管道覆盖 ÷ 所需覆盖', en: 'Coverage ÷ required coverage' },
    definition: { zh: '目标覆盖倍数，除以按自身赢率算出的所需倍数。1 起算够；没有目标时不计。', en: 'Coverage of the target over the coverage that the own win rate asks for. Enough from 1 on; without a target it is left out.' },
    unit: 'ratio', population: { zh: '预计成交日在期间内的在途商机', en: 'Open deals expected to close in the period' }, dateField: 'expected_close_on', formula: 'coverage / required', method: 'quotient', drillDown: opensDeals(), topic: 'health', fixture: SUM,
  },
  'health.stalled_share': {
    label: { zh: '停滞商机占比', en: 'Stalled deals' },
    definition: { zh: '在途商机中，超过 7 天（报价阶段 5 天）没有客户跟进的比例。', en: 'Of the open deals, the share without a customer contact for more than 7 days (5 where quotes are made).' },
    unit: 'share', population: openDeals, dateField: 'as_of', formula: 'no contact for > 7 (5) days / open', method: 'share', drillDown: opensDeals('population', 'hits'), topic: 'health', fixture: SUM,
  },
  'health.win_rate_fair_times': {
    label: { zh: '可比赢率（对比全公司，同结构）', en: 'Win rate against all, same mix' },
    definition: { zh: '该团队（个人）的可比赢单率，除以全体在同样构成下的赢单率。1 表示与大家一样。', en: 'The adjusted win rate of the team or rep over everybody’s with the same mix of deals. 1 is like everybody.' },
    unit: 'ratio', population: { zh: '该团队（个人）一年内在可比分组内关闭的商机', en: 'Their deals closed within a year, in segments they can be compared in' }, dateField: 'closed_at', formula: 'fair.adjusted / fair.reference', method: 'direct standardisation', drillDown: opensNothing('由各分组加权得出，不对应一份名单', 'A weighted rate has no list of its own.'),
    topic: 'health', fixture: SERVED,
  },
  'health.dwell_fair_times': {
    label: { zh: '停留天数（对比全公司）', en: 'Dwell against all' },
    definition: { zh: '该团队（个人）的商机在各阶段花的时间，按全体的速度本应走多少步，除以实际走的步数。1 表示与大家一样快，2 表示慢一倍。', en: 'How many moves everybody would have made in the time their deals spent in the stages, over the moves they made. 1 is everybody’s pace, 2 twice as slow.' },
    unit: 'ratio', population: { zh: '该团队（个人）的停留', en: 'Stays of their deals' }, dateField: 'left_stage', formula: 'Σ time(k) / pace(k) / exits', method: 'exposure over exits', drillDown: opensNothing('按停留计数，同一商机可以有多次停留', 'Counted by stays, of which a deal can have several.'), topic: 'health',
    fixture: 'core/funnel/measures/dwell-ratio.test.ts: twice the pace of the others is a ratio of two against the whole’s pace; all together are one',
  },
  'health.next_step_share': {
    label: { zh: '有未逾期下一步的商机占比', en: 'Deals with a next step that is not overdue' },
    definition: { zh: '在途商机中，写了下一步且日期未过的比例。', en: 'Of the open deals, the share with a next step whose day has not passed.' },
    unit: 'share', population: theirs, dateField: 'as_of', formula: 'next step due ≥ today / open', method: 'share', drillDown: opensDeals('population', 'hits'), topic: 'health', fixture: SUM,
  },
  'health.nothing_owed_share': {
    label: { zh: '不欠证据的商机占比', en: 'Deals that owe no evidence' },
    definition: {
      zh: '在途商机中，没有未补齐的门禁欠项的比例：该有的证据都在，或还没走到要它的时候。流程没有设门禁时不计。',
      en: 'Of the open deals, the share with no gate debt outstanding: the evidence asked for is there, or not asked for yet. Left out where the pipeline has no gates.',
    },
    unit: 'share', population: openDeals, dateField: 'as_of', formula: 'no open gate debt / open', method: 'share', drillDown: opensNothing('请用「门禁欠项」清单查看', 'The list of gate debts shows them.'), topic: 'health',
    fixture: 'server/reports/diagnosis/evidence.test.ts: what was let through without evidence weighs on the health of funnel, team and rep until it is there',
  },
  'health.next_step': {
    label: { zh: '下一步（1 已安排且未逾期，0 没有）', en: 'Next step (1 set and not overdue, 0 none)' },
    definition: { zh: '这个商机写了下一步、日期未过为 1，否则为 0。', en: '1 when the deal has a next step whose day has not passed, else 0.' },
    unit: 'count', population: oneDeal, dateField: 'as_of', formula: '[next step due ≥ today]', method: 'exact', drillDown: itself, topic: 'health', fixture: tested('health', 'missing parts are left out, the weights of the rest said'),
  },
  'health.age_times': {
    label: { zh: '本阶段停留 ÷ 阶段 P75', en: 'Days in the stage ÷ the stage’s P75' },
    definition: { zh: '这个商机在本阶段已停留的天数，除以该阶段停留天数的 P75；大于 1 即属于最慢的四分之一。', en: 'Days the deal has been in its stage over the stage’s P75 dwell; above 1 it is among the slowest quarter.' },
    unit: 'ratio', population: oneDeal, dateField: 'entered_stage', formula: 'age(i, k) / P75(k)', method: 'Kaplan–Meier P75', drillDown: itself, topic: 'health', fixture: LINES,
  },
  'health.silence_days': {
    label: { zh: '距上次客户跟进天数', en: 'Days since the last customer activity' },
    definition: { zh: '从最近一次与客户的跟进（没有则从创建）到现在的天数；自动写入不算。', en: 'Days since the last contact with the customer, or since the creation if there was none; automatic writes do not count.' },
    unit: 'days', population: oneDeal, dateField: 'as_of', formula: 'now − last contact', method: 'exact', drillDown: itself, topic: 'health', fixture: LINES,
  },
  'health.evidence_share': {
    label: { zh: '准出证据完成度', en: 'Exit evidence there' },
    definition: { zh: '本阶段准出标准中，已有证据的比例；「任一」组里有一项即可，其余不计。没有准出门禁的阶段不计。', en: 'Of the exit criteria of the deal’s stage, the share whose evidence is there; of an any-group one is enough and the others do not count. Left out in a stage without an exit gate.' },
    unit: 'share', population: oneDeal, dateField: 'as_of', formula: 'criteria met / criteria', method: 'share', drillDown: itself, topic: 'health', fixture: tested('health', 'missing parts are left out, the weights of the rest said'),
  },
  'health.overdue_days': {
    label: { zh: '预计成交日已过天数', en: 'Days past the expected close date' },
    definition: { zh: '今天减去预计成交日；还没到的算 0。', en: 'Today less the expected close date; 0 while it lies ahead.' },
    unit: 'days', population: oneDeal, dateField: 'expected_close_on', formula: 'max(0, today − expected close)', method: 'exact', drillDown: itself, topic: 'health', fixture: tested('health', 'missing parts are left out, the weights of the rest said'),
  },
} as const satisfies Record<string, MetricEntry>
