import type { RefusalWords } from '../lib/refusal.ts'

export const answeringRefusals = {
  'answering.remind_before_start': { status: 422, zh: '提醒提前的时间须短于响应时限。', en: 'The reminder must come after the clock begins: less than the target ahead.' },
  'answering.reassign_before_escalate': { status: 422, zh: '改派须不早于升级。', en: 'The lead cannot be given to another before its manager is told.' },
  'answering.period': { status: 422, zh: '结束日期须晚于开始日期，且不超过 366 天。', en: 'The end must come after the start, by at most 366 days.' },
} satisfies Record<string, RefusalWords>
