import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysBetween } from '../../ui/format.ts'
import { addDays, addMonths, startOfQuarter } from './calendar-days.ts'
import { closingRange, comparedRange, halfOpen, lastDay, overlaps, periods, rangeOf, sameAge } from './funnel-period.ts'

const none = { first: '', last: '' }
const anchor = '2026-03-15'

test('each period is half open, in whole days', () => {
  expect(rangeOf('month', anchor, none)).toEqual({ from: '2026-03-01', to: '2026-04-01' })
  expect(rangeOf('quarter', anchor, none)).toEqual({ from: '2026-01-01', to: '2026-04-01' })
  expect(rangeOf('d90', anchor, none)).toEqual({ from: '2025-12-16', to: '2026-03-16' })
  expect(rangeOf('m12', anchor, none)).toEqual({ from: '2025-03-16', to: '2026-03-16' })
  expect(rangeOf('all', anchor, none)).toEqual({ from: null, to: null })
  expect(rangeOf('custom', anchor, { first: '2026-01-05', last: '2026-01-05' })).toEqual({ from: '2026-01-05', to: '2026-01-06' })
})

test('the near periods contain the anchor day, whatever day it is', () => {
  const days = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1990-01-01', n))
  fc.assert(
    fc.property(days, fc.constantFrom(...periods), (day, period) => {
      const { from, to } = rangeOf(period, day, none)
      expect(from === null || from <= day).toBe(true)
      expect(to === null || day < to).toBe(true)
      if (period === 'd90' && from !== null && to !== null) expect(daysBetween(from, to)).toBe(90)
    }),
  )
})

test('a chosen range may be open at one side, and a wrong order is turned', () => {
  expect(halfOpen({ first: '2026-02-01', last: '' })).toEqual({ from: '2026-02-01', to: null })
  expect(halfOpen({ first: '2026-02-10', last: '2026-02-01' })).toEqual({ from: '2026-02-01', to: '2026-02-11' })
  expect(lastDay(halfOpen({ first: '', last: '2026-02-28' }))).toBe('2026-02-28')
})

test('months end where they end', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
  expect(addMonths('2024-02-29', -12)).toBe('2023-02-28')
  expect(addMonths('2026-01-01', -1)).toBe('2025-12-01')
  expect(startOfQuarter('2026-12-31')).toBe('2026-10-01')
})

test('the period before: whole months for calendar periods, else as many days', () => {
  const before = (period: Parameters<typeof rangeOf>[0]) => comparedRange('previous', period, rangeOf(period, anchor, none), none)
  expect(before('month')).toEqual({ from: '2026-02-01', to: '2026-03-01' })
  expect(before('quarter')).toEqual({ from: '2025-10-01', to: '2026-01-01' })
  expect(before('d90')).toEqual({ from: '2025-09-17', to: '2025-12-16' })
  expect(before('m12')).toEqual({ from: '2024-03-16', to: '2025-03-16' })
  expect(before('all')).toBeNull()
  expect(comparedRange('year', 'month', rangeOf('month', anchor, none), none)).toEqual({ from: '2025-03-01', to: '2025-04-01' })
  expect(comparedRange('custom', 'month', rangeOf('month', anchor, none), none)).toBeNull()
})

test('a period and the one before never share a day', () => {
  for (const period of periods) {
    const range = rangeOf(period, anchor, { first: '2026-02-03', last: '2026-02-20' })
    const before = comparedRange('previous', period, range, none)
    if (before !== null) expect(overlaps(range, before)).toBe(false)
  }
  expect(overlaps({ from: null, to: '2026-01-01' }, { from: '2025-12-31', to: null })).toBe(true)
  expect(overlaps({ from: null, to: '2026-01-01' }, { from: '2026-01-01', to: null })).toBe(false)
})

test('the compared group is seen at the age of ours', () => {
  const range = rangeOf('month', anchor, none)
  expect(sameAge(range, { from: '2026-02-01', to: '2026-03-01' }, anchor)).toBe('2026-02-15')
  expect(sameAge(range, { from: null, to: '2026-01-01' }, anchor)).toBe(anchor)
  expect(sameAge(range, { from: '2026-03-10', to: null }, anchor)).toBe(anchor)
})

test('expected closings look ahead', () => {
  expect(closingRange('all', anchor)).toEqual({ from: null, to: null })
  expect(closingRange('quarter', anchor)).toEqual({ from: '2026-01-01', to: '2026-04-01' })
  expect(closingRange('next', anchor)).toEqual({ from: '2026-04-01', to: '2026-07-01' })
})
