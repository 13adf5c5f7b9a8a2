import { expect, test } from 'vitest'
import { activeAlarmFilters, alarmsQuery, alarmsUrl, clearedAlarmFilters } from './alarms-url.ts'

test('an untouched page asks for what is to be handled, and for nothing else', () => {
  expect(alarmsQuery(alarmsUrl.parse({}))).toEqual({ status: 'open,acknowledged' })
})

test('filters are sent, counted and cleared', () => {
  const url = alarmsUrl.parse({ status: 'resolved', pipeline: 'p', assignee: 'me', q: ' 方案 ' })
  expect(alarmsQuery(url)).toEqual({ status: 'resolved', pipeline: 'p', assignee: 'me', q: '方案' })
  expect(activeAlarmFilters(url)).toBe(3)
  expect(activeAlarmFilters({ ...url, ...clearedAlarmFilters })).toBe(0)
})
