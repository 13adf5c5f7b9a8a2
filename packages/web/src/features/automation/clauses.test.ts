import { expect, test } from 'vitest'
import { clauseAt } from './clauses.ts'

test('clauses by the path that a run reports', () => {
  const [first, second] = [{ field: 'status', op: 'is', value: 'open' }, { field: 'amount', op: 'gte', value: 1 }]
  expect(clauseAt({ and: [first, second] }, 'and.1')).toBe(second)
  expect(clauseAt({ or: [first] }, 'or.0')).toBe(first)
  expect(clauseAt(first, '')).toBe(first)
  // A condition that was changed since.
  expect(clauseAt(first, 'and.0')).toBeNull()
  expect(clauseAt({ and: [first] }, 'and.7')).toBeNull()
})
