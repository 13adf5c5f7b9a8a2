import type { DealColumns, Selection } from '../columns.ts'
import { type Measured, share, statistic } from '../measured.ts'
import { Exact, toMinor } from '../money.ts'
import type { CohortAsked } from './asked.ts'
import { againstRest } from './breakdown.ts'
import { bySegment } from './by-segment.ts'
import { adjust, type Difference } from './difference.ts'

/** A channel (the deals' source): how much comes, what becomes of it, how much a win is worth. */
export type Channel = {
  source: string | null
  isOther: boolean
  entered: number
  /** Share of all that entered. */
  inflow: Measured
  won: number
  /** Final conversion won / entered of the cohort, and against the other channels. */
  conversion: Measured
  against: Difference
  wonAmount: Measured
  meanWon: Measured
  cycle: Measured
  /** Won amount of the cohort's wins per deal that entered, minor units, rounded: what one more deal of this channel is worth. */
  perEntered: Measured
}
export type Channels = { asOf: number; currency: string; channels: Channel[] }

/** Channel × final conversion × average deal. Inflow and conversion go by the source at entry, amounts by that at the win. */
export function channels(columns: DealColumns, selection: Selection, options: CohortAsked & { limit?: number }): Channels {
  const { rows, whole } = bySegment(columns, selection, { ...options, by: ['source'] })
  const list = rows.map(({ figures, values, isOther, cohortWonMinor }): Channel => {
    const { entered, won, open, overall, wonAmount, meanWon, cycle } = figures
    const worth = entered === 0 ? null : toMinor(new Exact(cohortWonMinor).div(entered))
    return {
      source: values[0] ?? null,
      isOther,
      entered,
      inflow: share(entered, whole.figures.entered, 0, 'inflow'),
      won,
      conversion: overall,
      against: againstRest(whole.figures.overall, overall),
      wonAmount,
      meanWon,
      cycle,
      perEntered: statistic(worth, entered, open, null, 'won-per-entered'),
    }
  })
  adjust(list.map(({ against }) => against))
  return { asOf: options.asOf, currency: options.currency, channels: list }
}
