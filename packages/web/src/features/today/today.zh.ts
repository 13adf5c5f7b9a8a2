export const todayZh = {
  title: '今日',
  greeting: { night: '夜深了，{{name}}', morning: '早上好，{{name}}', noon: '中午好，{{name}}', afternoon: '下午好，{{name}}', evening: '晚上好，{{name}}' },
  scope: { label: '范围', mine: '我的', team: '团队', all: '全公司' },
  tiles: {
    due: '今日要做', dueUnit: '项', overdue: '其中已过时限 {{count}} 项', noneOverdue: '没有过时限的', activities: '今日跟进', atLeast: '{{count}}+', activitiesUnit: '次', newLeads: '待处理新线索', newLeadsUnit: '条',
    closing: '本月预计成交', closingUnit: '单', noStep: '无下一步商机', noStepUnit: '单', quota: '本周推进', quotaUnit: '/ {{count}} 单', quotaLeft: '还差 {{count}} 单', quotaDone: '已达成', quotaOf: '{{day}} 起算，同一商机只计一次', quotaNone: '未设配额',
  },
  quota: { title: '每周推进配额', text: '团队成员每人每周要推进到下一阶段（或赢单）的商机数。没有填的团队沿用上级团队的配额。', edit: '设置推进配额', of: '{{team}}的每周配额', unit: '单 / 人', none: '不要求', above: '沿用 {{count}}', saved: '已保存「{{team}}」的配额' },
  list: { title: '今日清单', order: '按紧急程度、逾期时长与预期金额排序', cut: '只列出最要紧的 {{count}} 项', keys: 'J / K 选择 · Enter 打开 · E 完成 · S 稍后', snoozed: '稍后再看 {{count}} 项', until: '{{when}} 再提醒', filtered: '这一类今天没有事项', showAll: '看全部' },
  kinds: { all: '全部', response: '首次响应', step: '下一步', approval: '审批', task: '任务', hot: '热线索', stalled: '停滞', mention: '提及' },
  reason: {
    response_running: '首次响应 {{when}}到期', response_late: '首次响应已超时（{{when}}到期）', step_today: '今天到期', step_late: '逾期 {{count}} 天', approval_waiting: '等您审批', approval_late: '审批已过时限', task_open: '未定日期', task_today: '今天到期',
    task_late: '逾期 {{count}} 天', hot_handed: '市场移交，等待接手', hot_ready: '已可销售跟进，尚未联系', hot_signal: '刚刚：{{words}}', stalled_stage: '停留 {{count}} 天，期限 {{limit}} 天', stalled_silent: '{{count}} 天未跟进', mention_said: '{{words}} 提到您',
  },
  act: {
    call: '打电话', log: '完成并记录', logShort: '记跟进', done: '完成', approve: '同意', approveQuestion: '同意「{{title}}」的「{{flow}}」？', open: '打开', accept: '接手', read: '已读', later: '稍后', noPhone: '没有电话号码', other: '其他日期…',
    lead: '线索', snooze: '稍后再看（只对自己）', postpone: '推迟到', inTwoHours: '2 小时后', tomorrowMorning: '明天早上', nextMonday: '下周一早上', pick: '推迟到哪一天？', save: '推迟', back: '现在就看',
  },
  said: { snoozed: '{{when}} 再提醒', postponed: '已推迟到 {{day}}', done: '已完成「{{title}}」', accepted: '已接手「{{title}}」', read: '已读' },
  clear: { title: '今天的事都做完了', text: '给没有下一步的商机安排动作，或处理新线索。', none: '今天没有到期的事', noneText: '约定的下一步、任务、审批、热线索和停滞的商机会按要紧程度出现在这里。', noStep: '安排下一步', leads: '处理新线索', deals: '去看商机' },
}
