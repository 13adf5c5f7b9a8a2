import fc from 'fast-check'
import { expect, test } from 'vitest'
import { workCalendar } from '../lib/work-calendar.ts'
import { nextSendingTime } from './sending-time.ts'

const timing = { timeZone: 'Asia/Shanghai', calendar: workCalendar('Asia/Shanghai') }
const next = (iso: string, from: string, to: string, workDaysOnly = false) => new Date(nextSendingTime(Date.parse(iso), { from, to, workDaysOnly }, timing)).toISOString()

test('within the hours a mail leaves at once, else when they begin', () => {
  expect(next('2026-03-02T02:00:00Z', '09:00', '18:00')).toBe('2026-03-02T02:00:00.000Z')
  expect(next('2026-03-02T10:00:00Z', '09:00', '18:00')).toBe('2026-03-03T01:00:00.000Z')
  expect(next('2026-03-01T22:00:00Z', '09:00', '18:00')).toBe('2026-03-02T01:00:00.000Z')
  expect(next('2026-03-06T11:00:00Z', '09:00', '18:00', true)).toBe('2026-03-09T01:00:00.000Z')
})

test('hours may span midnight, or be always', () => {
  expect(next('2026-03-02T15:30:00Z', '22:00', '06:00')).toBe('2026-03-02T15:30:00.000Z')
  expect(next('2026-03-02T04:00:00Z', '22:00', '06:00')).toBe('2026-03-02T14:00:00.000Z')
  expect(next('2026-03-02T04:00:00Z', '00:00', '00:00')).toBe('2026-03-02T04:00:00.000Z')
  // Only on working days, at any hour: Saturday waits for Monday's beginning.
  expect(next('2026-03-07T04:00:00Z', '00:00', '00:00', true)).toBe('2026-03-08T16:00:00.000Z')
})

test('what is answered is never before, and asking again answers the same', () => {
  const clock = fc.integer({ min: 0, max: 23 }).map((h) => `${String(h).padStart(2, '0')}:00`)
  fc.assert(fc.property(fc.integer({ min: 1_767_225_600_000, max: 1_798_761_600_000 }), clock, clock, fc.boolean(), (at, from, to, workDaysOnly) => {
    const hours = { from, to, workDaysOnly }
    const open = nextSendingTime(at, hours, timing)
    expect(open).toBeGreaterThanOrEqual(at)
    expect(nextSendingTime(open, hours, timing)).toBe(open)
  }), { numRuns: 200, seed: 11 })
})
