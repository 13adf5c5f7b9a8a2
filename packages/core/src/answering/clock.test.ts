import fc from 'fast-check'
import { expect, test } from 'vitest'
import { workCalendar } from '../lib/work-calendar.ts'
import { workHours } from '../lib/work-hours.ts'
import { answerClock, type Pause, usualAnswerRule } from './clock.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const at = (text: string) => Date.parse(`${text}:00+08:00`)
const hours = workHours('Asia/Shanghai', workCalendar('Asia/Shanghai'))
const clock = (startedAt: string, now: string, more: { answeredAt?: string; pauses?: [string, string | null][] } = {}) => {
  const found = answerClock({
    startedAt: at(startedAt), answeredAt: more.answeredAt === undefined ? null : at(more.answeredAt),
    pauses: more.pauses?.map(([from, to]) => ({ from: at(from), to: to === null ? null : at(to) })),
  }, usualAnswerRule, hours, at(now))
  const local = (instant: number | null) => (instant === null ? null : new Date(instant + 8 * HOUR).toISOString().slice(0, 16))
  return { ...found, elapsed: found.elapsedMs / MINUTE, left: found.leftMs / MINUTE, due: local(found.dueAt), remind: local(found.remindAt), escalate: found.escalateAt.map(local) }
}

test('a lead of Friday evening is due on Monday at ten', () => {
  expect(clock('2026-03-06T17:00', '2026-03-07T20:00')).toMatchObject({
    state: 'running', elapsed: 60, left: 60, due: '2026-03-09T10:00', remind: '2026-03-09T09:30', escalate: ['2026-03-09T10:00', '2026-03-09T12:00'],
  })
  expect(clock('2026-03-06T17:00', '2026-03-09T09:59')).toMatchObject({ state: 'running', left: 1 })
  expect(clock('2026-03-06T17:00', '2026-03-09T10:00')).toMatchObject({ state: 'overdue', left: 0 })
})

test('answered in time to the minute, or late; an answer not given yet does not count', () => {
  expect(clock('2026-03-04T09:00', '2026-03-20T09:00', { answeredAt: '2026-03-04T11:00' })).toMatchObject({ state: 'answered', elapsed: 120 })
  expect(clock('2026-03-04T09:00', '2026-03-20T09:00', { answeredAt: '2026-03-04T11:01' })).toMatchObject({ state: 'answered_late', left: -1 })
  expect(clock('2026-03-04T09:00', '2026-03-04T10:00', { answeredAt: '2026-03-04T11:00' })).toMatchObject({ state: 'running', elapsed: 60 })
  // At the weekend, before anybody was at work: at once.
  expect(clock('2026-03-07T09:00', '2026-03-20T09:00', { answeredAt: '2026-03-07T21:00' })).toMatchObject({ state: 'answered', elapsed: 0 })
})

test('the clock stands in a pause, and what is due moves behind it', () => {
  const pauses: [string, string | null][] = [['2026-03-04T10:00', '2026-03-04T15:00']]
  expect(clock('2026-03-04T09:30', '2026-03-04T14:00', { pauses })).toMatchObject({ state: 'paused', elapsed: 30, due: null, remind: null })
  expect(clock('2026-03-04T09:30', '2026-03-04T15:30', { pauses })).toMatchObject({ state: 'running', elapsed: 60, due: '2026-03-04T16:30', remind: '2026-03-04T16:00' })
  // Overlapping ones count once; one begun before the lead counts from there.
  expect(clock('2026-03-04T09:30', '2026-03-04T16:00', { pauses: [['2026-03-04T10:00', '2026-03-04T15:00'], ['2026-03-04T11:00', '2026-03-04T14:00'], ['2026-03-03T10:00', '2026-03-04T09:40']] })).toMatchObject({ elapsed: 80 })
  // Overdue before the pause stays overdue.
  expect(clock('2026-03-04T09:00', '2026-03-04T14:00', { pauses: [['2026-03-04T11:30', null]] })).toMatchObject({ state: 'overdue', left: -30, due: '2026-03-04T11:00', escalate: ['2026-03-04T11:00', null] })
})

test('minutes at work outside of pauses, as counted one by one', () => {
  const pause = fc.tuple(fc.nat(4_000), fc.option(fc.nat(2_000), { nil: null }))
  fc.assert(fc.property(fc.integer({ min: 0, max: 20_000 }), fc.nat(5_000), fc.array(pause, { maxLength: 4 }), (offset, length, drawn) => {
    const startedAt = at('2026-02-10T00:00') + offset * MINUTE
    const now = startedAt + length * MINUTE
    const pauses = drawn.map(([from, lasts]): Pause => ({ from: startedAt + (from - 500) * MINUTE, to: lasts === null ? null : startedAt + (from - 500 + lasts) * MINUTE }))
    let minutes = 0
    for (let t = startedAt; t < now; t += MINUTE)
      if (hours.isOpen(t) && !pauses.some(({ from, to }) => from <= t && (to === null || t < to))) minutes++
    const found = answerClock({ startedAt, answeredAt: null, pauses }, usualAnswerRule, hours, now)
    expect(found.elapsedMs).toBe(minutes * MINUTE)
    expect(found.state === 'overdue').toBe(minutes >= 120)
    // Overdue exactly when what is due lies behind.
    expect(found.dueAt !== null && found.dueAt <= now).toBe(minutes >= 120)
  }), { numRuns: 30 })
})
