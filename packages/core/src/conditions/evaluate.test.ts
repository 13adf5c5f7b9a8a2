import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryCondition, type Pools } from './arbitrary.ts'
import { defineObject, withFields, type ConditionRecord } from './catalogue.ts'
import type { Condition } from './condition.ts'
import type { ConditionContext } from './context.ts'
import { compile } from './evaluate.ts'
import { dealObject } from './objects.ts'
import { toSql } from './to-sql.ts'

const context: ConditionContext = {
  now: new Date('2026-03-11T17:30:00Z'), // Thursday 12 March, 01:30, in Shanghai
  timeZone: 'Asia/Shanghai',
  me: 'a0000000-0000-7000-8000-000000000001',
  myTeams: ['b0000000-0000-7000-8000-000000000001', 'b0000000-0000-7000-8000-000000000002'],
  teamSubtree: (team) => [team, `${team.slice(0, -1)}9`],
}
const ME = 'a0000000-0000-7000-8000-000000000001'
const TEAM = 'b0000000-0000-7000-8000-000000000001'
const TAGS = [1, 2, 3].map((n) => `c0000000-0000-7000-8000-00000000000${n}`)

const holds = (condition: Condition, record: ConditionRecord) => compile(condition, dealObject, context)(record)

describe.each<[op: string, field: string, property: string, value: unknown, yes: unknown[], no: unknown[]]>([
  ['is', 'title', 'title', 'Acme 一期', ['acme 一期', 'ACME 一期'], ['Acme', '', null, undefined]],
  ['is_not', 'title', 'title', 'Acme', ['Other', '', null, undefined], ['ACME']],
  ['contains', 'title', 'title', '50%', ['we give 50% off', '50%'], ['500', '50 %', null]],
  ['not_contains', 'title', 'title', 'x', ['abc', '', null], ['aXb']],
  ['starts_with', 'title', 'title', 'ab', ['ABc'], ['cab', null]],
  ['empty', 'title', 'title', undefined, ['', null, undefined], [' ', 'a']],
  ['not_empty', 'title', 'title', undefined, [' ', 'a'], ['', null]],
  // Only A–Z are folded: both back ends must agree whatever the locale.
  ['is', 'title', 'title', 'É', ['É'], ['é']],
  ['is', 'title', 'title', 'İ', ['İ'], ['i', 'i̇']],
  ['gte', 'amount', 'amountMinor', 100, [100, 101, '100', 100n], [99, null, undefined, '']],
  ['neq', 'amount', 'amountMinor', 100, [99, null, 0], [100]],
  ['lt', 'amount', 'amountMinor', 0, [-1], [0, null]],
  ['between', 'amount', 'amountMinor', [10, 20], [10, 19], [9, 20, null]],
  ['is', 'status', 'status', 'won', ['won'], ['open', null, '']],
  ['none_of', 'status', 'status', ['won', 'lost'], ['open', null], ['won', 'lost']],
  ['is', 'owner', 'ownerId', { me: true }, [ME], [TEAM, null]],
  ['is_not', 'owner', 'ownerId', { me: true }, [TEAM, null], [ME]],
  ['any_of', 'owner', 'ownerId', [{ me: true }, TEAM], [ME, TEAM], [TAGS[0], null]],
  ['is', 'owner', 'ownerId', ME.toUpperCase(), [ME], []],
  ['is', 'team', 'teamId', { myTeams: true }, context.myTeams.slice(), [ME, null]],
  ['under', 'team', 'teamId', TEAM, [TEAM, 'b0000000-0000-7000-8000-000000000009'], [context.myTeams[1], null]],
  ['has_any', 'tags', 'tagIds', TAGS.slice(0, 2), [[TAGS[1]], TAGS], [[TAGS[2]], [], null]],
  ['has_all', 'tags', 'tagIds', TAGS.slice(0, 2), [TAGS], [[TAGS[1]], [], null]],
  ['has_none', 'tags', 'tagIds', TAGS.slice(0, 2), [[TAGS[2]], [], null], [TAGS]],
  ['empty', 'tags', 'tagIds', undefined, [[], null], [TAGS]],
  // A date is a day of the organisation's zone, where it is already the 12th.
  ['eq', 'expectedClose', 'expectedCloseOn', { relative: 'today' }, ['2026-03-12'], ['2026-03-11', null]],
  ['neq', 'expectedClose', 'expectedCloseOn', { relative: 'today' }, ['2026-03-11', null], ['2026-03-12']],
  ['lte', 'expectedClose', 'expectedCloseOn', { relative: 'this_month' }, ['2026-03-31', '2020-01-01'], ['2026-04-01']],
  ['gt', 'expectedClose', 'expectedCloseOn', { relative: 'this_month' }, ['2026-04-01'], ['2026-03-31', null]],
  ['in', 'expectedClose', 'expectedCloseOn', { relative: 'this_week' }, ['2026-03-09', '2026-03-15'], ['2026-03-08', '2026-03-16']],
  ['in', 'expectedClose', 'expectedCloseOn', { relative: 'next_quarter' }, ['2026-04-01', '2026-06-30'], ['2026-03-31', '2026-07-01']],
  ['lt', 'expectedClose', 'expectedCloseOn', { days: -7 }, ['2026-03-04'], ['2026-03-05', null]],
  ['within_last', 'expectedClose', 'expectedCloseOn', 7, ['2026-03-05', '2026-03-12'], ['2026-03-04', '2026-03-13']],
  ['within_next', 'expectedClose', 'expectedCloseOn', 7, ['2026-03-12', '2026-03-19'], ['2026-03-11', '2026-03-20']],
  ['older_than', 'expectedClose', 'expectedCloseOn', 7, ['2026-03-04'], ['2026-03-05', null]],
  ['between', 'expectedClose', 'expectedCloseOn', ['2026-03-01', { relative: 'next_month' }], ['2026-03-01', '2026-03-31'], ['2026-04-01']],
  ['in', 'created', 'createdAt', { relative: 'today' }, ['2026-03-11T16:00:00.000Z', new Date('2026-03-12T15:59:59.999Z')], ['2026-03-11T15:59:59.999Z', '2026-03-12T16:00:00.000Z', null]],
  ['lte', 'created', 'createdAt', '2026-03-05', ['2026-03-05T15:59:59.999Z'], ['2026-03-05T16:00:00.000Z', null]],
  ['gt', 'created', 'createdAt', '2026-03-05', ['2026-03-05T16:00:00.000Z'], ['2026-03-05T15:59:59.999Z']],
  ['eq', 'created', 'createdAt', '2026-03-05T08:00:00Z', ['2026-03-05T08:00:00.000Z'], ['2026-03-05T08:00:00.001Z']],
  ['older_than', 'created', 'createdAt', 14, ['2026-02-25T17:29:59.999Z'], ['2026-02-25T17:30:00.000Z', null]],
  ['within_last', 'created', 'createdAt', 14, ['2026-02-25T17:30:00.000Z', '2026-03-11T17:30:00.000Z'], ['2026-02-25T17:29:59.999Z', '2026-03-11T17:30:00.001Z']],
  ['within_next', 'created', 'createdAt', 1, ['2026-03-12T17:30:00.000Z'], ['2026-03-11T17:29:59.999Z', '2026-03-12T17:30:00.001Z']],
])('%s %s', (op, field, property, value, yes, no) => {
  const condition: Condition = JSON.parse(JSON.stringify({ field, op, value }))
  test.each(yes.map((raw) => [raw]))(`${JSON.stringify(value)} holds for %s`, (raw) => expect(holds(condition, { [property]: raw })).toBe(true))
  test.each(no.map((raw) => [raw]))(`${JSON.stringify(value)} does not hold for %s`, (raw) => expect(holds(condition, { [property]: raw })).toBe(false))
})

