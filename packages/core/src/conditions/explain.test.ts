import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryCondition } from './arbitrary.ts'
import type { Condition } from './condition.ts'
import { explain } from './explain.ts'
import { dealObject } from './objects.ts'
import { sayMoney } from './speak.ts'

const STAGE = 'a0000000-0000-7000-8000-000000000001'
const nameOf = (_: unknown, id: string) => (id === STAGE ? '商务谈判' : undefined)
const zh = (condition: Condition) => explain(condition, dealObject, { lang: 'zh', nameOf })
const en = (condition: Condition) => explain(condition, dealObject, { lang: 'en', nameOf })

test('the sentence of the design', () => {
  const condition: Condition = {
    and: [
      { field: 'amount', op: 'gte', value: 10_000_000 },
      { or: [{ field: 'stage', op: 'is', value: STAGE }, { field: 'nextStep', op: 'empty' }] },
    ],
  }
  expect(zh(condition)).toBe('金额 ≥ 10万 且 (阶段 是 商务谈判 或 下一步 为空)')
  expect(en(condition)).toBe('Amount ≥ 100,000 and (Stage is 商务谈判 or Next step is empty)')
})

test.each<[Condition, string, string]>([
  [{ and: [] }, '全部', 'everything'],
  [{ or: [] }, '无', 'nothing'],
  [{ field: 'status', op: 'any_of', value: ['won', 'lost'] }, '状态 属于 赢单、丢单', 'Status is any of Won, Lost'],
  [{ field: 'owner', op: 'is_not', value: { me: true } }, '负责人 不是 我', 'Owner is not me'],
  [{ field: 'team', op: 'under', value: { myTeams: true } }, '团队 在团队（含下级） 我的团队', 'Team is within team my team'],
  [{ field: 'expectedClose', op: 'in', value: { relative: 'this_month' } }, '预计成交日期 在 本月', 'Expected close in this month'],
  [{ field: 'expectedClose', op: 'lt', value: { days: -7 } }, '预计成交日期 < 7 天前', 'Expected close < 7 days ago'],
  [{ field: 'lastActivity', op: 'older_than', value: 14 }, '最近跟进 早于 14 天前', 'Last activity older than 14 days'],
  [{ field: 'lastActivity', op: 'within_last', value: 7 }, '最近跟进 在最近 7 天内', 'Last activity within the last 7 days'],
  [{ field: 'amount', op: 'between', value: [1_000_000, 123_456] }, '金额 介于 1万 至 1,234.56（不含）', 'Amount between 10,000 and 1,234.56 (exclusive)'],
  [{ field: 'title', op: 'contains', value: '一期' }, '商机名称 包含 “一期”', 'Title contains "一期"'],
  [{ not: { exists: 'contacts', where: { field: 'role', op: 'is', value: 'coach' } } }, '没有 联系人（决策角色 是 coach）', 'has no contacts (Role is coach)'],
  [{ count: 'activities', op: 'lt', value: 2 }, '跟进数 < 2', 'number of activities < 2'],
  [{ not: { field: 'nextStep', op: 'empty' } }, '非 (下一步 为空)', 'not (Next step is empty)'],
])('%j', (condition, chinese, english) => {
  expect(zh(condition)).toBe(chinese)
  expect(en(condition)).toBe(english)
})

test('money is exact, in the unit people say', () => {
  const said = (minor: number) => sayMoney(minor, 'zh')
  expect([0, 1, 99, 100, 99_999_900, 1_000_000, 1_250_000, 1_234_567, 1_234_567_89, 12_500_000_000, -10_000_000].map(said)).toEqual(
    ['0', '0.01', '0.99', '1', '999,999', '1万', '1.25万', '12,345.67', '1,234,567.89', '1.25亿', '-10万'],
  )
})

test('every condition has a sentence in both languages', () => {
  const pools = { texts: ['a', 'b'], numbers: [1, 2], days: ['2026-03-11'], instants: ['2026-03-11T17:30:00.000Z'], ids: [STAGE] }
  fc.assert(
    fc.property(arbitraryCondition(dealObject, pools, 3), (condition) => {
      for (const sentence of [zh(condition), en(condition)]) {
        expect(sentence.trim()).not.toBe('')
        expect(sentence).not.toMatch(/undefined|\[object|NaN/)
      }
    }),
    { seed: 3, numRuns: 300 },
  )
})
