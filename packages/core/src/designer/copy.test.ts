import { expect, test } from 'vitest'
import { copyDefinition } from './copy.ts'
import { definitionWith, idOf, stageOf } from './designer.fixture.ts'

test('a copy has ids of its own, and what it says about itself is about itself', () => {
  const base = { severity: 'block', label: '', help: '' } as const
  const original = definitionWith([
    stageOf(1, { name: idOf(7), definition: `与 ${idOf(1)} 无关`, exitGate: { op: 'all', items: [
      { ...base, id: idOf(21), type: 'condition', condition: { and: [{ field: 'stage', op: 'in', value: [idOf(1), idOf(2)] }, { field: 'pipeline', op: 'is', value: idOf(50) }] } },
      { ...base, id: idOf(22), type: 'form', formId: idOf(70), minScore: null },
    ] } }),
    stageOf(2),
  ])
  let n = 100
  const copy = copyDefinition(original, { from: idOf(50), to: idOf(51) }, () => idOf(n++))
  expect(copy.stages.map((stage) => stage.id)).toEqual([idOf(100), idOf(101)])
  expect(copy.stages[0]).toMatchObject({ name: idOf(7), definition: `与 ${idOf(1)} 无关`, winProbability: 0.1 })
  expect(copy.stages[0]?.exitGate?.items).toEqual([
    { ...base, id: idOf(102), type: 'condition', condition: { and: [{ field: 'stage', op: 'in', value: [idOf(100), idOf(101)] }, { field: 'pipeline', op: 'is', value: idOf(51) }] } },
    { ...base, id: idOf(103), type: 'form', formId: idOf(70), minScore: null },
  ])
  expect(original.stages[0]?.id).toBe(idOf(1))
})