test('a day of the organisation is 23 or 25 hours long where its clocks change', () => {
  const berlin = { ...context, now: new Date('2026-03-29T12:00:00Z'), timeZone: 'Europe/Berlin' }
  const today = compile({ field: 'created', op: 'in', value: { relative: 'today' } }, dealObject, berlin)
  const at = (createdAt: string) => today({ createdAt })
  expect([at('2026-03-28T22:59:59.999Z'), at('2026-03-28T23:00:00Z'), at('2026-03-29T21:59:59.999Z'), at('2026-03-29T22:00:00Z')]).toEqual([false, true, true, false])
})

test('exists and count look at related records; a relation that was not loaded is refused, not counted as none', () => {
  const deal = { contacts: [{ role: 'decision_maker' }, { role: 'user' }, { role: null }] }
  expect(holds({ exists: 'contacts' }, deal)).toBe(true)
  expect(holds({ exists: 'contacts' }, { contacts: [] })).toBe(false)
  expect(holds({ exists: 'contacts', where: { field: 'role', op: 'is', value: 'coach' } }, deal)).toBe(false)
  expect(holds({ count: 'contacts', where: { field: 'role', op: 'is_not', value: 'user' }, op: 'eq', value: 2 }, deal)).toBe(true)
  expect(holds({ count: 'contacts', op: 'lt', value: 3 }, deal)).toBe(false)
  expect(() => holds({ exists: 'contacts' }, {})).toThrow(expect.objectContaining({ code: 'condition.relation_not_loaded' }))
})

