import { median, medianInterval } from '../../lib/quantile.ts'
import { Z95 } from '../../lib/ratio.ts'
import type { DealColumns } from '../columns.ts'
import { type Measured, share, statistic, total } from '../measured.ts'
import { STEP } from './cohort-steps.ts'

/** Everything a segment shows. Counts of the cohort go by the slice at entry, closed figures at the close, open ones at `asOf`. */
export type BreakdownFigures = {
  /** Deals that entered the pipeline in the period, and what has become of them. */
  entered: number
  won: number
  lost: number
  open: number
  transferred: number
  /** won / entered. */
  overall: Measured
  /** won / (won + lost) of the deals closed in the period. */
  closedWinRate: Measured
  /** Sum of the deals won in the period, in minor units of the asked currency, and their mean. */
  wonAmount: Measured
  meanWon: Measured
  /** Median days from creation to winning of the deals won in the period. */
  cycle: Measured
  /** Open, awake deals at `asOf`, and their amount. */
  stock: number
  stockAmountMinor: number
  /** One a stage, in order: reached the next stage (for the last: won) / entered. */
  steps: { stageId: string; entered: number; reachedNext: number; conversion: Measured }[]
}

/** Places of a segment's sums; the stages' counts follow from `steps` on. */
export const SUM = {
  entered: 0, won: 1, lost: 2, open: 3, transferred: 4, closedWon: 5, closedLost: 6,
  wonMinor: 7, wonDeals: 8, wonSquares: 9, stock: 10, stockMinor: 11, cohortWonMinor: 12, steps: 13,
} as const

/** How many sums a segment has. */
export const widthOf = (stages: number) => SUM.steps + stages * STEP.size

/** Figures from the sums that begin at `at`, and the cycles in days, ascending. */
export function figuresOf(columns: DealColumns, table: Float64Array, at: number, cycles: Uint32Array): BreakdownFigures {
  const sum = (place: number) => table[at + place] as number
  const overall = share(sum(SUM.won), sum(SUM.entered), sum(SUM.open), 'cohort')
  return {
    entered: sum(SUM.entered),
    won: sum(SUM.won),
    lost: sum(SUM.lost),
    open: sum(SUM.open),
    transferred: sum(SUM.transferred),
    overall,
    closedWinRate: share(sum(SUM.closedWon), sum(SUM.closedWon) + sum(SUM.closedLost), 0, 'closed-count'),
    wonAmount: total(sum(SUM.wonMinor), sum(SUM.wonDeals), 'sum'),
    meanWon: meanOf(sum(SUM.wonMinor), sum(SUM.wonSquares), sum(SUM.wonDeals)),
    cycle: statistic(median(cycles), cycles.length, 0, medianInterval(cycles), 'cycle/median'),
    stock: sum(SUM.stock),
    stockAmountMinor: sum(SUM.stockMinor),
    steps: columns.stages.map(({ id }, k) => {
      const place = SUM.steps + k * STEP.size
      const members = sum(place + STEP.entered)
      const reachedNext = sum(place + STEP.reached)
      return { stageId: id, entered: members, reachedNext, conversion: share(reachedNext, members, sum(place + STEP.open), 'cohort') }
    }),
  }
}

/** Mean amount in whole minor units, normal 95 % from two deals on. */
export function meanOf(sumMinor: number, squares: number, n: number): Measured {
  if (n === 0) return statistic(null, 0, 0, null, 'mean')
  const value = sumMinor / n
  // The squares are floats: their noise must not make a negative variance of equal amounts.
  const half = n < 2 ? null : Z95 * Math.sqrt(Math.max(0, squares - n * value * value) / (n - 1) / n)
  const interval = half === null ? null : { low: Math.round(value - half), high: Math.round(value + half) }
  return statistic(Math.round(value), n, 0, interval, 'mean')
}

