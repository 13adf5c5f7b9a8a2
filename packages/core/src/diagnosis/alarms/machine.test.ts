import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plusDays } from '../days.ts'
import type { Alarm } from './alarm.ts'
import { acknowledge, resolve, stepAlarm } from './machine.ts'
import type { AlarmVerdict } from './verdict.ts'

const start = '2026-03-01'
const verdict = (day: string, severity = 1): AlarmVerdict => ({ kind: 'stock_growth', pipelineId: 'p', stageId: 'a', slice: null, day, value: 60, baseline: 40, threshold: 60, severity, n: 60, evidence: {}, causes: [], said: { key: 'alarm.stock_growth', params: {} } })
const times = { cooldownDays: 7, quietDays: 3 }
/** One day a character: `x` holds, `.` does not. */
function run(days: string, alarm: Alarm | null = null, from = 0) {
  const changes: string[] = []
  let at = alarm
  ;[...days].forEach((sign, i) => {
    const day = plusDays(start, from + i)
    const step = stepAlarm(at, sign === 'x' ? verdict(day, i) : null, day, times)
    at = step.alarm
    changes.push(step.change)
  })
  return { alarm: at, changes }
}

test('opens, continues, and resolves itself after three quiet days', () => {
  expect(run('.x.x...').changes).toEqual(['none', 'opened', 'none', 'continued', 'none', 'none', 'resolved'])
  expect(run('.x.x...').alarm).toMatchObject({ status: 'resolved', resolvedBy: 'itself', openedOn: '2026-03-02', lastOn: '2026-03-04', resolvedOn: '2026-03-07', reopened: 0 })
})

test('within the cool-down it is the same alarm, after it a new one', () => {
  const back = run('x...x')
  expect(back.changes.at(-1)).toBe('reopened')
  expect(back.alarm).toMatchObject({ status: 'open', openedOn: start, reopened: 1 })
  const later = run(`x...${'.'.repeat(7)}x`)
  expect(later.changes.at(-1)).toBe('opened')
  expect(later.alarm).toMatchObject({ openedOn: '2026-03-12', reopened: 0 })
})

test('acknowledged it goes on and resolves; closed by a person it may come back the next day', () => {
  const { alarm } = run('x')
  const taken = acknowledge(alarm!)
  expect(run('x', taken, 1).alarm?.status).toBe('acknowledged')
  expect(run('...', taken, 1).alarm?.status).toBe('resolved')
  const closed = resolve(taken, start)
  expect(closed).toMatchObject({ status: 'resolved', resolvedBy: 'person' })
  expect(run('x', closed, 0).changes).toEqual(['none'])
  expect(run('x', closed, 1).changes).toEqual(['reopened'])
  expect(acknowledge(closed)).toBe(closed)
  expect(resolve(closed, '2026-03-09')).toBe(closed)
})

test('the worst verdict is kept, and an earlier day changes nothing', () => {
  const { alarm } = run('xxx')
  expect(alarm?.worst.severity).toBe(2)
  expect(stepAlarm(alarm, null, start, times)).toEqual({ alarm, change: 'none' })
})

test('evaluated many times a day it is the same as once, with the last word of the day', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (days) => {
      let once: Alarm | null = null
      let often: Alarm | null = null
      days.forEach((holds, i) => {
        const day = plusDays(start, i)
        const found = holds ? verdict(day) : null
        once = stepAlarm(once, found, day, times).alarm
        for (let k = 0; k < 3; k++) often = stepAlarm(often, found, day, times).alarm
      })
      expect(often).toEqual(once)
    }),
  )
})
