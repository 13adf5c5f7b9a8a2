import { expect, test } from 'vitest'
import { fillIn, variablesIn, variablesOf } from './variables.ts'

test('texts name variables of the fixed catalogue; values are not read for variables again; what is empty shows as a dash', () => {
  const text = '{{deal.title}} / {{ owner.name }} / {{deal.amount}} / {{nothing}}'
  expect(variablesIn(text)).toEqual(['deal.title', 'owner.name', 'deal.amount', 'nothing'])
  expect(fillIn(text, new Map([['deal.title', '{{owner.name}} $& $1'], ['owner.name', '张伟'], ['deal.amount', '']]))).toBe('{{owner.name}} $& $1 / 张伟 / — / —')
  for (const object of ['deal', 'lead', 'account', 'contact', 'alarm', null] as const) {
    const keys = variablesOf(object).map((one) => one.key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toContain('automation.name')
  }
})
