import { expect, test } from 'vitest'
import { isCalm } from './live-pace.ts'

test('reports follow at a calmer pace, boards and lists at once', () => {
  expect(['/reports/funnel', '/reports/funnel/deals', '/reports'].every(isCalm)).toBe(true)
  expect(['/deals', '/pipelines/:id/board', '/today', '/reportsomething'].some(isCalm)).toBe(false)
})
