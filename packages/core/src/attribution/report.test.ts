import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AttributedTo, attributedTo, attributionModels, attributionOptionsSchema, type Touch, type WonDeal } from './model.ts'
import { attributionRows, creditedBy, type Journeys } from './report.ts'

const DAY = 86_400_000
const WON = Date.parse('2026-06-01T02:00:00Z')
const touch = (id: string, daysBefore: number, channelId: string | null): Touch => ({ id, at: WON - daysBefore * DAY, channelId, campaignId: null, promoterId: null })
const deal = (id: string, amountMinor: number, touches: readonly Touch[]): WonDeal => ({ id, wonAt: WON, amountMinor, currency: 'CNY', touches })
const models = ['first', 'last', 'linear'] as const
const rowsOf = (journeys: Journeys, by: AttributedTo, costs: ReadonlyMap<string | null, number>, which: readonly (typeof attributionModels)[number][] = models) =>
  attributionRows(which.map((model) => creditedBy(journeys, by, attributionOptionsSchema.parse({ model }))), which, costs)

test('models side by side: leads, deals, money, cost and return of each channel, with what no channel is credited for', () => {
  const path = [touch('a', 30, 'sem'), touch('b', 10, 'fair')]
  const rows = rowsOf({
    leads: [deal('l1', 0, path), deal('l2', 0, [touch('c', 5, 'sem')]), deal('l3', 0, [])],
    opened: [deal('1', 100_01, path), deal('2', 30_00, [])],
    won: [deal('1', 100_01, path), deal('2', 30_00, [])],
  }, 'channel', new Map([['sem', 40_00], ['mail', 5_00]]))
  expect(rows.map(({ key, isUntouched, costMinor }) => [key, isUntouched, costMinor])).toEqual([['sem', false, 40_00], ['mail', false, 5_00], ['fair', false, 0], [null, true, 0]])
  const [sem, mail, fair, none] = rows
  expect(sem?.models).toEqual([
    { model: 'first', leads: 2, opened: 1, openedMinor: 100_01, won: 1, wonMinor: 100_01, wonDeals: 1, costPerLeadMinor: 20_00, costPerWonMinor: 40_00, roi: 60_01 / 40_00 },
    { model: 'last', leads: 1, opened: 0, openedMinor: 0, won: 0, wonMinor: 0, wonDeals: 0, costPerLeadMinor: 40_00, costPerWonMinor: null, roi: -1 },
    { model: 'linear', leads: 1.5, opened: 0.5, openedMinor: 50_01, won: 0.5, wonMinor: 50_01, wonDeals: 1, costPerLeadMinor: 26_67, costPerWonMinor: 80_00, roi: 10_01 / 40_00 },
  ])
  expect(fair?.models.map(({ wonMinor, roi, costPerLeadMinor }) => [wonMinor, roi, costPerLeadMinor])).toEqual([[0, null, null], [100_01, null, null], [50_00, null, null]])
  expect(mail?.models.map(({ roi }) => roi)).toEqual([-1, -1, -1])
  expect(none?.models.map(({ leads, wonMinor }) => [leads, wonMinor])).toEqual([[1, 30_00], [1, 30_00], [1, 30_00]])
})

test('whatever the model, credits add up to the won amount to the last minor unit', () => {
  const touches = fc.array(fc.record({
    id: fc.uuid(), at: fc.integer({ min: WON - 400 * DAY, max: WON + 30 * DAY }),
    channelId: fc.constantFrom('sem', 'fair', null), campaignId: fc.constantFrom('spring', null), promoterId: fc.constantFrom('li', null),
  }), { maxLength: 6 })
  const some = fc.array(fc.record({ id: fc.uuid(), wonAt: fc.constant(WON), amountMinor: fc.nat(1_000_000_000), currency: fc.constant('CNY'), touches }), { maxLength: 15 })
  fc.assert(fc.property(some, some, fc.constantFrom(...attributedTo), (won, leads, by) => {
    const rows = rowsOf({ leads, opened: [], won }, by, new Map([['sem', 100]]), attributionModels)
    attributionModels.forEach((_, i) => {
      expect(rows.reduce((sum, row) => sum + (row.models[i]?.wonMinor ?? 0), 0)).toBe(won.reduce((sum, { amountMinor }) => sum + amountMinor, 0))
      expect(rows.reduce((sum, row) => sum + (row.models[i]?.won ?? 0), 0)).toBeCloseTo(won.length, 8)
      expect(rows.reduce((sum, row) => sum + (row.models[i]?.leads ?? 0), 0)).toBeCloseTo(leads.length, 8)
    })
  }))
})
