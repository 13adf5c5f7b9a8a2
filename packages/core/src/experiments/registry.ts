import { type MetricEntry, opensDeals, opensNothing } from '../lib/metric-entry.ts'

const ANALYSIS = 'core/experiments/experiments.test.ts'
const matured = { zh: '随机分到该路径、且期限已满的商机', en: 'Deals given the path at random whose days have passed' }

/** What experiments and the comparison of ways of selling count. */
export const EXPERIMENT_METRICS = {
  'experiments.rate': {
    label: { zh: '实验成功率', en: 'Success of a path' }, unit: 'share', population: matured, dateField: 'entered_stage', formula: 'hits within N days / deals whose N days have passed', method: 'cohort with a horizon, Wilson 95 %',
    definition: { zh: '分到该路径、进入实验已满 N 天的商机中，N 天内成功（赢单或到达约定阶段）的比例。不管有没有照着路径做都算在内；没满期的不算，赢得快的也不提前算。', en: 'Of the deals given the path that entered at least N days ago, the share that succeeded (won, or in the agreed stage) within N days. Every deal counts, whether the path was followed or not; none counts before its days have passed, however soon it was won.' },
    drillDown: opensDeals('population', 'hits', 'censored'), topic: 'comparison', fixture: `${ANALYSIS}: a deal counts once its days have passed, wins in time are hits, later ones are not; nothing is left out for what was done`,
  },
  'experiments.difference': {
    label: { zh: '路径之差', en: 'Difference of paths' }, unit: 'difference', population: matured, dateField: 'entered_stage', formula: 'rate of the path − rate of the first path', method: 'difference, confidence sequence 95 %',
    definition: { zh: '一条路径的成功率减去第一条路径（现有做法）的。区间在所有时刻同时成立，所以天天看、随时停，都不会把偶然当成结果；多条路径时误差平摊。', en: 'Success of a path less that of the first. The interval holds at all times together: looking every day and stopping at any does not take chance for a result. With several paths the error is shared among them.' },
    drillDown: opensDeals('population'), topic: 'comparison', fixture: `${ANALYSIS}: looking every day: without an effect false winners stay below 5 %, where a naive test goes far beyond`,
  },
  'experiments.needed': {
    label: { zh: '实验所需商机数', en: 'Deals an experiment needs' }, unit: 'count', population: { zh: '每条路径满期的商机', en: 'Deals of each path whose days have passed' }, dateField: 'as_of', formula: '(c + z₀.₈)² · (p₁(1 − p₁)/w₁ + p₀(1 − p₀)/w₀) / δ²', method: 'formula',
    definition: { zh: '要有八成把握发现约定的最小差别，每条路径需要的满期商机数；按随时可看的区间计算，c 是它最窄处的宽度（约 3.0 个标准误）。', en: 'Deals that each path needs so that a true difference of the agreed size is found four times in five, for the interval that may be looked at at any time; c is its half width where it is narrowest (about 3.0 standard errors).' },
    drillDown: opensNothing('是计划，不是已有的商机', 'A plan, not deals that there are.'), topic: 'comparison', fixture: `${ANALYSIS}: a real effect is found as often as planned, and earlier on average`,
  },
  'experiments.baseline': {
    label: { zh: '实验人群的现有成功率', en: 'Success of an experiment’s population today' }, unit: 'share', population: { zh: '过去一年会参加实验、且期限已满的商机', en: 'Deals of the past year that would have taken part and whose days have passed' }, dateField: 'entered_stage', formula: 'hits within N days / deals', method: 'cohort with a horizon, Wilson 95 %',
    definition: { zh: '过去一年按同样的进入点和条件会参加实验的商机中，N 天内成功的比例；条件按商机现在的样子判断。', en: 'Of the deals of the past year that would have taken part by the same entry and condition, the share that succeeded within N days; the condition is asked of the deals as they are now.' },
    drillDown: opensNothing('在商机列表用同样的条件筛选即可看到', 'The list of deals under the same condition shows them.'), topic: 'comparison', fixture: 'server/features/experiments/experiments.test.ts: the stopping rule is told once; the path goes into the playbook as a draft, by who may configure',
  },
  'experiments.balance': {
    label: { zh: '分组均衡', en: 'Balance of paths' }, unit: 'ratio', population: { zh: '进入实验的商机', en: 'Deals that entered' }, dateField: 'entered_stage', formula: '(mean₁ − mean₀) / √((s₁² + s₀²)/2)', method: 'difference',
    definition: { zh: '进入时金额（取对数）、来源、负责人与第一条路径相差多少个标准差；来源和负责人取相差最大的一项。超过 0.2 且超过偶然的三倍才标为偏大。', en: 'How far amount (its logarithm), source and owner at entry are from the first path, in standard deviations; of source and owner the value that differs most. Marked when beyond 0.2 and three times what chance gives.' },
    drillDown: opensDeals('population'), topic: 'comparison', fixture: `${ANALYSIS}: arms that were alike at entry are balanced; an owner who got one arm only is named`,
  },
  'experiments.pattern_difference': {
    label: { zh: '打法与赢单率之差', en: 'Win rate with a way of selling' }, unit: 'difference', population: { zh: '期间内关闭、且满了最初 N 天才关闭的商机', en: 'Deals closed in the period that were still open after their first N days' }, dateField: 'closed_at', formula: 'Σ w (p₁ − p₀) / Σ w, w = n₁n₀ / N', method: 'landmark, Mantel–Haenszel, Benjamini–Hochberg',
    definition: { zh: '最初 N 天有这种打法的商机与没有的相比，赢单率相差多少；在同样的金额档和来源内比较后合并，并对看过的全部打法一起校正。这是关联，不是因果：要知道有没有用，请做实验。', en: 'How the win rate of deals whose first N days show the way of selling differs from that of the others, compared within thirds of amount and source and put together, corrected over everything looked at. Association, not cause: an experiment tells.' },
    drillDown: opensNothing('关联的汇总；要查单个商机请做实验', 'A sum of comparisons; an experiment tells of single deals.'), topic: 'comparison', fixture: 'core/experiments/patterns.test.ts: a planted cause is found; a confounded pattern, striking as counted, does not survive standardisation',
  },
} as const satisfies Record<string, MetricEntry>
