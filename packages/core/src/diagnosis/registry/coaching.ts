import { type MetricEntry, opensDeals, opensNothing, type Words } from '../../lib/metric-entry.ts'

const tested = (name: string) => `core/diagnosis/coaching/stratified.test.ts: ${name}`
const theirs: Words = { zh: '该销售的商机，按进入阶段时的归属，只计与团队同类（来源 × 金额段）可比的', en: 'Deals that were the rep’s on entering the stage, of those that the others have alike ones of (source × amount)' }
const others: Words = { zh: '团队其他人同类（来源 × 金额段）的商机', en: 'Alike deals (source × amount) of the others of the team' }
const notTheirs = opensNothing('由团队其他人的商机按此人的结构加权得出，不对应一份名单', 'Weighed from the others’ deals by the rep’s own mix: no list stands for it.')

/** Where a rep departs from the team among alike deals. */
export const COACHING_METRICS = {
  'coaching.conversion': {
    label: { zh: '辅导点：阶段转化', en: 'Coaching point: stage conversion' },
    definition: {
      zh: '此人在期间内首次进入该阶段、至少已过 30 天的商机中，后来到过更后阶段的比例；在途的留在分母里。只与团队其他人同一来源、同一金额段的商机相比，所以手上单子难不会算成他的错。所有人 × 阶段 × 指标一起校正，差不到 5 个百分点的不提。',
      en: 'Of the rep’s deals that first entered the stage in the period and have had 30 days since, the share that ever reached a later one; open ones stay in the denominator. Held only against deals of the others of the same source and amount, so that hard deals are no fault. Corrected over all people × stages × measures; less than five points is not told.',
    },
    unit: 'share', population: theirs, dateField: 'entered_stage', formula: 'Σ w p₁ / Σ w, w = n₁n₀/(n₁+n₀)', method: 'Cochran–Mantel–Haenszel, Benjamini–Hochberg, n ≥ 20', drillDown: opensDeals(), topic: 'people', fixture: tested('two tables worked by hand: 10/20 against 5/30 and 8/10 against 10/20'),
  },
  'coaching.dwell': {
    label: { zh: '辅导点：阶段停留', en: 'Coaching point: dwell' },
    definition: {
      zh: '此人的商机在该阶段停留的中位天数，还没离开的按已停留时间计入；与团队其他人同一来源、同一金额段的商机相比。相差不到四分之一的不提；停留短但推进明显更少的，不算做得好。',
      en: 'Median days that the rep’s deals stay in the stage, those still there counted by their time so far; against deals of the others of the same source and amount. Less than a quarter is not told, and quick exits with clearly fewer going on are no merit.',
    },
    unit: 'days', population: theirs, dateField: 'entered_stage', formula: 'min t: S₁(t) ≤ ½', method: 'Kaplan–Meier, Benjamini–Hochberg, n ≥ 20', drillDown: opensDeals(), topic: 'people', fixture: tested('log-rank worked by hand: 1, 3, 5+ against 2, 4, 6, 6, 8'),
  },
  'coaching.reference_dwell': {
    label: { zh: '辅导点：团队同类停留', en: 'Coaching point: dwell of alike deals' },
    definition: { zh: '团队其他人的停留曲线按此人的来源与金额结构加权后的中位天数。', en: 'Median days of the others’ curves, weighed by the rep’s own mix of sources and amounts.' },
    unit: 'days', population: others, dateField: 'entered_stage', formula: 'min t: Σ (n₁c/n₁) · S₀c(t) ≤ ½', method: 'direct standardisation, Kaplan–Meier', drillDown: notTheirs, topic: 'people', fixture: tested('the others are taken with one’s own mix; who has not left counts by the time so far'),
  },
} as const satisfies Record<string, MetricEntry>
