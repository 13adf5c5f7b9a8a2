import { type MetricEntry, opensDeals, opensNothing, type Words } from '../../lib/metric-entry.ts'
import { INDICATOR_METRICS } from './indicator-registry.ts'

const tested = (file: string, name: string) => `core/funnel/measures/${file}.test.ts: ${name}`
const METRICS_1 = tested('breakdown', 'the fixture of METRICS 1 in its one segment: linear fill .7 × 40/70 × .5 = 20 %')
const METRICS_7 = tested('waterfall', 'the fixture of METRICS 7: 1,257,559 + 1,501,878 + 180,171 + 149,382 − 0 − 271,125 − 556,292 − 287,487 = 1,974,086')
const TWO_SOURCES = tested('breakdown', 'each segment against all the others: 25 % against 50 %')
const TWO_REPS = tested('fair', 'raw 28 % against 52 %; with the same mix both 40 %')
const DAYS = tested('series', 'inflow, outflow by exit and stock, day by day')
const WEEK = tested('heat-map', 'a week’s deals, what became of them and whether it is final')
const LOST = tested('indicators', 'losses: where it stood, why, and to whom')
const TOUCHES = tested('activity-measures', 'touches until the deal moves on, until it is lost, and effort without progress')
const RECOUNTED = tested('breakdown', 'equal to counting plainly, for random deals, selections, periods and rules')
const TWO_PERIODS = tested('compare', 'two periods: each step with its interval and p, q over all that was compared')
const RESPONSE = tested('activity-measures', 'first response: those still waiting count, those too young to judge do not')
const CUBE = tested('decay', 'cube: every open deal is in one cell, by score and by what is left of its chance')
const COVERAGE = tested('indicators', 'coverage: half of it won, a fifth of the rest open; a target that is reached has none')
const STEPS = tested('custom-steps', 'lead → deal → won → paid: conversion, time and dropout')

const entered: Words = { zh: '期间内进入销售流程、属于该分组（按进入时）的商机', en: 'Deals of the segment (as it was at entry) that entered the pipeline in the period' }
const closed: Words = { zh: '期间内关闭、属于该分组（按关闭时）的商机', en: 'Deals of the segment (as it was at the close) closed in the period' }
const won: Words = { zh: '期间内赢单、属于该分组（按赢单时）的商机', en: 'Deals of the segment (as it was at the win) won in the period' }
const open: Words = { zh: '截至时点在途、未休眠、属于该分组的商机', en: 'Open, awake deals of the segment at that instant' }
const cell: Words = { zh: '该周（或该分组）内首次进入本阶段的商机', en: 'Deals that first entered the stage in that week (or of that segment)' }
const sides: Words = { zh: '两侧各自的商机', en: 'The deals of each side' }
const stays: Words = { zh: '本阶段的停留，重复进入分别计算', en: 'Stays in the stage, re-entries included' }
const lostDeals: Words = { zh: '期间内丢单、之后没有重新打开的商机', en: 'Deals lost in the period and not reopened since' }
const channel: Words = { zh: '期间内进入销售流程、来自该渠道的商机', en: 'Deals of the channel that entered the pipeline in the period' }
const theirs: Words = { zh: '该人员（团队）的商机：按关闭时或进入时的归属', en: 'The deals of the rep or team, as they belonged at the close or at entry' }
const comparable: Words = { zh: '该人员在可比分组（默认每组至少 5 个商机）内的商机', en: 'Their deals in segments they can be compared in (5 deals or more each by default)' }
const inScopeStart: Words = { zh: '起点时在范围内的商机：在途、预计成交日在所选日期内、符合筛选', en: 'Deals in scope at the start: open, expected to close in the chosen days, passing the filter' }
const inScopeEnd: Words = { zh: '终点时在范围内的商机', en: 'Deals in scope at the end' }
const between: Words = { zh: '两个时点之间发生该变化的商机', en: 'Deals to which it happened between the two instants' }
const responses: Words = { zh: '期间内进来的线索或商机', en: 'Leads or deals that came in in the period' }
const subjects: Words = { zh: '期间内进入该自定义漏斗的对象', en: 'Subjects that came into the custom funnel in the period' }
const openAll: Words = { zh: '截至时点在途、未休眠的商机', en: 'Open, awake deals at that instant' }

const aDifference = opensNothing('这是两个数字之差，请打开其中一侧的数字', 'A difference of two figures: open either of them.')
const weightedRate = opensNothing('由各分组加权得出，不对应一份名单；原始赢单率可以打开', 'A weighted rate has no list of its own; the raw rate opens its deals.')
const twoLists = opensNothing('线索与商机一起计入，没有同一份名单', 'Leads and deals count together: there is no one list of both.')
const byStays = opensNothing('按停留计数，同一商机可以有多次停留', 'Counted by stays, of which a deal can have several.')
const estimated = opensNothing('由全部停留估计出的概率，不对应一份名单', 'A probability estimated from all stays; no list stands for it.')

const method = { wilson: 'Wilson 95 %', newcombe: 'Newcombe 95 %, two-proportion test, Benjamini–Hochberg', count: 'count', sum: 'sum' }

function waterfallBar(label: Words, definition: Words, formula: string): MetricEntry {
  return { label, definition, unit: 'money', population: between, dateField: 'as_of', formula, method: 'replay of what was known, exact in minor units', drillDown: opensDeals(), topic: 'waterfall', fixture: METRICS_7 }
}

