import { type MetricEntry, opensNothing, type Words } from '../lib/metric-entry.ts'

const leads: Words = { zh: '来源触达（末次或首次，可选）属于本活动的线索', en: 'Leads whose touch (the last before capture, or the first, as chosen) is the campaign’s' }
const MONEY = 'server/features/campaigns/campaigns.test.ts: from visit to revenue: leads, qualified, won, cost per lead and return'
const ARITHMETIC = 'core/campaigns/figures.test.ts: cost per lead, shares and return'
const notListed = opensNothing('打开活动的线索即可看到', 'The campaign’s leads show them.')

/** What campaigns brought. */
export const CAMPAIGN_METRICS = {
  'campaign.visits': {
    label: { zh: '活动访问', en: 'Campaign visits' },
    definition: { zh: '活码短链接被人打开的次数；预览、爬虫、预取和刷量不计。', en: 'How often people opened the campaign’s short links; previews, robots, prefetching and floods are not counted.' },
    unit: 'count', population: { zh: '活码的每次打开', en: 'Each opening of a code' }, dateField: 'as_of', formula: '#touch(kind = code)', method: 'count',
    drillDown: opensNothing('访客多为匿名', 'Most visitors are anonymous.'), topic: 'campaigns', fixture: 'server/features/campaigns/campaigns.test.ts: robots, previews, prefetching and floods are led on and not counted; who asks not to be followed gets no id',
  },
  'campaign.leads': {
    label: { zh: '活动线索', en: 'Campaign leads' },
    definition: { zh: '来源是本活动的线索数：按建立线索前的末次触达，或按首次触达。', en: 'Leads whose source is the campaign: by the last touch before the lead was captured, or by the first.' },
    unit: 'count', population: leads, dateField: 'as_of', formula: '#lead', method: 'count', drillDown: { opens: 'leads', parts: ['population'] }, topic: 'campaigns', fixture: MONEY,
  },
  'campaign.qualified': {
    label: { zh: '活动合格线索', en: 'Campaign leads qualified' },
    definition: { zh: '活动线索中，现在已合格或已转化的。', en: 'Of the campaign’s leads, those that are qualified or converted by now.' },
    unit: 'count', population: leads, dateField: 'as_of', formula: '#lead(status ∈ qualified, converted)', method: 'count', drillDown: notListed, topic: 'campaigns', fixture: MONEY,
  },
  'campaign.won': {
    label: { zh: '活动赢单', en: 'Campaign deals won' },
    definition: { zh: '由活动线索转化的商机中，已赢单的。', en: 'Of the deals that came of the campaign’s leads, those that are won.' },
    unit: 'count', population: { zh: '由活动线索转化的商机', en: 'Deals that came of the campaign’s leads' }, dateField: 'as_of', formula: '#deal(won)', method: 'count', drillDown: notListed, topic: 'campaigns', fixture: MONEY,
  },
  'campaign.revenue': {
    label: { zh: '活动收入', en: 'Campaign revenue' },
    definition: { zh: '活动赢单的金额之和，只计与活动同币种、有金额的。', en: 'The amounts of the deals won, of those in the campaign’s currency that have one.' },
    unit: 'money', population: { zh: '由活动线索转化的赢单', en: 'Won deals that came of the campaign’s leads' }, dateField: 'as_of', formula: 'Σ amount(won)', method: 'sum', drillDown: notListed, topic: 'campaigns', fixture: MONEY,
  },
  'campaign.cost_per_lead': {
    label: { zh: '单条线索成本', en: 'Cost per lead' },
    definition: { zh: '活动花费 ÷ 活动线索数；没有线索或没有登记花费时没有这个数。', en: 'What the campaign cost, divided by its leads; none without leads or without a cost entered.' },
    unit: 'money', population: leads, dateField: 'as_of', formula: 'cost / leads', method: 'exact', drillDown: notListed, topic: 'campaigns', fixture: ARITHMETIC,
  },
  'campaign.roi': {
    label: { zh: '投资回报率', en: 'Return on the campaign' },
    definition: { zh: '（活动收入 − 花费）÷ 花费：0 为回本，−100% 为全部亏掉；没有花费时没有这个数。', en: '(Revenue − cost) ÷ cost: 0 gives the money back, −100 % loses all of it; none without cost.' },
    unit: 'share', population: leads, dateField: 'as_of', formula: '(revenue − cost) / cost', method: 'exact', drillDown: notListed, topic: 'campaigns', fixture: ARITHMETIC,
  },
} as const satisfies Record<string, MetricEntry>
