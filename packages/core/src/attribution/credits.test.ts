import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { creditsOf } from './credits.ts'
import { type AttributionModel, attributionModels, attributionOptionsSchema, type Touch, type WonDeal } from './model.ts'

const DAY = 86_400_000
const WON = Date.parse('2026-06-01T02:00:00Z')
const touch = (id: string, daysBefore: number): Touch => ({ id, at: WON - daysBefore * DAY, channelId: `channel-${id}`, campaignId: null, promoterId: null })
const deal = (amountMinor: number, touches: readonly Touch[]): WonDeal => ({ id: 'd', wonAt: WON, amountMinor, currency: 'CNY', touches })
const options = (model: AttributionModel, more: object = {}) => attributionOptionsSchema.parse({ model, ...more })
const amounts = (amountMinor: number, model: AttributionModel, touches: readonly Touch[], more: object = {}) => creditsOf(deal(amountMinor, touches), options(model, more)).map((credit) => credit.amountMinor)

const four = [touch('a', 21), touch('b', 14), touch('c', 7), touch('d', 0)]

describe('1,000.00 over touches 21, 14, 7 and 0 days before the win', () => {
  test.each<[AttributionModel, number[]]>([
    ['first', [100_000, 0, 0, 0]],
    ['last', [0, 0, 0, 100_000]],
    ['linear', [25_000, 25_000, 25_000, 25_000]],
    // 1 : 2 : 4 : 8 with the half-life of a week.
    ['time_decay', [6_667, 13_333, 26_667, 53_333]],
    ['position', [40_000, 10_000, 10_000, 40_000]],
  ])('%s', (model, expected) => expect(amounts(100_000, model, four)).toEqual(expected))
})

test('one touch takes all, two share by their ends, whatever the order they come in', () => {
  for (const model of attributionModels) expect(amounts(999, model, [touch('a', 3)]), model).toEqual([999])
  expect(amounts(1_001, 'position', [touch('b', 1), touch('a', 3)])).toEqual([501, 500])
  expect(amounts(1_000, 'position', [touch('a', 3), touch('b', 1)], { firstPercent: 60, lastPercent: 20 })).toEqual([750, 250])
  expect(amounts(1_000, 'position', [touch('a', 3), touch('b', 1)], { firstPercent: 0, lastPercent: 0 })).toEqual([500, 500])
})

test('what came after the win or before the look-back takes no part; no touch, no credit', () => {
  expect(amounts(1_000, 'linear', [touch('late', -1), touch('old', 91), touch('a', 90)], { lookbackDays: 90 })).toEqual([1_000])
  expect(amounts(1_000, 'linear', [touch('late', -1)])).toEqual([])
})

test('a journey that ended years before the win still shares by time', () => {
  expect(amounts(300, 'time_decay', [touch('a', 3_007), touch('b', 3_000)], { halfLifeDays: 0.5 })).toEqual([0, 300])
  expect(amounts(300, 'time_decay', [touch('a', 3_007), touch('b', 3_000)])).toEqual([100, 200])
})

test('ends of more than 100 % are refused', () => {
  expect(attributionOptionsSchema.safeParse({ model: 'position', firstPercent: 60, lastPercent: 60 }).success).toBe(false)
})

test('whatever the model: the parts add up to the amount to the last minor unit, the shares to 1', () => {
  const touches = fc.array(fc.record({ id: fc.uuid(), at: fc.integer({ min: WON - 2_000 * DAY, max: WON }), channelId: fc.constant(null), campaignId: fc.constant(null), promoterId: fc.constant(null) }), { minLength: 1, maxLength: 30 })
  fc.assert(fc.property(fc.constantFrom(...attributionModels), touches, fc.integer({ min: -10_000_000_000_000, max: 10_000_000_000_000 }), fc.nat(50), fc.nat(50), (model, made, amountMinor, firstPercent, lastPercent) => {
    const credits = creditsOf(deal(amountMinor, made), options(model, { firstPercent, lastPercent }))
    expect(credits.reduce((sum, credit) => sum + credit.amountMinor, 0)).toBe(amountMinor)
    expect(credits.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
    for (const credit of credits) {
      expect(Math.abs(credit.amountMinor - credit.share * amountMinor)).toBeLessThanOrEqual(1 + Math.abs(amountMinor) * 1e-12)
      expect(Object.is(credit.amountMinor, -0)).toBe(false)
    }
  }))
})
