import { expect, test } from 'vitest'
import type { Criterion } from '../config/gate.ts'
import { definitionWith, idOf, stageOf } from './designer.fixture.ts'
import { effectOf } from './effect.ts'
import type { StageCounts } from './stage-counts.ts'

const tick = (n: number): Criterion => ({ id: idOf(n), type: 'checklist', severity: 'block', label: '勾选', help: '' })
const counts = (entries: [number, Partial<StageCounts>][]) =>
  new Map(entries.map(([n, count]) => [idOf(n), { openDeals: 0, stays: 0, amountMinor: 0, ownWeightedMinor: 0, ...count }]))

test('nothing changed: nothing to tell, and the weighted sum stays', () => {
  const live = definitionWith([stageOf(1), stageOf(2)])
  const effect = effectOf(live, live, [], counts([[1, { openDeals: 2, amountMinor: 1000, ownWeightedMinor: 55 }], [2, { amountMinor: 501 }]]))
  expect(effect).toMatchObject({ addedStages: [], renamedStages: [], removedStages: [], gates: [], probabilities: [], reordered: false })
  // 1000 × 0.1 + 55 + 501 × 0.2 = 255.2
  expect(effect.weightedMinor).toEqual({ before: 255, after: 255 })
})

test('a removed stage names its deals and stays, and its deals count with the probability of the stage they go to', () => {
  const live = definitionWith([stageOf(1), stageOf(2), stageOf(3)])
  const draft = definitionWith([stageOf(1), stageOf(3, { name: '谈判', winProbability: 0.5 }), stageOf(4)])
  const effect = effectOf(live, draft, [{ from: idOf(2), to: idOf(3) }], counts([[2, { openDeals: 17, stays: 30, amountMinor: 2000, ownWeightedMinor: 100 }], [3, { openDeals: 1, stays: 1, amountMinor: 1000 }]]))
  expect(effect.removedStages).toEqual([{ id: idOf(2), name: '阶段2', openDeals: 17, stays: 30, to: idOf(3) }])
  expect(effect.addedStages).toEqual([{ id: idOf(4), name: '阶段4' }])
  expect(effect.renamedStages).toEqual([{ id: idOf(3), from: '阶段3', to: '谈判' }])
  expect(effect.probabilities).toEqual([{ stageId: idOf(3), from: 0.3, to: 0.5, openDeals: 1 }])
  expect(effect.weightedMinor).toEqual({ before: 800, after: 1600 })
})

test('without a mapping the deals of a removed stage are not counted after', () => {
  const effect = effectOf(definitionWith([stageOf(1), stageOf(2)]), definitionWith([stageOf(1)]), [], counts([[2, { amountMinor: 1000 }]]))
  expect(effect.weightedMinor).toEqual({ before: 200, after: 0 })
  expect(effect.removedStages[0]?.to).toBeNull()
})

test('a new order is told of kept stages alone', () => {
  const [a, b, c] = [stageOf(1), stageOf(2), stageOf(3)] as const
  const reordered = (after: typeof a[]) => effectOf(definitionWith([a, b, c]), definitionWith(after), [], new Map()).reordered
  expect(reordered([b, a, c])).toBe(true)
  expect(reordered([a, c])).toBe(false)
  expect(reordered([a, stageOf(9), b, c])).toBe(false)
})

test('gates are told with their criteria counted through the groups, also when only one is changed', () => {
  const live = definitionWith([stageOf(1, { exitGate: { op: 'all', items: [tick(11)] } })])
  const draft = definitionWith([stageOf(1, { exitGate: { op: 'all', items: [{ ...tick(11), severity: 'warn' }] } })], {
    wonGate: { op: 'all', items: [tick(12), { op: 'any', items: [tick(13), tick(14)] }] },
  })
  expect(effectOf(live, draft, [], new Map()).gates).toEqual([
    { stageId: idOf(1), side: 'exit', before: 1, after: 1 }, { stageId: null, side: 'won', before: 0, after: 3 },
  ])
})
