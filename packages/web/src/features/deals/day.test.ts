import { expect, test } from 'vitest'
import { postpone, shiftDay } from './day.ts'

test('days cross months and leap years', () => {
  expect(shiftDay('2026-02-28', 1)).toBe('2026-03-01')
  expect(shiftDay('2028-02-28', 1)).toBe('2028-02-29')
  expect(shiftDay('2026-01-01', -1)).toBe('2025-12-31')
})

test('an overdue or undated step is put off from today, another from its own day', () => {
  expect(postpone(null, '2026-03-31', 1)).toBe('2026-04-01')
  expect(postpone('2026-03-01', '2026-03-31', 7)).toBe('2026-04-07')
  expect(postpone('2026-04-10', '2026-03-31', 1)).toBe('2026-04-11')
})
