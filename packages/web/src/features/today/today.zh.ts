export const todayZh = {
  title: '今日',
  greeting: { night: '夜深了，{{name}}', morning: '早上好，{{name}}', noon: '中午好，{{name}}', afternoon: '下午好，{{name}}', evening: '晚上好，{{name}}' },
  scope: { label: '范围', mine: '我的', team: '团队', all: '全公司' },
  tiles: {
    due: '待办下一步', dueUnit: '项', overdue: '其中逾期 {{count}} 项', noneOverdue: '没有逾期', activities: '今日跟进', atLeast: '{{count}}+', activitiesUnit: '次', newLeads: '待处理新线索', newLeadsUnit: '条',
    closing: '本月预计成交', closingUnit: '单', noStep: '无下一步商机', noStepUnit: '单',
  },
  steps: {
    overdue: '已逾期', today: '今天', call: '打电话', log: '完成并记录', logShort: '记跟进', postpone: '推迟', open: '打开', lead: '线索', deal: '商机', late: '逾期 {{count}} 天',
    postponed: '已推迟到 {{day}}', other: '其他日期…', noPhone: '没有电话号码', pick: '推迟到哪一天？', save: '推迟',
  },
  clear: { title: '今天的下一步都完成了', text: '给没有下一步的商机安排动作，或看看停滞的商机。', none: '您名下还没有到期的下一步', noneText: '在商机或线索上安排“下一步”和日期，到期后会出现在这里。', noStep: '安排下一步', leads: '处理新线索', deals: '去看商机' },
  stale: { title: '停滞的商机', note: '在当前阶段停留过久，或很久没有跟进', stayed: '停留 {{count}} 天', silent: '{{count}} 天未跟进', never: '从未跟进', all: '查看全部', empty: '没有停滞的商机' },
  stepsTitle: '下一步',
}
