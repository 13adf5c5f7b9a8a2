export const notificationsZh = {
  title: '通知',
  unread: '{{count}} 条未读通知',
  none: '通知',
  readAll: '全部已读',
  empty: '没有通知',
  emptyText: '审批、休眠提醒等会出现在这里。',
  more: '加载更多',
} as const
