import { expect, test } from 'vitest'
import { dayAfter } from './period.ts'

test('days before and after, over months and leap days', () => {
  expect([dayAfter('2026-02-28', 1), dayAfter('2028-02-28', 1), dayAfter('2026-01-01', -1)]).toEqual(['2026-03-01', '2028-02-29', '2025-12-31'])
})
