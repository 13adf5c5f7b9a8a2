import { expect, test } from 'vitest'
import { daysBetween } from './days-between.ts'

test('days are counted with both ends', () => {
  expect(daysBetween('2026-02-28', '2026-03-01')).toBe(2)
  expect(daysBetween('2026-03-01', '2026-03-01')).toBe(1)
})
