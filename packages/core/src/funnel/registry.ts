/** Words in both languages of the product. */
type Words = { zh: string; en: string }

export type MetricUnit = 'share' | 'days' | 'count' | 'money' | 'money_per_day'

/** Which instant or day of a deal decides whether it belongs to the figure's period. */
export type DateField =
  | 'entered_pipeline'
  | 'entered_stage'
  | 'closed_at'
  | 'created_at'
  | 'expected_close_on'
  | 'as_of'

/**
 * What a figure means, in words a sales manager understands, and how it is made. `population` is what `n` counts; `hits` and
 * `censored` of the figure are parts of it unless the definition says otherwise. `drillable`: its deals can be listed.
 */
export type MetricEntry = {
  label: Words
  definition: Words
  unit: MetricUnit
  population: Words
  dateField: DateField
  formula: string
  method: string
  drillable: boolean
}

const members: Words = {
  zh: '进入本阶段的商机：默认跟踪“期间内进入销售流程”的同一批商机，跳过本阶段而到达更后阶段的也算进入；切换到“按阶段”时为期间内首次进入本阶段的商机',
  en: 'Deals that entered this stage: by default the one group that entered the pipeline in the period, where passing over the stage counts as entering it; in "by stage" mode, those that first entered this stage in the period',
}
const cohort: Words = { zh: '期间内进入销售流程的全部商机', en: 'All deals that entered the pipeline in the period' }
const beenInStage: Words = { zh: '该批商机中确实在本阶段停留过的商机', en: 'Deals of the group that really were in this stage' }
const closedDeals: Words = { zh: '期间内关闭（赢单或丢单）的商机', en: 'Deals closed in the period, won or lost' }
const wonDeals: Words = { zh: '期间内赢单的商机', en: 'Deals won in the period' }
const lostDeals: Words = { zh: '期间内丢单的商机', en: 'Deals lost in the period' }
const closingOpen: Words = { zh: '预计成交日在期间内的未关闭商机', en: 'Open deals expected to close in the period' }
const standing: Words = { zh: '截至时点停在本阶段、尚未关闭的商机', en: 'Open deals that are in this stage at that instant' }

