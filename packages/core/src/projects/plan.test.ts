import { expect, test } from 'vitest'
import { workCalendar } from '../lib/work-calendar.ts'
import { dueAfter, moved } from './plan.ts'

const calendar = workCalendar('Asia/Shanghai', new Map([['2026-03-10', 'off'], ['2026-03-14', 'worked']]))

test('calendar days pass weekends by, working days follow the calendar; day 0 is the start', () => {
  expect(dueAfter('2026-03-06', { days: 0, unit: 'work_days' }, calendar)).toBe('2026-03-06')
  expect(dueAfter('2026-03-06', { days: 1, unit: 'days' }, calendar)).toBe('2026-03-07')
  expect(dueAfter('2026-03-06', { days: 1, unit: 'work_days' }, calendar)).toBe('2026-03-09')
  // The 10th is off, Saturday the 14th is worked.
  expect(dueAfter('2026-03-06', { days: 2, unit: 'work_days' }, calendar)).toBe('2026-03-11')
  expect(dueAfter('2026-03-06', { days: 5, unit: 'work_days' }, calendar)).toBe('2026-03-14')
  expect(dueAfter('2026-02-27', { days: 2, unit: 'days' }, calendar)).toBe('2026-03-01')
})

test('another start: the plan is counted anew, what people set moves along, no day stays no day', () => {
  const task = { days: 3, unit: 'work_days' as const, plannedOn: '2026-03-05', dueOn: '2026-03-05' }
  expect(moved(task, '2026-03-02', '2026-03-06', calendar)).toEqual({ plannedOn: '2026-03-12', dueOn: '2026-03-12' })
  expect(moved({ ...task, dueOn: '2026-03-20' }, '2026-03-02', '2026-03-06', calendar)).toEqual({ plannedOn: '2026-03-12', dueOn: '2026-03-24' })
  expect(moved({ ...task, dueOn: null }, '2026-03-02', '2026-03-06', calendar)).toEqual({ plannedOn: '2026-03-12', dueOn: null })
  expect(moved({ days: null, unit: 'days', plannedOn: null, dueOn: '2026-03-20' }, '2026-03-06', '2026-03-02', calendar)).toEqual({ plannedOn: null, dueOn: '2026-03-16' })
  // There and back again.
  const there = moved(task, '2026-03-02', '2026-03-06', calendar)
  expect(moved({ ...task, ...there }, '2026-03-06', '2026-03-02', calendar)).toEqual({ plannedOn: '2026-03-05', dueOn: '2026-03-05' })
})
