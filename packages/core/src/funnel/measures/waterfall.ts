import type { DayWindow } from '../weighted.ts'

/** What makes the pipeline of a window grow, then what makes it shrink; in the order in which they are drawn. */
export const WATERFALL_BARS = [
  'new', 'reopened', 'pulled_in', 'transferred_in', 'increased',
  'decreased', 'pushed_out', 'lost', 'won', 'transferred_out', 'deleted', 'merged',
] as const
export type WaterfallBar = (typeof WATERFALL_BARS)[number]

/**
 * Between the instants `from` and `to` (as known at them), for deals expected to close in the window of days.
 * `path`: every change in between counts. `net`: the two ends are compared.
 */
export type WaterfallOptions = { from: number; to: number; closing: DayWindow; currency: string; mode: 'path' | 'net' }

/** `amountMinor` ≥ 0; `deals` counts each deal once a bar. `sign` says which way it goes. */
export type WaterfallPart = { bar: WaterfallBar; sign: 1 | -1; amountMinor: number; deals: number }

/**
 * start + Σ sign · amount = end, exactly, in minor units: METRICS 7. `others`: deals of another currency that would be in
 * scope at an end; they are in no sum.
 */
export type Waterfall = {
  from: number
  to: number
  mode: 'path' | 'net'
  closing: DayWindow
  currency: string
  start: { amountMinor: number; deals: number }
  end: { amountMinor: number; deals: number }
  parts: WaterfallPart[]
  others: { currency: string; deals: number }[]
}

/** One deal's share in one bar, for drill-down: `row` of the columns, when it last happened, and the sum of it. */
export type WaterfallDeal = { row: number; bar: WaterfallBar | 'start' | 'end'; at: number; amountMinor: number }
