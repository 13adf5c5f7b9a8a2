import { expect, test } from 'vitest'
import { compareFigures, compareViews } from './compare.ts'
import { ask } from './testing/ask.ts'
import { DAY, deals, stagesNamed } from './testing/sample.ts'

const options = { from: null, to: null, asOf: 300 * DAY, zone: 'Asia/Shanghai', currency: 'CNY' }
const viewOf = (passed: number, all: number) =>
  ask([...deals(passed, 'p', [['A', 0], ['B', 4]]), ...deals(all - passed, 's', [['A', 0]], { lost: 9, reason: 'price' })], stagesNamed('AB'), options).view()

test('two shares: difference with interval and p-value', () => {
  const before = viewOf(48, 80).steps[0]?.conversion
  const after = viewOf(56, 70).steps[0]?.conversion
  if (before === undefined || after === undefined) throw new Error('no step')
  const change = compareFigures(before, after)
  expect(change.difference).toBeCloseTo(0.2, 12)
  expect(change.relative).toBeCloseTo(1 / 3, 12)
  expect(change.low).toBeCloseTo(0.0524, 4)
  expect(change.high).toBeCloseTo(0.3339, 4)
  expect(change.p).toBeCloseTo(0.00805, 4)
  expect(change.enough).toBe(true)
})

test('views are compared figure by figure; only counted shares get a p-value', () => {
  const all = compareViews(viewOf(48, 80), viewOf(56, 70))
  const find = (metric: string) => all.find((c) => c.name.metric === metric && (c.name.stageId ?? 'A') === 'A')
  expect(find('step.stock')?.p).toBeNull()
  expect(find('step.entered')?.difference).toBe(-10)
  expect(find('step.flow')?.p).toBeNull()
  expect(find('step.lost')?.p).not.toBeNull()
  expect(find('step.loss_reason')?.name.reasonId).toBe('price')
  expect(compareViews(viewOf(80, 80), viewOf(56, 70)).some((c) => c.name.metric === 'step.loss_reason')).toBe(false)
})