/** Every number of the measures by key; those of the funnel page are in core/funnel/registry. */
export const MEASURE_METRICS = {
  // ------------------------------------------------------------------------------------------------------ breakdown
  'breakdown.entered': {
    label: { zh: '分组进入数', en: 'Entered, by segment' },
    definition: { zh: '该分组在期间内进入销售流程的商机数；负责人、团队、来源取进入时的值，其他字段取今天的值。', en: 'Deals of the segment that entered the pipeline in the period; owner, team and source as they were at entry, other fields as they are today.' },
    unit: 'count', population: entered, dateField: 'entered_pipeline', formula: '|{i ∈ cohort : slice(i) = s}|', method: method.count, drillDown: opensDeals(), topic: 'breakdown', fixture: TWO_SOURCES,
  },
  'breakdown.overall_rate': {
    label: { zh: '分组总转化率', en: 'Overall conversion, by segment' },
    definition: { zh: '该分组在期间内进入的商机中，到所选时点已赢单的比例；在途的留在分母里。', en: 'Of the segment’s deals that entered in the period, the share won by the chosen instant; open ones stay in the denominator.' },
    unit: 'share', population: entered, dateField: 'entered_pipeline', formula: 'won / entered, over s', method: method.wilson, drillDown: opensDeals(), topic: 'breakdown', fixture: TWO_SOURCES,
  },
  'breakdown.win_rate': {
    label: { zh: '分组赢单率', en: 'Win rate, by segment' },
    definition: { zh: '该分组在期间内关闭的商机中赢单的比例，归属取关闭时的值；在途的不计入。', en: 'Of the segment’s deals closed in the period, the share won; the segment as it was at the close, open deals not in it.' },
    unit: 'share', population: closed, dateField: 'closed_at', formula: 'won / (won + lost), over s', method: method.wilson, drillDown: opensDeals(), topic: 'breakdown', fixture: TWO_SOURCES,
  },
  'breakdown.won_amount': {
    label: { zh: '分组赢单金额', en: 'Won amount, by segment' },
    definition: { zh: '该分组在期间内赢单商机的金额合计（只合计同一币种）。', en: 'The amounts of the segment’s deals won in the period, in one currency.' },
    unit: 'money', population: won, dateField: 'closed_at', formula: 'Σ amount over won in s', method: method.sum, drillDown: opensDeals(), topic: 'breakdown', fixture: TWO_SOURCES,
  },
  'breakdown.mean_won': {
    label: { zh: '分组平均赢单金额', en: 'Mean won amount, by segment' },
    definition: { zh: '该分组在期间内赢单商机的平均金额（同一币种）。', en: 'Mean amount of the segment’s deals won in the period, in one currency.' },
    unit: 'money', population: won, dateField: 'closed_at', formula: 'Σ amount / won, over s', method: 'mean, normal 95 %', drillDown: opensDeals(), topic: 'breakdown', fixture: TWO_SOURCES,
  },
  'breakdown.cycle': {
    label: { zh: '分组赢单周期', en: 'Won cycle, by segment' },
    definition: { zh: '该分组在期间内赢单的商机，从创建到赢单天数的中位数（按机构时区的日期相减）。', en: 'Median days from creation to winning of the segment’s deals won in the period, by date in the organisation’s zone.' },
    unit: 'days', population: won, dateField: 'closed_at', formula: 'median(won date − creation date), over s', method: 'median, order-statistic 95 %', drillDown: opensDeals(), topic: 'breakdown', fixture: TWO_SOURCES,
  },
  'breakdown.stock': {
    label: { zh: '分组在途数', en: 'Open deals, by segment' },
    definition: { zh: '截至所选时点，该分组在途且未休眠的商机数；归属取当时的值。', en: 'Open, awake deals of the segment at the chosen instant, as they belonged then.' },
    unit: 'count', population: open, dateField: 'as_of', formula: '|{i open and awake at T : slice(i) = s}|', method: method.count, drillDown: opensDeals(), topic: 'breakdown', fixture: RECOUNTED,
  },
  'breakdown.stock_amount': {
    label: { zh: '分组在途金额', en: 'Open amount, by segment' },
    definition: { zh: '截至所选时点，该分组在途且未休眠的商机金额合计（同一币种）。', en: 'The amounts of the segment’s open, awake deals at the chosen instant, in one currency.' },
    unit: 'money', population: open, dateField: 'as_of', formula: 'Σ amount over open in s', method: method.sum, drillDown: opensDeals(), topic: 'breakdown', fixture: RECOUNTED,
  },
  'breakdown.conversion': {
    label: { zh: '分组阶段转化率', en: 'Stage conversion, by segment' },
    definition: { zh: '该分组进入本阶段的商机中，后来到过下一阶段（最后一个阶段为赢单）的比例；默认补齐跳过的阶段。', en: 'Of the segment’s deals that entered the stage, the share that ever reached the next one (for the last: was won); skipped stages are filled in by default.' },
    unit: 'share', population: entered, dateField: 'entered_stage', formula: 'reached_next(k) / entered(k), over s', method: method.wilson, drillDown: opensDeals(), topic: 'breakdown', fixture: METRICS_1,
  },
  'breakdown.difference': {
    label: { zh: '与其余分组之差', en: 'Against all the others' },
    definition: { zh: '该分组的比率减去其余所有商机的比率，单位是百分点；“显著”已按同时看了多少个分组作了校正。', en: 'The segment’s rate less that of all other deals, in percentage points; significance allows for how many segments were looked at.' },
    unit: 'difference', population: sides, dateField: 'entered_pipeline', formula: 'rate(s) − rate(not s)', method: method.newcombe, drillDown: aDifference, topic: 'breakdown', fixture: TWO_SOURCES,
  },
  // -------------------------------------------------------------------------------------------------------- compare
  'compare.conversion': {
    label: { zh: '转化率之差', en: 'Difference of conversion' },
    definition: { zh: '两个期间或两个分组在同一步的转化率之差（百分点）。限定“多少天内”时，两边的商机都有同样长的时间，年轻的期间不会因为年轻而显得差。', en: 'The conversion of one step in two periods or segments, one less the other, in percentage points. With a limit of days both are given the same time, so a young period does not look worse for its age.' },
    unit: 'difference', population: sides, dateField: 'entered_stage', formula: 'conv_b(k) − conv_a(k)', method: method.newcombe, drillDown: aDifference, topic: 'comparison', fixture: TWO_PERIODS,
  },
  'compare.loss': {
    label: { zh: '丢单率之差', en: 'Difference of loss' },
    definition: { zh: '两个期间或两个分组在同一步丢单的比例之差（百分点）。', en: 'The share lost at one step in two periods or segments, one less the other, in percentage points.' },
    unit: 'difference', population: sides, dateField: 'entered_stage', formula: 'loss_b(k) − loss_a(k)', method: method.newcombe, drillDown: aDifference, topic: 'comparison', fixture: TWO_PERIODS,
  },
  'compare.overall': {
    label: { zh: '总转化率之差', en: 'Difference of the overall conversion' },
    definition: { zh: '两边进入销售流程的商机最终赢单比例之差（百分点）。', en: 'The share won of the deals that entered, one side less the other, in percentage points.' },
    unit: 'difference', population: sides, dateField: 'entered_pipeline', formula: 'won/entered (b) − won/entered (a)', method: method.newcombe, drillDown: aDifference, topic: 'comparison', fixture: TWO_PERIODS,
  },
  'compare.win_rate': {
    label: { zh: '赢单率之差', en: 'Difference of the win rate' },
    definition: { zh: '两边期间内关闭的商机赢单比例之差（百分点）。', en: 'The share won of the deals closed, one side less the other, in percentage points.' },
    unit: 'difference', population: sides, dateField: 'closed_at', formula: 'won/closed (b) − won/closed (a)', method: method.newcombe, drillDown: aDifference, topic: 'comparison', fixture: TWO_PERIODS,
  },
  // ------------------------------------------------------------------------------------------------------- heat map
  'heat.conversion': {
    label: { zh: '热力图：转化率', en: 'Heat map: conversion' },
    definition: { zh: '该格内首次进入本阶段的商机中，后来到过下一阶段的比例。不满成熟天数的格子还会上升，显示为未成熟。', en: 'Of the deals that first entered the stage in that cell, the share that ever reached the next one. A cell younger than the mature days can still rise and says so.' },
    unit: 'share', population: cell, dateField: 'entered_stage', formula: 'reached_next / entered, over the cell', method: method.wilson, drillDown: opensDeals(), topic: 'heat_map', fixture: WEEK,
  },
  'heat.dwell': {
    label: { zh: '热力图：停留天数', en: 'Heat map: dwell' },
    definition: { zh: '该格内首次进入本阶段的商机在本阶段停留天数的中位数，多次停留相加，还在的按“至少这么久”计入。', en: 'Median days in the stage of the deals that first entered it in that cell, all stays added up; those still there count as "at least so long".' },
    unit: 'days', population: cell, dateField: 'entered_stage', formula: 'first t with S(t) ≤ 0.5', method: 'Kaplan–Meier, whole minutes, log-log 95 %', drillDown: opensDeals(), topic: 'heat_map', fixture: WEEK,
  },
  'heat.loss': {
    label: { zh: '热力图：丢单率', en: 'Heat map: loss' },
    definition: { zh: '该格内首次进入本阶段的商机中，没有再往前走就丢单的比例。', en: 'Of the deals that first entered the stage in that cell, the share lost without getting further.' },
    unit: 'share', population: cell, dateField: 'entered_stage', formula: 'lost, not reached ≥ k+1 / entered, over the cell', method: method.wilson, drillDown: opensDeals(), topic: 'heat_map', fixture: WEEK,
  },
  // --------------------------------------------------------------------------------------------------------- series
  'series.inflow': {
    label: { zh: '每日（周）流入', en: 'Inflow by day or week' },
    definition: { zh: '当天（周）进入本阶段的次数，重复进入也计入。', en: 'How often the stage was entered on that day (week), re-entries included.' },
    unit: 'count', population: stays, dateField: 'entered_stage', formula: '|{stays begun in the step}|', method: method.count, drillDown: opensDeals(), topic: 'series', fixture: DAYS,
  },
  'series.outflow': {
    label: { zh: '每日（周）流出', en: 'Outflow by day or week' },
    definition: { zh: '当天（周）离开本阶段的次数，按去向（前进、退回、赢单、丢单、转出）分列。', en: 'How often the stage was left on that day (week), by how: advance, back, won, lost, transfer.' },
    unit: 'count', population: stays, dateField: 'left_stage', formula: '|{stays ended in the step by exit j}|', method: method.count, drillDown: opensDeals(), topic: 'series', fixture: DAYS,
  },
  'series.stock': {
    label: { zh: '每日（周）末存量', en: 'Stock by day or week' },
    definition: { zh: '当天（周）结束时停在本阶段、未休眠的商机数 = 前一天 + 流入 − 流出 − 转入休眠（净）。', en: 'Awake deals in the stage at the end of the day (week) = the day before + inflow − outflow − fallen asleep (net).' },
    unit: 'count', population: stays, dateField: 'as_of', formula: 'stock(t−1) + in − out − asleep', method: method.count, drillDown: opensDeals(), topic: 'series', fixture: DAYS,
  },
  'series.conversion_within': {
    label: { zh: '限期转化率（按进入日）', en: 'Conversion within days, by day of entry' },
    definition: { zh: '当天（周）首次进入本阶段的商机中，在设定天数内到过下一阶段的比例：每一批都有同样长的时间，可以前后比较。', en: 'Of the deals that first entered the stage on that day (week), the share that reached the next one within the set days: every batch is given the same time, so they compare.' },
    unit: 'share', population: cell, dateField: 'entered_stage', formula: 'reached_next within w days / entered', method: method.wilson, drillDown: opensDeals(), topic: 'series', fixture: tested('series', 'equal to counting plainly, and stock = stock before + in − out'),
  },
  'flows.moves': {
    label: { zh: '阶段流转次数', en: 'Moves between stages' },
    definition: { zh: '期间内结束的停留，接下来去了哪个阶段，或以赢单、丢单、转出结束；倒推测算的流转矩阵由此而来。', en: 'Of the stays that ended in the period, to which stage they went on, or whether they ended in a win, a loss or a transfer; what the back-calculation’s chain is made of.' },
    unit: 'count', population: stays, dateField: 'left_stage', formula: '|{stays in i followed by j}|', method: method.count, drillDown: opensNothing('流转次数只用于倒推；商机请从阶段的数字打开', 'Moves serve the back-calculation; the deals open at the stage’s own figures.'), topic: 'series', fixture: tested('series', 'flows: every stay that ended went somewhere'),
  },
  // ------------------------------------------------------------------------------------------------------ waterfall
  'waterfall.start': {
    label: { zh: '期初管道', en: 'Pipeline at the start' },
    definition: { zh: '起点时点上，在途、预计成交日在所选日期内并符合筛选的商机金额合计。随导入撤销而删除的商机视为从未有过，任何时点都不计。', en: 'The amounts of the deals that are open, expected to close in the chosen days and pass the filter, as known at the start. Deals that went with an import that was undone count at no instant, as if they had never been.' },
    unit: 'money', population: inScopeStart, dateField: 'as_of', formula: 'Σ amount in scope at t0', method: method.sum, drillDown: opensDeals(), topic: 'waterfall', fixture: METRICS_7,
  },
  'waterfall.new': waterfallBar({ zh: '新增', en: 'New' }, { zh: '期间内创建并进入范围的商机，按进入时的金额。', en: 'Deals created in between, at their amount when they came into scope.' }, 'not known before → in scope'),
  'waterfall.reopened': waterfallBar({ zh: '重新打开', en: 'Reopened' }, { zh: '原本已关闭、重新打开后进入范围的商机。', en: 'Deals that were closed and came into scope by being reopened.' }, 'closed → in scope'),
  'waterfall.pulled_in': waterfallBar({ zh: '提前进入', en: 'Pulled in' }, { zh: '预计成交日改到所选日期内而进入范围的商机。', en: 'Deals that came into scope because their expected close date moved into the chosen days.' }, 'close date outside → in scope'),
  'waterfall.transferred_in': waterfallBar({ zh: '转入', en: 'Transferred in' }, { zh: '因负责人、团队、来源、币种改变，或从其他销售流程转来而进入范围的商机。', en: 'Deals that came into scope by a change of owner, team, source or currency, or from another pipeline.' }, 'not of the filter → in scope'),
  'waterfall.increased': waterfallBar({ zh: '金额上调', en: 'Increased' }, { zh: '在范围内的商机金额变大的部分；与关闭同时改的金额也先记在这里。', en: 'By how much the amounts of deals in scope rose; a change made with the closing is booked here first.' }, 'Σ max(0, Δamount) in scope'),
  'waterfall.decreased': waterfallBar({ zh: '金额下调', en: 'Decreased' }, { zh: '在范围内的商机金额变小的部分。', en: 'By how much the amounts of deals in scope fell.' }, 'Σ max(0, −Δamount) in scope'),
  'waterfall.pushed_out': waterfallBar({ zh: '推迟移出', en: 'Pushed out' }, { zh: '预计成交日改到所选日期之外（或清空）而离开范围的商机。', en: 'Deals that left the scope because their expected close date moved out of the chosen days, or was cleared.' }, 'in scope → close date outside'),
  'waterfall.lost': waterfallBar({ zh: '范围内丢单', en: 'Lost from scope' }, { zh: '在范围内被丢掉的商机，按丢单时的金额。', en: 'Deals lost while in scope, at their amount then.' }, 'in scope → lost'),
  'waterfall.won': waterfallBar({ zh: '范围内赢单', en: 'Won from scope' }, { zh: '在范围内赢下的商机，按赢单时的金额。', en: 'Deals won while in scope, at their amount then.' }, 'in scope → won'),
  'waterfall.transferred_out': waterfallBar({ zh: '转出范围', en: 'Transferred out' }, { zh: '因负责人、团队、来源、币种改变，或转到其他销售流程而离开范围的商机。', en: 'Deals that left the scope by a change of owner, team, source or currency, or for another pipeline.' }, 'in scope → not of the filter'),
  'waterfall.end': {
    label: { zh: '期末管道', en: 'Pipeline at the end' },
    definition: { zh: '终点时点上在范围内的商机金额合计；恒等于期初加所有增加、减所有减少，精确到分。', en: 'The amounts in scope as known at the end; always the start plus all that came in less all that went out, exact to the cent.' },
    unit: 'money', population: inScopeEnd, dateField: 'as_of', formula: 'start + new + reopened + pulled in + transferred in + increased − decreased − pushed out − lost − won − transferred out', method: method.sum, drillDown: opensDeals(), topic: 'waterfall', fixture: METRICS_7,
  },
  // ------------------------------------------------------------------------------------------------------ KPI table
  'kpi.lead_to_deal': INDICATOR_METRICS.lead_to_deal,
  'kpi.deal_progress': INDICATOR_METRICS.deal_progress,
  'kpi.proposal_win': INDICATOR_METRICS.proposal_win,
  'kpi.win_rate': INDICATOR_METRICS.win_rate,
  'kpi.sales_cycle': INDICATOR_METRICS.sales_cycle,
  'kpi.pipeline_value': INDICATOR_METRICS.pipeline_value,
  // --------------------------------------------------------------------------------------------------------- losses
  'losses.deals': {
    label: { zh: '丢单分布（数量）', en: 'Losses by stage, reason and competitor' },
    definition: { zh: '期间内丢单的商机数，按丢单时所在阶段、丢单原因、竞争对手交叉统计。', en: 'Deals lost in the period, by the stage they stood in when lost, the reason and the competitor.' },
    unit: 'count', population: lostDeals, dateField: 'closed_at', formula: '|{i lost : stage, reason, rival}|', method: method.count, drillDown: opensDeals(), topic: 'losses', fixture: LOST,
  },
  'losses.amount': {
    label: { zh: '丢单分布（金额）', en: 'Lost amount by stage, reason and competitor' },
    definition: { zh: '期间内丢单商机的金额合计（同一币种），按阶段、原因、竞争对手交叉统计。', en: 'The amounts lost in the period, in one currency, by stage, reason and competitor.' },
    unit: 'money', population: lostDeals, dateField: 'closed_at', formula: 'Σ amount lost', method: method.sum, drillDown: opensDeals(), topic: 'losses', fixture: LOST,
  },
  'losses.share': {
    label: { zh: '丢单占比', en: 'Share of all losses' },
    definition: { zh: '在期间内全部丢单中，属于该阶段（原因、竞争对手）的比例。', en: 'Of all deals lost in the period, the share of that stage, reason or competitor.' },
    unit: 'share', population: lostDeals, dateField: 'closed_at', formula: 'lost there / lost', method: method.wilson, drillDown: opensDeals(), topic: 'losses', fixture: LOST,
  },
  // ------------------------------------------------------------------------------------------------------- channels
  'channel.inflow': {
    label: { zh: '渠道流入占比', en: 'Share of inflow' },
    definition: { zh: '期间内进入销售流程的商机中，来自该渠道的比例（按进入时的来源）。', en: 'Of the deals that entered the pipeline in the period, the share from this channel, by the source at entry.' },
    unit: 'share', population: { zh: '期间内进入销售流程的全部商机', en: 'All deals that entered the pipeline in the period' }, dateField: 'entered_pipeline', formula: 'entered(channel) / entered', method: method.wilson, drillDown: opensDeals(), topic: 'channels', fixture: TWO_SOURCES,
  },
  'channel.conversion': {
    label: { zh: '渠道最终转化率', en: 'Final conversion of the channel' },
    definition: { zh: '该渠道在期间内进入的商机中，到所选时点已赢单的比例；旁边给出与其他渠道之差。', en: 'Of the channel’s deals that entered in the period, the share won by the chosen instant; beside it the difference to the other channels.' },
    unit: 'share', population: channel, dateField: 'entered_pipeline', formula: 'won / entered, over the channel', method: method.wilson, drillDown: opensDeals(), topic: 'channels', fixture: TWO_SOURCES,
  },
  'channel.mean_won': {
    label: { zh: '渠道平均客单价', en: 'Average deal of the channel' },
    definition: { zh: '期间内该渠道赢单商机的平均金额（同一币种）。', en: 'Mean amount of the channel’s deals won in the period, in one currency.' },
    unit: 'money', population: { zh: '期间内赢单、来自该渠道的商机', en: 'Deals of the channel won in the period' }, dateField: 'closed_at', formula: 'Σ won amount / won', method: 'mean, normal 95 %', drillDown: opensDeals(), topic: 'channels', fixture: TWO_SOURCES,
  },
  'channel.per_entered': {
    label: { zh: '渠道单个商机价值', en: 'Worth of one deal of the channel' },
    definition: { zh: '该渠道在期间内进入的商机，平均每个带来多少赢单金额：转化率与客单价合在一起。还有在途商机时会偏低。', en: 'What each deal of the channel that entered in the period has brought in won amount: conversion and size together. Too low while deals are still open.' },
    unit: 'money', population: channel, dateField: 'entered_pipeline', formula: 'Σ won amount of the cohort / entered', method: 'exact decimals', drillDown: opensDeals(), topic: 'channels', fixture: tested('breakdown', 'channels: what one more deal of a channel is worth'),
  },
  // ----------------------------------------------------------------------------------------------------- people
  'fair.raw': {
    label: { zh: '原始赢单率（人员）', en: 'Raw rate of a rep or team' },
    definition: { zh: '该人员（团队）全部商机的赢单比例，不考虑拿到的商机好坏。', en: 'The plain share won over all deals of the rep or team, whatever deals they were given.' },
    unit: 'share', population: theirs, dateField: 'closed_at', formula: 'won / closed', method: method.wilson, drillDown: opensDeals(), topic: 'people', fixture: TWO_REPS,
  },
  'fair.adjusted': {
    label: { zh: '可比赢单率（人员）', en: 'Rate with everybody’s mix' },
    definition: { zh: '如果该人员的商机构成与全体相同，赢单率会是多少：在相同分组内比较，再按全体的构成加权。', en: 'What the rate would be with everybody’s mix of deals: like is compared with like, then weighted as everybody’s deals are.' },
    unit: 'share', population: comparable, dateField: 'closed_at', formula: 'Σ w_s p_s, w_s = everybody’s share of segment s', method: 'direct standardisation, MOVER 95 %', drillDown: weightedRate, topic: 'people', fixture: TWO_REPS,
  },
  'fair.reference': {
    label: { zh: '全体在同样构成下的赢单率', en: 'Everybody’s rate over the same segments' },
    definition: { zh: '在该人员可比的分组上，全体按同样权重的赢单率：可比赢单率应与它相比。', en: 'Everybody’s rate over the same segments with the same weights: what the adjusted rate is held against.' },
    unit: 'share', population: { zh: '全体在这些分组内的商机', en: 'Everybody’s deals in those segments' }, dateField: 'closed_at', formula: 'Σ w_s P_s', method: 'direct standardisation', drillDown: weightedRate, topic: 'people', fixture: TWO_REPS,
  },
  'fair.difference': {
    label: { zh: '与全体之差（可比）', en: 'Adjusted difference' },
    definition: { zh: '可比赢单率减去全体在同样构成下的赢单率（百分点）；显著性按所有人员同时检验作了校正。', en: 'The adjusted rate less everybody’s over the same segments, in percentage points; significance allows for all reps being tested at once.' },
    unit: 'difference', population: comparable, dateField: 'closed_at', formula: 'adjusted − reference', method: 'Cochran–Mantel–Haenszel, Benjamini–Hochberg', drillDown: weightedRate, topic: 'people', fixture: TWO_REPS,
  },
  'fair.covered': {
    label: { zh: '可比范围', en: 'How much can be compared' },
    definition: { zh: '该人员有足够商机、因而可以比较的分组，占全体商机的比例。不到一半时不下结论。', en: 'The share of everybody’s deals that lies in segments in which the rep has enough deals to be compared. Below a half nothing is concluded.' },
    unit: 'share', population: { zh: '全体的商机', en: 'Everybody’s deals' }, dateField: 'closed_at', formula: 'Σ deals of comparable segments / deals', method: 'share', drillDown: weightedRate, topic: 'people',
    fixture: tested('fair', 'amount bands and other currencies are segments; small ones are not compared'),
  },
  // ------------------------------------------------------------------------------------------------------- activity
  'activity.response_median': {
    label: { zh: '首次响应时间中位数', en: 'Median first response' },
    definition: { zh: '从线索（商机）进来到第一次联系客户的小时数的中位数；还没联系的按“至少等了这么久”计入。', en: 'Median hours from coming in to the first contact with the customer; those still waiting count as "at least so long".' },
    unit: 'hours', population: responses, dateField: 'created_at', formula: 'first t with S(t) ≤ 0.5', method: 'Kaplan–Meier, log-log 95 %', drillDown: twoLists, topic: 'activity', fixture: RESPONSE,
  },
  'activity.response_within': {
    label: { zh: '2 小时内响应率', en: 'Answered within two hours' },
    definition: { zh: '进来已满 2 小时的线索（商机）中，2 小时内联系过客户的比例。', en: 'Of those that came in at least two hours ago, the share contacted within two hours.' },
    unit: 'share', population: responses, dateField: 'created_at', formula: 'answered within 2 h / due', method: method.wilson, drillDown: twoLists, topic: 'activity', fixture: RESPONSE,
  },
  'activity.waiting': {
    label: { zh: '仍未响应', en: 'Still waiting' },
    definition: { zh: '期间内进来、到所选时点还没有联系过客户的线索（商机）数，刚进来的也算。', en: 'Leads or deals that came in in the period and were not contacted by the chosen instant, however short ago they came.' },
    unit: 'count', population: responses, dateField: 'created_at', formula: '|{i : no contact by T}|', method: method.count, drillDown: twoLists, topic: 'activity', fixture: RESPONSE,
  },
  'activity.touch_limit': {
    label: { zh: '过度跟进的界线', en: 'Limit of over-follow-up' },
    definition: { zh: '往前走的停留里，九成以内的客户跟进次数（至少 5 次）；还停着而超过它的算过度跟进。前进的不到 20 个时不定界线。', en: 'Contacts within which nine in ten of the stays that moved on did so (at least 5); deals still there with more are over-followed. With fewer than 20 that moved on there is no limit.' },
    unit: 'count', population: { zh: '以前进或赢单结束的停留', en: 'Stays that ended in an advance or a win' }, dateField: 'entered_stage', formula: 'max(5, P90 of touches | advanced)', method: 'order statistic', drillDown: byStays, topic: 'activity', fixture: TOUCHES,
  },
  'activity.touches_to_advance': {
    label: { zh: '推进所需跟进次数', en: 'Touches until the deal moves on' },
    definition: { zh: '往前走（或赢单）的停留里，客户跟进次数的中位数。', en: 'Median number of customer contacts in stays that ended in moving on or a win.' },
    unit: 'count', population: { zh: '以前进或赢单结束的停留', en: 'Stays that ended in an advance or a win' }, dateField: 'entered_stage', formula: 'median touches | advanced', method: 'median, order-statistic 95 %', drillDown: byStays, topic: 'activity', fixture: TOUCHES,
  },
  'activity.touches_to_loss': {
    label: { zh: '丢单前跟进次数', en: 'Touches until the deal is lost' },
    definition: { zh: '以丢单结束的停留里，客户跟进次数的中位数。', en: 'Median number of customer contacts in stays that ended in a loss.' },
    unit: 'count', population: { zh: '以丢单结束的停留', en: 'Stays that ended in a loss' }, dateField: 'entered_stage', formula: 'median touches | lost', method: 'median, order-statistic 95 %', drillDown: byStays, topic: 'activity', fixture: TOUCHES,
  },
  'activity.over_follow_up': {
    label: { zh: '过度跟进占比', en: 'Over-follow-up' },
    definition: { zh: '还停在本阶段的商机中，跟进次数已超过九成推进成功者的比例：花了很多力气却没有进展。', en: 'Of the deals still in the stage, the share with more contacts than nine in ten of those that moved on: much effort, no progress.' },
    unit: 'share', population: { zh: '还停在本阶段的商机', en: 'Deals still in the stage' }, dateField: 'as_of', formula: 'touches > max(5, P90 of advanced) / open', method: method.wilson, drillDown: opensDeals(), topic: 'activity', fixture: TOUCHES,
  },
  'activity.touches_per_stay': {
    label: { zh: '每次停留跟进次数', en: 'Touches per stay' },
    definition: { zh: '该人员的商机在一个阶段里的客户跟进次数的中位数。', en: 'Median number of customer contacts in one stage, over the stays of the rep’s deals.' },
    unit: 'count', population: { zh: '该人员商机的停留', en: 'Stays of the rep’s deals' }, dateField: 'entered_stage', formula: 'median touches', method: 'median, order-statistic 95 %', drillDown: byStays, topic: 'activity', fixture: TOUCHES,
  },
  // -------------------------------------------------------------------------------------------------- decay, cube
  'decay.win': {
    label: { zh: '仍在本阶段时的赢单概率', en: 'Chance of winning while still in the stage' },
    definition: { zh: '在本阶段待到第 a 天还没离开的商机，最终赢单的概率；由同样待到那时的商机估计，在途的按未定计入。', en: 'The probability that a deal still in the stage after a days is won in the end, from the deals that were; open ones count as undecided.' },
    unit: 'share', population: { zh: '在本阶段待满 a 天的商机', en: 'Deals still in the stage at that age' }, dateField: 'entered_pipeline', formula: '(F_won(∞) − F_won(a)) / S(a)', method: 'landmark, Aalen–Johansen, log-log 95 %', drillDown: estimated, topic: 'decay', fixture: tested('decay', 'with every deal decided it is the plain share of those still there'),
  },
  'decay.formula': {
    label: { zh: '时间衰减（公式）', en: 'Chance by the half-life formula' },
    definition: { zh: '数据不足时用：超过停留中位数的 1.5 倍后，每再过一个中位数，阶段赢率减半。', en: 'Where data are few: beyond 1.5 times the median dwell the stage’s probability halves with every further median.' },
    unit: 'share', population: { zh: '本阶段的商机', en: 'Deals of the stage' }, dateField: 'entered_pipeline', formula: 'p · 2^(−max(0, a − θ)/h), θ = 1.5 · median, h = median', method: 'formula', drillDown: estimated, topic: 'decay', fixture: tested('decay', 'the formula: untouched up to 1.5 medians, half at 2.5, a quarter at 3.5'),
  },
  'cube.deals': {
    label: { zh: '三维漏斗：商机数', en: '3-D funnel: deals' },
    definition: { zh: '在途商机按阶段 × 质量评分 × 时间衰减分布：同样在后期，质量低、放太久的并不可靠。', en: 'Open deals by stage × quality score × time decay: late in the funnel is worth little when the quality is low or it has waited too long.' },
    unit: 'count', population: openAll, dateField: 'as_of', formula: '|{i open : stage, quality, decay}|', method: method.count, drillDown: opensDeals(), topic: 'decay', fixture: CUBE,
  },
  'cube.amount': {
    label: { zh: '三维漏斗：金额', en: '3-D funnel: amount' },
    definition: { zh: '该格内在途商机的金额合计（同一币种）。', en: 'The amounts of the open deals of that cell, in one currency.' },
    unit: 'money', population: openAll, dateField: 'as_of', formula: 'Σ amount of the cell', method: method.sum, drillDown: opensDeals(), topic: 'decay', fixture: CUBE,
  },
  'cube.weighted': {
    label: { zh: '三维漏斗：加权金额', en: '3-D funnel: weighted' },
    definition: { zh: '该格内在途商机的金额 × 赢率之和；赢率取手填值，没有则取阶段的值，不再乘衰减。', en: 'Amount × probability of the open deals of that cell; the manual probability if set, else the stage’s, without the decay.' },
    unit: 'money', population: openAll, dateField: 'as_of', formula: 'Σ amount · p of the cell', method: 'exact ten-thousandths', drillDown: opensDeals(), topic: 'decay', fixture: CUBE,
  },
  // ------------------------------------------------------------------------------------------------------- coverage
  'coverage.ratio': {
    label: { zh: '目标覆盖倍数', en: 'Coverage' },
    definition: { zh: '预计在期间内成交的在途金额 ÷（目标 − 已赢金额）。没有填预计成交日的商机不算在内；目标已完成时显示“已达成”，不显示倍数。', en: 'Open pipeline expected to close in the period ÷ (target − won so far). Deals without an expected close date are not in it; when nothing remains it says "reached" and gives no ratio.' },
    unit: 'ratio', population: { zh: '预计成交日在期间内的在途商机', en: 'Open deals expected to close in the period' }, dateField: 'expected_close_on', formula: 'Σ open amount / (target − won)', method: 'quotient', drillDown: opensDeals(), topic: 'coverage', fixture: COVERAGE,
  },
  'coverage.remaining': {
    label: { zh: '目标缺口', en: 'Still to be won' },
    definition: { zh: '目标减去期间内已赢的金额。', en: 'The target less what has been won in the period.' },
    unit: 'money', population: { zh: '期间内赢单的商机', en: 'Deals won in the period' }, dateField: 'closed_at', formula: 'target − Σ won amount', method: method.sum, drillDown: opensDeals(), topic: 'coverage', fixture: COVERAGE,
  },
  // -------------------------------------------------------------------------------------------------- custom funnel
  'custom.reached': {
    label: { zh: '自定义漏斗：到达数', en: 'Custom funnel: reached' },
    definition: { zh: '到达这一步的对象数。“可跳步”时，跳过而到达后面的也算；“严格顺序”时，每一步必须在上一步之后。', en: 'Subjects that came to this step. Linear: those that passed over it count; strict: each step must follow the one before it.' },
    unit: 'count', population: subjects, dateField: 'entered_pipeline', formula: '|{i : reached step j within the window}|', method: method.count, drillDown: opensDeals(), topic: 'custom', fixture: STEPS,
  },
  'custom.conversion': {
    label: { zh: '自定义漏斗：步骤转化率', en: 'Custom funnel: step conversion' },
    definition: { zh: '到达上一步的对象中，到达这一步的比例；窗口内还没有结果的另列。', en: 'Of the subjects that came to the step before, the share that came to this one; those whose window is still open are told beside it.' },
    unit: 'share', population: subjects, dateField: 'entered_pipeline', formula: 'reached(j) / reached(j − 1)', method: method.wilson, drillDown: opensDeals(), topic: 'custom', fixture: STEPS,
  },
  'custom.overall': {
    label: { zh: '自定义漏斗：累计转化率', en: 'Custom funnel: overall conversion' },
    definition: { zh: '进入该漏斗的对象中，到达这一步的比例。', en: 'Of the subjects that came into the funnel, the share that came to this step.' },
    unit: 'share', population: subjects, dateField: 'entered_pipeline', formula: 'reached(j) / reached(1)', method: method.wilson, drillDown: opensDeals(), topic: 'custom', fixture: STEPS,
  },
  'custom.median_days': {
    label: { zh: '自定义漏斗：步骤用时', en: 'Custom funnel: time from the step before' },
    definition: { zh: '到达这一步的对象，从上一步到这一步用了多少天的中位数。', en: 'Median days from the step before, over the subjects that came to this one.' },
    unit: 'days', population: subjects, dateField: 'entered_pipeline', formula: 'median(t(j) − t(j − 1))', method: 'median, order-statistic 95 %', drillDown: opensDeals(), topic: 'custom', fixture: STEPS,
  },
  'custom.dropout': {
    label: { zh: '自定义漏斗：流失数', en: 'Custom funnel: dropout' },
    definition: { zh: '到达上一步、但（目前）没有到达这一步的对象数；其中窗口未到期的标为未定。', en: 'Subjects that came to the step before and not (so far) to this one; those whose window is still open are marked undecided.' },
    unit: 'count', population: subjects, dateField: 'entered_pipeline', formula: 'reached(j − 1) − reached(j)', method: method.count, drillDown: opensDeals(), topic: 'custom', fixture: STEPS,
  },
} as const satisfies Record<string, MetricEntry>

export type MeasureKey = keyof typeof MEASURE_METRICS

/** Whether a text from outside names a number of the measures. */
export function isMeasureKey(text: string): text is MeasureKey {
  return Object.hasOwn(MEASURE_METRICS, text)
}
