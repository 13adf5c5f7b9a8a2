import { type MetricEntry, opensNothing, type Words } from '../lib/metric-entry.ts'

const clocks: Words = { zh: '本期内开始的响应计时（按销售：每次交给一位销售计一次；按渠道：每条线索计一次）', en: 'Response clocks that began in the period (by rep: one for each time a lead was given to somebody; by channel: each lead once)' }
const decided: Words = { zh: '已有结论的计时：按时响应或超时', en: 'Clocks that are decided: answered in time or breached' }
const REPORT = 'server/features/answering/answering.test.ts: the report by rep and by channel, with n, and as CSV'
const listed = opensNothing('在线索列表用“响应超时”筛选可看到未响应的', 'The list of leads shows those that are overdue.')
const base = { dateField: 'created_at', drillDown: listed, topic: 'activity', fixture: REPORT } as const

/** How soon leads are answered. */
export const ANSWER_METRICS = {
  'response.clocks': {
    ...base, label: { zh: '响应计时', en: 'Response clocks' }, unit: 'count', population: clocks, formula: '#clock', method: 'count',
    definition: { zh: '线索交到销售手上后开始的首次响应计时数。', en: 'Clocks of a first response that began when a lead was given to a rep.' },
  },
  'response.met': {
    ...base, label: { zh: '按时响应', en: 'Answered in time' }, unit: 'count', population: clocks, formula: '#clock(met ≤ due)', method: 'count',
    definition: { zh: '在时限内由负责人以电话、拜访、会议、邮件或微信跟进的计时数；备注不算。', en: 'Clocks whose owner called, visited, met, mailed or wrote within the target; a note does not count.' },
  },
  'response.breached': {
    ...base, label: { zh: '响应超时', en: 'Response breached' }, unit: 'count', population: clocks, formula: '#clock(due passed unanswered)', method: 'count',
    definition: { zh: '时限到达时仍未响应的计时数，之后才响应的也算。', en: 'Clocks whose target passed without an answer, those answered later included.' },
  },
  'response.waiting': {
    ...base, label: { zh: '待响应', en: 'Waiting for a response' }, unit: 'count', population: clocks, formula: '#clock(running, due ahead)', method: 'count',
    definition: { zh: '仍在计时、尚未到时限的数量。', en: 'Clocks that run and whose target lies ahead.' },
  },
  'response.met_share': {
    ...base, label: { zh: '响应达标率', en: 'Share answered in time' }, unit: 'share', population: decided, formula: 'met / (met + breached)', method: 'count',
    definition: { zh: '按时响应 ÷（按时响应 + 响应超时）；还在计时的、退回或关闭的不计。', en: 'Answered in time ÷ (answered in time + breached); what still runs, was given back or closed is left out.' },
  },
  'response.median_minutes': {
    ...base, label: { zh: '首次响应中位时长', en: 'Median working time to the answer' }, unit: 'minutes', population: { zh: '已响应的计时', en: 'Clocks that were answered' }, formula: 'median(working minutes to the answer)', method: 'median',
    definition: { zh: '从交到手上到首次响应的工作分钟数的中位数；按渠道时从首次交出算起。', en: 'The median of working minutes from being given the lead to the first answer; by channel from when it was first given to anybody.' },
  },
} as const satisfies Record<string, MetricEntry>
