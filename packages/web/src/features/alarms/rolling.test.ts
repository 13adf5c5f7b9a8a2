import { expect, test } from 'vitest'
import { alarmKinds } from '@sluice/core/diagnosis/alarms/rule'
import type { Series } from '@sluice/core/funnel/measures/series'
import { courseOf, courseValues, rollingSum } from './rolling.ts'
import { daysBetween } from './days-between.ts'

test('a rolling sum begins when its window is full', () => {
  expect(rollingSum([1, 2, 3, 4], 2)).toEqual([null, 3, 5, 7])
  expect(rollingSum([], 3)).toEqual([])
})

test('every kind of alarm has a course, or none', () => {
  expect(alarmKinds.map(courseOf)).toEqual(['conversion', 'conversion', 'stock', null, 'win', 'stock', 'inflow'])
})

const series: Series = {
  asOf: 0, zone: 'UTC', step: 'day', withinDays: 30, steps: ['a', 'b', 'c'].map((name) => ({ name, from: 0, to: 0, isPartial: false })),
  stages: [{
    stageId: 's', inflow: [4, 0, 2], asleep: [0, 0, 0], stock: [4, 4, 5], outflow: { advance: [0, 0, 0], back: [0, 0, 0], won: [0, 0, 0], lost: [0, 0, 0], transfer: [0, 0, 0] },
    cohort: { entered: [4, 0, 2], reachedWithin: [2, 0, 1], reached: [2, 0, 1], lost: [2, 0, 0], undecided: [0, 0, 1] },
  }],
  whole: { created: [0, 0, 0], entered: [0, 0, 0], won: [1, 0, 0], lost: [1, 0, 2], wonMinor: [0, 0, 0], stock: [0, 0, 0], stockBefore: [0] },
}

test('conversion leaves out who is too young to be judged, nobody makes no share', () => {
  expect(courseValues(series, 's', 'conversion', 1)).toEqual([0.5, null, 1])
  expect(courseValues(series, 's', 'conversion', 3)).toEqual([null, null, 0.6])
  expect(courseValues(series, 's', 'stock', 28)).toEqual([4, 4, 5])
  expect(courseValues(series, 's', 'inflow', 2)).toEqual([null, 4, 2])
  expect(courseValues(series, null, 'win', 1)).toEqual([0.5, null, 0])
  expect(courseValues(series, 'gone', 'stock', 1)).toEqual([null, null, null])
})

test('days are counted with both ends', () => {
  expect(daysBetween('2026-02-28', '2026-03-01')).toBe(2)
  expect(daysBetween('2026-03-01', '2026-03-01')).toBe(1)
})
