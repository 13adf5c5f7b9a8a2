import type { Measured } from '../measured.ts'
import type { Asked } from './asked.ts'

/** `competitor`: the dimension that names the rival, default `competitor`; where there is none all cells have null. */
export type LossesOptions = Asked & { competitor?: string }

export type LossKey = { stageId: string | null; reasonId: string | null; competitor: string | null }

/** The deals lost in the period: how many, and their amount in minor units (of those in the asked currency). */
export type LossCount = { deals: number; amountMinor: number }

/** `stageId`: where the deal stood when it was lost. Cells and margins by `deals`, the most first. */
export type Losses = {
  asOf: number
  currency: string
  total: LossCount
  cells: (LossKey & LossCount)[]
  byStage: (LossCount & { stageId: string | null; share: Measured })[]
  byReason: (LossCount & { reasonId: string | null; share: Measured })[]
  byCompetitor: (LossCount & { competitor: string | null; share: Measured })[]
}
