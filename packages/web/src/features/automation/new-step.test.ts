import { automationDefinition, stepTypes, type TriggerKind } from '@sluice/core/automation/definition'
import { triggerPhrases } from '@sluice/core/automation/phrases'
import { expect, test } from 'vitest'
import { newStep, newTrigger } from './new-step.ts'

const seeded = () => {
  let n = 0
  return () => ((n += 0.37) % 1)
}

test('what is new fits the definition, with nothing guessed that only a person knows', () => {
  for (const type of stepTypes) expect(automationDefinition.safeParse({ trigger: newTrigger('created', 'deal'), steps: [newStep(type, seeded())] }).success, type).toBe(true)
  for (const kind of Object.keys(triggerPhrases) as TriggerKind[]) expect(automationDefinition.safeParse({ trigger: newTrigger(kind, 'contact'), steps: [] }).success, kind).toBe(true)
})
