import { expect, test } from 'vitest'
import { entries } from './flow.ts'
import { quotient } from './measured.ts'
import { DAY, deal, deals, stagesNamed, traced } from './testing/sample.ts'
import { stock } from './snapshot.ts'

const stages = stagesNamed('AB')

test('flow counts entries in the period and may exceed 100 %', () => {
  const all = traced([...deals(30, 'old', [['A', 0], ['B', 15]]), ...deals(20, 'new', [['A', 12]])], stages)
  const period = { from: 10 * DAY, to: 20 * DAY }
  expect([entries(all, 0, period).length, entries(all, 1, period).length]).toEqual([20, 30])
  expect(quotient(30, 20, 'flow')).toMatchObject({ value: 1.5, n: 20, low: null, high: null, enough: true })
  expect(quotient(30, 0, 'flow')).toMatchObject({ value: null, why: 'zero_denominator', enough: false })
})

test('a deal that came twice counts once; into won counts by the day it was won', () => {
  const all = traced([deal('x', [['A', 0], ['B', 1], ['A', 2], ['B', 3]], { won: 9 })], stages)
  const period = { from: 0, to: 5 * DAY }
  expect(entries(all, 1, period)).toHaveLength(1)
  expect(entries(all, 2, period)).toHaveLength(0)
  expect(entries(all, 2, { from: 9 * DAY, to: 10 * DAY })).toHaveLength(1)
})

test('stock is the open deals by the stage they are in', () => {
  const all = traced([deal('a', [['A', 0]]), deal('b', [['A', 0], ['B', 2]]), deal('back', [['A', 0], ['B', 2], ['A', 3]]), deal('won', [['B', 0]], { won: 4 })], stages)
  expect(stock(all, 2).map((s) => s.map((t) => t.journey.dealId))).toEqual([['a', 'back'], ['b']])
})
