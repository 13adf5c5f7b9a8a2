import fc from 'fast-check'
import { expect, test } from 'vitest'
import { workCalendar } from './work-calendar.ts'
import { usualSpans, type WorkSpans, workHours, workSpansSchema } from './work-hours.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const at = (text: string) => Date.parse(`${text}:00+08:00`)
const china = workHours('Asia/Shanghai', workCalendar('Asia/Shanghai'))
const due = (from: string, hours: number) => {
  const instant = china.after(at(from), hours * HOUR)
  return instant === null ? null : new Date(instant + 8 * HOUR).toISOString().slice(0, 16)
}

test.each([
  ['in the morning', '2026-03-04T09:30', 2, '2026-03-04T11:30'],
  ['across the midday break', '2026-03-04T11:00', 2, '2026-03-04T14:30'],
  ['to the very end of the morning', '2026-03-04T10:00', 2, '2026-03-04T12:00'],
  ['at night, from the next opening', '2026-03-04T22:15', 2, '2026-03-05T11:00'],
  ['Friday evening to Monday', '2026-03-06T17:00', 2, '2026-03-09T10:00'],
  ['Friday 13 February to the make-up Saturday', '2026-02-13T17:00', 2, '2026-02-14T10:00'],
  ['make-up Saturday over the Spring Festival', '2026-02-14T17:30', 2, '2026-02-24T10:30'],
  ['before National Day', '2026-09-30T17:30', 2, '2026-10-08T10:30'],
  ['a whole week of 37.5 hours', '2026-03-02T09:00', 37.5, '2026-03-06T18:00'],
  ['nothing at all', '2026-03-07T12:34', 0, '2026-03-07T12:34'],
])('two working hours %s', (_, from, hours, expected) => expect(due(from, hours)).toBe(expected))

test('open or closed, and when next', () => {
  expect(['08:59', '09:00', '11:59', '12:00', '13:30', '17:59', '18:00'].map((time) => china.isOpen(at(`2026-03-04T${time}`)))).toEqual([false, true, true, false, true, true, false])
  expect(china.nextOpen(at('2026-03-04T10:00'))).toBe(at('2026-03-04T10:00'))
  expect(china.nextOpen(at('2026-03-04T18:00'))).toBe(at('2026-03-05T09:00'))
  expect(china.nextOpen(at('2026-02-14T18:00'))).toBe(at('2026-02-24T09:00'))
})

test('without a working day there is no answer, and no search for ever', () => {
  const never = workHours('Asia/Shanghai', { isWorkday: () => false })
  expect([never.after(0, 1), never.nextOpen(0), never.between(0, 86_400_000)]).toEqual([null, null, 0])
})

test('spans stand in order and apart', () => {
  expect(workSpansSchema.safeParse(usualSpans).success).toBe(true)
  for (const spans of [[], [['12:00', '09:00']], [['09:00', '12:00'], ['11:00', '18:00']], [['9:00', '12:00']]]) expect(workSpansSchema.safeParse(spans).success).toBe(false)
})

/** Counts minute by minute what the clock on the wall shows. */
function naiveMinutes(zone: string, spans: WorkSpans, isWorkday: (day: string) => boolean, from: number, minutes: number): number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  let count = 0
  for (let i = 0; i < minutes; i++) {
    const [day = '', time = ''] = format.format(from + i * MINUTE).split(' ')
    if (isWorkday(day) && spans.some(([start, end]) => time >= start && time < end)) count++
  }
  return count
}

const spansArbitrary = fc.constantFrom<WorkSpans>(usualSpans, [['00:00', '24:00']], [['08:15', '11:45'], ['13:00', '17:30'], ['20:00', '24:00']], [['01:30', '03:15']])
// Weeks with make-up days, a long holiday, and both changes of the clocks in Berlin.
const starts = fc.constantFrom(...['2026-02-13T00:00:00Z', '2026-09-19T00:00:00Z', '2026-03-27T00:00:00Z', '2026-10-23T00:00:00Z'].map((text) => Date.parse(text)))

test('as a naive counter of minutes counts, in zones with and without summer time', () => {
  fc.assert(fc.property(fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'Asia/Kathmandu'), spansArbitrary, starts, fc.nat(4 * 1440), fc.nat(2 * 1440), (zone, spans, start, offset, minutes) => {
    const calendar = workCalendar(zone)
    const from = start + offset * MINUTE
    expect(workHours(zone, calendar, spans).between(from, from + minutes * MINUTE)).toBe(naiveMinutes(zone, spans, calendar.isWorkday, from, minutes) * MINUTE)
  }), { numRuns: 120 })
})

test('so much working time lies before what is due, and none of it could be earlier', () => {
  fc.assert(fc.property(fc.constantFrom('Asia/Shanghai', 'Europe/Berlin'), spansArbitrary, starts, fc.nat(20 * 1440 * MINUTE), fc.integer({ min: 1, max: 60 * HOUR }), (zone, spans, start, offset, working) => {
    const hours = workHours(zone, workCalendar(zone), spans)
    const from = start + offset
    const until = hours.after(from, working)
    expect(until).not.toBeNull()
    expect(hours.between(from, until ?? 0)).toBe(working)
    expect(hours.between(from, (until ?? 0) - 1)).toBe(working - 1)
  }))
})
