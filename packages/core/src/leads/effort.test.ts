import { expect, test } from 'vitest'
import { defaultEffortPolicy, effortOf } from './effort.ts'

const on = (...days: string[]) => days.map((day) => ({ day, outcome: 'no_answer' }))

test('three days of trying, the last on the fifth day', () => {
  expect(effortOf([], defaultEffortPolicy)).toMatchObject({ attempts: 0, overDays: 0, missingAttempts: 3, missingDays: 5, isEnough: false })
  expect(effortOf(on('2026-03-02', '2026-03-02', '2026-03-02'), defaultEffortPolicy)).toMatchObject({ attempts: 1, missingAttempts: 2, missingDays: 4, isEnough: false })
  expect(effortOf(on('2026-03-02', '2026-03-03', '2026-03-04'), defaultEffortPolicy)).toMatchObject({ attempts: 3, overDays: 3, missingAttempts: 0, missingDays: 2, isEnough: false })
  expect(effortOf(on('2026-03-06', '2026-03-02', '2026-03-04'), defaultEffortPolicy)).toMatchObject({ attempts: 3, overDays: 5, isEnough: true })
  expect(effortOf(on('2026-02-27', '2026-03-01', '2026-03-03'), defaultEffortPolicy).overDays).toBe(5)
})

test('a wrong number proves itself, and a rule of nothing asks nothing', () => {
  expect(effortOf([{ day: '2026-03-02', outcome: 'wrong_number' }], defaultEffortPolicy)).toMatchObject({ isConclusive: true, isEnough: true })
  expect(effortOf([], { attempts: 0, overDays: 5 }).isEnough).toBe(true)
})
