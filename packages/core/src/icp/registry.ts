import { type MetricEntry, opensNothing } from '../lib/metric-entry.ts'

const ICP = 'core/icp/icp.test.ts: which values win against all others, corrected for all that was looked at; few say nothing'
const population = { zh: '期间内关闭的商机中，有该属性值的', en: 'Of the deals closed in the period, those with the value' }
const filtered = opensNothing('在漏斗按该维度切片即可看到', 'The funnel sliced by the value shows them.')

/** Which attributes win. */
export const ICP_METRICS = {
  'icp.win_rate': {
    label: { zh: '画像赢单率', en: 'Win rate of an attribute' }, unit: 'share', population, dateField: 'closed_at', formula: 'won / (won + lost)', method: 'Wilson 95 %',
    definition: { zh: '期间内关闭、有该属性值的商机中赢单的比例；不足 20 个时不显示。', en: 'Of the deals with the value that were closed in the period, the share won; not shown below 20.' }, drillDown: filtered, topic: 'win_rate', fixture: ICP,
  },
  'icp.difference': {
    label: { zh: '画像赢单率之差', en: 'Difference of an attribute’s win rate' }, unit: 'difference', population, dateField: 'closed_at', formula: 'win rate − win rate of all others', method: 'Newcombe 95 %, two-proportion test, Benjamini–Hochberg',
    definition: { zh: '该属性值的赢单率减去其他所有商机的；对报表里检验过的全部属性值一起校正，q ≤ 0.05 才算发现。相关不等于因果。', en: 'Win rate of the value less that of all other deals; corrected over every value tested in the report, a find only at q ≤ 0.05. It is no proof of a cause.' }, drillDown: filtered, topic: 'win_rate', fixture: ICP,
  },
} as const satisfies Record<string, MetricEntry>
