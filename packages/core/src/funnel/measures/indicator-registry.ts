import { type MetricEntry, opensDeals, opensNothing } from '../../lib/metric-entry.ts'
import type { Indicator } from './indicators.ts'

const working = { zh: '期间内曾处于在途状态的商机', en: 'Deals that were open at any time in the period' }
const closed = { zh: '期间内关闭（赢单或丢单）的商机', en: 'Deals closed in the period, won or lost' }

const fixture = 'core/funnel/measures/indicators.test.ts: the six numbers of the KPI table'

/** The six numbers of the KPI table in words; their keys in the registry are `kpi.<indicator>`. What they count says `indicators`. */
export const INDICATOR_METRICS: Record<Indicator, MetricEntry> = {
  lead_to_deal: {
    label: { zh: '线索-商机转化率', en: 'Lead to deal' },
    definition: {
      zh: '期间内创建的线索中，已经转为商机的比例。还在跟进的线索留在分母里，所以近期的数字还会上升。',
      en: 'Of the leads created in the period, the share that has become a deal. Leads still being worked stay in the denominator, so a recent figure can still rise.',
    },
    unit: 'share', population: { zh: '期间内创建的线索', en: 'Leads created in the period' }, dateField: 'created_at', formula: 'converted / created', method: 'cohort, Wilson 95 %', drillDown: opensNothing('线索不属于任何销售流程，请在线索列表中查看', 'Leads belong to no pipeline; the list of leads shows them.'), topic: 'indicators', fixture,
  },
  deal_progress: {
    label: { zh: '商机推进率', en: 'Deals that got on' },
    definition: {
      zh: '期间内在途的商机中，有多大比例在期间内走到了比以往更靠后的阶段，或者赢单。原地不动、退回后又回到老位置的都不算推进。',
      en: 'Of the deals open in the period, the share that got further in it than ever before, or was won. Standing still, and coming back to where it had been, is no progress.',
    },
    unit: 'share', population: working, dateField: 'entered_stage', formula: 'got further or won / open in the period', method: 'flow, Wilson 95 %', drillDown: opensNothing('由期间内的推进得出，请从各阶段的数字打开', 'It comes of moves in the period; open the figures of the stages.'), topic: 'indicators', fixture,
  },
  proposal_win: {
    label: { zh: '方案赢率', en: 'Win rate after a proposal' },
    definition: {
      zh: '期间内关闭、并且到过方案（报价）阶段的商机中，赢单的比例：方案给出去以后，拿下来多少。',
      en: 'Of the deals closed in the period that had reached the proposal stage, the share that was won: what becomes of proposals.',
    },
    unit: 'share', population: { zh: '期间内关闭、到过方案阶段的商机', en: 'Deals closed in the period that had reached the proposal stage' }, dateField: 'closed_at',
    formula: 'won / closed, over reached ≥ proposal', method: 'closed, Wilson 95 %', drillDown: opensNothing('请打开按关闭数的赢单率', 'Open the closed win rate.'), topic: 'indicators', fixture,
  },
  win_rate: {
    label: { zh: '成交率', en: 'Win rate of closed deals' },
    definition: { zh: '期间内关闭的商机中，赢单的比例。还在途的商机不计入。', en: 'Of the deals closed in the period, the share that was won. Open deals are not in it.' },
    unit: 'share', population: closed, dateField: 'closed_at', formula: 'won / closed', method: 'closed, Wilson 95 %', drillDown: opensDeals(), topic: 'indicators', fixture,
  },
  sales_cycle: {
    label: { zh: '平均销售周期', en: 'Mean sales cycle' },
    definition: {
      zh: '期间内赢单的商机，从创建到赢单平均用了多少天。少数拖得很久的单会拉高平均，所以旁边同时给出中位数。',
      en: 'Mean days from creation to winning of the deals won in the period. A few long ones pull it up, so the median stands beside it.',
    },
    unit: 'days', population: { zh: '期间内赢单的商机', en: 'Deals won in the period' }, dateField: 'closed_at', formula: 'mean(won − created)', method: 'mean', drillDown: opensDeals(), topic: 'indicators', fixture,
  },
  pipeline_value: {
    label: { zh: '管道价值', en: 'Pipeline value' },
    definition: {
      zh: '截至所选时点，全部在途商机的金额合计（休眠的不计），与期间无关。旁边是按赢率加权后的金额。',
      en: 'The amounts of all open deals at the chosen instant (sleeping ones left out), whatever the period. Beside it the same weighted by probability.',
    },
    unit: 'money', population: { zh: '截至时点在途、未休眠的商机', en: 'Open, awake deals at that instant' }, dateField: 'as_of', formula: 'Σ amount', method: 'sum', drillDown: opensDeals(), topic: 'indicators', fixture,
  },
}
