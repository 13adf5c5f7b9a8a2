import { expect, test } from 'vitest'
import { wallInstant, wallTime } from './wall-time.ts'

test('a time on the wall and its instant belong together', () => {
  expect(wallInstant('2026-03-01T14:05', 'Asia/Shanghai')).toBe('2026-03-01T06:05:00.000Z')
  expect(wallTime('2026-03-01T06:05:00.000Z', 'Asia/Shanghai')).toBe('2026-03-01T14:05')
  expect(wallTime('2026-03-01T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026-03-02T00:00')
})

test('it holds on both sides of a change of clocks', () => {
  for (const wall of ['2026-03-08T01:30', '2026-03-08T03:30', '2026-11-01T00:30', '2026-11-01T03:00', '2026-07-01T12:00'])
    expect(wallTime(wallInstant(wall, 'America/New_York') ?? '', 'America/New_York')).toBe(wall)
})

test('what is no time has no instant', () => {
  expect(wallInstant('', 'Asia/Shanghai')).toBeNull()
  expect(wallInstant('2026-03-01', 'Asia/Shanghai')).toBeNull()
})
