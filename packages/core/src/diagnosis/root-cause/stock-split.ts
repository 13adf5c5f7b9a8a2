import type { Said } from '../said.ts'
import type { Exits } from '../series.ts'
import type { FlowTally } from './input.ts'
import { tell } from '../tell.ts'

/** All in deals, the earlier period scaled to the length of the later one. */
export type StockSplit = {
  stockBefore: number
  stockAfter: number
  /** Change of the stock over the later period. */
  delta: number
  inflowBefore: number
  inflowAfter: number
  outflowBefore: number
  outflowAfter: number
  /** Change over the later period = what the earlier one would have brought again (`before`) + more entries + fewer exits. */
  asBefore: number
  fromInflow: number
  fromOutflow: number
  exits: Record<keyof Exits, { before: number; after: number }>
  main: 'inflow' | 'outflow' | 'both' | 'none'
  /** Little's law, stock ≈ entries a day × mean dwell, in the later period; `agrees` within a quarter. */
  little: { expected: number; actual: number; agrees: boolean } | null
  said: Said
}

const exitKeys = ['advance', 'back', 'won', 'lost', 'transfer'] as const
const allOf = (exits: Exits): number => exitKeys.reduce((sum, key) => sum + exits[key], 0)

/**
 * Δstock = inflow − outflow of the later period, each against the earlier one: Δ = (in0 − out0) + (in1 − in0) + (out0 − out1),
 * exact as far as `stockEnd − stockStart = inflow − outflow` is in the rows. The earlier period is scaled to equal length.
 * `main`: what brought at least two thirds of the excess; `none` when the stock did not move beyond what it did before.
 */
export function stockSplit(before: FlowTally, after: FlowTally): StockSplit {
  const scale = before.days === 0 ? 0 : after.days / before.days
  const inflowBefore = before.inflow * scale
  const outflowBefore = allOf(before.outflow) * scale
  const outflowAfter = allOf(after.outflow)
  const fromInflow = after.inflow - inflowBefore
  const fromOutflow = outflowBefore - outflowAfter
  const delta = after.stockEnd - after.stockStart
  const excess = fromInflow + fromOutflow
  // Parts that pull the other way do not count as a cause of the change.
  const along = (part: number) => Math.max(0, part * Math.sign(excess))
  const sum = along(fromInflow) + along(fromOutflow)
  const main = sum === 0 ? 'none' : along(fromInflow) / sum >= 2 / 3 ? 'inflow' : along(fromOutflow) / sum >= 2 / 3 ? 'outflow' : 'both'
  const expected = after.meanDwell === null || after.days === 0 ? null : (after.inflow / after.days) * after.meanDwell
  const little = expected === null ? null : { expected, actual: after.stockEnd, agrees: Math.abs(expected - after.stockEnd) <= 0.25 * Math.max(expected, after.stockEnd) }
  return {
    stockBefore: after.stockStart, stockAfter: after.stockEnd, delta, inflowBefore, inflowAfter: after.inflow, outflowBefore, outflowAfter,
    asBefore: inflowBefore - outflowBefore, fromInflow, fromOutflow, main, little,
    exits: Object.fromEntries(exitKeys.map((key) => [key, { before: before.outflow[key] * scale, after: after.outflow[key] }])) as StockSplit['exits'],
    said: tell(`stock_split.${main}`, { delta, stockBefore: after.stockStart, stockAfter: after.stockEnd, inflowBefore, inflowAfter: after.inflow, outflowBefore, outflowAfter, fromInflow, fromOutflow }),
  }
}
