import { ratio } from '../lib/ratio.ts'
import { creditsOf } from './credits.ts'
import type { AttributionOptions, WonDeal } from './model.ts'

/** What was spent on a channel or campaign. */
export type Cost = { key: string; currency: string; costMinor: number }

/** One channel or campaign in one currency. `key` null: deals or parts of deals whose source is not known. */
export type Return = {
  key: string | null
  currency: string
  /** Deals with at least one credited touch of it; they overlap between keys and must not be added up. */
  deals: number
  /** Its part of the deals as a number of deals: these add up to all won deals. */
  dealShare: number
  revenueMinor: number
  costMinor: number
  /** (revenue − cost) / cost; null without cost. */
  returnOnCost: number | null
  /** Cost per deal won, by `dealShare`; null without one. */
  costPerDealMinor: number | null
}

/**
 * Revenue, cost and return of every channel or campaign under one model, by currency then by revenue. Deals without a known touch stand
 * under `key` null, so that revenue adds up to that of all deals exactly; keys that cost and won nothing are there too.
 */
export function returnsOf(deals: readonly WonDeal[], costs: readonly Cost[], by: 'channel' | 'campaign', options: AttributionOptions): Return[] {
  const rows = new Map<string, Return>()
  const rowOf = (key: string | null, currency: string): Return => {
    const at = `${currency} ${key === null ? '' : `=${key}`}`
    const row = rows.get(at) ?? { key, currency, deals: 0, dealShare: 0, revenueMinor: 0, costMinor: 0, returnOnCost: null, costPerDealMinor: null }
    rows.set(at, row)
    return row
  }
  for (const deal of deals) {
    const credits = creditsOf(deal, options)
    if (credits.length === 0) add(rowOf(null, deal.currency), 1, deal.amountMinor)
    const counted = new Set<Return>()
    for (const { touch, share, amountMinor } of credits) {
      if (share === 0) continue
      const row = rowOf(by === 'channel' ? touch.channelId : touch.campaignId, deal.currency)
      add(row, share, amountMinor)
      if (!counted.has(row)) row.deals++
      counted.add(row)
    }
    if (credits.length === 0) rowOf(null, deal.currency).deals++
  }
  for (const { key, currency, costMinor } of costs) rowOf(key, currency).costMinor += costMinor
  const found = [...rows.values()].map((row): Return => ({
    ...row,
    returnOnCost: ratio(row.revenueMinor - row.costMinor, row.costMinor),
    costPerDealMinor: row.dealShare === 0 ? null : Math.round(row.costMinor / row.dealShare),
  }))
  return found.sort((a, b) => compare(a.currency, b.currency) || b.revenueMinor - a.revenueMinor || compare(a.key ?? '', b.key ?? ''))
}

function add(row: Return, share: number, amountMinor: number): void {
  row.dealShare += share
  row.revenueMinor += amountMinor
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
