import { expect, test } from 'vitest'
import { groupByDay, isBackDated } from './timeline-days.ts'

test('days are those of the organisation, not of UTC', () => {
  const items = ['2026-03-02T01:00:00.000Z', '2026-03-01T16:30:00.000Z', '2026-03-01T15:59:00.000Z'].map((at) => ({ at }))
  expect(groupByDay(items, 'Asia/Shanghai').map((group) => [group.day, group.items.length])).toEqual([['2026-03-02', 2], ['2026-03-01', 1]])
  expect(groupByDay([], 'Asia/Shanghai')).toEqual([])
})

test('an entry is back-dated when it was recorded more than ten minutes later', () => {
  expect(isBackDated({ at: '2026-03-01T08:00:00.000Z', recordedAt: '2026-03-01T08:10:00.000Z' })).toBe(false)
  expect(isBackDated({ at: '2026-03-01T08:00:00.000Z', recordedAt: '2026-03-02T08:00:00.000Z' })).toBe(true)
})
