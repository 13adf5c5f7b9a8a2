import { expect, test } from 'vitest'
import type { Condition } from './condition.ts'
import { leadObject, dealObject } from './objects.ts'
import { parseText } from './parse-text.ts'
import type { NameLookup } from './read-words.ts'

const id = (n: number) => `a0000000-0000-7000-8000-00000000000${n}`
const NAMES: Record<string, string[]> = { 张伟: [id(1)], SEM: [id(2)], 展会: [id(3)], 王芳: [id(4), id(5)], 商务谈判: [id(6)] }
const lookup: NameLookup = (_, name) => NAMES[name] ?? []
const parse = (text: string) => parseText(text, dealObject, lookup)

test.each<[string, Condition]>([
  ['', { and: [] }],
  ['  ', { and: [] }],
  ['owner is "张伟"', { field: 'owner', op: 'is', value: id(1) }],
  ['owner = me', { field: 'owner', op: 'is', value: { me: true } }],
  ['owner != 张伟', { field: 'owner', op: 'is_not', value: id(1) }],
  ['owner is not me', { field: 'owner', op: 'is_not', value: { me: true } }],
  ['team under my_teams', { field: 'team', op: 'under', value: { myTeams: true } }],
  ['amount >= 100000', { field: 'amount', op: 'gte', value: 10_000_000 }],
  ['amount>=10万', { field: 'amount', op: 'gte', value: 10_000_000 }],
  ['amount = 0.07', { field: 'amount', op: 'eq', value: 7 }],
  ['amount < 1.5亿', { field: 'amount', op: 'lt', value: 15_000_000_000 }],
  ['amount >= -5', { field: 'amount', op: 'gte', value: -500 }],
  ['amount between 10万 and 20万 and status = won', { and: [{ field: 'amount', op: 'between', value: [10_000_000, 20_000_000] }, { field: 'status', op: 'is', value: 'won' }] }],
  ['amount between [1, 2]', { field: 'amount', op: 'between', value: [100, 200] }],
  ['source any_of ["SEM","展会"]', { field: 'source', op: 'any_of', value: [id(2), id(3)] }],
  ['source in (SEM, 展会)', { field: 'source', op: 'any_of', value: [id(2), id(3)] }],
  ['source not in SEM', { field: 'source', op: 'none_of', value: [id(2)] }],
  ['source is any of [SEM]', { field: 'source', op: 'any_of', value: [id(2)] }],
  ['status is 赢单', { field: 'status', op: 'is', value: 'won' }],
  ['status = Won', { field: 'status', op: 'is', value: 'won' }],
  ['next_step empty', { field: 'nextStep', op: 'empty' }],
  ['nextStep is not empty', { field: 'nextStep', op: 'not_empty' }],
  ['next_step is "empty"', { field: 'nextStep', op: 'is', value: 'empty' }],
  ['title contains "a \\"b\\" \\\\ c"', { field: 'title', op: 'contains', value: 'a "b" \\ c' }],
  ["title contains 'and'", { field: 'title', op: 'contains', value: 'and' }],
  ['created in last_month', { field: 'created', op: 'in', value: { relative: 'last_month' } }],
  ['created >= -7d', { field: 'created', op: 'gte', value: { days: -7 } }],
  ['expectedClose <= 2026-03-31', { field: 'expectedClose', op: 'lte', value: '2026-03-31' }],
  ['created < 2026-03-31T08:00:00Z', { field: 'created', op: 'lt', value: '2026-03-31T08:00:00Z' }],
  ['lastActivity older_than 14', { field: 'lastActivity', op: 'older_than', value: 14 }],
  ['lastActivity within the last 7 days', { field: 'lastActivity', op: 'within_last', value: 7 }],
  ['not (status = won or status = lost)', { not: { or: [{ field: 'status', op: 'is', value: 'won' }, { field: 'status', op: 'is', value: 'lost' }] } }],
  ['not not status = won', { field: 'status', op: 'is', value: 'won' }],
  ['exists contacts', { exists: 'contacts' }],
  ['not exists contacts where (role is decision_maker)', { not: { exists: 'contacts', where: { field: 'role', op: 'is', value: 'decision_maker' } } }],
  ['count activities where (kind = 电话) >= 2', { count: 'activities', where: { field: 'kind', op: 'is', value: 'call' }, op: 'gte', value: 2 }],
  ['count products = 0', { count: 'products', op: 'eq', value: 0 }],
  // As the sentence reads in Chinese, full-width marks included.
  ['金额 ≥ 10万 且 （阶段 是 商务谈判 或 下一步 为空）', { and: [{ field: 'amount', op: 'gte', value: 10_000_000 }, { or: [{ field: 'stage', op: 'is', value: id(6) }, { field: 'nextStep', op: 'empty' }] }] }],
  ['来源 属于 【“SEM”、展会】', { field: 'source', op: 'any_of', value: [id(2), id(3)] }],
  ['预计成交日期 在 本月', { field: 'expectedClose', op: 'in', value: { relative: 'this_month' } }],
  ['{"field":"amount","op":"gte","value":5}', { field: 'amount', op: 'gte', value: 5 }],
])('%s', (text, condition) => expect(parse(text)).toEqual(condition))

