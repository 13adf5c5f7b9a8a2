export const leadPoolsZh = {
  title: '公海', description: '无人负责的线索：在限额内领取，领取后可见联系方式', none: '还没有公海', noneText: '管理员可在设置中建立公海，按团队分别设置领取限额和回收规则。', toSettings: '设置公海', list: '公海线索', search: '公司名', count: '{{count}} 条',
  sort: { label: '排序', pooled: '最近放入', score: '评分高' },
  limits: { today: '今日已领 {{n}} / {{most}}', todayFree: '今日已领 {{n}}', inHand: '手上 {{n}} / {{most}}', inHandFree: '手上 {{n}}', coolDown: '原负责人冷却 {{count}} 天', recycle: '{{count}} 天无人跟进自动回收', hidden: '领取前隐藏联系方式' },
  columns: { name: '线索', company: '公司', title: '职务', source: '来源', score: '评分', activities: '跟进', pooled: '放入时间', former: '原负责人' },
  activities: '{{count}} 次', pick: '领取', pickMany: '领取 {{count}} 条', picked: '已领取 {{count}} 条', partly: '已领取 {{count}} 条，{{refused}} 条未领取：{{reason}}', cooling: '冷却至 {{time}}', give: '分给…', given: '已分配 {{count}} 条', open: '打开', selected: '已选 {{count}} 条',
  empty: '公海里没有线索', emptyText: '线索被回收或放入公海后，会出现在这里。', emptySearch: '没有符合的公司',
  put: '放入公海…', putDone: '已放入公海 {{count}} 条', putPartly: '已放入 {{count}} 条，{{refused}} 条未放入：{{reason}}',
  settings: {
    title: '公海', note: '公海里的线索没有负责人，团队成员在限额内领取。', add: '新建公海', none: '还没有公海', noneText: '没有公海时，长期无人跟进的线索不会被回收。', edit: '修改', archive: '归档', restore: '恢复', archived: '已归档', saved: '已保存', create: '创建', save: '保存', readOnly: '只有管理员能修改公海', label: '公海列表',
    name: '名称', nameNeeded: '请填写名称', team: '团队（含下级）', everybody: '全公司', pickPerDay: '每人每日领取上限', handLimit: '每人手上上限', noLimit: '不限', coolDown: '原负责人冷却天数', recycle: '无人跟进自动回收天数', never: '不回收', warn: '提前提醒天数', takesTeamLeads: '团队自己的线索也回收（不限来自公海的）', hides: '领取前隐藏电话、邮箱、微信和全名',
    facts: '{{n}} 条等待领取', due: '现在有 {{count}} 条会被回收（先提醒）',
  },
} as const
