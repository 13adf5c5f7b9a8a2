import { type MetricEntry, opensDeals, opensNothing, type Words } from '../lib/metric-entry.ts'

const REPORT = 'server/reports/attribution/attribution.test.ts: money of won deals comes to channels, campaigns and promoters by five models, cost and return beside it'
const SUM = 'core/attribution/report.test.ts: whatever the model, credits add up to the won amount to the last minor unit'
const COSTS = 'core/attribution/report.test.ts: models side by side: leads, deals, money, cost and return of each channel, with what no channel is credited for'
const FUNNEL = 'server/reports/attribution/campaign-funnel.test.ts: a campaign from visit to money, step by step, and the top-leak test'
const REJECTED = 'server/reports/attribution/rejections.test.ts: what sales gave back, by channel, campaign and reason, of all that it decided on'
const won: Words = { zh: '期间内赢单、所选币种的全部商机', en: 'All deals won in the period, in the chosen currency' }
const leads: Words = { zh: '期间内建立的全部线索（已并入其他线索的除外）', en: 'All leads captured in the period, but those merged into another' }
const opened: Words = { zh: '期间内新建、所选币种的全部商机', en: 'All deals opened in the period, in the chosen currency' }
const campaign: Words = { zh: '来源触达（末次或首次，可选）属于本活动的线索', en: 'Leads whose touch (the last before capture, or the first, as chosen) is the campaign’s' }
const byTouch = opensNothing('按触达分摊，不是整条记录', 'Shared among touches: no whole records.')
const inFunnel = opensNothing('打开活动的线索即可看到', 'The campaign’s leads show them.')
const base = { topic: 'campaigns', fixture: REPORT } as const

