import type { Said } from '../said.ts'

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
  /** How much of the change beyond the earlier period's own comes from more entries, and from fewer exits. */
  fromInflow: number
  fromOutflow: number
  exits: Record<'advance' | 'back' | 'won' | 'lost' | 'transfer', { before: number; after: number }>
  main: 'inflow' | 'outflow' | 'both' | 'none'
  /** Little's law: inflow a day × mean dwell, beside the stock; `agrees` within a quarter. */
  little: { expected: number; actual: number; agrees: boolean } | null
  said: Said
}
