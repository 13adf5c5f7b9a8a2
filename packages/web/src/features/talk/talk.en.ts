import type { Catalogue } from '../../i18n/catalogue.ts'
import type { talkZh } from './talk.zh.ts'

export const talkEn = {
  chart: 'About this chart',
  open: 'Talk about this chart',
  openCount: 'Talk about this chart, comments: {{count}}',
  openUnread: 'Talk about this chart, comments: {{count}}, unread: {{unread}}',
  about: 'About these filters; seen by those who may see these numbers.',
  pinned: 'You see the numbers in your reach: what is said is kept with the filters that say so.',
  show: 'Show with these filters',
  point: 'Talk about “{{name}}”',
  pointCount: 'Talk about “{{name}}”, comments: {{count}}',
  unread: 'Unread comments: {{count}}',
  mentioned: 'Unread comments: {{count}}, you are mentioned',
} as const satisfies Catalogue<typeof talkZh>
