import { flowDefinition } from '@sluice/core/approvals/flow'
import { expect, test } from 'vitest'
import { emptyApprover, emptyFlow, emptyStep, emptyTrigger, lacksOf, movedStep, withoutStep } from './flow-draft.ts'

const uuid = (n: number) => `00000000-0000-4000-a000-00000000000${n}`

test('a new flow lacks its names and nothing else; named, it fits the contract', () => {
  const draft = emptyFlow(uuid(1))
  expect(lacksOf(draft)).toEqual(['name', 'stepName'])
  const named = { name: '赢单审批', definition: { ...draft.definition, steps: [{ ...emptyStep(uuid(1)), name: '经理' }] } }
  expect(lacksOf(named)).toEqual([])
  expect(flowDefinition.safeParse(named.definition).success).toBe(true)
})

test('what a trigger or an approver still needs is said', () => {
  const draft = emptyFlow(uuid(1))
  const of = (type: Parameters<typeof emptyTrigger>[0]) => lacksOf({ name: 'x', definition: { ...draft.definition, trigger: emptyTrigger(type), steps: [{ ...emptyStep(uuid(1)), name: 'a' }] } })
  expect([of('stage_entry'), of('stage_exit'), of('amount'), of('field_change'), of('discount'), of('quote')]).toEqual([['stage'], ['stage'], ['amount'], ['field'], [], []])
  const steps = [{ ...emptyStep(uuid(1)), name: 'a', approvers: [emptyApprover('user')] }]
  expect(lacksOf({ name: 'x', definition: { ...draft.definition, steps } })).toEqual(['approver'])
  expect(lacksOf({ name: 'x', definition: { ...draft.definition, steps: [{ ...emptyStep(uuid(1)), name: 'a', escalateTo: emptyApprover('user') }] } })).toEqual(['approver'])
})

test('moving and removing keep the first step from running beside nothing', () => {
  const steps = [emptyStep(uuid(1)), emptyStep(uuid(2), true), emptyStep(uuid(3))]
  expect(movedStep(steps, 1, 0).map((step) => [step.id, step.isParallel])).toEqual([[uuid(2), false], [uuid(1), false], [uuid(3), false]])
  expect(movedStep(steps, 0, 5)).toEqual(steps)
  expect(withoutStep(steps, 0).map((step) => [step.id, step.isParallel])).toEqual([[uuid(2), false], [uuid(3), false]])
  expect(withoutStep([emptyStep(uuid(1))], 0)).toHaveLength(1)
})
