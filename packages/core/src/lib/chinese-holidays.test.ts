import { expect, test } from 'vitest'
import { chineseHolidays } from './chinese-holidays.ts'

test('the days of 2025 and 2026 as the State Council announced them lie around these', () => {
  const of = (year: number) => [...chineseHolidays(year, 'Asia/Shanghai')].sort()
  // Eve to the seventh day; 4 April; five days of May; Dragon Boat 31 May; Mid-Autumn fell on 6 October.
  expect(of(2025)).toEqual([
    '2025-01-01', '2025-01-28', '2025-01-29', '2025-01-30', '2025-01-31', '2025-02-01', '2025-02-02', '2025-02-03', '2025-02-04', '2025-04-04', '2025-05-01', '2025-05-02', '2025-05-03',
    '2025-05-04', '2025-05-05', '2025-05-31', '2025-10-01', '2025-10-02', '2025-10-03', '2025-10-04', '2025-10-05', '2025-10-06', '2025-10-07',
  ])
  expect(of(2026).filter((day) => !/-(01-01|05-0|10-0)/.test(day))).toEqual([
    '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-21', '2026-02-22', '2026-02-23', '2026-04-05', '2026-06-19', '2026-09-25',
  ])
})

test('a new moon just before or after midnight in Peking begins the month on its own day', () => {
  // 2027-02-06 23:56 and 2030-02-03 00:07 in Peking.
  expect([2027, 2030].map((year) => [...chineseHolidays(year, 'Asia/Shanghai')].filter((day) => day.slice(5) > '01-15' && day.slice(5) < '02-28').sort().slice(0, 2))).toEqual([
    ['2027-02-05', '2027-02-06'], ['2030-02-02', '2030-02-03'],
  ])
})

test('every year of the century has its feasts; other zones and centuries have none', () => {
  for (let year = 2000; year < 2100; year++) expect(chineseHolidays(year, 'Asia/Shanghai').size, String(year)).toBeGreaterThanOrEqual(22)
  expect(chineseHolidays(2025, 'Europe/Berlin').size).toBe(0)
  expect(chineseHolidays(1999, 'Asia/Shanghai').size).toBe(0)
})
