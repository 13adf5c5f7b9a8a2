import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryCondition } from './arbitrary.ts'
import type { Condition } from './condition.ts'
import type { ConditionContext } from './context.ts'
import { compile } from './evaluate.ts'
import { dealObject } from './objects.ts'
import { fromRqb, toRqb, type RqbGroup } from './rqb.ts'

const won: Condition = { field: 'status', op: 'is', value: 'won' }
const wonRule = { field: 'status', operator: 'is', value: 'won' }

test('groups, negation and rules keep their form', () => {
  const condition: Condition = { or: [won, { not: { and: [won, { field: 'nextStep', op: 'empty' }] } }] }
  const group: RqbGroup = {
    combinator: 'or',
    rules: [wonRule, { combinator: 'and', not: true, rules: [wonRule, { field: 'nextStep', operator: 'empty', value: null }] }],
  }
  expect(toRqb(condition)).toEqual(group)
  expect(fromRqb(group)).toEqual(condition)
})

test('related records become match rules', () => {
  expect(toRqb({ exists: 'contacts', where: { field: 'role', op: 'is', value: 'coach' } })).toEqual({
    combinator: 'and',
    rules: [
      {
        field: 'contacts',
        operator: '=',
        match: { mode: 'some' },
        value: { combinator: 'and', rules: [{ field: 'role', operator: 'is', value: 'coach' }] },
      },
    ],
  })
  const all: RqbGroup = { combinator: 'and', rules: [{ field: 'contacts', operator: '=', match: { mode: 'all' }, value: { combinator: 'and', rules: [{ field: 'role', operator: 'empty', value: '' }] } }] }
  expect(fromRqb(all)).toEqual({ not: { exists: 'contacts', where: { not: { field: 'role', op: 'empty' } } } })
})

test('empty groups and muted or disabled parts say nothing', () => {
  expect(fromRqb({ combinator: 'or', rules: [] })).toEqual({ and: [] })
  expect(fromRqb({ combinator: 'or', rules: [wonRule, { combinator: 'and', rules: [] }] })).toEqual(won)
  expect(fromRqb({ combinator: 'and', rules: [wonRule, { ...wonRule, value: 'lost', muted: true }] })).toEqual(won)
  expect(fromRqb({ combinator: 'and', rules: [wonRule, { combinator: 'and', not: true, rules: [{ ...wonRule, disabled: true }] }] })).toEqual(won)
})

test.each([
  [{ field: '~', operator: '=', value: '' }],
  [{ field: 'status', operator: '~', value: 'won' }],
  [{ field: 'status', operator: 'is', value: '' }],
  [{ field: 'status', operator: 'any_of', value: [] }],
])('an unfinished rule is refused: %j', (rule) => {
  expect(() => fromRqb({ combinator: 'and', rules: [rule] })).toThrow(expect.objectContaining({ code: 'condition.incomplete_rule' }))
})

test('a hostile group is refused', () => {
  let group: RqbGroup = { combinator: 'and', rules: [wonRule] }
  for (let i = 0; i < 50_000; i += 1) group = { combinator: 'and', rules: [group] }
  expect(() => fromRqb(group)).toThrow(expect.objectContaining({ code: 'condition.too_deep' }))
})

test('there and back keeps the verdict for every condition and record', () => {
  const ids = [1, 2, 3].map((n) => `a0000000-0000-7000-8000-00000000000${n}`)
  const pools = { texts: ['', 'a', 'B'], numbers: [0, 1, 2], days: ['2026-03-11', '2026-03-12'], instants: ['2026-03-11T17:30:00.000Z'], ids }
  const context: ConditionContext = { now: new Date('2026-03-11T17:30:00Z'), timeZone: 'Asia/Shanghai', me: ids[0] ?? null, myTeams: ids, teamSubtree: (team) => [team] }
  const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { freq: 3 })
  const deal = fc.record({
    title: maybe(pools.texts),
    status: maybe(['open', 'won']),
    amountMinor: maybe([0, 1, 2]),
    ownerId: maybe(ids),
    createdAt: maybe(pools.instants),
    expectedCloseOn: maybe(pools.days),
    contacts: fc.array(fc.record({ role: maybe(pools.texts), contactId: maybe(ids) }), { maxLength: 4 }),
    activities: fc.array(fc.record({ kind: maybe(['call', 'note']) }), { maxLength: 4 }),
    products: fc.array(fc.record({ productId: maybe(ids) }), { maxLength: 2 }),
  })
  fc.assert(
    fc.property(arbitraryCondition(dealObject, pools, 3), fc.array(deal, { minLength: 1, maxLength: 10 }), (condition, deals) => {
      const verdicts = (c: Condition) => deals.map(compile(c, dealObject, context))
      const stored: RqbGroup = JSON.parse(JSON.stringify(toRqb(condition)))
      expect(verdicts(fromRqb(stored))).toEqual(verdicts(condition))
    }),
    { seed: 9, numRuns: 400 },
  )
})
