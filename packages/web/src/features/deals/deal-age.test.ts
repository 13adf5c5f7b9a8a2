import { expect, test } from 'vitest'
import { nextStepState, stageAge } from './deal-age.ts'

const now = Date.parse('2026-03-31T12:00:00.000Z')
const daysAgo = (days: number) => new Date(now - days * 86_400_000).toISOString()

test('up to its planned days a deal is fine, up to twice of them slow, then overdue', () => {
  expect(stageAge(daysAgo(0), now, 10)).toEqual({ days: 0, level: 'fine' })
  expect(stageAge(daysAgo(10), now, 10)).toEqual({ days: 10, level: 'fine' })
  expect(stageAge(daysAgo(10.9), now, 10)).toEqual({ days: 10, level: 'fine' })
  expect(stageAge(daysAgo(11), now, 10)).toEqual({ days: 11, level: 'slow' })
  expect(stageAge(daysAgo(20), now, 10)).toEqual({ days: 20, level: 'slow' })
  expect(stageAge(daysAgo(21), now, 10)).toEqual({ days: 21, level: 'overdue' })
})

test('a stage without a pace judges nothing, and a clock that runs behind gives no negative age', () => {
  expect(stageAge(daysAgo(400), now, null)).toEqual({ days: 400, level: 'unmeasured' })
  expect(stageAge(daysAgo(-1), now, 10)).toEqual({ days: 0, level: 'fine' })
  expect(stageAge('never', now, 10)).toEqual({ days: 0, level: 'fine' })
})

test('a next step is missing, undated, overdue, due today or planned', () => {
  expect(nextStepState(null, null, '2026-03-31')).toBe('missing')
  expect(nextStepState('发报价', null, '2026-03-31')).toBe('undated')
  expect(nextStepState('发报价', '2026-03-30', '2026-03-31')).toBe('overdue')
  expect(nextStepState(null, '2026-03-31', '2026-03-31')).toBe('today')
  expect(nextStepState('发报价', '2026-04-01', '2026-03-31')).toBe('planned')
})
