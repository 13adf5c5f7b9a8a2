import { expect, test } from 'vitest'
import { dayOf, startOfDay } from './dates.ts'

test('a day begins at midnight of its zone, also when clocks change', () => {
  expect(new Date(startOfDay('2026-03-02', 'Asia/Shanghai')).toISOString()).toBe('2026-03-01T16:00:00.000Z')
  expect(new Date(startOfDay('2026-03-29', 'Europe/Amsterdam', 1)).toISOString()).toBe('2026-03-29T22:00:00.000Z')
  expect(startOfDay('2026-03-29', 'Europe/Amsterdam', 1) - startOfDay('2026-03-29', 'Europe/Amsterdam')).toBe(23 * 3_600_000)
})

test('an instant belongs to different days in different zones', () => {
  const instant = Date.parse('2026-03-01T17:00:00Z')
  expect(dayOf(instant, 'Asia/Shanghai')).toBe('2026-03-02')
  expect(dayOf('2026-03-01T17:00:00Z', 'UTC')).toBe('2026-03-01')
})
