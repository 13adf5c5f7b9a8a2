import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from '../zone-days.ts'
import { customSteps, type CustomStepsOptions, customSubjects, type Subject } from './custom-steps.ts'
import { customView } from './custom-view.ts'

const asked = (extra: Partial<CustomStepsOptions> = {}): CustomStepsOptions => ({ from: null, to: null, asOf: 100 * DAY_MS, order: 'linear', windowDays: null, ...extra })
const subject = (id: string, ...days: (number | number[] | null)[]): Subject => ({ id, at: days.map((day) => (day === null ? [] : [day].flat().map((d) => d * DAY_MS))) })

test('lead → deal → won → paid: conversion, time and dropout', () => {
  const answer = customSteps([subject('a', 0, 4, 10, 40), subject('b', 0, 6, 30, null), subject('c', 0, 20, null, null), subject('d', 0, null, null, null)], 4, asked())
  expect(answer.subjects).toBe(4)
  expect(answer.steps.map(({ reached, dropout, conversion, medianDays }) => [reached, dropout, conversion.value, medianDays.value])).toEqual([
    [4, 0, 1, null], [3, 1, 0.75, 6], [2, 1, 2 / 3, 15], [1, 1, 0.5, 30],
  ])
  expect(answer.steps.map(({ overall }) => overall.value)).toEqual([1, 0.75, 0.5, 0.25])
})

test('a step passed over counts in the linear order, not in the strict one', () => {
  const skips = [subject('a', 0, null, 5), subject('b', 0, 1, 5), subject('c', 3, 1, 5)]
  expect(customSteps(skips, 3, asked()).steps.map(({ reached }) => reached)).toEqual([3, 3, 3])
  expect(customSteps(skips, 3, asked({ order: 'strict' })).steps.map(({ reached }) => reached)).toEqual([3, 1, 1])
})

test('the strict order takes the first instant that fits, however often a step was met', () => {
  const [, second, third] = customSteps([subject('a', 5, [1, 9, 30], [2, 8, 20])], 3, asked({ order: 'strict' })).steps
  expect([second?.medianDays.value, third?.medianDays.value]).toEqual([4, 11])
})

test('beyond the window nothing counts; within it the result is not known yet', () => {
  const list = [subject('late', 0, 31), subject('in time', 0, 29), subject('waiting', 80, null), { ...subject('lost', 80, null), endedAt: 90 * DAY_MS }]
  const [first, second] = customSteps(list, 2, asked({ windowDays: 30 })).steps
  expect(first).toMatchObject({ reached: 4, undecided: 0 })
  expect(second).toMatchObject({ reached: 1, dropout: 3, undecided: 1 })
  expect(second?.conversion).toMatchObject({ value: 0.25, censored: 1 })
})

test('the period picks by coming into the funnel; what happened after the instant asked for is not known', () => {
  const list = [subject('before', 5, 15), subject('in', 12, 18), subject('after', 25, 26)]
  const answer = customSteps(list, 2, asked({ from: 10 * DAY_MS, to: 20 * DAY_MS, asOf: 17 * DAY_MS }))
  expect(answer.steps.map(({ reached, undecided }) => [reached, undecided])).toEqual([[1, 0], [0, 1]])
})

test('equal to trying every chain', () => {
  const subjects = fc.array(fc.array(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 3 }), { minLength: 3, maxLength: 3 }), { maxLength: 25 })
  fc.assert(
    fc.property(subjects, fc.constantFrom<'linear' | 'strict'>('linear', 'strict'), fc.constantFrom(null, 10, 30), (lists, order, windowDays) => {
      const options = asked({ order, windowDays, asOf: 40 * DAY_MS })
      const answer = customSteps(lists.map((at, i) => ({ id: String(i), at: at.map((days) => days.map((day) => day * DAY_MS)) })), 3, options)
      const reached = [0, 1, 2].map((step) => lists.filter((at) => {
        const known = at.map((days) => days.filter((day) => day <= 40))
        const start = order === 'strict' ? Math.min(...(known[0] ?? [])) : Math.min(...known.flat())
        if (!Number.isFinite(start)) return false
        const inTime = (day: number) => windowDays === null || day < start + windowDays
        if (order === 'linear') return known.slice(step).flat().some(inTime)
        if (step === 0) return true
        const seconds = (known[1] ?? []).filter((day) => day >= start && inTime(day))
        return step === 1 ? seconds.length > 0 : (known[2] ?? []).some((day) => inTime(day) && seconds.some((second) => day >= second))
      }).length)
      expect(answer.steps.map((step) => step.reached)).toEqual(reached)
      const subjectsOf = lists.map((at, i) => ({ id: String(i), at: at.map((days) => days.map((day) => day * DAY_MS)) }))
      for (const step of answer.steps) {
        expect(step.undecided).toBeLessThanOrEqual(step.dropout)
        for (const what of ['reached', 'dropout', 'undecided'] as const) expect(customSubjects(subjectsOf, 3, options, step.index, what)).toHaveLength(step[what])
      }
    }),
    { numRuns: 300 },
  )
})

test('a saved view is checked where it comes in', () => {
  const steps = [{ name: '线索', step: { kind: 'lead_created' } }, { name: '赢单', step: { kind: 'deal_won' } }]
  expect(customView.parse({ name: ' 全链路 ', steps })).toMatchObject({ name: '全链路', order: 'linear', windowDays: null, visibility: 'private' })
  expect(customView.safeParse({ name: 'x', steps: steps.slice(1) }).success).toBe(false)
  expect(customView.safeParse({ name: 'x', steps: [...steps, { name: 'y', step: { kind: 'stage_reached', stageId: 'no id' } }] }).success).toBe(false)
  expect(customView.safeParse({ name: 'x', steps, windowDays: 0 }).success).toBe(false)
})
