import { expect, test } from 'vitest'
import { z } from 'zod'
import { conditionJson, conditionSchema, parseCondition } from './condition.ts'
import { ConditionError } from './errors.ts'
import { CONDITION_LIMITS } from './limits.ts'

const leaf = { field: 'title', op: 'is', value: 'x' }
const nested = (levels: number): unknown => (levels === 1 ? leaf : { not: nested(levels - 1) })

test('a well-formed tree comes through unchanged', () => {
  const tree = {
    and: [
      leaf,
      { or: [{ not: leaf }, { field: 'a', op: 'between', value: [1, 2] }] },
      { exists: 'contacts', where: { field: 'role', op: 'empty' } },
      { count: 'contacts', op: 'gte', value: 2 },
      { field: 'due', op: 'lt', value: { days: -7 } },
      { field: 'owner', op: 'any_of', value: [{ me: true }, 'x'] },
    ],
  }
  expect(parseCondition(tree)).toEqual(tree)
  expect(conditionSchema.parse(tree)).toEqual(tree)
  expect(conditionJson.parse(JSON.stringify(tree))).toEqual(tree)
})

test('depth, size and list length are bounded, exactly', () => {
  const { depth, nodes, list } = CONDITION_LIMITS
  expect(() => parseCondition(nested(depth))).not.toThrow()
  expect(() => parseCondition(nested(depth + 1))).toThrow(expect.objectContaining({ code: 'condition.too_deep' }))
  const wide = (count: number) => ({ and: Array.from({ length: count - 1 }, () => leaf) })
  expect(() => parseCondition(wide(nodes))).not.toThrow()
  expect(() => parseCondition(wide(nodes + 1))).toThrow(expect.objectContaining({ code: 'condition.too_many_nodes' }))
  const listing = (count: number) => ({ field: 'a', op: 'any_of', value: Array.from({ length: count }, () => 'x') })
  expect(() => parseCondition(listing(list))).not.toThrow()
  expect(() => parseCondition(listing(list + 1))).toThrow(expect.objectContaining({ code: 'condition.list_too_long' }))
})

test('nodes are counted across branches, not per list', () => {
  const branch = { or: Array.from({ length: 80 }, () => leaf) }
  expect(() => parseCondition({ and: [branch, branch, branch] })).toThrow(expect.objectContaining({ code: 'condition.too_many_nodes' }))
})

test('hostile nesting is refused without exhausting the stack', () => {
  let deep: unknown = leaf
  for (let i = 0; i < 200_000; i += 1) deep = i % 2 ? { and: [deep] } : { exists: 'a', where: deep }
  expect(() => parseCondition(deep)).toThrow(expect.objectContaining({ code: 'condition.too_deep' }))
  expect(conditionSchema.safeParse(deep).error?.issues[0]?.message).toBe('condition.too_deep')
})

test.each([
  [null],
  [42],
  ['x'],
  [[]],
  [{}],
  [{ and: {} }],
  [{ and: [null] }],
  [{ and: [], or: [] }],
  [{ ...leaf, extra: 1 }],
  [{ field: 1, op: 'is' }],
  [{ field: 'a', op: 'is', value: { sql: '1=1' } }],
  [{ field: 'a', op: 'is', value: { relative: 'someday' } }],
  [{ field: 'a', op: 'is', value: [[1]] }],
  [{ field: 'a', op: 'is', value: Infinity }],
  [{ field: 'a', op: 'is', value: 'x'.repeat(501) }],
  [{ field: 'a', op: 'is', value: { days: 1e9 } }],
  [{ exists: '' }],
  [{ count: 'a', op: 'gte', value: -1 }],
  [{ count: 'a', op: 'contains', value: 1 }],
])('refuses %j', (input) => {
  expect(() => parseCondition(input)).toThrow(ConditionError)
  expect(() => parseCondition(input)).toThrow(expect.objectContaining({ code: 'condition.malformed' }))
  expect(conditionSchema.safeParse(input).success).toBe(false)
})

test('JSON text that is not JSON is refused by code', () => {
  expect(conditionJson.safeParse('{').error?.issues[0]?.message).toBe('condition.malformed')
})

test('the schema can be published as JSON Schema', () => {
  expect(JSON.stringify(z.toJSONSchema(conditionSchema))).toContain('"exists"')
})
