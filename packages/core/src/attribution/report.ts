import { ratio } from '../lib/ratio.ts'
import type { AttributedTo, AttributionModel, AttributionOptions, WonDeal } from './model.ts'
import { costPer, returnsOf, type Return } from './returns.ts'

/**
 * What is credited: leads captured, deals opened, deals won; each by the touches up to its own instant. All are "deals" to the arithmetic;
 * a lead's amount is 0. In one currency: that of the answer.
 */
export type Journeys = { leads: readonly WonDeal[]; opened: readonly WonDeal[]; won: readonly WonDeal[] }

/** What one model credits to one row. The shares of all rows add up to the number of journeys, the money to their amounts exactly. */
export type ModelCredit = {
  model: AttributionModel
  leads: number
  opened: number
  openedMinor: number
  won: number
  wonMinor: number
  /** Deals won with at least one credited touch: these overlap between rows. */
  wonDeals: number
  costPerLeadMinor: number | null
  costPerWonMinor: number | null
  roi: number | null
}

export type AttributionRow = { key: string | null; isUntouched: boolean; costMinor: number; models: ModelCredit[] }

/** What one model says of all journeys, in slices: a caller with much of it may rest between the models. */
export function creditedBy(journeys: Journeys, by: AttributedTo, options: AttributionOptions): Map<string, ModelCredit & { key: string | null; isUntouched: boolean }> {
  const rows = new Map<string, ModelCredit & { key: string | null; isUntouched: boolean }>()
  const rowOf = ({ key, isUntouched }: Pick<Return, 'key' | 'isUntouched'>) => {
    const at = rowKey({ key, isUntouched })
    const row = rows.get(at) ?? {
      key, isUntouched, model: options.model, leads: 0, opened: 0, openedMinor: 0, won: 0, wonMinor: 0, wonDeals: 0, costPerLeadMinor: null, costPerWonMinor: null, roi: null,
    }
    rows.set(at, row)
    return row
  }
  for (const one of returnsOf(journeys.leads, [], by, options)) rowOf(one).leads += one.dealShare
  for (const one of returnsOf(journeys.opened, [], by, options)) {
    const row = rowOf(one)
    row.opened += one.dealShare
    row.openedMinor += one.revenueMinor
  }
  for (const one of returnsOf(journeys.won, [], by, options)) {
    const row = rowOf(one)
    row.won += one.dealShare
    row.wonMinor += one.revenueMinor
    row.wonDeals += one.deals
  }
  return rows
}

/**
 * Several models side by side, a row for each key: the richest by the first model first, then what costs, then what names nobody, and what
 * nothing was touched before. `costs`: by key, in the currency of the journeys.
 */
export function attributionRows(credits: readonly ReturnType<typeof creditedBy>[], models: readonly AttributionModel[], costs: ReadonlyMap<string | null, number>): AttributionRow[] {
  const keys = new Map<string, { key: string | null; isUntouched: boolean }>()
  for (const one of credits) for (const [at, { key, isUntouched }] of one) keys.set(at, { key, isUntouched })
  for (const key of costs.keys()) keys.set(rowKey({ key, isUntouched: false }), { key, isUntouched: false })
  const rows = [...keys].map(([at, { key, isUntouched }]): AttributionRow => {
    const costMinor = isUntouched ? 0 : (costs.get(key) ?? 0)
    return {
      key, isUntouched, costMinor,
      models: models.map((model, i) => {
        const { leads = 0, opened = 0, openedMinor = 0, won = 0, wonMinor = 0, wonDeals = 0 } = credits[i]?.get(at) ?? {}
        return { model, leads, opened, openedMinor, won, wonMinor, wonDeals, costPerLeadMinor: costPer(costMinor, leads), costPerWonMinor: costPer(costMinor, won), roi: ratio(wonMinor - costMinor, costMinor) }
      }),
    }
  })
  const last = (row: AttributionRow) => (row.isUntouched ? 2 : row.key === null ? 1 : 0)
  const money = (row: AttributionRow) => row.models[0]?.wonMinor ?? 0
  return rows.sort((a, b) => last(a) - last(b) || money(b) - money(a) || b.costMinor - a.costMinor || (b.models[0]?.leads ?? 0) - (a.models[0]?.leads ?? 0) || (a.key ?? '').localeCompare(b.key ?? ''))
}

const rowKey = ({ key, isUntouched }: { key: string | null; isUntouched: boolean }) => (isUntouched ? '-' : key === null ? '' : `=${key}`)
