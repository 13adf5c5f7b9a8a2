import { expect, test } from 'vitest'
import { startOfDay } from '../../lib/dates.ts'
import { calendarSteps, stepAt } from './calendar-steps.ts'

test('weeks are those of ISO 8601, in the organisation’s zone', () => {
  const { steps } = calendarSteps('Asia/Shanghai', startOfDay('2020-12-30', 'Asia/Shanghai'), startOfDay('2021-01-12', 'Asia/Shanghai'), 'week')
  expect(steps.map(({ name }) => name)).toEqual(['2020-W53', '2021-W01', '2021-W02'])
  expect(steps[0]?.from).toBe(Date.parse('2020-12-28T00:00:00+08:00'))
  expect(steps[2]?.to).toBe(Date.parse('2021-01-18T00:00:00+08:00'))
})

test('months are of the calendar, however long, in the organisation’s zone', () => {
  const zone = 'Asia/Shanghai'
  const { steps, bounds } = calendarSteps(zone, startOfDay('2023-12-31', zone), startOfDay('2024-03-01', zone, 1), 'month')
  expect(steps.map(({ name }) => name)).toEqual(['2023-12', '2024-01', '2024-02', '2024-03'])
  expect(steps[2]).toEqual({ name: '2024-02', from: Date.parse('2024-02-01T00:00:00+08:00'), to: Date.parse('2024-03-01T00:00:00+08:00') })
  steps.forEach((step, i) => {
    for (const at of [step.from, step.from + 1, (step.from + step.to) / 2, step.to - 1]) expect(stepAt(bounds, at)).toBe(i)
  })
  expect(calendarSteps(zone, startOfDay('2024-02-29', zone), startOfDay('2024-03-01', zone), 'month').steps).toHaveLength(1)
})

test('days begin at midnight on both sides of a change of the clock, and where there is no midnight', () => {
  // Berlin loses an hour on 2026-03-29; Beirut had no midnight on 2021-03-28.
  for (const [zone, from, to] of [['Europe/Berlin', '2026-03-27', '2026-04-01'], ['Asia/Beirut', '2021-03-26', '2021-03-31'], ['America/New_York', '2025-10-31', '2025-11-05']] as const) {
    const { steps, bounds } = calendarSteps(zone, startOfDay(from, zone), startOfDay(to, zone), 'day')
    expect(steps).toHaveLength(5)
    steps.forEach((step, i) => {
      expect(step.from).toBe(startOfDay(from, zone, i))
      for (const at of [step.from, step.from + 1, (step.from + step.to) / 2, step.to - 1]) expect(stepAt(bounds, at)).toBe(i)
    })
  }
})

test('outside of all steps', () => {
  const { bounds } = calendarSteps('UTC', 0, 5 * 86_400_000, 'day')
  expect([stepAt(bounds, -1), stepAt(bounds, 0), stepAt(bounds, 5 * 86_400_000), stepAt(bounds, Infinity)]).toEqual([-1, 0, 5, 5])
  expect(calendarSteps('UTC', 5, 5, 'day').steps).toEqual([])
  expect(() => calendarSteps('UTC', 0, 1e12, 'day')).toThrow(RangeError)
})