test('and binds more tightly than or', () => {
  const [a, b, c] = ['open', 'won', 'lost'].map((value): Condition => ({ field: 'status', op: 'is', value }))
  expect(parse('status = open or status = won and status = lost')).toEqual({ or: [a, { and: [b, c] }] })
})

test.each<[string, string, number | undefined]>([
  ['amout >= 1', 'condition.unknown_field', 0],
  ['amount >= 1 and', 'condition.unexpected_end', 15],
  ['amount', 'condition.unexpected_end', 6],
  ['amount contains 1', 'condition.unknown_operator', 7],
  ['amount >= abc', 'condition.bad_value', 10],
  ['amount >= 0.001', 'condition.bad_value', 10],
  ['amount >= 99999999999999999', 'condition.bad_value', 10],
  ['status is maybe', 'condition.unknown_option', 10],
  ['owner is "赵六"', 'condition.unknown_name', 9],
  ['owner is 王芳', 'condition.ambiguous_name', 9],
  ['title is "abc', 'condition.open_quote', 9],
  ['title is ""', 'condition.bad_value', 9],
  ['created = 2026-02-30', 'condition.bad_value', 10],
  ['(status = won', 'condition.unexpected_end', 13],
  ['status = won)', 'condition.unexpected_word', 12],
  ['status = won status = lost', 'condition.unexpected_word', 13],
  ['exists people', 'condition.unknown_relation', 7],
  ['count contacts > many', 'condition.unexpected_word', 17],
  ['source any_of [SEM, ]', 'condition.unexpected_word', 20],
  ['lastActivity older_than soon', 'condition.unexpected_word', 24],
  ['{"field":', 'condition.malformed', 0],
  ['{"field":"nope","op":"is"}', 'condition.unknown_field', undefined],
  [`${'('.repeat(5000)}status = won`, 'condition.too_deep', 12],
  [Array.from({ length: 300 }, () => 'status = won').join(' or '), 'condition.too_many_nodes', undefined],
  [`title is ${'x'.repeat(30_000)}`, 'condition.text_too_long', undefined],
])('refuses %.40s', (text, code, position) => {
  expect(() => parse(text)).toThrow(expect.objectContaining({ code, detail: position === undefined ? expect.anything() : expect.objectContaining({ position }) }))
})

test('without a lookup only ids are taken', () => {
  expect(() => parseText('owner is 张伟', leadObject)).toThrow(expect.objectContaining({ code: 'condition.unknown_name' }))
  expect(parseText(`owner is ${id(1)}`, leadObject)).toEqual({ field: 'owner', op: 'is', value: id(1) })
})
