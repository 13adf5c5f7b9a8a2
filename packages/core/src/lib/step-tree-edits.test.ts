import { expect, test } from 'vitest'
import { duplicateStep, insertStep, moveStep, removeStep, replaceStep, stepId } from './step-tree-edits.ts'

type Step = { id: string; type: 'note'; text: string } | { id: string; type: 'branch'; yes: Step[]; no: Step[] }
const note = (id: string): Step => ({ id, type: 'note', text: id })
const branch = (id: string, yes: Step[], no: Step[]): Step => ({ id, type: 'branch', yes, no })
const draft = (steps: Step[]) => ({ name: 'kept', steps })
/** The shape alone: ids, with the sides of branches. */
const shape = (steps: readonly Step[]): unknown[] => steps.map((step) => (step.type === 'branch' ? [step.id, shape(step.yes), shape(step.no)] : step.id))
const seeded = () => {
  let n = 0
  return () => ((n += 0.37) % 1)
}
const tree = draft([note('aaaa'), branch('bran', [note('yyyy'), note('zzzz')], []), note('cccc')])

test('steps are put in, taken out, moved and replaced in the list they belong to', () => {
  expect(shape(insertStep(tree, { branchId: null, side: 'no', index: 1 }, note('nnnn')).steps)).toEqual(['aaaa', 'nnnn', ['bran', ['yyyy', 'zzzz'], []], 'cccc'])
  expect(shape(insertStep(tree, { branchId: 'bran', side: 'no', index: 0 }, note('nnnn')).steps)).toEqual(['aaaa', ['bran', ['yyyy', 'zzzz'], ['nnnn']], 'cccc'])
  expect(shape(removeStep(tree, 'yyyy').steps)).toEqual(['aaaa', ['bran', ['zzzz'], []], 'cccc'])
  expect(shape(moveStep(tree, 'yyyy', 1).steps)).toEqual(['aaaa', ['bran', ['zzzz', 'yyyy'], []], 'cccc'])
  expect(shape(moveStep(tree, 'bran', -1).steps)).toEqual([['bran', ['yyyy', 'zzzz'], []], 'aaaa', 'cccc'])
  expect(moveStep(tree, 'aaaa', -1)).toEqual(tree)
  expect(replaceStep(tree, { ...note('zzzz'), text: 'seen' } as Step).steps[1]).toMatchObject({ yes: [note('yyyy'), { text: 'seen' }] })
  expect(removeStep(tree, 'yyyy').name).toBe('kept')
})

test('a copy stands behind its original and shares no id with it, within branches too', () => {
  const copied = duplicateStep(draft([branch('bbbb', [note('cccc')], [note('dddd')]), note('eeee')]), 'bbbb', seeded())
  expect(copied.steps).toHaveLength(3)
  const ids = copied.steps.flatMap((step) => [step.id, ...(step.type === 'branch' ? [...step.yes, ...step.no].map(({ id }) => id) : [])])
  expect(new Set(ids).size).toBe(7)
  expect(copied.steps[1]).toMatchObject({ type: 'branch', yes: [{ text: 'cccc' }], no: [{ text: 'dddd' }] })
})

test('an id has eight letters or digits, whatever the dice', () => {
  for (const value of [0, 0.5, 0.999]) expect(stepId(() => value)).toMatch(/^[a-z0-9]{8}$/)
})
