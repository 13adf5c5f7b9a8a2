import { type MetricEntry, opensDeals, opensNothing, type Words } from '../lib/metric-entry.ts'

const tested = (file: string, name: string): string => `core/planning/${file}.test.ts: ${name}`
const PRODUCT = tested('back-calculation', '20 wins at 40 %, 25 % and 10 % take 2000 leads, not 2001')
const PARTS = tested('back-calculation', 'months and channels are whole and add up, needs fall along the way, limits enclose the need')
const HEADS = tested('capacity', 'names what is short, month by month, the shortest first')
const STEADY = tested('what-if', 'the steady state by hand: stock is inflow × stay, money is weighted by the chance')
const TRACKED = tested('plan', 'tracking: a past month in full, the running one by its days, a later one not yet')

const mature: Words = { zh: '所选历史期间内进入销售流程、已结束或时间足够的商机（及之前的线索）', en: 'Deals of the measured past that have ended or had time to, and the leads before them' }
const model: Words = { zh: '按历史期间测得的转化率、停留、流入与金额推算的稳定漏斗', en: 'A steady funnel with the conversion, stays, inflow and amounts of the measured past' }
const plan: Words = { zh: '计划期内的商机', en: 'Deals of the planned months' }
const ahead = opensNothing('这是要去争取的商机，还不存在', 'These deals are yet to be made.')
const computed = opensNothing('由模型推算，不对应一份名单', 'Worked out from a model; no list stands for it.')
const delta = '95 % by the delta method on the logarithm'