/** Every number of the funnel, by key: one definition each. */
export const METRICS = {
  'step.entered': {
    label: { zh: '进入数', en: 'Entered' },
    definition: {
      zh: '进入过本阶段的商机数。每个商机只算一次；后来丢单的仍然计入，中途跳过本阶段直接到后面的也计入（可切换为“只算真正到过的”）。',
      en: 'How many deals entered this stage. Each counts once; deals lost since stay in, and so do deals that passed over the stage (switch to "touched only" to leave those out).',
    },
    unit: 'count', population: members, dateField: 'entered_stage',
    formula: '|{i : first entry into a stage ≥ k}|', method: 'cohort', drillable: true,
  },
  'step.reached_next': {
    label: { zh: '进入下一阶段数', en: 'Reached next stage' },
    definition: {
      zh: '进入本阶段的商机中，后来到过下一阶段（最后一个阶段则为赢单）的数量。之后又退回的不扣除。',
      en: 'Of the deals that entered this stage, how many ever reached the next one (for the last stage: were won). Coming back later undoes nothing.',
    },
    unit: 'count', population: { zh: '进入本阶段并已到过下一阶段的商机', en: 'Deals of the stage that reached the next one' }, dateField: 'entered_stage',
    formula: '|{i ∈ entered(k) : reached ≥ k+1}|', method: 'cohort', drillable: true,
  },
  'step.conversion': {
    label: { zh: '阶段转化率', en: 'Stage conversion' },
    definition: {
      zh: '进入本阶段的商机中，有多大比例后来到过下一阶段。还在途的商机留在分母里，所以近期的数字还会上升；请同时看“在途占比”。',
      en: 'Of the deals that entered this stage, the share that ever reached the next one. Deals still on their way stay in the denominator, so a recent figure can still rise: read it with the still-open share.',
    },
    unit: 'share', population: members, dateField: 'entered_stage',
    formula: 'reached_next(k) / entered(k)', method: 'cohort, Wilson 95 %', drillable: true,
  },
  'step.conversion_mature': {
    label: { zh: '阶段转化率（成熟）', en: 'Stage conversion (mature)' },
    definition: {
      zh: '只看进入本阶段已满若干天（默认 30 天）的商机，它们有足够时间往前走，因此不会被刚进来的商机拉低。',
      en: 'The same share over deals that entered the stage at least some days ago (30 by default): they had the time to move on, so newcomers do not pull the figure down.',
    },
    unit: 'share', population: { zh: '进入本阶段已满设定天数的商机', en: 'Deals that entered the stage at least the set number of days ago' }, dateField: 'entered_stage',
    formula: 'reached_next / entered, over i with entry ≤ T − w', method: 'cohort, Wilson 95 %', drillable: true,
  },
  'step.still_open': {
    label: { zh: '在途占比', en: 'Still open' },
    definition: {
      zh: '进入本阶段的商机中，尚未到下一阶段、也没有结束的比例：它们的结果还不知道。占比越高，转化率越不能当定论。',
      en: 'The share of the stage’s deals that have neither reached the next stage nor ended: their result is not known yet. The higher it is, the less final the conversion.',
    },
    unit: 'share', population: members, dateField: 'entered_stage',
    formula: 'open and not reached ≥ k+1 / entered(k)', method: 'cohort, Wilson 95 %', drillable: true,
  },
  'step.lost': {
    label: { zh: '本步丢单率', en: 'Lost at this step' },
    definition: {
      zh: '进入本阶段的商机中，没有再往前走就丢单的比例。按到过的最远阶段归属：到过方案阶段、退回后才丢的，仍算在方案这一步。',
      en: 'The share of the stage’s deals that were lost without getting further. A deal belongs to the furthest stage it ever reached, even if it was sent back before it was lost.',
    },
    unit: 'share', population: members, dateField: 'entered_stage',
    formula: 'lost and not reached ≥ k+1 / entered(k)', method: 'cohort, Wilson 95 %', drillable: true,
  },
  'step.transferred': {
    label: { zh: '转出数', en: 'Moved to another pipeline' },
    definition: {
      zh: '进入本阶段的商机中，没有再往前走就被转到其他销售流程的数量。它们既不是赢单也不是丢单。',
      en: 'Deals of the stage that were moved to another pipeline without getting further. They are neither won nor lost here.',
    },
    unit: 'count', population: { zh: '在这一步转到其他销售流程的商机', en: 'Deals that went to another pipeline at this step' }, dateField: 'entered_stage',
    formula: '|{i ∈ entered(k) : transferred, not reached ≥ k+1}|', method: 'cohort', drillable: true,
  },
  'step.loss_reason': {
    label: { zh: '丢单原因（数量）', en: 'Losses by reason' },
    definition: { zh: '在这一步丢单的商机中，以此为丢单原因的数量。', en: 'How many of the deals lost at this step give this reason.' },
    unit: 'count', population: { zh: '在这一步以此原因丢单的商机', en: 'Deals lost at this step for this reason' }, dateField: 'entered_stage',
    formula: '|{i lost at k : reason = r}|', method: 'cohort', drillable: true,
  },
  'step.loss_reason_share': {
    label: { zh: '丢单原因（占比）', en: 'Share of losses by reason' },
    definition: { zh: '在这一步丢单的商机中，以此为丢单原因的比例。', en: 'The share of the deals lost at this step that give this reason.' },
    unit: 'share', population: { zh: '在这一步丢单的商机', en: 'Deals lost at this step' }, dateField: 'entered_stage',
    formula: 'lost at k with reason r / lost at k', method: 'cohort, Wilson 95 %', drillable: true,
  },
  'step.skip': {
    label: { zh: '跳过率', en: 'Skipped' },
    definition: {
      zh: '算作进入本阶段的商机中，实际从未在本阶段停留过的比例。偏高说明阶段形同虚设，或录入时直接拖过去了。',
      en: 'Of the deals counted as having entered, the share that never really was in the stage. A high share means that the stage is passed over in practice.',
    },
    unit: 'share', population: { zh: '进入本阶段且有停留记录的商机', en: 'Deals of the stage whose stays are known' }, dateField: 'entered_stage',
    formula: 'never in k / entered(k)', method: 'cohort, Wilson 95 %', drillable: true,
  },
  'step.reentry': {
    label: { zh: '重复进入率', en: 'Re-entered' },
    definition: { zh: '到过本阶段的商机中，不止一次进入的比例。', en: 'Of the deals that were in the stage, the share that entered it more than once.' },
    unit: 'share', population: beenInStage, dateField: 'entered_stage',
    formula: 'entries into k > 1 / touched(k)', method: 'cohort, Wilson 95 %', drillable: true,
  },
  'step.regress': {
    label: { zh: '退回率', en: 'Sent back' },
    definition: { zh: '到过本阶段的商机中，曾从本阶段退回更早阶段的比例。', en: 'Of the deals that were in the stage, the share that was ever sent back from it to an earlier one.' },
    unit: 'share', population: beenInStage, dateField: 'entered_stage',
    formula: 'left k backwards at least once / touched(k)', method: 'cohort, Wilson 95 %', drillable: true,
  },
  'step.flow_entries': {
    label: { zh: '期间流入数', en: 'Entries in the period' },
    definition: {
      zh: '期间内进入过本阶段的商机数，不管它们何时创建。同一商机在期间内多次进入只算一次；跳过的不算。',
      en: 'Deals that entered this stage in the period, whenever they were created. A deal that came twice counts once; passing over does not count.',
    },
    unit: 'count', population: { zh: '期间内进入过本阶段的商机', en: 'Deals that entered the stage in the period' }, dateField: 'entered_stage',
    formula: '|{i : entered k in [from, to)}|', method: 'flow', drillable: true,
  },
  'step.flow': {
    label: { zh: '流量比（下一阶段流入 ÷ 本阶段流入）', en: 'Flow ratio' },
    definition: {
      zh: '期间内进入下一阶段的商机数 ÷ 期间内进入本阶段的商机数。上下不是同一批商机，可能超过 100%，只适合看节奏，不能当转化率。',
      en: 'Entries into the next stage in the period ÷ entries into this one. The deals above and below differ, so it may exceed 100 %: a rhythm, not the fate of a group.',
    },
    unit: 'share', population: { zh: '期间内进入过本阶段的商机（命中：期间内进入下一阶段的商机，不是其中一部分）', en: 'Deals that entered this stage in the period (hits: those that entered the next one, not a part of them)' }, dateField: 'entered_stage',
    formula: 'entries(k+1) / entries(k)', method: 'flow', drillable: true,
  },
  'step.stock': {
    label: { zh: '存量', en: 'Stock' },
    definition: { zh: '截至所选时点，停在本阶段、未关闭且未休眠的商机数。与期间无关。', en: 'Open deals, dormant ones left out, that are in this stage at the chosen instant, whatever the period.' },
    unit: 'count', population: standing, dateField: 'as_of',
    formula: '|{i open, awake : stage(T) = k}|', method: 'snapshot', drillable: true,
  },
  'step.stock_amount': {
    label: { zh: '存量金额', en: 'Stock amount' },
    definition: { zh: '停在本阶段的未关闭商机的金额合计（只合计同一币种）。', en: 'The amounts of the open deals in this stage added up, in one currency.' },
    unit: 'money', population: { zh: '停在本阶段、以该币种计价的商机', en: 'Open deals in this stage in that currency' }, dateField: 'as_of',
    formula: 'Σ amount over stock(k)', method: 'snapshot', drillable: true,
  },
  'step.snapshot': {
    label: { zh: '存量形状（下一阶段存量 ÷ 本阶段存量）', en: 'Shape' },
    definition: {
      zh: '此刻下一阶段的存量 ÷ 本阶段的存量。它只说明漏斗的形状，不是转化率。',
      en: 'Stock of the next stage ÷ stock of this one, right now. It shows the funnel’s shape and is no conversion.',
    },
    unit: 'share', population: { zh: '停在本阶段的商机（命中：停在下一阶段的商机，不是其中一部分）', en: 'Open deals in this stage (hits: those in the next one, not a part of them)' }, dateField: 'as_of',
    formula: 'stock(k+1) / stock(k)', method: 'snapshot', drillable: true,
  },
  'step.dwell_median': {
    label: { zh: '停留天数中位数', en: 'Median dwell' },
    definition: {
      zh: '一半的商机在多少天内离开本阶段（前进、退回、赢单、丢单都算离开）。还停着的商机按“至少停了这么久”计入，因此不会像只算已离开的那样偏短；离开的还不到一半时显示“未到达”。',
      en: 'The number of days within which half of the deals have left the stage, by any exit. Deals still there count as "at least this long", so the figure is not too short as an average of the finished would be; "not reached" while fewer than half have left.',
    },
    unit: 'days', population: beenInStage, dateField: 'entered_stage',
    formula: 'min {t : S(t) ≤ 0.5}', method: 'Kaplan–Meier, log-log 95 % by inversion', drillable: true,
  },
  'step.dwell_p75': {
    label: { zh: '停留天数 P75', en: 'P75 dwell' },
    definition: {
      zh: '四分之三的商机在多少天内离开本阶段。超过这个天数还没动的，属于最慢的四分之一。',
      en: 'The number of days within which three quarters of the deals have left the stage. A deal older than that is among the slowest quarter.',
    },
    unit: 'days', population: beenInStage, dateField: 'entered_stage',
    formula: 'min {t : S(t) ≤ 0.25}', method: 'Kaplan–Meier, log-log 95 % by inversion', drillable: true,
  },
  'step.dwell_mean': {
    label: { zh: '平均停留天数（限定）', en: 'Mean dwell (restricted)' },
    definition: {
      zh: '平均停留天数，最长只算到已观察到的最长停留为止，还停着的商机也计入。',
      en: 'Mean days in the stage up to the longest stay seen so far, deals still there included.',
    },
    unit: 'days', population: beenInStage, dateField: 'entered_stage',
    formula: '∫ S(t) dt up to the longest watched stay', method: 'Kaplan–Meier', drillable: true,
  },
  'step.to_next_median': {
    label: { zh: '到下一阶段用时中位数', en: 'Median time to the next stage' },
    definition: {
      zh: '已经到过下一阶段的商机，从首次进入本阶段到首次进入下一阶段（最后一个阶段则为赢单）用了多少天，取中位数。还没到的不在内，所以这是“走成了的用了多久”，要估计新商机会停多久请看停留天数中位数。',
      en: 'For the deals that have reached the next stage: days from the first entry into this stage to the first entry into the next one (for the last stage: to the win), the median. Those not there yet are left out, so it says how long the successful took; for what a new deal has to expect see the median dwell.',
    },
    unit: 'days', population: { zh: '先后到过本阶段与下一阶段的商机', en: 'Deals that were in this stage and then in the next' }, dateField: 'entered_stage',
    formula: 'median (first entry k+1 − first entry k)', method: 'first to first, exact interval of the median', drillable: true,
  },
  'step.exit': {
    label: { zh: '离开去向', en: 'Ways out' },
    definition: {
      zh: '在已观察到的时间内，以某种方式（前进、赢单、丢单、退回、转出）离开本阶段的概率。各去向之和加上“仍停留”等于 100%。',
      en: 'The probability of having left the stage in one particular way (advance, won, lost, back, transfer) within the time seen so far. All ways and "still there" add up to 100 %.',
    },
    unit: 'share', population: beenInStage, dateField: 'entered_stage',
    formula: 'F_j(t) = Σ (d_j / n) · S(t−)', method: 'Aalen–Johansen, log-log 95 %', drillable: true,
  },
  'step.weighted': {
    label: { zh: '本阶段加权金额', en: 'Weighted in this stage' },
    definition: {
      zh: '本阶段未关闭、预计成交日在期间内的商机：金额 × 赢率之和。赢率取商机上手填的值，没有则取阶段的值。',
      en: 'Open deals of this stage expected to close in the period: the sum of amount × probability, the deal’s manual probability if set, else the stage’s.',
    },
    unit: 'money', population: { zh: '本阶段中预计成交日在期间内的未关闭商机', en: 'Open deals of this stage expected to close in the period' }, dateField: 'expected_close_on',
    formula: 'Σ amount · p over stage k', method: 'exact decimals', drillable: true,
  },
  'cohort.entered': {
    label: { zh: '进入漏斗', en: 'Entered the pipeline' },
    definition: { zh: '期间内进入本销售流程的商机数，包括后来丢单的。', en: 'Deals that entered the pipeline in the period, those lost since included.' },
    unit: 'count', population: cohort, dateField: 'entered_pipeline', formula: '|{i : entered the pipeline in [from, to)}|', method: 'cohort', drillable: true,
  },
  'cohort.won': {
    label: { zh: '其中赢单', en: 'Of these won' },
    definition: { zh: '期间内进入销售流程的商机中，到所选时点已赢单的数量。', en: 'Deals of that group that are won by the chosen instant.' },
    unit: 'count', population: { zh: '该批商机中已赢单的', en: 'Won deals of the group' }, dateField: 'entered_pipeline', formula: '|{i ∈ cohort : won}|', method: 'cohort', drillable: true,
  },
  'cohort.lost': {
    label: { zh: '其中丢单', en: 'Of these lost' },
    definition: { zh: '期间内进入销售流程的商机中，到所选时点已丢单的数量；丢单后重新打开的不算。', en: 'Deals of that group that are lost by the chosen instant; a reopened deal is not.' },
    unit: 'count', population: { zh: '该批商机中已丢单的', en: 'Lost deals of the group' }, dateField: 'entered_pipeline', formula: '|{i ∈ cohort : lost}|', method: 'cohort', drillable: true,
  },
  'cohort.open': {
    label: { zh: '其中在途', en: 'Of these open' },
    definition: { zh: '期间内进入销售流程的商机中，到所选时点尚未关闭的数量。', en: 'Deals of that group that are still open at the chosen instant.' },
    unit: 'count', population: { zh: '该批商机中未关闭的', en: 'Open deals of the group' }, dateField: 'entered_pipeline', formula: '|{i ∈ cohort : open}|', method: 'cohort', drillable: true,
  },
  'cohort.transferred': {
    label: { zh: '其中转出', en: 'Of these moved away' },
    definition: { zh: '期间内进入销售流程的商机中，已转到其他销售流程的数量。', en: 'Deals of that group that were moved to another pipeline.' },
    unit: 'count', population: { zh: '该批商机中已转出的', en: 'Deals of the group in another pipeline' }, dateField: 'entered_pipeline', formula: '|{i ∈ cohort : transferred}|', method: 'cohort', drillable: true,
  },
  'cohort.overall': {
    label: { zh: '漏斗总转化率', en: 'Overall conversion' },
    definition: {
      zh: '期间内进入销售流程的商机中，最终赢单的比例。跟踪同一批商机且补齐跳过的阶段时，各阶段转化率相乘正好等于它。',
      en: 'The share of the deals that entered the pipeline in the period that is won. When the same deals are followed and skipped stages are filled in, the step conversions multiply to exactly this.',
    },
    unit: 'share', population: cohort, dateField: 'entered_pipeline', formula: 'won / entered = Π conv(k)', method: 'cohort, Wilson 95 %', drillable: true,
  },
  'win.closed_count': {
    label: { zh: '赢单率（按关闭数）', en: 'Win rate (closed, by count)' },
    definition: {
      zh: '期间内关闭的商机中，赢单所占的比例。不含在途商机：只关掉几单时会显得很高。',
      en: 'Of the deals closed in the period, the share that was won. Open deals are not in it: with few closed it can look very high.',
    },
    unit: 'share', population: closedDeals, dateField: 'closed_at', formula: 'won / (won + lost)', method: 'Wilson 95 %', drillable: true,
  },
  'win.closed_value': {
    label: { zh: '赢单率（按金额）', en: 'Win rate (closed, by value)' },
    definition: {
      zh: '期间内关闭的商机中，赢单金额占关闭总金额的比例。低于按关闭数的赢单率，说明大单丢得多。',
      en: 'Of the amount closed in the period, the share that was won. Below the rate by count it says that the large deals get lost.',
    },
    unit: 'share', population: { zh: '期间内关闭、以该币种计价的商机', en: 'Deals closed in the period in that currency' }, dateField: 'closed_at', formula: 'Σ won amount / Σ closed amount', method: 'ratio of sums, linearised 95 %', drillable: true,
  },
  'win.created': {
    label: { zh: '赢单率（按创建批次）', en: 'Win rate (created cohort)' },
    definition: {
      zh: '期间内创建的商机中，到目前已赢单的比例，在途的也在分母里。例：创建 100 单，赢 3 丢 7，是 3%，而不是 30%。',
      en: 'Of the deals created in the period, the share won so far, open ones in the denominator. 100 created, 3 won, 7 lost: 3 %, not 30 %.',
    },
    unit: 'share', population: { zh: '期间内创建的商机', en: 'Deals created in the period' }, dateField: 'created_at', formula: 'won / created', method: 'Wilson 95 %', drillable: true,
  },
  'win.time_to_event': {
    label: { zh: '赢单率（计入在途）', en: 'Win rate (open deals allowed for)' },
    definition: {
      zh: '期间内进入销售流程的商机，在已观察到的时间内赢单的概率。在途商机按“目前还没有结果”计入，是对最终赢单率较公允的估计。',
      en: 'The probability that a deal that entered in the period is won within the time seen so far. Open deals count as "not decided yet": a fair estimate of where the win rate is heading.',
    },
    unit: 'share', population: cohort, dateField: 'entered_pipeline', formula: 'F_won(t) = Σ (d_won / n) · S(t−)', method: 'Aalen–Johansen, log-log 95 %', drillable: true,
  },
  'win.period_rate': {
    label: { zh: '分段赢单率', en: 'Win rate of a window' },
    definition: { zh: '其中一个滚动时段内关闭的商机的赢单率。', en: 'The closed win rate of one of the rolling windows.' },
    unit: 'share', population: { zh: '该时段内关闭的商机', en: 'Deals closed in that window' }, dateField: 'closed_at', formula: 'won / (won + lost)', method: 'Wilson 95 %', drillable: true,
  },
  'win.volatility': {
    label: { zh: '赢单率波动', en: 'Win rate volatility' },
    definition: {
      zh: '最近若干时段赢单率的（最高 − 最低）÷ 平均。任何一个时段关闭数太少时，波动多半只是偶然。',
      en: '(highest − lowest) ÷ mean of the win rates of the last windows. If any window closed few deals, the movement is mostly chance.',
    },
    unit: 'share', population: { zh: '各时段内关闭的商机', en: 'Deals closed in the windows' }, dateField: 'closed_at', formula: '(max − min) / mean of the last m closed rates', method: 'rolling closed rate', drillable: true,
  },
  'deals.created': {
    label: { zh: '新建商机数', en: 'Created' },
    definition: { zh: '期间内创建的商机数。', en: 'Deals created in the period.' },
    unit: 'count', population: { zh: '期间内创建的商机', en: 'Deals created in the period' }, dateField: 'created_at', formula: '|{i : created in [from, to)}|', method: 'count', drillable: true,
  },
  'deals.won': {
    label: { zh: '赢单数', en: 'Won' },
    definition: { zh: '期间内赢单的商机数，不管何时创建。', en: 'Deals won in the period, whenever they were created.' },
    unit: 'count', population: wonDeals, dateField: 'closed_at', formula: '|{i : won in [from, to)}|', method: 'count', drillable: true,
  },
  'deals.lost': {
    label: { zh: '丢单数', en: 'Lost' },
    definition: { zh: '期间内丢单的商机数；重新打开的不算。', en: 'Deals lost in the period; a reopened deal is not.' },
    unit: 'count', population: lostDeals, dateField: 'closed_at', formula: '|{i : lost in [from, to)}|', method: 'count', drillable: true,
  },
  'deals.open': {
    label: { zh: '在途商机数', en: 'Open' },
    definition: { zh: '截至所选时点，本销售流程中未关闭、未休眠的商机数。', en: 'Deals of this pipeline that are open and not dormant at the chosen instant.' },
    unit: 'count', population: { zh: '截至时点未关闭的商机', en: 'Open deals at that instant' }, dateField: 'as_of', formula: '|{i : open and awake at T}|', method: 'count', drillable: true,
  },
  'deals.dormant': {
    label: { zh: '休眠商机数', en: 'Dormant' },
    definition: { zh: '截至所选时点，未关闭但已休眠的商机数；它们不计入存量、在途和加权金额，在同期群里仍算在途。', en: 'Deals that are open but dormant at the chosen instant: in no stock, no open count and no weighted pipeline; in cohorts they are still on their way.' },
    unit: 'count', population: { zh: '截至时点已休眠的未关闭商机', en: 'Dormant deals at that instant' }, dateField: 'as_of', formula: '|{i : open and dormant at T}|', method: 'count', drillable: true,
  },
  'deals.undated': {
    label: { zh: '无预计成交日', en: 'Without expected close date' },
    definition: { zh: '未关闭且没有填预计成交日的商机数；它们不会进入任何期间的加权金额。', en: 'Open deals without an expected close date; no period’s weighted pipeline can contain them.' },
    unit: 'count', population: { zh: '未填预计成交日的未关闭商机', en: 'Open deals without an expected close date' }, dateField: 'as_of', formula: '|{i open : no expected close date}|', method: 'count', drillable: true,
  },
  'won.amount': {
    label: { zh: '赢单金额', en: 'Won amount' },
    definition: { zh: '期间内赢单商机的金额合计（只合计同一币种）。', en: 'The amounts of the deals won in the period added up, in one currency.' },
    unit: 'money', population: { zh: '期间内赢单、以该币种计价的商机', en: 'Deals won in the period in that currency' }, dateField: 'closed_at', formula: 'Σ amount over won', method: 'sum', drillable: true,
  },
  'cycle.won_median': {
    label: { zh: '赢单周期中位数', en: 'Median won cycle' },
    definition: { zh: '期间内赢单的商机，从创建到赢单的天数的中位数（按机构时区的日期相减）。', en: 'Median number of days from creation to winning, by date in the organisation’s zone, of the deals won in the period.' },
    unit: 'days', population: wonDeals, dateField: 'closed_at', formula: 'median(close date − creation date)', method: 'median, order-statistic 95 %', drillable: true,
  },
  'cycle.won_mean': {
    label: { zh: '赢单周期平均值', en: 'Mean won cycle' },
    definition: { zh: '期间内赢单的商机，从创建到赢单的平均天数；少数拖得很久的单会明显拉高它。', en: 'Mean number of days from creation to winning; a few very long deals raise it noticeably.' },
    unit: 'days', population: wonDeals, dateField: 'closed_at', formula: 'mean(close date − creation date)', method: 'mean, normal 95 %', drillable: true,
  },
  'cycle.lost_median': {
    label: { zh: '丢单周期中位数', en: 'Median lost cycle' },
    definition: { zh: '期间内丢单的商机，从创建到丢单的天数的中位数。', en: 'Median number of days from creation to loss of the deals lost in the period.' },
    unit: 'days', population: lostDeals, dateField: 'closed_at', formula: 'median(close date − creation date)', method: 'median, order-statistic 95 %', drillable: true,
  },
  'cycle.lost_mean': {
    label: { zh: '丢单周期平均值', en: 'Mean lost cycle' },
    definition: { zh: '期间内丢单的商机，从创建到丢单的平均天数。', en: 'Mean number of days from creation to loss.' },
    unit: 'days', population: lostDeals, dateField: 'closed_at', formula: 'mean(close date − creation date)', method: 'mean, normal 95 %', drillable: true,
  },
  'velocity.expected': {
    label: { zh: '销售速度', en: 'Sales velocity' },
    definition: {
      zh: '按目前的四个要素，每天预计产出的赢单金额 = 在途合格商机数 × 平均赢单金额 × 赢单率 ÷ 赢单周期中位数。',
      en: 'Won amount to be expected per day from today’s four levers: open qualified deals × mean won amount × closed win rate ÷ median won cycle.',
    },
    unit: 'money_per_day', population: closedDeals, dateField: 'closed_at', formula: 'N · A · W / L', method: 'exact decimals', drillable: true,
  },
  'velocity.realised': {
    label: { zh: '实际速度', en: 'Realised velocity' },
    definition: { zh: '期间内实际每天的赢单金额 = 赢单金额 ÷ 已过天数。', en: 'What really was won per day: won amount ÷ days of the period that have passed.' },
    unit: 'money_per_day', population: { zh: '期间内赢单、以该币种计价的商机', en: 'Deals won in the period in that currency' }, dateField: 'closed_at', formula: 'Σ won amount / days passed', method: 'exact decimals', drillable: true,
  },
  'velocity.open': {
    label: { zh: '在途合格商机数', en: 'Open qualified deals' },
    definition: { zh: '截至所选时点，处于“合格”起始阶段及之后的未关闭商机数；未设起始阶段时为全部在途商机。', en: 'Open deals in the qualifying stage or beyond; all open deals when no such stage is set.' },
    unit: 'count', population: { zh: '在途合格商机', en: 'Open qualified deals' }, dateField: 'as_of', formula: 'N', method: 'count', drillable: true,
  },
  'velocity.mean_won': {
    label: { zh: '平均赢单金额', en: 'Mean won amount' },
    definition: { zh: '期间内赢单商机的平均金额（同一币种）。', en: 'Mean amount of the deals won in the period, in one currency.' },
    unit: 'money', population: { zh: '期间内赢单、以该币种计价的商机', en: 'Deals won in the period in that currency' }, dateField: 'closed_at', formula: 'Σ won amount / won', method: 'exact decimals', drillable: true,
  },
  'weighted.pipeline': {
    label: { zh: '加权管道金额', en: 'Weighted pipeline' },
    definition: {
      zh: '预计成交日在期间内的未关闭商机：金额 × 赢率之和。赢单另列，丢单计 0。',
      en: 'Open deals expected to close in the period: the sum of amount × probability. Won deals are reported apart, lost ones count 0.',
    },
    unit: 'money', population: closingOpen, dateField: 'expected_close_on', formula: 'Σ amount · p', method: 'exact decimals', drillable: true,
  },
  'weighted.stage': {
    label: { zh: '加权金额（按阶段赢率）', en: 'Weighted, stage probability' },
    definition: { zh: '其中采用阶段赢率的部分；修改阶段赢率会立即影响这部分。', en: 'The part that uses the stage table; changing a stage’s probability changes it at once.' },
    unit: 'money', population: { zh: '期间内预计成交、未手填赢率的未关闭商机', en: 'Those without a manual probability' }, dateField: 'expected_close_on', formula: 'Σ amount · p(stage)', method: 'exact decimals', drillable: true,
  },
  'weighted.manual': {
    label: { zh: '加权金额（手填赢率）', en: 'Weighted, manual probability' },
    definition: { zh: '其中采用商机上手填赢率的部分。', en: 'The part that uses a probability set on the deal by hand.' },
    unit: 'money', population: { zh: '期间内预计成交、手填了赢率的未关闭商机', en: 'Those with a manual probability' }, dateField: 'expected_close_on', formula: 'Σ amount · p(manual)', method: 'exact decimals', drillable: true,
  },
  'weighted.unweighted': {
    label: { zh: '未加权金额', en: 'Unweighted' },
    definition: { zh: '同一批商机的金额合计，不乘赢率。', en: 'The amounts of the same deals without the probability.' },
    unit: 'money', population: closingOpen, dateField: 'expected_close_on', formula: 'Σ amount', method: 'sum', drillable: true,
  },
} as const satisfies Record<string, MetricEntry>

export type MetricKey = keyof typeof METRICS

/** Whether a text from outside names a metric. */
export function isMetricKey(text: string): text is MetricKey {
  return Object.hasOwn(METRICS, text)
}
