import { expect, test } from 'vitest'
import { nextWorkdays } from './next-workdays.ts'

test('weekends and holidays are passed over, make-up days are worked', () => {
  expect(nextWorkdays('2026-03-06', [1, 3, 5], 'Asia/Shanghai')).toEqual(['2026-03-09', '2026-03-11', '2026-03-13'])
  // National Day 2025, 1 to 8 October, with 28 September and 11 October worked.
  expect(nextWorkdays('2025-09-26', [1], 'Asia/Shanghai')).toEqual(['2025-09-28'])
  expect(nextWorkdays('2025-09-30', [1, 3], 'Asia/Shanghai')).toEqual(['2025-10-09', '2025-10-11'])
  expect(nextWorkdays('2026-03-06', [], 'Asia/Shanghai')).toEqual([])
})