/** Numbers of planning: METRICS 9, required coverage of METRICS 6. */
export const PLANNING_METRICS = {
  'coverage.required': {
    label: { zh: '需要的覆盖倍数', en: 'Required coverage' },
    definition: { zh: '按自己的赢率（按金额），要赢下目标需要多少倍的管道：1 ÷ 赢率，而不是通用的“3 倍”。', en: 'How many times the target the pipeline has to be at the own win rate by value: 1 ÷ rate, not a general "3×".' },
    unit: 'ratio', population: { zh: '目标期间之前一年内关闭的商机', en: 'Deals closed in the year before the period' }, dateField: 'closed_at', formula: '1 / win rate by value', method: 'ratio of sums, its interval turned round', drillDown: opensDeals('population', 'hits'), topic: 'coverage',
    fixture: tested('coverage', 'required coverage is 1 / value win rate, not 3×'),
  },
  'plan.wins': {
    label: { zh: '需要的赢单数', en: 'Deals to win' },
    definition: { zh: '目标本身；以金额为目标时，为目标 ÷ 平均赢单金额，最后一步才向上取整。', en: 'The target itself; of a target in money, target ÷ mean won amount, rounded up once at the end.' },
    unit: 'count', population: { zh: '历史期间内赢单、以该币种计价的商机', en: 'Deals won in the measured past in that currency' }, dateField: 'closed_at', formula: 'ceil(target / mean won amount)', method: `exact decimals, ${delta}`, drillDown: ahead, topic: 'planning',
    fixture: tested('back-calculation', 'a target in money: the mean won amount, exact, and its error in the interval'),
  },
  'plan.start': {
    label: { zh: '需要新增（简单连乘）', en: 'Needed at the start (product)' },
    definition: { zh: '目标 ÷ 各步转化率之积，用精确小数算到最后才取整：20 ÷（40% × 25% × 10%）正好是 2000。有跳步或退回时会误导。', en: 'Target ÷ product of the step rates in exact decimals: 20 / (40 % · 25 % · 10 %) is exactly 2000. It misleads where stages are skipped or deals come back.' },
    unit: 'count', population: mature, dateField: 'entered_pipeline', formula: 'ceil(target / Π conv(k))', method: `product, ${delta}`, drillDown: ahead, topic: 'planning', fixture: PRODUCT,
  },
  'plan.start_chain': {
    label: { zh: '需要新增（吸收链）', en: 'Needed at the start (chain)' },
    definition: { zh: '按阶段之间实际的流转（含跳步、退回、重开）算出从起点到赢单的概率，再用目标去除。', en: 'Target ÷ the probability to be won from the start, by the moves between stages as they were, with skips, returns and reopenings.' },
    unit: 'count', population: { zh: '历史期间内结束的停留', en: 'Stays that ended in the measured past' }, dateField: 'left_stage', formula: 'ceil(target / B[first, won]), B = inv(I − Q) · R', method: `absorbing chain, ${delta}`, drillDown: ahead, topic: 'planning',
    fixture: tested('back-calculation', 'the chain is right with skips: 20 wins take 100 deals, where the touched-only product says 134'),
  },
  'plan.start_time': {
    label: { zh: '需要新增（时间轴）', en: 'Needed at the start (time axis)' },
    definition: { zh: '把从创建到赢单的滞后也算进去：计划期内创建的，有些要之后才赢；计划期之前创建的，也会带来一些赢单。', en: 'With the delays from creation to winning: some of what the plan creates wins only after it, and what was created before it brings wins too.' },
    unit: 'count', population: mature, dateField: 'created_at', formula: 'wins(p) = Σ_j created(p − j) · c_j, solved for created', method: `convolution, ${delta}`, drillDown: ahead, topic: 'planning',
    fixture: tested('back-calculation', 'with a time axis: 18 wins at a yield of 18 % take 100, spread over the months that can still win'),
  },
  'plan.stage': {
    label: { zh: '各阶段需要进入数', en: 'Entries needed by stage' },
    definition: { zh: '要达成目标，每个阶段（每个月）需要有多少商机进入；各月相加等于合计。', en: 'How many entries each stage needs, in all and by month; the months add up to the total.' },
    unit: 'count', population: mature, dateField: 'month', formula: 'ceil(wins / P(won | stage)), apportioned to months', method: `largest remainder, ${delta}`, drillDown: ahead, topic: 'planning', fixture: PARTS,
  },
  'plan.channel': {
    label: { zh: '各渠道需要新增', en: 'Needed by channel' },
    definition: { zh: '把需要的新增按各渠道在历史流入中的占比分下去；各渠道相加等于合计。', en: 'What is needed at the start, shared out by the channels’ shares of the past inflow; they add up to the total.' },
    unit: 'count', population: mature, dateField: 'month', formula: 'start · share(channel)', method: 'largest remainder', drillDown: ahead, topic: 'planning', fixture: PARTS,
  },
  'plan.win_rate': {
    label: { zh: '倒推用的总转化率', en: 'Overall rate of the back-calculation' },
    definition: { zh: '所选方法下，从起点（线索或商机）到赢单的概率。', en: 'The probability to be won from the start (lead or deal), by the chosen method.' },
    unit: 'share', population: mature, dateField: 'entered_pipeline', formula: 'Π conv, B[first, won] or Σ c_j', method: 'logit 95 %', drillDown: computed, topic: 'planning', fixture: tested('back-calculation', 'the intervals hold what they promise: some 95 of 100 contain the truth, in all three methods'),
  },
  'plan.month_wins': {
    label: { zh: '各月预计赢单', en: 'Wins expected by month' },
    definition: { zh: '按计划新增、并计入滞后，每个月预计能赢多少单；只有时间轴方法有。', en: 'Wins to be expected in each month when the plan is kept, delays counted; of the time axis alone.' },
    unit: 'count', population: mature, dateField: 'month', formula: 'Σ_j created(p − j) · c_j', method: 'convolution', drillDown: ahead, topic: 'planning', fixture: tested('back-calculation', 'with a time axis: 18 wins at a yield of 18 % take 100, spread over the months that can still win'),
  },
  'plan.misleading': {
    label: { zh: '简单连乘为何误导', en: 'Why the simple product misleads' },
    definition: { zh: '跳过阶段的推进占比、以退回结束的停留占比、在计划期之后才到来的赢单占比；都不到 2% 时不提示。', en: 'Share of moves that pass over a stage, of stays that end in a return, and of wins that come after the plan; below 2 % nothing is said.' },
    unit: 'share', population: { zh: '历史期间内的流转与赢单', en: 'Moves and wins of the measured past' }, dateField: 'left_stage', formula: 'skips / advances, returns / exits, late wins / wins', method: 'product held against chain and time', drillDown: computed, topic: 'planning', fixture: tested('product-misleads', 'touched-only steps beside skips: a third too many, and why'),
  },
  'capacity.per_head': {
    label: { zh: '人均负担', en: 'Load per head' },
    definition: { zh: '一个月里落到这个岗位上的线索（或商机）数 ÷ 人数。', en: 'Leads (or deals) of the month that fall to the post ÷ heads.' },
    unit: 'count', population: plan, dateField: 'month', formula: 'need / heads', method: 'exact hundredths', drillDown: ahead, topic: 'planning', fixture: tested('capacity', 'leads per rep'),
  },
  'capacity.utilisation': {
    label: { zh: '人手负荷', en: 'Utilisation' },
    definition: { zh: '一个月需要处理的数量 ÷ 现有人手能处理的数量；超过 100% 就接不住。', en: 'What the month asks for ÷ what the heads can take; above 100 % it does not fit.' },
    unit: 'share', population: plan, dateField: 'month', formula: 'need / (heads · per head)', method: 'exact hundredths', drillDown: ahead, topic: 'planning', fixture: HEADS,
  },
  'capacity.missing_heads': {
    label: { zh: '缺多少人', en: 'Heads missing' },
    definition: { zh: '接不住的数量，按每人每月能接多少折算成人，向上取整。', en: 'What does not fit, in posts by what one takes a month, rounded up.' },
    unit: 'count', population: plan, dateField: 'month', formula: 'ceil((need − capacity) / per head)', method: 'exact hundredths', drillDown: ahead, topic: 'planning', fixture: HEADS,
  },
  'what_if.wins': {
    label: { zh: '假如：每月赢单', en: 'What if: wins a month' },
    definition: { zh: '调整后的稳定漏斗每 30 天赢多少单。四步转化各 +10%，赢单就是 1.1 × 1.1 × 1.1 × 1.1 = 1.46 倍，而不是 1.1 倍。', en: 'Wins in 30 days of the funnel with the sliders moved. +10 % on each of four steps gives 1.1 · 1.1 · 1.1 · 1.1 = × 1.46, not × 1.1.' },
    unit: 'count', population: model, dateField: 'as_of', formula: '30 · inflow · Π conv', method: 'steady state', drillDown: computed, topic: 'planning', fixture: tested('what-if', '+10 % on four steps is × 1.46, on five × 1.61'),
  },
  'what_if.value': {
    label: { zh: '假如：每月赢单金额', en: 'What if: won money a month' },
    definition: { zh: '每 30 天的赢单数 × 平均赢单金额。', en: 'Wins in 30 days × mean won amount.' },
    unit: 'money', population: model, dateField: 'as_of', formula: '30 · inflow · Π conv · mean amount', method: 'steady state, exact decimals', drillDown: computed, topic: 'planning', fixture: STEADY,
  },
  'what_if.win_rate': {
    label: { zh: '假如：总转化率', en: 'What if: overall rate' },
    definition: { zh: '从第一个阶段到赢单，各步转化率之积；单步封顶 100%。', en: 'Product of the step rates from the first stage to the win; none above 100 %.' },
    unit: 'share', population: model, dateField: 'as_of', formula: 'Π conv(k)', method: 'steady state', drillDown: computed, topic: 'planning', fixture: tested('what-if', 'no conversion above 100 %, and it is said'),
  },
  'what_if.cycle': {
    label: { zh: '假如：走完全程的天数', en: 'What if: days through all stages' },
    definition: { zh: '走过每一个阶段的商机要花的天数：各阶段平均停留之和。', en: 'How long a deal that passes every stage takes: the mean stays added up.' },
    unit: 'days', population: model, dateField: 'as_of', formula: 'Σ dwell(k)', method: 'steady state', drillDown: computed, topic: 'planning', fixture: STEADY,
  },
  'what_if.stock': {
    label: { zh: '假如：在途存量', en: 'What if: stock' },
    definition: { zh: '稳定时停在各阶段的商机之和：每天流入 × 平均停留（利特尔法则）。', en: 'Deals standing in all stages in the steady state: entries a day × mean stay (Little’s law).' },
    unit: 'count', population: model, dateField: 'as_of', formula: 'Σ entries per day(k) · dwell(k)', method: 'Little 1961', drillDown: computed, topic: 'planning', fixture: STEADY,
  },
  'what_if.velocity': {
    label: { zh: '假如：销售速度', en: 'What if: sales velocity' },
    definition: { zh: '稳定漏斗每天产出的赢单金额：存量 × 平均金额 × 总转化率 ÷ 走完全程的天数。', en: 'Won money a day of the steady funnel: stock × mean amount × overall rate ÷ days through all stages.' },
    unit: 'money_per_day', population: model, dateField: 'as_of', formula: 'N · A · W / L', method: 'exact decimals', drillDown: computed, topic: 'planning', fixture: tested('what-if', 'shorter stays: less stock, more velocity, the same wins; more inflow: more of all'),
  },
  'track.actual': {
    label: { zh: '计划的实际完成', en: 'Actual against plan' },
    definition: { zh: '计划月份里实际发生的：赢单数、赢单金额、新增、各阶段进入数、各渠道新增。', en: 'What has happened in the planned months: wins, won money, starts, entries by stage, starts by channel.' },
    unit: 'count', population: plan, dateField: 'month', formula: '|{i in the month}|', method: 'count', drillDown: opensNothing('请从漏斗页同一期间的数字打开', 'The figures of the same period on the funnel page open the deals.'), topic: 'planning', fixture: TRACKED,
  },
  'track.expected_by_now': {
    label: { zh: '到今天应完成', en: 'Expected by now' },
    definition: { zh: '计划里到今天为止应完成的部分：过去的月份全部算，当月按已过天数的比例，之后的月份不算。', en: 'What the plan asks for by today: past months in full, the running one by its days, later ones not at all.' },
    unit: 'count', population: plan, dateField: 'month', formula: 'Σ planned · share of the month passed', method: 'by days', drillDown: ahead, topic: 'planning', fixture: TRACKED,
  },
  'track.gap': {
    label: { zh: '领先或落后', en: 'Ahead or behind' },
    definition: { zh: '实际减去到今天应完成的。负数为落后。', en: 'Actual less what is expected by now. Below 0 is behind.' },
    unit: 'count', population: plan, dateField: 'month', formula: 'actual − expected by now', method: 'difference', drillDown: ahead, topic: 'planning', fixture: tested('plan', 'a month that has ended without any record counts as nothing done; the last day asks for all of it'),
  },
} as const satisfies Record<string, MetricEntry>

export type PlanningMetricKey = keyof typeof PLANNING_METRICS
