import type { SequenceDefinition, Step } from '@sluice/core/nurture/sequence'
import { expect, test } from 'vitest'
import { insertStep, moveStep, newStep, removeStep, replaceStep, stepId } from './step-edits.ts'

const end = (id: string): Step => ({ id, type: 'end' })
const draft: SequenceDefinition = {
  trigger: { kind: 'manual' }, where: null, againAfterDays: null, exits: { replied: true, ready: true, where: null },
  steps: [end('aaaa'), { id: 'bran', type: 'branch', test: { kind: 'behaviour', behaviour: 'clicked', stepId: null, atLeast: 1 }, yes: [end('yyyy'), end('zzzz')], no: [] }, end('cccc')],
}
const ids = (steps: readonly Step[]): unknown[] => steps.map((step) => (step.type === 'branch' ? [step.id, ids(step.yes), ids(step.no)] : step.id))

test('steps are put in, taken out, moved and replaced in the list they belong to', () => {
  expect(ids(insertStep(draft, { branchId: null, side: 'no', index: 1 }, end('nnnn')).steps)).toEqual(['aaaa', 'nnnn', ['bran', ['yyyy', 'zzzz'], []], 'cccc'])
  expect(ids(insertStep(draft, { branchId: 'bran', side: 'no', index: 0 }, end('nnnn')).steps)).toEqual(['aaaa', ['bran', ['yyyy', 'zzzz'], ['nnnn']], 'cccc'])
  expect(ids(removeStep(draft, 'yyyy').steps)).toEqual(['aaaa', ['bran', ['zzzz'], []], 'cccc'])
  expect(ids(moveStep(draft, 'yyyy', 1).steps)).toEqual(['aaaa', ['bran', ['zzzz', 'yyyy'], []], 'cccc'])
  expect(ids(moveStep(draft, 'aaaa', -1).steps)).toEqual(ids(draft.steps))
  expect(ids(moveStep(draft, 'cccc', -1).steps)).toEqual(['aaaa', 'cccc', ['bran', ['yyyy', 'zzzz'], []]])
  expect(replaceStep(draft, { id: 'zzzz', type: 'notify', userId: null, text: '看' }).steps[1]).toMatchObject({ yes: [end('yyyy'), { type: 'notify', text: '看' }] })
})

test('a new step has an id that the contract takes', () => {
  expect(stepId(() => 0.999)).toMatch(/^[a-z0-9]{8}$/)
  expect(newStep('mail', () => 0.5)).toMatchObject({ type: 'mail', variants: [{ weight: 50 }] })
})
