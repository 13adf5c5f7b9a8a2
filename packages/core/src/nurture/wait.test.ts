import { expect, test } from 'vitest'
import { workCalendar } from '../lib/work-calendar.ts'
import { waitUntil, workDayAfter } from './wait.ts'

const timing = { timeZone: 'Asia/Shanghai', calendar: workCalendar('Asia/Shanghai') }
const at = (iso: string) => Date.parse(iso)
const until = (amount: number, unit: 'minutes' | 'hours' | 'days' | 'work_hours' | 'work_days', from: string, clock: string | null = null) => new Date(waitUntil({ amount, unit, at: clock }, at(from), timing)).toISOString()

test('minutes and hours pass by themselves, days keep the time of day or have the one that is named', () => {
  expect(until(30, 'minutes', '2026-03-06T15:50:00Z')).toBe('2026-03-06T16:20:00.000Z')
  expect(until(2, 'days', '2026-03-06T02:00:00Z')).toBe('2026-03-08T02:00:00.000Z')
  expect(until(2, 'days', '2026-03-06T02:00:00Z', '09:30')).toBe('2026-03-08T01:30:00.000Z')
})

test('working days leave out weekends and holidays and count make-up days', () => {
  // Friday; then Monday.
  expect(until(1, 'work_days', '2026-03-06T02:00:00Z')).toBe('2026-03-09T02:00:00.000Z')
  // The Spring Festival of 2026: off from 15 to 23 February, the Saturday of 14 and 28 February are worked.
  expect(workDayAfter('2026-02-13', 1, timing.calendar)).toBe('2026-02-14')
  expect(workDayAfter('2026-02-13', 2, timing.calendar)).toBe('2026-02-24')
  expect(workDayAfter('2026-02-27', 1, timing.calendar)).toBe('2026-02-28')
  expect(workDayAfter('2026-02-27', 0, timing.calendar)).toBe('2026-02-27')
})

test('working hours are those of the office', () => {
  // Friday 17:00 and two hours: 18:00 is the end, then Monday 9:00 to 10:00.
  expect(until(2, 'work_hours', '2026-03-06T09:00:00Z')).toBe('2026-03-09T02:00:00.000Z')
})

test('a calendar without working days does not search for ever', () => {
  expect(workDayAfter('2026-01-01', 1, { isWorkday: () => false }) > '2026-01-01').toBe(true)
})
