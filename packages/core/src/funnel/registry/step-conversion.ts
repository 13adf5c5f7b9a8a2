import { type MetricEntry, opensDeals, type Words } from '../../lib/metric-entry.ts'
import { beenInStage } from './populations.ts'

const members: Words = {
  zh: '进入本阶段的商机：默认跟踪“期间内进入销售流程”的同一批商机，跳过本阶段而到达更后阶段的也算进入；切换到“按阶段”时为期间内首次进入本阶段的商机',
  en: 'Deals that entered this stage: by default the one group that entered the pipeline in the period, where passing over the stage counts as entering it; in "by stage" mode, those that first entered this stage in the period',
}

export const STEP_CONVERSION_METRICS = {
  'step.entered': {
    label: { zh: '进入数', en: 'Entered' },
    definition: {
      zh: '进入过本阶段的商机数。每个商机只算一次；后来丢单的仍然计入，中途跳过本阶段直接到后面的也计入（可切换为“只算真正到过的”）。',
      en: 'How many deals entered this stage. Each counts once; deals lost since stay in, and so do deals that passed over the stage (switch to "touched only" to leave those out).',
    },
    unit: 'count', population: members, dateField: 'entered_stage',
    formula: '|{i : first entry into a stage ≥ k}|', method: 'cohort',
    drillDown: opensDeals('population'), topic: 'conversion', fixture: 'core/funnel/cohort.test.ts: METRICS §1: linear fill gives .7 × 40/70 × .5 = 20 %, the truth; touched only .6 × .5 × .5 = 15 %',
  },
  'step.reached_next': {
    label: { zh: '进入下一阶段数', en: 'Reached next stage' },
    definition: {
      zh: '进入本阶段的商机中，后来到过下一阶段（最后一个阶段则为赢单）的数量。之后又退回的不扣除。',
      en: 'Of the deals that entered this stage, how many ever reached the next one (for the last stage: were won). Coming back later undoes nothing.',
    },
    unit: 'count', population: { zh: '进入本阶段并已到过下一阶段的商机', en: 'Deals of the stage that reached the next one' }, dateField: 'entered_stage',
    formula: '|{i ∈ entered(k) : reached ≥ k+1}|', method: 'cohort',
    drillDown: opensDeals('population'), topic: 'conversion', fixture: 'core/funnel/cohort.test.ts: METRICS §1: linear fill gives .7 × 40/70 × .5 = 20 %, the truth; touched only .6 × .5 × .5 = 15 %',
  },
  'step.conversion': {
    label: { zh: '阶段转化率', en: 'Stage conversion' },
    definition: {
      zh: '进入本阶段的商机中，有多大比例后来到过下一阶段。还在途的商机留在分母里，所以近期的数字还会上升；请同时看“在途占比”。',
      en: 'Of the deals that entered this stage, the share that ever reached the next one. Deals still on their way stay in the denominator, so a recent figure can still rise: read it with the still-open share.',
    },
    unit: 'share', population: members, dateField: 'entered_stage',
    formula: 'reached_next(k) / entered(k)', method: 'cohort, Wilson 95 %',
    drillDown: opensDeals('population', 'hits', 'censored'), topic: 'conversion', fixture: 'core/funnel/cohort.test.ts: METRICS §1: linear fill gives .7 × 40/70 × .5 = 20 %, the truth; touched only .6 × .5 × .5 = 15 %',
  },
  'step.conversion_mature': {
    label: { zh: '阶段转化率（成熟）', en: 'Stage conversion (mature)' },
    definition: {
      zh: '只看进入本阶段已满若干天（默认 30 天）的商机，它们有足够时间往前走，因此不会被刚进来的商机拉低。',
      en: 'The same share over deals that entered the stage at least some days ago (30 by default): they had the time to move on, so newcomers do not pull the figure down.',
    },
    unit: 'share', population: { zh: '进入本阶段已满设定天数的商机', en: 'Deals that entered the stage at least the set number of days ago' }, dateField: 'entered_stage',
    formula: 'reached_next / entered, over i with entry ≤ T − w', method: 'cohort, Wilson 95 %',
    drillDown: opensDeals('population', 'hits', 'censored'), topic: 'conversion', fixture: 'core/funnel/cohort.test.ts: still open and mature',
  },
  'step.still_open': {
    label: { zh: '在途占比', en: 'Still open' },
    definition: {
      zh: '进入本阶段的商机中，尚未到下一阶段、也没有结束的比例：它们的结果还不知道。占比越高，转化率越不能当定论。',
      en: 'The share of the stage’s deals that have neither reached the next stage nor ended: their result is not known yet. The higher it is, the less final the conversion.',
    },
    unit: 'share', population: members, dateField: 'entered_stage',
    formula: 'open and not reached ≥ k+1 / entered(k)', method: 'cohort, Wilson 95 %',
    drillDown: opensDeals('population', 'hits'), topic: 'conversion', fixture: 'core/funnel/cohort.test.ts: still open and mature',
  },
  'step.lost': {
    label: { zh: '本步丢单率', en: 'Lost at this step' },
    definition: {
      zh: '进入本阶段的商机中，没有再往前走就丢单的比例。按到过的最远阶段归属：到过方案阶段、退回后才丢的，仍算在方案这一步。',
      en: 'The share of the stage’s deals that were lost without getting further. A deal belongs to the furthest stage it ever reached, even if it was sent back before it was lost.',
    },
    unit: 'share', population: members, dateField: 'entered_stage',
    formula: 'lost and not reached ≥ k+1 / entered(k)', method: 'cohort, Wilson 95 %',
    drillDown: opensDeals('population', 'hits', 'censored'), topic: 'conversion', fixture: 'core/funnel/cohort.test.ts: a deal lost today stays in; a reopened one is open again',
  },
  'step.transferred': {
    label: { zh: '转出数', en: 'Moved to another pipeline' },
    definition: {
      zh: '进入本阶段的商机中，没有再往前走就被转到其他销售流程的数量。它们既不是赢单也不是丢单。',
      en: 'Deals of the stage that were moved to another pipeline without getting further. They are neither won nor lost here.',
    },
    unit: 'count', population: { zh: '在这一步转到其他销售流程的商机', en: 'Deals that went to another pipeline at this step' }, dateField: 'entered_stage',
    formula: '|{i ∈ entered(k) : transferred, not reached ≥ k+1}|', method: 'cohort',
    drillDown: opensDeals('population'), topic: 'conversion', fixture: 'core/funnel/cohort.test.ts: a move to another pipeline is neither won nor lost here',
  },
  'step.loss_reason': {
    label: { zh: '丢单原因（数量）', en: 'Losses by reason' },
    definition: { zh: '在这一步丢单的商机中，以此为丢单原因的数量。', en: 'How many of the deals lost at this step give this reason.' },
    unit: 'count', population: { zh: '在这一步以此原因丢单的商机', en: 'Deals lost at this step for this reason' }, dateField: 'entered_stage',
    formula: '|{i lost at k : reason = r}|', method: 'cohort',
    drillDown: opensDeals('population'), topic: 'conversion', fixture: 'core/funnel/cohort.test.ts: losses by reason, the commonest first',
  },
  'step.loss_reason_share': {
    label: { zh: '丢单原因（占比）', en: 'Share of losses by reason' },
    definition: { zh: '在这一步丢单的商机中，以此为丢单原因的比例。', en: 'The share of the deals lost at this step that give this reason.' },
    unit: 'share', population: { zh: '在这一步丢单的商机', en: 'Deals lost at this step' }, dateField: 'entered_stage',
    formula: 'lost at k with reason r / lost at k', method: 'cohort, Wilson 95 %',
    drillDown: opensDeals('population', 'hits'), topic: 'conversion', fixture: 'core/funnel/cohort.test.ts: losses by reason, the commonest first',
  },
  'step.skip': {
    label: { zh: '跳过率', en: 'Skipped' },
    definition: {
      zh: '算作进入本阶段的商机中，实际从未在本阶段停留过的比例。偏高说明阶段形同虚设，或录入时直接拖过去了。',
      en: 'Of the deals counted as having entered, the share that never really was in the stage. A high share means that the stage is passed over in practice.',
    },
    unit: 'share', population: { zh: '进入本阶段且有停留记录的商机', en: 'Deals of the stage whose stays are known' }, dateField: 'entered_stage',
    formula: 'never in k / entered(k)', method: 'cohort, Wilson 95 %',
    drillDown: opensDeals('population', 'hits'), topic: 'quality', fixture: 'core/funnel/cohort.test.ts: skips, returns and setbacks',
  },
  'step.reentry': {
    label: { zh: '重复进入率', en: 'Re-entered' },
    definition: { zh: '到过本阶段的商机中，不止一次进入的比例。', en: 'Of the deals that were in the stage, the share that entered it more than once.' },
    unit: 'share', population: beenInStage, dateField: 'entered_stage',
    formula: 'entries into k > 1 / touched(k)', method: 'cohort, Wilson 95 %',
    drillDown: opensDeals('population', 'hits'), topic: 'quality', fixture: 'core/funnel/cohort.test.ts: skips, returns and setbacks',
  },
  'step.regress': {
    label: { zh: '退回率', en: 'Sent back' },
    definition: { zh: '到过本阶段的商机中，曾从本阶段退回更早阶段的比例。', en: 'Of the deals that were in the stage, the share that was ever sent back from it to an earlier one.' },
    unit: 'share', population: beenInStage, dateField: 'entered_stage',
    formula: 'left k backwards at least once / touched(k)', method: 'cohort, Wilson 95 %',
    drillDown: opensDeals('population', 'hits'), topic: 'quality', fixture: 'core/funnel/cohort.test.ts: skips, returns and setbacks',
  },
} as const satisfies Record<string, MetricEntry>
