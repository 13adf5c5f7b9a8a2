import { expect, test } from 'vitest'
import { quotient } from './measured.ts'
import { ask } from './testing/ask.ts'
import { DAY, deal, deals, stagesNamed } from './testing/sample.ts'

const stages = stagesNamed('AB')

test('flow counts entries in the period and may exceed 100 %', () => {
  const { steps } = ask([...deals(30, 'old', [['A', 0], ['B', 15]]), ...deals(20, 'new', [['A', 12]])], stages, { from: 10 * DAY, to: 20 * DAY }).view()
  expect(steps.map((step) => step.flowEntries.value)).toEqual([20, 30])
  expect(steps[0]?.flow).toMatchObject({ value: 1.5, n: 20, low: null, high: null, enough: true })
  expect(quotient(30, 20, 'flow')).toMatchObject({ value: 1.5, n: 20, low: null, high: null, enough: true })
  expect(quotient(30, 0, 'flow')).toMatchObject({ value: null, why: 'zero_denominator', enough: false })
})

test('a deal that came twice counts once; into won counts by the day it was won', () => {
  const all = [deal('x', [['A', 0], ['B', 1], ['A', 2], ['B', 3]], { won: 9 })]
  const last = (from: number, to: number) => ask(all, stages, { from: from * DAY, to: to * DAY }).view().steps[1]
  expect(last(0, 5)?.flowEntries.value).toBe(1)
  expect(last(0, 5)?.flow.hits).toBe(0)
  expect(last(9, 10)?.flow.hits).toBe(1)
})

test('stock is the open deals by the stage they are in', () => {
  const asked = ask([deal('a', [['A', 0]]), deal('b', [['A', 0], ['B', 2]]), deal('back', [['A', 0], ['B', 2], ['A', 3]]), deal('won', [['B', 0]], { won: 4 })], stages)
  expect(['A', 'B'].map((stageId) => asked.deals({ metric: 'step.stock', stageId }))).toEqual([['a', 'back'], ['b']])
})