/** Credit shared among touches, a campaign's own funnel, and what sales gave back. */
export const ATTRIBUTION_METRICS = {
  'attribution.leads': {
    ...base, label: { zh: '归因线索', en: 'Leads credited' }, unit: 'count', population: leads, dateField: 'created_at', formula: 'Σ share(touches until capture)', method: 'exact', drillDown: byTouch, fixture: COSTS,
    definition: { zh: '期间内建立的线索，按所选模型分摊给建立前的各次触达，可以是小数；各行（含“无触达”）之和等于线索数。', en: 'Leads captured in the period, shared by the model among the touches until then, also in parts; all rows, “no touch” included, add up to the leads.' },
  },
  'attribution.opened': {
    ...base, label: { zh: '归因新商机', en: 'Deals opened, credited' }, unit: 'count', population: opened, dateField: 'created_at', formula: 'Σ share(touches until opened)', method: 'exact', drillDown: byTouch,
    definition: { zh: '期间内新建的商机，按模型分摊给其线索在建立前的各次触达。', en: 'Deals opened in the period, shared by the model among the touches of their lead until then.' },
  },
  'attribution.pipeline': {
    ...base, label: { zh: '归因新增管道', en: 'Pipeline credited' }, unit: 'money', population: opened, dateField: 'created_at', formula: 'Σ credit(touches until opened)', method: 'exact', drillDown: byTouch,
    definition: { zh: '期间内新建商机现在的金额，按模型分摊到触达；只计所选币种。', en: 'The amounts, as they are today, of deals opened in the period, shared by the model among touches; in the chosen currency alone.' },
  },
  'attribution.won': {
    ...base, label: { zh: '归因赢单数', en: 'Deals won, credited' }, unit: 'count', population: won, dateField: 'closed_at', formula: 'Σ share(touches until won)', method: 'exact', drillDown: opensDeals(),
    definition: { zh: '期间内赢单的商机，按模型分摊给赢单前的各次触达；各行之和等于赢单数。', en: 'Deals won in the period, shared by the model among the touches until the win; all rows add up to the deals won.' },
  },
  'attribution.revenue': {
    ...base, label: { zh: '归因收入', en: 'Revenue credited' }, unit: 'money', population: won, dateField: 'closed_at', formula: 'Σ credit(touches until won), largest remainder', method: 'exact', drillDown: opensDeals(), fixture: SUM,
    definition: { zh: '期间内赢单的金额，按模型分摊给赢单前的各次触达，精确到分：各行（含“无触达”）之和等于赢单金额。', en: 'The amounts won in the period, shared by the model among the touches until the win, to the minor unit: all rows, “no touch” included, add up to the amount won.' },
  },
  'attribution.cost': {
    ...base, label: { zh: '期间花费', en: 'Cost of the period' }, unit: 'money', population: { zh: '期间内、所选币种的活动花费', en: 'Costs of campaigns within the period, in the chosen currency' }, dateField: 'created_at', formula: 'Σ cost', method: 'sum', drillDown: opensNothing('在活动页查看花费', 'Campaign pages list them.'),
    definition: { zh: '登记在期间内的市场活动花费，按渠道或活动汇总。花费往往早于收入，短期间的回报会偏低。', en: 'Campaign costs dated within the period, by channel or campaign. Money is spent before it comes back: over short periods returns look too low.' },
  },
  'attribution.cost_per_lead': {
    ...base, label: { zh: '归因单条线索成本', en: 'Cost per lead credited' }, unit: 'money', population: leads, dateField: 'created_at', formula: 'cost / leads credited', method: 'exact', drillDown: byTouch, fixture: COSTS,
    definition: { zh: '期间花费 ÷ 归因线索；没有线索或没有登记花费时没有这个数。', en: 'Cost of the period ÷ leads credited; none without leads or without a cost entered.' },
  },
  'attribution.cost_per_won': {
    ...base, label: { zh: '归因单个赢单成本', en: 'Cost per deal won, credited' }, unit: 'money', population: won, dateField: 'closed_at', formula: 'cost / deals won credited', method: 'exact', drillDown: byTouch, fixture: COSTS,
    definition: { zh: '期间花费 ÷ 归因赢单数；没有赢单或没有登记花费时没有这个数。', en: 'Cost of the period ÷ deals won credited; none without a win or without a cost entered.' },
  },
  'attribution.roi': {
    ...base, label: { zh: '归因投资回报率', en: 'Return by attribution' }, unit: 'share', population: won, dateField: 'closed_at', formula: '(revenue credited − cost) / cost', method: 'exact', drillDown: byTouch, fixture: COSTS,
    definition: { zh: '（归因收入 − 期间花费）÷ 期间花费：0 为回本；没有花费时没有这个数。', en: '(Revenue credited − cost of the period) ÷ cost: 0 gives the money back; none without cost.' },
  },
  'campaign.mql': {
    label: { zh: '活动 MQL', en: 'Campaign MQL' }, unit: 'count', population: campaign, dateField: 'as_of', formula: '#lead(mql_at or further)', method: 'Wilson 95 %', drillDown: inFunnel, topic: 'campaigns', fixture: FUNNEL,
    definition: { zh: '活动线索中，至少到过“市场合格”的：达到可移交分数或已移交，或走得更远；后来退回的仍算。', en: 'Of the campaign’s leads, those that came at least to marketing qualified: ready by score or handed over, or further; those that fell back still count.' },
  },
  'campaign.sql': {
    label: { zh: '活动 SQL', en: 'Campaign SQL' }, unit: 'count', population: campaign, dateField: 'as_of', formula: '#lead(sql_at, qualified or further)', method: 'Wilson 95 %', drillDown: inFunnel, topic: 'campaigns', fixture: FUNNEL,
    definition: { zh: '活动线索中，至少到过“销售合格”的：销售已接收、已合格或已有商机。', en: 'Of the campaign’s leads, those that came at least to sales qualified: accepted by sales, qualified, or with a deal.' },
  },
  'rejections.share': {
    label: { zh: '移交退回率', en: 'Share given back' }, unit: 'share', population: { zh: '期间内销售已接收或退回的移交', en: 'Hand-overs that sales accepted or gave back in the period' }, dateField: 'closed_at', formula: 'rejected / (accepted + rejected)', method: 'Wilson 95 %',
    drillDown: { opens: 'leads', parts: ['hits'] }, topic: 'campaigns', fixture: REJECTED,
    definition: { zh: '期间内销售作出决定的移交中，被退回的比例；还在等待的、撤回的不计。', en: 'Of the hand-overs that sales decided on in the period, the share given back; those that wait or were withdrawn are left out.' },
  },
} as const satisfies Record<string, MetricEntry>
