import { expect, test } from 'vitest'
import { snoozeUntil } from './snooze-times.ts'

const zone = 'Asia/Shanghai'
test('notices are put off to clock times of the organisation', () => {
  // Monday, 10:00 in Shanghai.
  const monday = Date.parse('2026-03-02T02:00:00Z')
  expect(snoozeUntil('hour', monday, zone)).toBe('2026-03-02T03:00:00.000Z')
  expect(snoozeUntil('evening', monday, zone)).toBe('2026-03-02T10:00:00.000Z')
  expect(snoozeUntil('tomorrow', monday, zone)).toBe('2026-03-03T01:00:00.000Z')
  expect(snoozeUntil('week', monday, zone)).toBe('2026-03-09T01:00:00.000Z')
  // Sunday, 23:30: the evening is past, Monday is tomorrow.
  const sunday = Date.parse('2026-03-08T15:30:00Z')
  expect(snoozeUntil('evening', sunday, zone)).toBe('2026-03-09T10:00:00.000Z')
  expect(snoozeUntil('week', sunday, zone)).toBe('2026-03-09T01:00:00.000Z')
})
