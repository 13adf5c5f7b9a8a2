import { dealObject } from '@sluice/core/conditions/objects'
import { expect, test } from 'vitest'
import { readCondition, writeCondition } from './read-condition.ts'

test('what was written is read again; nothing is no condition', () => {
  const condition = { field: 'amount', op: 'gte', value: 10_000_000 }
  expect(readCondition(writeCondition(condition), dealObject)).toEqual(condition)
  expect(writeCondition({ and: [] })).toBe('')
  expect(readCondition('', dealObject)).toBeNull()
})

test('a broken or foreign condition is told apart from none', () => {
  expect(readCondition('{', dealObject)).toBeUndefined()
  expect(readCondition('{"field":"amount"}', dealObject)).toBeUndefined()
  expect(readCondition('{"field":"no_such_field","op":"is","value":"x"}', dealObject)).toBeUndefined()
})
