import type { DayItem, DayReason } from '@sluice/core/suggestions/contract'
import type { Tone } from '../../ui/Tag.tsx'
import { paths } from '../../paths.ts'

/** Past the time that was set. */
const late: ReadonlySet<DayReason['code']> = new Set(['response.late', 'step.late', 'approval.late', 'task.late'])
const warns: ReadonlySet<DayReason['code']> = new Set(['response.running', 'hot.handed', 'hot.ready', 'hot.signal', 'stalled.stage', 'stalled.silent'])
export const isLate = (item: Pick<DayItem, 'reasons'>): boolean => item.reasons.some((reason) => late.has(reason.code))
export const toneOf = (code: DayReason['code']): Tone => (late.has(code) ? 'bad' : warns.has(code) ? 'warn' : 'neutral')

/** Where an item is looked at. */
export function placeOf({ subjectType, subjectId, approvalId, path }: Pick<DayItem, 'subjectType' | 'subjectId' | 'approvalId' | 'path'>): string {
  if (approvalId !== null) return paths.approval(approvalId)
  switch (subjectType) {
    case 'deal':
      return paths.deal(subjectId)
    case 'lead':
      return paths.lead(subjectId)
    case 'account':
      return paths.account(subjectId)
    case 'contact':
      return paths.contact(subjectId)
    case 'alarm':
      return paths.alarm(subjectId)
    case 'action':
      return paths.actions
    case 'chart':
    case 'meeting_point':
      return path ?? paths.inbox
  }
}

/** When something put off comes back: in two hours, tomorrow or next Monday at nine. `midnight`: the instant at which a day of the organisation's zone begins. */
export function snoozeUntil(when: 'inTwoHours' | 'tomorrowMorning' | 'nextMonday', now: number, today: string, midnight: (day: string) => number): string {
  if (when === 'inTwoHours') return new Date(now + 2 * 3_600_000).toISOString()
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay()
  const ahead = when === 'tomorrowMorning' ? 1 : weekday === 0 ? 1 : 8 - weekday
  const day = new Date(Date.parse(`${today}T00:00:00Z`) + ahead * 86_400_000).toISOString().slice(0, 10)
  return new Date(midnight(day) + 9 * 3_600_000).toISOString()
}
