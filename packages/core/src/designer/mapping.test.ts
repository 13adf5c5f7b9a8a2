import { expect, test } from 'vitest'
import { definitionWith, idOf, stageOf } from './designer.fixture.ts'
import { undoMapping } from './mapping.ts'

const mapped = (pairs: [number, number][]) => pairs.map(([from, to]) => ({ from: idOf(from), to: idOf(to) }))

test('undoing a split: the stage that took the place gives it back, its sibling goes there too', () => {
  const former = definitionWith([stageOf(1), stageOf(2), stageOf(3)])
  const live = definitionWith([stageOf(1), stageOf(21), stageOf(22), stageOf(3)])
  expect(undoMapping(live, former, mapped([[2, 21]]), [])).toEqual(mapped([[21, 2], [22, 2]]))
})

test('undoing a merge: deals that came later go to the first of the merged stages', () => {
  const former = definitionWith([stageOf(1), stageOf(2), stageOf(3)])
  const live = definitionWith([stageOf(12), stageOf(3)])
  expect(undoMapping(live, former, mapped([[1, 12], [2, 12]]), [])).toEqual(mapped([[12, 1]]))
})

test('a stage brought back goes where it went before, and a wholly new one to what stands before it', () => {
  const former = definitionWith([stageOf(1), stageOf(3)])
  const live = definitionWith([stageOf(1), stageOf(2), stageOf(8), stageOf(3)])
  expect(undoMapping(live, former, [], [mapped([[2, 3]]), mapped([[2, 1]])])).toEqual(mapped([[2, 3], [8, 3]]))
  expect(undoMapping(definitionWith([stageOf(9), stageOf(1)]), former, [], [])).toEqual(mapped([[9, 1]]))
})
