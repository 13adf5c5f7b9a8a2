import { expect, test } from 'vitest'
import { recurrence } from './recurrence.ts'
import { recurrenceWords } from './recurrence-words.ts'

const words = (every: unknown, over: object = {}) => (['zh', 'en'] as const).map((language) => recurrenceWords(recurrence.parse({ every, ...over }), language))

test('a rule is said in both languages', () => {
  expect(words({ unit: 'week', n: 1, on: [4, 1] })).toEqual(['每周一、周四', 'Every Monday, Thursday'])
  expect(words({ unit: 'week', n: 2, on: [5] }, { times: 10 })).toEqual(['每 2 周的周五，共 10 次', 'Every 2 weeks on Friday, 10 times'])
  expect(words({ unit: 'day', n: 3 }, { onWorkdays: true })).toEqual(['每 3 天，遇休息日顺延', 'Every 3 days, moved to the next working day'])
  expect(words({ unit: 'day', n: 1 }, { onWorkdays: true })).toEqual(['每个工作日', 'Every working day'])
  expect(words({ unit: 'month', n: 1, on: 15 }, { until: '2026-06-30' })).toEqual(['每月 15 日，到 2026-06-30 止', 'Every month on day 15, until 2026-06-30'])
  expect(words({ unit: 'month', n: 3, on: 'last_workday' }, { onWorkdays: true })).toEqual(['每 3 个月的最后一个工作日', 'Every 3 months on the last working day'])
  expect(words({ unit: 'month', n: 1, on: 31 })).toEqual(['每月最后一天', 'Every month on the last day'])
})
