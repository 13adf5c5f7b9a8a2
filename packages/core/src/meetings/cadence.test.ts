import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf } from '../lib/dates.ts'
import { cadences, nextMeeting, placeInMonth, proposeCadence } from './cadence.ts'

const zone = 'Asia/Shanghai'
const day = 86_400_000
const on = (rhythm: Parameters<typeof nextMeeting>[0], after: string) => new Date(nextMeeting(rhythm, zone, Date.parse(after))).toISOString()

test('up to a month weekly, up to a quarter every other week, beyond it monthly; nothing known: weekly', () => {
  expect([12, 30, 31, 91, 92, null].map((days) => proposeCadence(days))).toEqual([
    { cadence: 'weekly', reason: 'short' }, { cadence: 'weekly', reason: 'short' }, { cadence: 'biweekly', reason: 'middle' }, { cadence: 'biweekly', reason: 'middle' },
    { cadence: 'monthly', reason: 'long' }, { cadence: 'weekly', reason: 'unknown' },
  ])
})

test('meetings keep their day and wall time', () => {
  const weekly = { cadence: 'weekly', firstOn: '2026-03-02', atTime: '09:30' } as const
  expect(on(weekly, '2026-02-01T00:00:00Z')).toBe('2026-03-02T01:30:00.000Z')
  // The meeting itself is over as soon as it begins: the next one is a week later.
  expect(on(weekly, '2026-03-02T01:30:00Z')).toBe('2026-03-09T01:30:00.000Z')
  expect(on({ ...weekly, cadence: 'biweekly' }, '2026-03-05T00:00:00Z')).toBe('2026-03-16T01:30:00.000Z')
  // The first Monday of each month; the fifth one is taken for the last.
  expect(on({ ...weekly, cadence: 'monthly' }, '2026-03-05T00:00:00Z')).toBe('2026-04-06T01:30:00.000Z')
  expect(on({ cadence: 'monthly', firstOn: '2026-03-30', atTime: '09:30' }, '2026-04-01T00:00:00Z')).toBe('2026-04-27T01:30:00.000Z')
})

test('the next meeting is after now, and the one before it is not: for any rhythm', () => {
  fc.assert(fc.property(fc.constantFrom(...cadences), fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 1000 }), (cadence, first, gap) => {
    const firstOn = dayOf(Date.parse('2026-01-01T12:00:00Z') + first * day, zone)
    const rhythm = { cadence, firstOn, atTime: '09:30' }
    const after = Date.parse(`${firstOn}T00:00:00Z`) + gap * day
    const next = nextMeeting(rhythm, zone, after)
    expect(next).toBeGreaterThan(after)
    expect(next - after).toBeLessThanOrEqual({ weekly: 7, biweekly: 14, monthly: 36 }[cadence] * day)
    const text = dayOf(next, zone)
    expect(new Date(text).getUTCDay()).toBe(new Date(firstOn).getUTCDay())
    if (cadence === 'monthly' && placeInMonth(firstOn) > 0) expect(placeInMonth(text)).toBe(placeInMonth(firstOn))
  }))
})
