import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attributedTo, attributionModels, attributionOptionsSchema, type Touch, type WonDeal } from './model.ts'
import { returnsOf } from './returns.ts'

const DAY = 86_400_000
const WON = Date.parse('2026-06-01T02:00:00Z')
const touch = (id: string, daysBefore: number, channelId: string | null, campaignId: string | null = null): Touch => ({ id, at: WON - daysBefore * DAY, channelId, campaignId, promoterId: null })
const deal = (id: string, amountMinor: number, touches: readonly Touch[], currency = 'CNY'): WonDeal => ({ id, wonAt: WON, amountMinor, currency, touches })
const linear = attributionOptionsSchema.parse({ model: 'linear' })

const deals = [
  deal('1', 300_00, [touch('a', 3, 'sem', 'spring'), touch('b', 2, 'sem', 'spring'), touch('c', 1, 'fair', 'expo')]),
  deal('2', 100_00, [touch('d', 3, 'fair', 'expo')]),
  deal('3', 50_00, []),
]

test('revenue, cost and return of channels and campaigns', () => {
  const rows = returnsOf(deals, [{ key: 'sem', currency: 'CNY', costMinor: 40_00 }, { key: 'mail', currency: 'CNY', costMinor: 10_00 }], 'channel', linear)
  expect(rows).toEqual([
    { key: 'fair', isUntouched: false, currency: 'CNY', deals: 2, dealShare: 1 + 1 / 3, revenueMinor: 200_00, costMinor: 0, returnOnCost: null, costPerDealMinor: null },
    { key: 'sem', isUntouched: false, currency: 'CNY', deals: 1, dealShare: 2 / 3, revenueMinor: 200_00, costMinor: 40_00, returnOnCost: 4, costPerDealMinor: 60_00 },
    { key: null, isUntouched: true, currency: 'CNY', deals: 1, dealShare: 1, revenueMinor: 50_00, costMinor: 0, returnOnCost: null, costPerDealMinor: null },
    { key: 'mail', isUntouched: false, currency: 'CNY', deals: 0, dealShare: 0, revenueMinor: 0, costMinor: 10_00, returnOnCost: -1, costPerDealMinor: null },
  ])
  expect(returnsOf(deals, [], 'campaign', linear).map(({ key, revenueMinor }) => [key, revenueMinor])).toEqual([['expo', 200_00], ['spring', 200_00], [null, 50_00]])
})

test('currencies are never added together', () => {
  const rows = returnsOf([...deals, deal('4', 70_00, [touch('e', 1, 'sem')], 'USD')], [{ key: 'sem', currency: 'USD', costMinor: 35_00 }], 'channel', linear)
  expect(rows.filter(({ key }) => key === 'sem').map(({ currency, revenueMinor, returnOnCost }) => [currency, revenueMinor, returnOnCost])).toEqual([['CNY', 200_00, null], ['USD', 70_00, 1]])
})

test('whatever the model, the rows add up to all won deals', () => {
  const touches = fc.array(fc.record({
    id: fc.uuid(), at: fc.integer({ min: WON - 400 * DAY, max: WON + 30 * DAY }),
    channelId: fc.constantFrom('sem', 'seo', 'fair', null), campaignId: fc.constantFrom('spring', null), promoterId: fc.constantFrom('li', null),
  }), { maxLength: 8 })
  const won = fc.array(fc.record({ id: fc.uuid(), wonAt: fc.constant(WON), amountMinor: fc.nat(1_000_000_000), currency: fc.constant('CNY'), touches }), { maxLength: 20 })
  fc.assert(fc.property(won, fc.constantFrom(...attributionModels), fc.constantFrom(...attributedTo), (some, model, by) => {
    const rows = returnsOf(some, [], by, attributionOptionsSchema.parse({ model, lookbackDays: 365 }))
    expect(rows.reduce((sum, row) => sum + row.revenueMinor, 0)).toBe(some.reduce((sum, { amountMinor }) => sum + amountMinor, 0))
    expect(rows.reduce((sum, row) => sum + row.dealShare, 0)).toBeCloseTo(some.length, 8)
    expect(rows.every(({ deals: n, dealShare }) => n >= dealShare - 1e-9)).toBe(true)
  }))
})
