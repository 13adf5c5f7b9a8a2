import type { RefusalWords } from '../lib/refusal.ts'

export const suggestionRefusals = {
  'day.snooze_in_the_past': { status: 422, zh: '稍后提醒的时间须在将来，且不超过 90 天。', en: 'What is put off comes back in the future, within 90 days.' },
} satisfies Record<string, RefusalWords>
