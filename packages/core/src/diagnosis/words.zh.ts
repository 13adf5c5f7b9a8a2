import type { Say, Words } from './say.ts'

const few = (what: string): Words => (say) => `${what}：样本不足（${say.number('n')} 个），暂不判断。`
const slice = (say: Say): string => (say.has('dimension') ? `（${say.dimension()}＝${say.value()}）` : '')
const rose = (say: Say, key: string): string => (say.raw(key) >= 0 ? '上升' : '下降')
const systemKinds: Record<string, string> = { import: '导入', config_publish: '流程发布', integration_outage: '对接中断', mass_change: '批量改动' }
const event = (say: Say): string => `${systemKinds[say.text('kind')] ?? say.text('kind')}「${say.text('label')}」`
const ofChange = (say: Say): string => ({ conversion: '转化率变化', stock: '存量变化', inflow: '流入变化' })[say.text('of')] ?? '变化'
/** 「来源＝展会」 or 「来源＝展会 且 规模＝50人以下」 */
const segment = (say: Say): string => `「${say.dimension()}＝${say.value()}${say.has('dimension2') ? ` 且 ${say.dimension('dimension2')}＝${say.value('dimension2', 'value2')}` : ''}」`
const what = (say: Say): string => ({ conversion: '转化率', stock: '存量', inflow: '流入' })[say.text('what')] ?? say.text('what')
const figure = (say: Say, key: string): string => (say.text('what') === 'conversion' ? say.share(key) : say.number(key))