test('the empty list is true under and, false under or', () => {
  expect(holds({ and: [] }, {})).toBe(true)
  expect(holds({ or: [] }, {})).toBe(false)
})

test('"me" without a user is refused rather than guessed', () => {
  const system = { ...context, me: null }
  for (const op of ['is', 'is_not'])
    expect(() => compile({ field: 'owner', op, value: { me: true } }, dealObject, system)).toThrow(
      expect.objectContaining({ code: 'condition.no_user' }),
    )
})

test.each<[string, Condition]>([
  ['condition.unknown_field', { field: 'nope', op: 'is', value: 'x' }],
  ['condition.unknown_field', { field: 'constructor', op: 'is', value: 'x' }],
  ['condition.unknown_operator', { field: 'title', op: 'gte', value: 'x' }],
  ['condition.unknown_operator', { field: 'title', op: 'toString', value: 'x' }],
  ['condition.unknown_relation', { exists: 'nope' }],
  ['condition.unknown_field', { exists: 'contacts', where: { field: 'amount', op: 'eq', value: 1 } }],
  ['condition.unknown_option', { field: 'status', op: 'is', value: 'maybe' }],
  ['condition.unknown_option', { field: 'status', op: 'any_of', value: ['won', 'maybe'] }],
  ['condition.bad_value', { field: 'owner', op: 'is', value: '张伟' }],
  ['condition.bad_value', { field: 'owner', op: 'any_of', value: [] }],
  ['condition.bad_value', { field: 'owner', op: 'is', value: { myTeams: true } }],
  ['condition.bad_value', { field: 'amount', op: 'gte', value: 1.5 }],
  ['condition.bad_value', { field: 'amount', op: 'gte', value: 2 ** 53 }],
  ['condition.bad_value', { field: 'number', op: 'gte', value: 1e300 }],
  ['condition.bad_value', { field: 'amount', op: 'gte', value: '1' }],
  ['condition.bad_value', { field: 'amount', op: 'between', value: [1] }],
  ['condition.bad_value', { field: 'title', op: 'is', value: '' }],
  ['condition.bad_value', { field: 'title', op: 'is', value: 'a\u0000' }],
  ['condition.bad_value', { field: 'title', op: 'is', value: '\ud800' }],
  ['condition.bad_value', { field: 'title', op: 'empty', value: 'x' }],
  ['condition.bad_value', { field: 'title', op: 'is' }],
  ['condition.bad_value', { field: 'expectedClose', op: 'eq', value: '2026-02-30' }],
  ['condition.bad_value', { field: 'expectedClose', op: 'eq', value: '0000-01-01' }],
  ['condition.bad_value', { field: 'expectedClose', op: 'eq', value: '2026-03-01T00:00:00Z' }],
  ['condition.bad_value', { field: 'created', op: 'eq', value: '2026-03-01T00:00:00+08:00' }],
  ['condition.bad_value', { field: 'created', op: 'older_than', value: -1 }],
])('%s: %j', (code, condition) => {
  expect(() => compile(condition, dealObject, context)).toThrow(expect.objectContaining({ code }))
  expect(() => toSql(condition, dealObject, context, 'd')).toThrow(expect.objectContaining({ code }))
})

test('a refusal says where it is, in both languages', () => {
  const bad: Condition = { and: [{ or: [{ not: { field: 'amount', op: 'gte', value: 'x' } }] }] }
  let caught: unknown
  try {
    compile(bad, dealObject, context)
  } catch (error) {
    caught = error
  }
  expect(caught).toMatchObject({ code: 'condition.bad_value', detail: { path: 'and.0.or.0.not', field: 'amount', operator: 'gte' } })
})

