import { expect, test } from 'vitest'
import { effectiveDwellDays, type WatchedStay } from './dwell-days.ts'

const ended = (...times: number[]) => times.map((time): WatchedStay => ({ time, entry: null, cause: 'left' }))
const open = (...times: number[]) => times.map((time): WatchedStay => ({ time, entry: null, cause: null }))
const times = (stays: WatchedStay[], n: number) => Array.from({ length: n }, () => stays).flat()
const mean = (factor: number) => ({ type: 'mean', factor }) as const
const percentile = (p: number) => ({ type: 'percentile', percentile: p }) as const

test('named days are taken as they are; no policy judges nothing', () => {
  expect([effectiveDwellDays({ type: 'days', days: 9 }, []), effectiveDwellDays(null, ended(...Array(30).fill(5)))]).toEqual([9, null])
})

test('stays that still go on count, in the mean as in the percentile', () => {
  // S = 0.8 from 3, 0.6 from 5, 0.4 from 7 (one of five goes on), 0 at 10: area 3 + 1.6 + 1.2 + 1.2 = 7.
  const stays = times([...ended(3, 5, 7, 10), ...open(7)], 4)
  expect(effectiveDwellDays(mean(1), stays)).toBe(7)
  expect(effectiveDwellDays(mean(1.5), stays)).toBe(11)
  expect(effectiveDwellDays(mean(0.1), stays)).toBe(1)
  expect(effectiveDwellDays(percentile(50), stays)).toBe(7)
  expect(effectiveDwellDays(percentile(80), stays)).toBe(10)
})

test('null below 20 stays, with none ended, and where the curve does not reach the percentile', () => {
  expect(effectiveDwellDays(mean(2), ended(...Array(19).fill(4)))).toBeNull()
  expect(effectiveDwellDays(mean(2), ended(...Array(20).fill(4)))).toBe(8)
  expect(effectiveDwellDays(mean(2), open(...Array(40).fill(4)))).toBeNull()
  const half = [...ended(...Array(12).fill(6)), ...open(...Array(8).fill(9))]
  expect([effectiveDwellDays(percentile(60), half), effectiveDwellDays(percentile(61), half)]).toEqual([6, null])
})

test('whoever came under watch late is at risk only from then on', () => {
  // 20 watched from the start end on day 10; 20 more, imported on day 12, end on day 30.
  const late = Array.from({ length: 20 }, (): WatchedStay => ({ time: 30, entry: 12, cause: 'left' }))
  const early = [...ended(...Array(19).fill(10)), ...ended(30)]
  expect(effectiveDwellDays(percentile(90), [...early, ...late])).toBe(10)
})
