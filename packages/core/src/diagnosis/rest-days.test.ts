import { expect, test } from 'vitest'
import { dayNumber, dayText } from './days.ts'
import { restDaysOf } from './rest-days.ts'

const daysOf = (from: string, to: string) => Array.from({ length: dayNumber(to) - dayNumber(from) }, (_, i) => dayText(dayNumber(from) + i))
const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

test('weekends and the Spring Festival of 2026 rest; the Saturday on which its days are made up does not', () => {
  const days = daysOf('2026-01-05', '2026-03-16')
  const isOff = (day: string) => (isWeekend(day) && day !== '2026-02-28') || (day >= '2026-02-16' && day <= '2026-02-23')
  const found = restDaysOf(days, days.map((day) => (isOff(day) ? 0 : 20)), 'Asia/Shanghai')
  expect(found).toEqual(days.filter(isOff))
})

test('bridging days next to a holiday are told by their silence, up to four; elsewhere silence is an alarm', () => {
  const days = daysOf('2026-01-05', '2026-04-03')
  // Off from the 9th on; a silent week in March.
  const isOff = (day: string) => isWeekend(day) || (day >= '2026-02-11' && day <= '2026-02-25') || (day >= '2026-03-09' && day <= '2026-03-13')
  const found = new Set(restDaysOf(days, days.map((day) => (isOff(day) ? 0 : 20)), 'Asia/Shanghai'))
  expect(['2026-02-12', '2026-02-13', '2026-02-24', '2026-02-25'].map((day) => found.has(day))).toEqual([true, true, true, true])
  expect(['2026-02-11', '2026-03-10'].map((day) => found.has(day))).toEqual([false, false])
})

test('a company that works at weekends rests on holidays alone; where little moves the calendar decides; elsewhere there are weekends', () => {
  const days = daysOf('2025-09-22', '2025-10-20')
  const golden = (day: string) => day >= '2025-10-01' && day <= '2025-10-07'
  expect(restDaysOf(days, days.map((day) => (golden(day) ? 0 : 12)), 'Asia/Shanghai')).toEqual(days.filter(golden))
  expect(restDaysOf(days, days.map(() => 0), 'Asia/Shanghai')).toEqual(days.filter((day) => isWeekend(day) || golden(day)))
  expect(restDaysOf(days, days.map((day) => (isWeekend(day) ? 0 : 1)), 'Europe/Berlin')).toEqual(days.filter(isWeekend))
})
