import { type MetricEntry, opensDeals, opensNothing, type Words } from '../../lib/metric-entry.ts'
import type { FindingKind } from '../root-cause/finding.ts'
import { tested } from './own-past.ts'

const KITAGAWA = tested('root-cause/kitagawa', 'mix and rate add up to the change without a rest, whatever the counts, and so do the segments')
const EFFECTS = tested('root-cause/kitagawa', 'the effect tests have the sign and size of what happened')
const SPLIT = tested('root-cause/parts', 'Δstock is split into inflow and outflow without a rest when both periods are as long')
const both: Words = { zh: '对照期与变化期内在本阶段见分晓的商机：往前走了、丢了，或者时间到了还没走', en: 'Deals decided at the stage in either period: they went on, were lost, or had had their time' }
const stuck: Words = { zh: '停滞（或丢单）的商机，对比其他商机或上期', en: 'Stuck (or lost) deals against the others, or those of before' }
const flows: Words = { zh: '两个时段内进出本阶段的停留', en: 'Stays that came into or left the stage in either period' }
const counted = opensNothing('按停留计数；名单请从流入、流出的数字打开', 'Counted by stays; the figures of inflow and outflow open the deals.')

/** Root cause: METRICS 10. Each kind of finding is `cause.<kind>`; its value is the share of the change that it explains. */
export const CAUSE_METRICS = {
  'cause.change': {
    label: { zh: '要解释的变化', en: 'The change itself' },
    definition: { zh: '变化期减对照期：转化率、存量或流入的差。先检验它是不是偶然；是偶然就不找原因。', en: 'Later less earlier period, of conversion, stock or inflow. It is tested first: what may be chance has no cause to find.' },
    unit: 'difference', population: both, dateField: 'left_stage', formula: 'r1 − r0, p of two proportions', method: 'two-proportion test, Poisson for counts', drillDown: opensDeals(), topic: 'causes', fixture: tested('root-cause/rank', 'quiet periods: nearly never a cause'),
  },
  'cause.mix': {
    label: { zh: '结构变化的贡献', en: 'Share explained by mix' },
    definition: { zh: '来的商机构成变了（例如展会变多），由此解释了转化率变化的多少。与“自身变化”相加恰好等于全部变化，没有余项。', en: 'What a shift among segments (more from trade shows, say) explains of the change of conversion. With the rate part it adds up to the whole change, without a rest.' },
    unit: 'share', population: both, dateField: 'left_stage', formula: 'Σ (m1 − m0)(mean r_s − mean r) / Δr', method: 'Kitagawa, delta method, Benjamini–Hochberg', drillDown: opensDeals(), topic: 'causes', fixture: KITAGAWA,
  },
  'cause.rate': {
    label: { zh: '某分组自身变化的贡献', en: 'Share explained by a segment’s own rate' },
    definition: { zh: '某个分组自己的转化率变了、而其他分组没有同样变化，由此解释了多少。', en: 'What a segment’s own change of rate explains, beyond what all the others did.' },
    unit: 'share', population: both, dateField: 'left_stage', formula: 'mean m_s · (Δr_s − Δr_rest) / Δr', method: 'Kitagawa, two proportions, Benjamini–Hochberg', drillDown: opensDeals(), topic: 'causes', fixture: EFFECTS,
  },
  'cause.stock': {
    label: { zh: '存量集中的贡献', en: 'Share of the stock’s growth' },
    definition: { zh: '某个分组的存量比其他分组多涨的部分，占全部存量变化的比例。', en: 'By how much the stock of a segment grew beyond growing as the others did, as a share of the whole change of stock.' },
    unit: 'share', population: { zh: '两个时段末停在本阶段的商机', en: 'Deals in the stage at the end of either period' }, dateField: 'as_of', formula: '(a1 − a0 · growth of the rest) / Δstock', method: 'Poisson, two proportions, Benjamini–Hochberg', drillDown: opensDeals(), topic: 'causes', fixture: EFFECTS,
  },
  'cause.inflow': {
    label: { zh: '流入变化的贡献', en: 'Share of the change of inflow' },
    definition: { zh: '某个分组的流入比其他分组多变的部分，占全部变化的比例。', en: 'By how much a segment’s inflow changed beyond that of the others, as a share of the whole change.' },
    unit: 'share', population: { zh: '两个时段内进入本阶段的商机', en: 'Deals that entered in either period' }, dateField: 'entered_stage', formula: '(a1 − a0 · growth of the rest) / Δinflow', method: 'Poisson, two proportions, Benjamini–Hochberg', drillDown: opensDeals(), topic: 'causes', fixture: tested('root-cause/rank', 'a broken form is named as the inflow of its channel'),
  },
  'cause.general_rate': {
    label: { zh: '普遍变化', en: 'A change everywhere alike' },
    definition: { zh: '几乎所有分组都同向变化：原因在对所有人都有影响的地方，例如价格、竞品、阶段定义。', en: 'Nearly all segments moved the same way: look for what concerns everybody, such as price, a rival or the stage’s definition.' },
    unit: 'share', population: both, dateField: 'left_stage', formula: 'segments along / segments judged', method: 'count', drillDown: opensNothing('涉及所有商机', 'It concerns all deals.'), topic: 'causes', fixture: tested('root-cause/rank', 'a fall everywhere alike has no clear cause, unless what the lost say has changed'),
  },
  'cause.attribute': {
    label: { zh: '共同特征', en: 'What the group has in common' },
    definition: { zh: '停滞（丢单）商机里某个特征比其他商机更常见；数字是这群商机中多出来的部分。', en: 'A trait that is commoner among the stuck (lost) than among the others; the figure is the part of the group beyond the usual.' },
    unit: 'share', population: stuck, dateField: 'as_of', formula: '(p_group − p_rest) / (1 − p_rest)', method: 'Newcombe 95 %, Benjamini–Hochberg', drillDown: opensDeals(), topic: 'causes', fixture: tested('root-cause/parts', 'what a group has more of, with the part of it that is beyond the usual'),
  },
  'cause.words': {
    label: { zh: '跟进用语', en: 'Words of the notes' },
    definition: { zh: '停滞（丢单）商机的跟进记录里更常出现的词：按提到它的商机数计，罕见的词向“没有差别”收缩。', en: 'Words that stand in the notes of more of the stuck (lost) deals than of the others; rare ones are shrunk towards no difference.' },
    unit: 'share', population: stuck, dateField: 'as_of', formula: 'Δ log odds with an informative Dirichlet prior', method: 'z, Benjamini–Hochberg, p ≤ 0.01', drillDown: opensDeals(), topic: 'causes', fixture: tested('root-cause/telling-words', 'what the group says more often comes first, the long form instead of its pieces'),
  },
  'cause.capacity': {
    label: { zh: '人手：人均每周新增', en: 'Capacity: new deals per owner and week' },
    definition: { zh: '每位负责人每周新增的商机。涨了 20% 以上、且负担加重的人转化率降得更多，才认定是人手不足。', en: 'New deals per owner and week. Capacity is the cause only when this rose by a fifth and conversion fell further where it rose more.' },
    unit: 'count', population: { zh: '两个时段内分到新商机的负责人', en: 'Owners who got deals in either period' }, dateField: 'entered_stage', formula: '7 · entries / owners / days', method: 'dose and response at equal mix, p < 0.01', drillDown: opensNothing('按人计，不是名单', 'It counts people, not deals.'), topic: 'causes', fixture: tested('root-cause/parts', 'capacity: load, staffing and where it bites'),
  },
  'cause.system_fault': {
    label: { zh: '系统原因涉及的商机', en: 'What a system event carries' },
    definition: { zh: '导入、发布、对接中断或批量改动所涉及的商机，占这次变化的比例；时间吻合且不少于 30% 才认定。', en: 'Deals touched by an import, a publish, an outage or a mass change, as a share of the change; it counts when the time fits and it is 30 % or more.' },
    unit: 'share', population: { zh: '变化期内的商机', en: 'Deals of the change' }, dateField: 'as_of', formula: 'touched / deals of the change', method: 'coincidence · share', drillDown: opensDeals(), topic: 'causes', fixture: tested('root-cause/parts', 'a system fault needs both the time and the records'),
  },
  'cause.adjusted_p': {
    label: { zh: '可能只是巧合的概率（校正后）', en: 'Chance that it is chance (adjusted)' },
    definition: { zh: '如果什么都没变，还会看到这样差别的概率；已按检验过的全部分组校正（错误发现率）。', en: 'How likely such a difference is if nothing changed, allowing for everything that was looked at (false discovery rate).' },
    unit: 'share', population: { zh: '检验过的全部分组与组合', en: 'All segments and pairs tested' }, dateField: 'entered_stage', formula: 'p(i) · m / i, made monotone', method: 'Benjamini–Hochberg', drillDown: opensNothing('它说的是这次检验本身', 'It is about the test itself.'), topic: 'causes', fixture: tested('root-cause/kitagawa', 'Benjamini–Hochberg equals p.adjust(method = "BH") of R'),
  },
  'cause.from_inflow': {
    label: { zh: '流入对存量的影响', en: 'Stock from inflow' },
    definition: { zh: '变化期的流入减对照期的流入（换算成同样长的时间）：它让存量多了或少了多少。', en: 'Inflow of the later period less that of the earlier one, at equal length: what it added to the stock.' },
    unit: 'count', population: flows, dateField: 'entered_stage', formula: 'in1 − in0 · days1 / days0', method: 'exact split of Δstock', drillDown: counted, topic: 'causes', fixture: SPLIT,
  },
  'cause.from_outflow': {
    label: { zh: '流出对存量的影响', en: 'Stock from outflow' },
    definition: { zh: '对照期的流出减变化期的流出（换算成同样长的时间）：走得少了，存量就多了。', en: 'Outflow of the earlier period less that of the later one, at equal length: what fewer exits left in the stage.' },
    unit: 'count', population: flows, dateField: 'left_stage', formula: 'out0 · days1 / days0 − out1', method: 'exact split of Δstock', drillDown: counted, topic: 'causes', fixture: SPLIT,
  },
  'cause.little': {
    label: { zh: '利特尔法则应有存量', en: 'Stock by Little’s law' },
    definition: { zh: '每天流入 × 平均停留天数，是稳定时应有的存量；与实际相差四分之一以内为吻合。', en: 'Entries a day × mean dwell: the stock of a steady flow. Within a quarter of the real one they agree.' },
    unit: 'count', population: flows, dateField: 'as_of', formula: 'inflow per day · mean dwell', method: 'Little 1961', drillDown: counted, topic: 'causes', fixture: tested('root-cause/parts', "Little's law is checked against the stock"),
  },
} as const satisfies Record<`cause.${FindingKind}`, MetricEntry> & Record<string, MetricEntry>
