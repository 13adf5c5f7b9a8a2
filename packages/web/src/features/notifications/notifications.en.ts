export const notificationsEn = {
  title: 'Notifications',
  unread: '{{count}} unread notifications',
  none: 'Notifications',
  readAll: 'Mark all as read',
  empty: 'No notifications',
  emptyText: 'Approvals, dormancy warnings and the like appear here.',
  more: 'Load more',
} as const
