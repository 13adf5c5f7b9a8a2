import { expect, test } from 'vitest'
import { workCalendar } from '../lib/work-calendar.ts'
import { clockOf, isClock, nextActive, nextInstant, type ClockFacts } from './clock.ts'
import { trigger as triggerSchema, type Trigger } from './definition.ts'

const timeZone = 'Asia/Shanghai'
const timing = { timeZone, calendar: workCalendar(timeZone, new Map()) }
const iso = (at: number | null | undefined) => (at === null || at === undefined ? null : new Date(at).toISOString())
const facts: ClockFacts = { isOpen: true, stay: { pipelineId: 'p', stageId: 's', enteredAt: '2026-03-06T02:00:00.000Z' }, lastAt: '2026-03-01T02:00:00.000Z', day: '2026-03-20' }
const clock = (trigger: unknown, of: Partial<ClockFacts> = {}) => {
  const parsed = triggerSchema.parse(trigger)
  if (!isClock(parsed)) throw new Error('no clock')
  return clockOf(parsed, { ...facts, ...of }, timing)
}
const schedule = (more: object) => triggerSchema.parse({ kind: 'schedule', every: 'day', ...more }) as Extract<Trigger, { kind: 'schedule' }>

test('clocks of stays, silences and dates', () => {
  expect(iso(clock({ kind: 'time_in_stage', amount: 5, unit: 'days' })?.dueAt)).toBe('2026-03-11T02:00:00.000Z')
  // Friday: two working days later is Tuesday.
  expect(iso(clock({ kind: 'time_in_stage', amount: 2, unit: 'work_days' })?.dueAt)).toBe('2026-03-10T02:00:00.000Z')
  expect(clock({ kind: 'time_in_stage', amount: 2, unit: 'hours', stageId: '01970000-0000-7000-8000-00000000000a' })).toBeNull()
  expect(clock({ kind: 'time_in_stage', amount: 2, unit: 'hours' }, { isOpen: false })).toBeNull()
  expect(clock({ kind: 'no_activity', object: 'deal', days: 30 })).toMatchObject({ key: 'silent:2026-03-01T02:00:00.000Z', dueAt: Date.parse('2026-03-31T02:00:00.000Z') })
  expect(iso(clock({ kind: 'date_reached', object: 'deal', field: 'expectedClose', offsetDays: -3, at: '09:30' })?.dueAt)).toBe('2026-03-17T01:30:00.000Z')
  expect(clock({ kind: 'date_reached', object: 'deal', field: 'expectedClose' }, { day: null })).toBeNull()
})

test('schedules: every day, on weekdays, on the last day of a month; never the same instant twice', () => {
  const monday = Date.parse('2026-03-02T01:00:00.000Z')
  expect(iso(nextInstant(schedule({ at: '09:00' }), monday, timeZone))).toBe('2026-03-03T01:00:00.000Z')
  expect(iso(nextInstant(schedule({ at: '09:01' }), monday, timeZone))).toBe('2026-03-02T01:01:00.000Z')
  expect(iso(nextInstant(schedule({ every: 'week', weekdays: [5], at: '18:00' }), monday, timeZone))).toBe('2026-03-06T10:00:00.000Z')
  expect(nextInstant(schedule({ every: 'week', weekdays: [] }), monday, timeZone)).toBeNull()
  expect(iso(nextInstant(schedule({ every: 'month', dayOfMonth: 31, at: '09:00' }), Date.parse('2026-02-01T00:00:00Z'), timeZone))).toBe('2026-02-28T01:00:00.000Z')
})

test('active hours: at once within them, else at their beginning', () => {
  const night = Date.parse('2026-03-06T13:00:00.000Z')
  expect(nextActive({ kind: 'always' }, night, timing)).toBe(night)
  expect(iso(nextActive({ kind: 'work_hours' }, night, timing))).toBe('2026-03-09T01:00:00.000Z')
  expect(iso(nextActive({ kind: 'between', from: '08:00', to: '20:00', workDaysOnly: false }, night, timing))).toBe('2026-03-07T00:00:00.000Z')
})
