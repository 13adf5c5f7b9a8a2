export const talkZh = {
  chart: '图表讨论',
  open: '讨论此图表',
  openCount: '讨论此图表，{{count}} 条评论',
  openUnread: '讨论此图表，{{count}} 条评论，{{unread}} 条未读',
  about: '针对当前筛选条件的讨论，能看到这些数字的人可见。',
  pinned: '您看到的是自己权限内的数字，讨论记在对应的筛选条件上。',
  show: '按此条件查看',
  point: '讨论「{{name}}」',
  pointCount: '讨论「{{name}}」，{{count}} 条评论',
  unread: '{{count}} 条未读评论',
  mentioned: '{{count}} 条未读评论，其中提到您',
} as const
