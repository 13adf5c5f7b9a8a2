import { expect, test } from 'vitest'
import { workCalendar } from './work-calendar.ts'

const china = workCalendar('Asia/Shanghai')
const worked = (from: string, count: number, calendar = china) =>
  Array.from({ length: count }, (_, i) => (calendar.isWorkday(new Date(Date.parse(`${from}T00:00:00Z`) + i * 86_400_000).toISOString().slice(0, 10)) ? 'w' : '.')).join('')

test('holidays and make-up days as decreed', () => {
  // Spring Festival 2026: 15–23 February off, Saturdays 14 and 28 worked. Monday 9 February first.
  expect(worked('2026-02-09', 21)).toBe('wwwwww.' + '.......' + '.wwwww.')
  // National Day 2026: Sunday 20 September and Saturday 10 October worked; Mid-Autumn on Friday 25.
  expect(worked('2026-09-14', 28)).toBe('wwwww.w' + 'wwww...' + 'www....' + '...www.')
  expect([china.isWorkday('2026-10-10'), china.isWorkday('2025-09-28'), china.isWorkday('2025-10-08'), china.isWorkday('2024-02-09')]).toEqual([true, true, false, true])
})

test('working days of the decreed years: 251, 248 and 248', () => {
  const count = (year: number, days: number) => worked(`${year}-01-01`, days).replaceAll('.', '').length
  expect([count(2024, 366), count(2025, 365), count(2026, 365)]).toEqual([251, 248, 248])
})

test('a year not decreed yet has the holidays by rule', () => {
  // The eve is Tuesday 25 January.
  expect(worked('2028-01-17', 21)).toBe('wwwww..' + 'w......' + '..www..')
  expect(worked('2027-09-27', 14)).toBe('wwww...' + '....w..')
})

test('the organisation has the last word; elsewhere only weekends are off', () => {
  const own = workCalendar('Asia/Shanghai', new Map([['2027-02-20', 'worked'], ['2026-03-02', 'off']]))
  expect([own.isWorkday('2027-02-20'), own.isWorkday('2026-03-02'), own.isWorkday('2026-03-03')]).toEqual([true, false, true])
  expect(worked('2026-02-09', 14, workCalendar('Europe/Berlin'))).toBe('wwwww..wwwww..')
})
