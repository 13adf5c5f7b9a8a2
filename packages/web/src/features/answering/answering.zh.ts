export const answeringZh = {
  page: { title: '首次响应', description: '线索交到销售手上后，多久得到第一次联系（工作时间）', by: '按', owner: '按销售', channel: '按渠道', days: '最近 {{count}} 天', csv: '导出 CSV', total: '合计', none: '（无）', empty: '这段时间没有开始响应计时', emptyText: '线索按规则分配、移交或从公海领取后开始计时。', target: '时限 {{minutes}} 工作分钟', policy: '时限与工作时间', list: '首次响应报表' },
  columns: { owner: '销售', channel: '渠道', n: '计时', met: '按时', breached: '超时', waiting: '待响应', unanswered: '未响应即结束', share: '达标率', median: '中位时长' },
  minutes: '{{count}} 分',
  deadline: { answer: '首次响应时限', recycle: '无人跟进将回收到公海', late: '响应超时 {{time}}', due: '响应 {{time}}', goes: '{{day}} 回收' },
  explain: { answered: '已响应', n: '计时' },
  settings: {
    title: '首次响应时限', note: '从线索交到销售手上算起，只计工作时间。', isOn: '启用响应计时', target: '首次响应时限', remind: '到时前提醒负责人', escalate: '超时后告知主管', reassign: '超时后改派他人', minutes: '工作分钟', never: '不', atOnce: '立即', after: '超时后', before: '提前',
    kinds: '哪些跟进算响应', kindNames: { call: '电话', visit: '拜访', meeting: '会议', mail: '邮件', wechat: '微信' }, spans: '每日工作时间', addSpan: '加一段', removeSpan: '去掉这一段', save: '保存', saved: '已保存，正在计时的已重新计算', readOnly: '只有管理员能修改',
    calendar: '工作日历', calendarNote: '中国法定节假日和调休已内置；可以改任何一天。', year: '{{year}} 年', workdays: '{{count}} 个工作日', notDecreed: '国务院尚未公布（或本版本未收录）这一年的放假安排：目前按节日推算，没有调休。', origin: { holiday: '法定节假日', make_up: '调休上班', own: '本公司' }, off: '休息', worked: '上班',
    setDay: '改一天', day: '日期', dayKind: '改为', dayNote: '说明', back: '恢复', apply: '保存这一天', none: '这一年没有特别的日子', list: '特别的日子',
  },
} as const
