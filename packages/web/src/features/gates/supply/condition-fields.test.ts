import { expect, test } from 'vitest'
import { fieldsOf } from './condition-fields.ts'

test('own fields, each once and in order; fields of related records are not asked of the deal', () => {
  const amount = { field: 'amount', op: 'gte', value: 1 }
  expect(fieldsOf({ and: [amount, { or: [{ field: 'source', op: 'not_empty' }, { not: amount }] }, { exists: 'contacts', where: { field: 'role', op: 'is', value: 'coach' } }] })).toEqual(['amount', 'source'])
  expect(fieldsOf({ and: [] })).toEqual([])
})
