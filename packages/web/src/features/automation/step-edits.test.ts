import { automationDefinition, stepTypes, type AutomationDefinition, type Step, type TriggerKind } from '@sluice/core/automation/definition'
import { triggerPhrases } from '@sluice/core/automation/phrases'
import { expect, test } from 'vitest'
import { duplicateStep, insertStep, moveStep, newStep, newTrigger, removeStep, replaceStep } from './step-edits.ts'

const draft = (steps: Step[]): AutomationDefinition => automationDefinition.parse({ trigger: newTrigger('created', 'deal'), steps })
const note = (id: string): Step => ({ id, type: 'note', text: id, onRefusal: 'continue' })
const branch = (id: string, yes: Step[], no: Step[]): Step => ({ id, type: 'branch', condition: { and: [] }, yes, no })
/** The shape alone: ids, with the sides of branches. */
const shape = (steps: readonly Step[]): unknown[] => steps.map((step) => (step.type === 'branch' ? [step.id, shape(step.yes), shape(step.no)] : step.id))
const seeded = () => {
  let n = 0
  return () => ((n += 0.37) % 1)
}

test('what is new fits the definition, with nothing guessed that only a person knows', () => {
  for (const type of stepTypes) expect(automationDefinition.safeParse(draft([newStep(type, seeded())])).success, type).toBe(true)
  for (const kind of Object.keys(triggerPhrases) as TriggerKind[]) expect(automationDefinition.safeParse({ trigger: newTrigger(kind, 'contact'), steps: [] }).success, kind).toBe(true)
})

test('into the main list and into the sides of branches', () => {
  const one = draft([note('aaaa'), branch('bbbb', [note('cccc')], [])])
  expect(shape(insertStep(one, { branchId: null, side: 'yes', index: 1 }, note('dddd')).steps)).toEqual(['aaaa', 'dddd', ['bbbb', ['cccc'], []]])
  expect(shape(insertStep(one, { branchId: 'bbbb', side: 'no', index: 0 }, note('dddd')).steps)).toEqual(['aaaa', ['bbbb', ['cccc'], ['dddd']]])
  expect(shape(removeStep(one, 'cccc').steps)).toEqual(['aaaa', ['bbbb', [], []]])
  expect(shape(moveStep(one, 'bbbb', -1).steps)).toEqual([['bbbb', ['cccc'], []], 'aaaa'])
  expect(moveStep(one, 'cccc', 1).steps).toEqual(one.steps)
  expect(replaceStep(one, { ...note('cccc'), type: 'comment' } as Step).steps[1]).toMatchObject({ yes: [{ type: 'comment' }] })
})

test('a copy stands behind its original and shares no id with it, within branches too', () => {
  const copied = duplicateStep(draft([branch('bbbb', [note('cccc')], [note('dddd')]), note('eeee')]), 'bbbb', seeded())
  expect(copied.steps).toHaveLength(3)
  const ids = copied.steps.flatMap((step) => [step.id, ...(step.type === 'branch' ? [...step.yes, ...step.no].map(({ id }) => id) : [])])
  expect(new Set(ids).size).toBe(7)
  expect(copied.steps[1]).toMatchObject({ type: 'branch', yes: [{ text: 'cccc' }], no: [{ text: 'dddd' }] })
})
