import type { RefusalWords } from '../lib/refusal.ts'

export const calendarRefusals = {
  'calendar.period': { status: 400, zh: '日程一次最多看六周，且开始须早于结束。', en: 'The calendar shows six weeks at most, and begins before it ends.' },
  'calendar.unknown_address': { status: 404, zh: '此日历订阅地址已失效。', en: 'This calendar address is no longer valid.' },
} satisfies Record<string, RefusalWords>