/** Every sentence of the diagnosis, in Chinese. The numbers are in the parameters; names are filled in when it is said. */
export const zh = {
  'shape.top_break.yes': (say) => `上宽中断：第一步${say.stage()}的转化率为 ${say.share('now')}，低于自身均值 ${say.share('baseline')}（${say.change('relative')}，z＝${say.number('z')}，n＝${say.number('n')}），偏离是各步中最大的。`,
  'shape.top_break.no': (say) => `没有上宽中断：第一步${say.stage()}的转化率为 ${say.share('now')}，自身均值 ${say.share('baseline')}。`,
  'shape.top_break.not_enough': few('上宽中断'),
  'shape.middle_bulge.yes': (say) => `中层鼓包：${say.stage()}占全部存量的 ${say.share('stockShare')}（以往 ${say.share('stockShareBefore')}），停留 P75 为 ${say.number('p75')} 天（以往 ${say.number('p75Before')} 天）。`,
  'shape.middle_bulge.no': (say) => `没有中层鼓包：最高的${say.stage()}占全部存量的 ${say.share('stockShare')}（以往 ${say.share('stockShareBefore')}），停留 P75 为 ${say.number('p75')} 天（以往 ${say.number('p75Before')} 天）。`,
  'shape.middle_bulge.not_enough': few('中层鼓包'),
  'shape.bottom_collapse.yes': (say) => `底层塌陷：最后一步${say.stage()}的转化率为 ${say.share('now')}，低于自身均值 ${say.share('baseline')}（${say.change('relative')}，n＝${say.number('n')}），而上面各步正常。`,
  'shape.bottom_collapse.no': (say) => `没有底层塌陷：最后一步${say.stage()}的转化率为 ${say.share('now')}，自身均值 ${say.share('baseline')}。`,
  'shape.bottom_collapse.not_enough': few('底层塌陷'),

  'bottleneck.own': (say) => `${say.stage()}是瓶颈：转化率 ${say.share('conversion')}（以往 ${say.share('conversionBefore')}），停留是以往的 ${say.number('dwellTimes')} 倍。`,
  'bottleneck.entered': (say) => `${say.stage()}是瓶颈：转化率 ${say.share('conversion')}，低于基准 ${say.share('benchmarkConversion')}；停留中位数为 ${say.number('dwellMedian')} 天，长于基准 ${say.number('benchmarkDwellMedian')} 天。`,
  'bottleneck.others': (say) => `${say.stage()}是各阶段中转化率最低（${say.share('conversion')}）、停留最久（平均 ${say.number('dwellMean')} 天）的一个。`,
  'bottleneck.no': (say) => `${say.stage()}不是瓶颈：转化率 ${say.share('conversion')}（以往 ${say.share('conversionBefore')}），停留是以往的 ${say.number('dwellTimes')} 倍。`,
  'bottleneck.not_enough': (say) => `${say.stage()}：样本不足（${say.number('n')} 个），暂不判断是否瓶颈。`,

  'pressure.lead_to_mql.yes': (say) => `线索合格率 ${say.share('value')}，低于 ${say.share('threshold')}（${say.number('n')} 条线索）。`,
  'pressure.lead_to_mql.no': (say) => `线索合格率 ${say.share('value')}，不低于 ${say.share('threshold')}。`,
  'pressure.lead_to_mql.not_enough': few('线索合格率'),
  'pressure.first_response.yes': (say) => `只有 ${say.share('value')} 的线索在 ${say.number('hours')} 小时内得到首次响应（要求 ${say.share('threshold')}，n＝${say.number('n')}）。`,
  'pressure.first_response.no': (say) => `${say.share('value')} 的线索在 ${say.number('hours')} 小时内得到首次响应（要求 ${say.share('threshold')}）。`,
  'pressure.first_response.not_enough': few('首次响应'),
  'pressure.below_mean.yes': (say) => `${say.stage()}的转化率为 ${say.share('now')}，比自身均值 ${say.share('baseline')} 变化 ${say.change('value')}。`,
  'pressure.below_mean.no': (say) => `${say.stage()}的转化率为 ${say.share('now')}，自身均值 ${say.share('baseline')}，在正常范围。`,
  'pressure.below_mean.not_enough': (say) => `${say.stage()}的转化率：样本不足（${say.number('n')} 个），暂不判断。`,
  'pressure.below_line.yes': (say) => `${say.stage()}的转化率为 ${say.share('now')}，连续 ${say.number('value')} 天以上低于警戒线 ${say.share('line')}。`,
  'pressure.below_line.no': (say) => `${say.stage()}的转化率为 ${say.share('now')}，没有连续 ${say.number('threshold')} 天低于警戒线 ${say.share('line')}。`,
  'pressure.below_line.not_enough': (say) => `${say.stage()}的警戒线：样本不足（${say.number('n')} 个），暂不判断。`,
  'pressure.dwell_long.yes': (say) => `${say.stage()}的平均停留为 ${say.number('mean')} 天，是自身均值 ${say.number('meanBefore')} 天的 ${say.number('value')} 倍（上限 ${say.number('threshold')} 倍）。`,
  'pressure.dwell_long.no': (say) => `${say.stage()}的平均停留为 ${say.number('mean')} 天，是自身均值的 ${say.number('value')} 倍。`,
  'pressure.dwell_long.not_enough': (say) => `${say.stage()}的停留：样本不足（${say.number('n')} 个），暂不判断。`,
  'pressure.stalled.yes': (say) => `${say.stage()}有 ${say.share('value')} 的商机超过 ${say.number('days')} 天没有客户跟进（上限 ${say.share('threshold')}）。`,
  'pressure.stalled.no': (say) => `${say.stage()}有 ${say.share('value')} 的商机超过 ${say.number('days')} 天没有客户跟进，在上限 ${say.share('threshold')} 之内。`,
  'pressure.stalled.not_enough': (say) => `${say.stage()}的停滞商机：样本不足（${say.number('n')} 个），暂不判断。`,
  'pressure.dormant.yes': (say) => `${say.share('value')} 的在途商机超过 ${say.number('days')} 天没有更新（上限 ${say.share('threshold')}）。`,
  'pressure.dormant.no': (say) => `${say.share('value')} 的在途商机超过 ${say.number('days')} 天没有更新，在上限 ${say.share('threshold')} 之内。`,
  'pressure.dormant.not_enough': few('久未更新的商机'),
  'pressure.stock_growth.yes': (say) => `${say.stage()}的存量从 ${say.number('before')} 个到 ${say.number('stock')} 个（${say.change('value')}，上限 ${say.change('threshold')}）。`,
  'pressure.stock_growth.no': (say) => `${say.stage()}的存量从 ${say.number('before')} 个到 ${say.number('stock')} 个（${say.change('value')}）。`,
  'pressure.stock_growth.not_enough': (say) => `${say.stage()}的存量：样本不足（${say.number('n')} 个），暂不判断。`,
  'pressure.needs_analysis.yes': (say) => `需求分析完成率 ${say.share('value')}，低于 ${say.share('threshold')}（n＝${say.number('n')}）。`,
  'pressure.needs_analysis.no': (say) => `需求分析完成率 ${say.share('value')}，不低于 ${say.share('threshold')}。`,
  'pressure.needs_analysis.not_enough': few('需求分析完成率'),
  'pressure.win_rate_swing.yes': (say) => `赢率从 ${say.share('before')} 到 ${say.share('now')}（${say.change('value')}），波动超过 ${say.share('threshold')}。`,
  'pressure.win_rate_swing.no': (say) => `赢率从 ${say.share('before')} 到 ${say.share('now')}（${say.change('value')}），波动在 ${say.share('threshold')} 之内。`,
  'pressure.win_rate_swing.not_enough': few('赢率波动'),

  'health.score': (say) => `健康分 ${say.number('score')}${say.raw('worstPoints') < 100 ? `，失分最多的是「${say.part('worst')}」（${say.number('worstPoints')} 分）` : ''}${say.has('leftOut') ? `；未计入：${say.part('leftOut')}` : ''}。`,
  'health.no_score': (say) => `数据不足，暂不给健康分：已知部分只占 ${say.share('known')} 的权重。`,
  'health.part.missing': (say) => `${say.part('part')}：数据不足，未计入。`,
  'health.part.share': (say) => `${say.part('part')}为 ${say.share('value')}，得 ${say.number('points')} 分（满分线 ${say.share('good')}）。`,
  'health.part.days': (say) => `${say.part('part')}为 ${say.number('value')}，得 ${say.number('points')} 分（满分线 ${say.number('good')} 天）。`,
  'health.part.times': (say) => `${say.part('part')}为 ${say.number('value')} 倍，得 ${say.number('points')} 分（满分线 ${say.number('good')} 倍）。`,

  'stock_split.inflow': (say) => `存量从 ${say.number('stockBefore')} 个到 ${say.number('stockAfter')} 个，主要因为流入变化：${say.number('inflowBefore')} → ${say.number('inflowAfter')}；流出 ${say.number('outflowBefore')} → ${say.number('outflowAfter')}。`,
  'stock_split.outflow': (say) => `存量从 ${say.number('stockBefore')} 个到 ${say.number('stockAfter')} 个，主要因为流出变化：${say.number('outflowBefore')} → ${say.number('outflowAfter')}；流入 ${say.number('inflowBefore')} → ${say.number('inflowAfter')}。`,
  'stock_split.both': (say) => `存量从 ${say.number('stockBefore')} 个到 ${say.number('stockAfter')} 个，流入（${say.number('inflowBefore')} → ${say.number('inflowAfter')}）与流出（${say.number('outflowBefore')} → ${say.number('outflowAfter')}）都有份。`,
  'stock_split.none': (say) => `存量从 ${say.number('stockBefore')} 个到 ${say.number('stockAfter')} 个，流入与流出都与上期相当。`,

  'system.carried': (say) => `系统原因：${event(say)}与变化同时发生，涉及其中 ${say.share('carried')} 的商机（${say.number('count')} 个）。`,
  'system.stepped': (say) => `系统原因：${event(say)}改动了本阶段，发布前后进入的商机转化率从 ${say.share('before')} 变为 ${say.share('after')}。`,
  'system.rejected_time': (say) => `排除${event(say)}：与变化开始相差 ${say.number('days')} 天。`,
  'system.rejected_share': (say) => `排除${event(say)}：只涉及这次变化中 ${say.share('carried')} 的商机。`,
  'system.rejected_direction': (say) => `排除${event(say)}：缺少新进的商机，解释不了这样的变化。`,
  'system.rejected_publish': (say) => `排除${event(say)}：没有改动本阶段，或发布前后转化率没有显著差别（${say.share('before')} → ${say.share('after')}）。`,
  'system.none': () => '排除系统原因：这段时间没有导入、流程发布、对接中断或批量改动。',
  'capacity.accepted': (say) => `人手不足：人均每周新增从 ${say.number('loadBefore')} 个到 ${say.number('loadAfter')} 个（${say.change('growth')}），负担加重的人转化率降得更多。`,
  'capacity.rejected_dose': (say) => `排除人手不足：人均每周新增虽从 ${say.number('loadBefore')} 到 ${say.number('loadAfter')} 个，但负担加重者的转化率变化（${say.points('changeBusier')}）并不比其他人（${say.points('changeOthers')}）更差。`,
  'capacity.rejected_staffed': (say) => `排除人手不足：负责人从 ${say.number('ownersBefore')} 人增到 ${say.number('ownersAfter')} 人，人均每周新增 ${say.number('loadBefore')} → ${say.number('loadAfter')} 个，情况并未好转。`,
  'capacity.rejected_load': (say) => `排除人手不足：人均每周新增 ${say.number('loadBefore')} → ${say.number('loadAfter')} 个（${say.change('growth')}），没有明显加重。`,

  'cause.mix': (say) => `结构变化：${segment(say)}的占比从 ${say.share('shareBefore')} 到 ${say.share('shareAfter')}，而它的转化率为 ${say.share('rateAfter')}；${say.dimension()}结构的变化解释了转化率变化的 ${say.share('share')}。`,
  'cause.rate': (say) => `${segment(say)}自身的转化率从 ${say.share('rateBefore')} 到 ${say.share('rateAfter')}，其他部分没有同样变化；解释了转化率变化的 ${say.share('share')}。`,
  'cause.stock': (say) => `${segment(say)}的商机从 ${say.number('nBefore')} 个到 ${say.number('nAfter')} 个，占存量的比例从 ${say.share('shareBefore')} 到 ${say.share('shareAfter')}；解释了存量变化的 ${say.share('share')}。`,
  'cause.inflow': (say) => `${segment(say)}的流入从 ${say.number('nBefore')} 个到 ${say.number('nAfter')} 个，占比从 ${say.share('shareBefore')} 到 ${say.share('shareAfter')}；解释了${ofChange(say)}的 ${say.share('share')}。`,
  'cause.general_rate': (say) => `普遍变化：${say.number('judged')} 个分组中有 ${say.number('along')} 个同向变化（整体 ${say.share('before')} → ${say.share('after')}）。请查对所有人都有影响的因素：价格、竞品、阶段定义、市场。`,
  'cause.attribute_stuck': (say) => `停滞商机中 ${say.share('groupShare')} 是${segment(say)}，${say.text('rest') === 'earlier' ? '上期' : '其他商机'}为 ${say.share('restShare')}（n＝${say.number('groupN')}）。`,
  'cause.attribute_lost': (say) => `丢单商机中 ${say.share('groupShare')} 是${segment(say)}，${say.text('rest') === 'earlier' ? '上期' : '其他商机'}为 ${say.share('restShare')}（n＝${say.number('groupN')}）。`,
  'cause.words_stuck': (say) => `停滞商机的跟进记录里更常出现：${say.list('words')}（“${say.text('word')}”：${say.share('groupShare')} 对 ${say.share('restShare')}）。`,
  'cause.words_lost': (say) => `丢单商机的跟进记录里更常出现：${say.list('words')}（“${say.text('word')}”：${say.share('groupShare')} 对 ${say.share('restShare')}）。`,

  'root.not_real': (say) => `${say.stage()}的${what(say)}从 ${figure(say, 'before')} 到 ${figure(say, 'after')}，在偶然波动范围内，没有可查的原因。`,
  'root.causes': (say) => `${say.stage()}的${what(say)}从 ${figure(say, 'before')} 到 ${figure(say, 'after')}（${say.change('relative')}）。找到 ${say.number('count')} 条线索${say.raw('share') > 0 ? `，首要原因解释了其中 ${say.share('share')}` : ''}。`,
  'root.no_clear_cause': (say) => `${say.stage()}的${what(say)}从 ${figure(say, 'before')} 到 ${figure(say, 'after')}（${say.change('relative')}）。检验了 ${say.number('tested')} 个分组，没有明确的原因。`,

  'alarm.conversion_below_mean': (say) => `${say.stage()}${slice(say)}的转化率为 ${say.share('now')}，低于自身均值 ${say.share('baseline')}（${say.change('relative')}，n＝${say.number('n')}）。`,
  'alarm.below_line': (say) => `${say.stage()}${slice(say)}的转化率为 ${say.share('now')}，连续 ${say.number('days')} 天低于警戒线 ${say.share('line')}。`,
  'alarm.stock_growth': (say) => `${say.stage()}${slice(say)}的存量为 ${say.number('now')} 个，比 ${say.number('days')} 天前的 ${say.number('baseline')} 个${rose(say, 'growth')} ${say.share('growth')}。`,
  'alarm.dwell_over_mean': (say) => `${say.stage()}${slice(say)}的平均停留为 ${say.number('now')} 天，是自身均值 ${say.number('baseline')} 天的 ${say.number('times')} 倍。`,
  'alarm.dwell_over_p75': (say) => `${say.stage()}${slice(say)}的停留中位数为 ${say.number('now')} 天，超过以往的 P75（${say.number('baseline')} 天）。`,
  'alarm.win_rate_swing': (say) => `赢率${slice(say)}从 ${say.share('baseline')} 到 ${say.share('now')}，波动过大（关闭 ${say.number('n')} 个）。`,
  'alarm.stage_days': (say) => `${say.stage()}${slice(say)}有 ${say.number('over')} 个商机（${say.share('now')}）停留超过 ${say.number('days')} 天。`,
  'alarm.inflow_drop': (say) => `${say.stage()}${slice(say)}最近 ${say.number('days')} 天流入 ${say.number('now')} 个，往常为 ${say.number('baseline')} 个（下降 ${say.share('drop')}）。`,

  'backtest.never': (say) => `在过去 ${say.number('days')} 天里不会触发。`,
  'backtest.fired': (say) => `在过去 ${say.number('days')} 天里会触发 ${say.number('fired')} 次，其中 ${say.number('beforeLoss')} 次之后确有转化损失，${say.number('withoutLoss')} 次没有${say.raw('unknown') > 0 ? `，${say.number('unknown')} 次尚无法判断` : ''}。`,
} satisfies Record<string, Words>

export type SentenceKey = keyof typeof zh
