import type { DateField, MetricTopic, MetricUnit, Words } from '../lib/metric-entry.ts'

/** The keys of a table, for a schema. */
export const keysOf = <K extends string>(table: Readonly<Record<K, unknown>>): [K, ...K[]] => Object.keys(table) as [K, ...K[]]

/** Topics in the order of the dictionary: from what comes in to what is planned. */
export const METRIC_TOPICS: Record<MetricTopic, Words> = {
  conversion: { zh: '阶段转化', en: 'Stage conversion' },
  quality: { zh: '推进质量', en: 'Quality of progress' },
  cohort: { zh: '同期群', en: 'Cohort' },
  stock: { zh: '存量与流量', en: 'Stock and flow' },
  dwell: { zh: '停留时长', en: 'Dwell' },
  win_rate: { zh: '赢单率', en: 'Win rate' },
  deals: { zh: '商机数与金额', en: 'Deals and amounts' },
  cycle: { zh: '成交周期', en: 'Cycle' },
  velocity: { zh: '销售速度', en: 'Velocity' },
  weighted: { zh: '加权管道', en: 'Weighted pipeline' },
  coverage: { zh: '目标覆盖', en: 'Coverage' },
  indicators: { zh: '六项指标', en: 'Six indicators' },
  breakdown: { zh: '拆解', en: 'Breakdown' },
  comparison: { zh: '对比', en: 'Comparison' },
  heat_map: { zh: '热力图', en: 'Heat map' },
  series: { zh: '按日按周', en: 'By day and week' },
  waterfall: { zh: '管道变化', en: 'Changes of the pipeline' },
  losses: { zh: '丢单', en: 'Losses' },
  channels: { zh: '渠道', en: 'Channels' },
  campaigns: { zh: '市场活动', en: 'Campaigns' },
  people: { zh: '人员比较', en: 'People compared' },
  activity: { zh: '跟进与响应', en: 'Follow-up and response' },
  decay: { zh: '时间衰减与三维漏斗', en: 'Time decay, 3-D funnel' },
  custom: { zh: '自定义漏斗', en: 'Custom funnels' },
  shape: { zh: '形态与瓶颈', en: 'Shapes and bottlenecks' },
  pressure: { zh: '压力测试', en: 'Pressure tests' },
  health: { zh: '健康分', en: 'Health' },
  alarms: { zh: '预警与回测', en: 'Alarms and back-tests' },
  causes: { zh: '根因', en: 'Root cause' },
  planning: { zh: '规划', en: 'Planning' },
  data: { zh: '数据质量', en: 'Quality of data' },
}

export const METRIC_UNITS: Record<MetricUnit, Words> = {
  share: { zh: '百分比', en: 'percent' },
  difference: { zh: '百分点', en: 'percentage points' },
  ratio: { zh: '倍', en: 'times' },
  days: { zh: '天', en: 'days' },
  hours: { zh: '小时', en: 'hours' },
  minutes: { zh: '分钟', en: 'minutes' },
  count: { zh: '个', en: 'count' },
  points: { zh: '分', en: 'points' },
  money: { zh: '金额', en: 'money' },
  money_per_day: { zh: '金额/天', en: 'money per day' },
}

/** By which instant or day a record belongs to the period. */
export const METRIC_DATE_FIELDS: Record<DateField, Words> = {
  entered_pipeline: { zh: '进入销售流程的时间', en: 'Entry into the pipeline' },
  entered_stage: { zh: '进入阶段的时间', en: 'Entry into the stage' },
  left_stage: { zh: '离开阶段的时间', en: 'Exit from the stage' },
  closed_at: { zh: '关闭时间', en: 'Close' },
  created_at: { zh: '创建时间', en: 'Creation' },
  expected_close_on: { zh: '预计成交日', en: 'Expected close date' },
  as_of: { zh: '所选时点（与期间无关）', en: 'The chosen instant, whatever the period' },
  fired_on: { zh: '预警触发的日期', en: 'Day the alarm fired' },
  month: { zh: '计划的月份', en: 'Month of the plan' },
}
