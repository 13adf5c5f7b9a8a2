import { expect, test } from 'vitest'
import { newStep } from './new-step.ts'

test('a new step has an id that the contract takes', () => {
  expect(newStep('wait', () => 0.999).id).toMatch(/^[a-z0-9]{8}$/)
  expect(newStep('mail', () => 0.5)).toMatchObject({ type: 'mail', variants: [{ weight: 50 }] })
})
