import type { Measured } from '../measured.ts'
import type { Difference } from './difference.ts'

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
