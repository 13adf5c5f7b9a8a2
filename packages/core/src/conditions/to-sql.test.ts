import { expect, test } from 'vitest'
import type { Condition } from './condition.ts'
import type { ConditionContext } from './context.ts'
import { dealObject } from './objects.ts'
import { toSql, toSqlParts } from './to-sql.ts'

const ME = 'a0000000-0000-7000-8000-000000000001'
const context: ConditionContext = { now: new Date('2026-03-11T17:30:00Z'), timeZone: 'Asia/Shanghai', me: ME, myTeams: [], teamSubtree: (team) => [team] }
const sqlOf = (condition: Condition) => toSql(condition, dealObject, context, 'd')

test('values are parameters, identifiers are quoted, comparisons are left bare for their indexes', () => {
  expect(sqlOf({ field: 'amount', op: 'gte', value: 100 })).toEqual({ text: '("d"."amount_minor" >= $1::bigint)', params: [100] })
  expect(sqlOf({ field: 'owner', op: 'is', value: { me: true } })).toEqual({ text: '("d"."owner_id" = $1::uuid)', params: [ME] })
  expect(sqlOf({ field: 'status', op: 'any_of', value: ['won', 'lost'] })).toEqual({ text: '("d"."status" = any($1::text[]))', params: [['won', 'lost']] })
  expect(sqlOf({ field: 'team', op: 'is', value: { myTeams: true } })).toEqual({ text: '("d"."team_id" = any($1::uuid[]))', params: [[]] })
  expect(sqlOf({ and: [] }).text).toBe('(true)')
  expect(sqlOf({ or: [] }).text).toBe('(false)')
})

test('a negation says that null counts as false', () => {
  expect(sqlOf({ not: { field: 'amount', op: 'gte', value: 100 } }).text).toBe('(("d"."amount_minor" >= $1::bigint) is not true)')
  expect(sqlOf({ field: 'amount', op: 'neq', value: 100 }).text).toBe('(("d"."amount_minor" = $1::bigint) is not true)')
})

test('what people type is taken literally by like', () => {
  expect(sqlOf({ field: 'title', op: 'contains', value: '50%_\\A' })).toEqual({
    text: '(lower("d"."title" collate "C") like $1::text)',
    params: ['%50\\%\\_\\\\a%'],
  })
})

test('hostile text stays a value', () => {
  const { text, params } = sqlOf({ field: 'title', op: 'is', value: `'; drop table deal; --` })
  expect(text).toBe('(lower("d"."title" collate "C") = $1::text)')
  expect(params).toEqual([`'; drop table deal; --`])
})

test('related rows are tied to the organisation and to the parent', () => {
  const { text, params } = toSql(
    { and: [{ exists: 'contacts', where: { field: 'role', op: 'is', value: 'coach' } }, { count: 'activities', op: 'lt', value: 2 }] },
    dealObject,
    context,
    'd',
    5,
  )
  expect(text).toBe(
    '((exists (select 1 from "deal_contact" "d_1" where "d_1"."org_id" = "d"."org_id" and "d_1"."deal_id" = "d"."id" and ("d_1"."role" = $5::text)))' +
      ' and ((select count(*) from "activity" "d_2" where "d_2"."org_id" = "d"."org_id" and "d_2"."subject_id" = "d"."id"' +
      ` and ("d_2"."subject_type" = 'deal' and "d_2"."deleted_at" is null)) < $6::bigint))`,
  )
  expect(params).toEqual(['coach', 2])
})

test('a day on an instant field becomes its bounds in the organisation’s zone', () => {
  expect(sqlOf({ field: 'created', op: 'in', value: { relative: 'today' } })).toEqual({
    text: '(("d"."created_at" >= $1::timestamptz and "d"."created_at" < $2::timestamptz))',
    params: ['2026-03-11T16:00:00.000Z', '2026-03-12T16:00:00.000Z'],
  })
})

test('an alias that is not a plain name is refused', () => {
  expect(() => toSql({ and: [] }, dealObject, context, 'd" or true')).toThrow(/identifier/)
})

test('parts split the text at its parameters', () => {
  const parts = toSqlParts({ and: [{ field: 'amount', op: 'between', value: [1, 2] }, { field: 'title', op: 'is', value: '$1' }] }, dealObject, context, 'd')
  expect(parts.params).toEqual([1, 2, '$1'])
  expect(parts.strings).toHaveLength(4)
  expect(parts.strings.join('?')).toBe('(("d"."amount_minor" >= ?::bigint and "d"."amount_minor" < ?::bigint)) and (lower("d"."title" collate "C") = ?::text))'.replace('((', '((('))
})
