import { Decimal } from 'decimal.js'
import { ratio } from '../lib/ratio.ts'
import { creditsOf } from './credits.ts'
import { type AttributedTo, type AttributionOptions, keyOf, type WonDeal } from './model.ts'

/** What was spent on a channel or campaign. */
export type Cost = { key: string | null; currency: string; costMinor: number }

/** What one channel, campaign or promoter is credited with in one currency. */
export type Return = {
  /** Null: nobody in particular, by what is told apart in `isUntouched`. */
  key: string | null
  /** Deals before which nothing was touched; else `key` null are touches that name none of `by`. */
  isUntouched: boolean
  currency: string
  /** Deals with at least one credited touch of it; they overlap between keys and must not be added up. */
  deals: number
  /** Its part of the deals as a number of deals: these add up to all won deals. */
  dealShare: number
  revenueMinor: number
  costMinor: number
  /** (revenue − cost) / cost; null without cost. */
  returnOnCost: number | null
  /** Cost per deal, by `dealShare`, rounded half up to the minor unit; null without a deal, and without cost: nothing entered is not free. */
  costPerDealMinor: number | null
}

/**
 * Revenue, cost and return of every key under one model, by currency then by revenue. Deals without any touch stand in a row of their own, so
 * that revenue adds up to that of all deals exactly; keys that cost and won nothing are there too.
 */
export function returnsOf(deals: readonly WonDeal[], costs: readonly Cost[], by: AttributedTo, options: AttributionOptions): Return[] {
  const rows = new Map<string, Return>()
  const rowOf = (key: string | null, currency: string, isUntouched = false): Return => {
    const at = `${currency} ${isUntouched ? '-' : key === null ? '' : `=${key}`}`
    const row = rows.get(at) ?? { key, isUntouched, currency, deals: 0, dealShare: 0, revenueMinor: 0, costMinor: 0, returnOnCost: null, costPerDealMinor: null }
    rows.set(at, row)
    return row
  }
  for (const deal of deals) {
    const credits = creditsOf(deal, options)
    const counted = new Set<Return>()
    const add = (row: Return, share: number, amountMinor: number) => {
      row.dealShare += share
      row.revenueMinor += amountMinor
      if (!counted.has(row)) row.deals++
      counted.add(row)
    }
    if (credits.length === 0) add(rowOf(null, deal.currency, true), 1, deal.amountMinor)
    for (const { touch, share, amountMinor } of credits) if (share > 0) add(rowOf(keyOf(touch, by), deal.currency), share, amountMinor)
  }
  for (const { key, currency, costMinor } of costs) rowOf(key, currency).costMinor += costMinor
  const found = [...rows.values()].map((row): Return => ({
    ...row, returnOnCost: ratio(row.revenueMinor - row.costMinor, row.costMinor), costPerDealMinor: costPer(row.costMinor, row.dealShare),
  }))
  return found.sort((a, b) => compare(a.currency, b.currency) || b.revenueMinor - a.revenueMinor || Number(a.isUntouched) - Number(b.isUntouched) || compare(a.key ?? '', b.key ?? ''))
}

/** Cost per one of `n`, which may be a part of one; null without any, and without cost. */
export function costPer(costMinor: number, n: number): number | null {
  return n === 0 || costMinor === 0 ? null : new Decimal(costMinor).div(n).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber()
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
