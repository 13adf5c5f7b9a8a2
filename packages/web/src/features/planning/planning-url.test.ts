import { expect, test } from 'vitest'
import { monthsFrom, planningUrl, questionOf } from './planning-url.ts'

const empty = planningUrl.parse({})

test('months follow each other over the turn of the year', () => {
  expect(monthsFrom('2026-11', 4)).toEqual(['2026-11', '2026-12', '2027-01', '2027-02'])
})

test('without a target there is no question', () => {
  expect(questionOf(empty, 'p', ['2026-11'])).toBeNull()
  expect(questionOf({ ...empty, amount: 5 }, '', ['2026-11'])).toBeNull()
})

test('money is asked in minor units, deals as deals; reps only when both numbers are given', () => {
  expect(questionOf({ ...empty, amount: 1_234.56 }, 'p', ['2026-11'])?.target).toEqual({ kind: 'money', amountMinor: 123_456, currency: 'CNY' })
  expect(questionOf({ ...empty, amount: 20, target: 'deals' }, 'p', ['2026-11'])?.target).toEqual({ kind: 'deals', deals: 20 })
  expect(questionOf({ ...empty, amount: 20, perHead: 30 }, 'p', ['2026-11'])?.resources).toEqual([])
  expect(questionOf({ ...empty, amount: 20, perHead: 30, heads: 4 }, 'p', ['2026-11'])?.resources).toHaveLength(1)
})