test('custom fields join the catalogue with their own expression and reader', () => {
  const object = withFields(dealObject, {
    budget: {
      type: 'money',
      label: { zh: '预算', en: 'Budget' },
      sql: (alias) => `(${alias}."custom"->>'budget')::bigint`,
      read: (record) => Object(record['custom']).budget,
    },
  })
  const condition: Condition = { field: 'budget', op: 'gte', value: 100 }
  expect(compile(condition, object, context)({ custom: { budget: 100 } })).toBe(true)
  expect(toSql(condition, object, context, 'd')).toEqual({ text: `(((d."custom"->>'budget')::bigint) >= $1::bigint)`.replace('d.', '"d".'), params: [100] })
  expect(dealObject.fields.has('budget')).toBe(false)
})

test('a catalogue with anything but plain identifiers is refused at start', () => {
  const label = { zh: '', en: '' }
  expect(() => defineObject({ name: 'x', label, fields: { a: { type: 'text', label, column: 'a" or 1=1' } } })).toThrow(/identifier/)
  expect(() => defineObject({ name: 'x', label, fields: { a: { type: 'text', label } } })).toThrow(/neither/)
})

const pools: Pools = {
  texts: ['', 'abc', 'ABC', 'b', '%'],
  numbers: [0, 1, -1, 2.5, 100],
  days: ['2026-03-11', '2026-03-12', '2026-02-01'],
  instants: ['2026-03-11T17:30:00.000Z', '2026-03-01T00:00:00.000Z'],
  ids: [ME, TEAM, ...TAGS],
}
const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { freq: 3 })
const arbitraryDeal: fc.Arbitrary<ConditionRecord> = fc.record({
  title: maybe(pools.texts),
  amountMinor: maybe([0, 1, 100]),
  status: maybe(['open', 'won', 'lost']),
  ownerId: maybe(pools.ids),
  teamId: maybe(pools.ids),
  expectedCloseOn: maybe(pools.days),
  createdAt: maybe(pools.instants),
  tagIds: fc.option(fc.subarray(TAGS)),
  contacts: fc.array(fc.record({ role: maybe(pools.texts), contactId: maybe(pools.ids) }), { maxLength: 3 }),
  activities: fc.array(fc.record({ kind: maybe(['call', 'note']), minutes: maybe(pools.numbers) }), { maxLength: 3 }),
  products: fc.constant([]),
})

test('logic is two-valued: not, De Morgan and complements hold for every record', () => {
  const arbitrary = arbitraryCondition(dealObject, pools, 2)
  fc.assert(
    fc.property(arbitrary, arbitrary, arbitraryDeal, (a, b, deal) => {
      const [x, y] = [holds(a, deal), holds(b, deal)]
      expect(holds({ not: a }, deal)).toBe(!x)
      expect(holds({ not: { and: [a, b] } }, deal)).toBe(!x || !y)
      expect(holds({ or: [a, b] }, deal)).toBe(x || y)
    }),
    { seed: 1, numRuns: 400 },
  )
})

test.each([
  ['title', 'is', 'is_not'],
  ['title', 'contains', 'not_contains'],
  ['title', 'empty', 'not_empty'],
  ['amount', 'eq', 'neq'],
  ['expectedClose', 'eq', 'neq'],
  ['created', 'eq', 'neq'],
  ['owner', 'is', 'is_not'],
  ['owner', 'any_of', 'none_of'],
  ['tags', 'has_any', 'has_none'],
  ['tags', 'empty', 'not_empty'],
])('%s: %s and %s are opposites for every record', (field, op, opposite) => {
  const only = arbitraryCondition(dealObject, pools, 0).filter((c): c is Extract<Condition, { field: string }> => 'field' in c && c.field === field && c.op === op)
  const conditions = fc.sample(only, { numRuns: 8, seed: 5 })
  fc.assert(
    fc.property(fc.constantFrom(...conditions), arbitraryDeal, (condition, deal) => {
      expect(holds({ ...condition, op: opposite }, deal)).toBe(!holds(condition, deal))
    }),
    { seed: 2, numRuns: 60 },
  )
})
