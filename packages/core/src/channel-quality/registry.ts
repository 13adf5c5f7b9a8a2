import { type MetricEntry, opensDeals, opensNothing } from '../lib/metric-entry.ts'

const MATRIX = 'core/channel-quality/quality.test.ts: quadrants by the medians, verdicts by significance and worth, the period before beside them'

/** How good channels are against one another and against the period before. */
export const CHANNEL_QUALITY_METRICS = {
  'channel.roi': {
    label: { zh: '渠道投资回报率', en: 'Return on the channel' }, unit: 'share', population: { zh: '期间内该渠道赢单的商机', en: 'Deals of the channel won in the period' }, dateField: 'closed_at', formula: '(won amount − cost) / cost', method: 'exact',
    definition: { zh: '（期间内该渠道赢单金额 − 期间内登记在该渠道的活动花费）÷ 花费；没有花费时没有这个数。', en: '(Amount of the channel’s deals won in the period − campaign costs entered for the channel in it) ÷ cost; none without cost.' },
    drillDown: opensNothing('在活动页查看花费', 'Campaign pages list the costs.'), topic: 'channels', fixture: MATRIX,
  },
  'channel.trend': {
    label: { zh: '渠道转化变化', en: 'Change of the channel’s conversion' }, unit: 'difference', population: { zh: '本期与上期进入的该渠道商机', en: 'Deals of the channel that entered in this period or the one before' }, dateField: 'entered_pipeline', formula: 'conversion − conversion(before)',
    method: 'Newcombe 95 %, two-proportion test', definition: { zh: '渠道最终转化率减去上一个等长期间的；任一期间不足 20 个商机时不作判断。', en: 'Final conversion of the channel less that of the period of the same length before; nothing is said when either has fewer than 20 deals.' },
    drillDown: opensDeals(), topic: 'channels', fixture: MATRIX,
  },
} as const satisfies Record<string, MetricEntry>
