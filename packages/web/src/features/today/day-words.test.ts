import { expect, test } from 'vitest'
import { isLate, placeOf, snoozeUntil, toneOf } from './day-words.ts'

const midnight = (day: string) => Date.parse(`${day}T00:00:00+08:00`)
const now = Date.parse('2026-03-06T02:00:00Z')

test('put off until: two hours, tomorrow and Monday at nine of the organisation', () => {
  expect(snoozeUntil('inTwoHours', now, '2026-03-06', midnight)).toBe('2026-03-06T04:00:00.000Z')
  expect(snoozeUntil('tomorrowMorning', now, '2026-03-06', midnight)).toBe('2026-03-07T01:00:00.000Z')
  expect(snoozeUntil('nextMonday', now, '2026-03-06', midnight)).toBe('2026-03-09T01:00:00.000Z')
  expect(snoozeUntil('nextMonday', now, '2026-03-08', midnight)).toBe('2026-03-09T01:00:00.000Z')
  expect(snoozeUntil('nextMonday', now, '2026-03-09', midnight)).toBe('2026-03-16T01:00:00.000Z')
})

test('late is what passed a time that was set; standing still only warns', () => {
  const reason = (code: 'step.late' | 'stalled.stage') => ({ code, dueAt: null, days: 1, limitDays: null, words: null })
  expect(isLate({ reasons: [reason('stalled.stage'), reason('step.late')] })).toBe(true)
  expect(isLate({ reasons: [reason('stalled.stage')] })).toBe(false)
  expect([toneOf('step.late'), toneOf('stalled.stage'), toneOf('step.today')]).toEqual(['bad', 'warn', 'neutral'])
})

test('an approval opens itself, other things their record', () => {
  expect(placeOf({ subjectType: 'deal', subjectId: 'd', approvalId: 'a', path: null })).toContain('a')
  expect(placeOf({ subjectType: 'lead', subjectId: 'l', approvalId: null, path: null })).toBe('/leads/l')
  expect(placeOf({ subjectType: 'chart', subjectId: 'c', approvalId: null, path: '/funnel/heat?talk=open' })).toBe('/funnel/heat?talk=open')
})
