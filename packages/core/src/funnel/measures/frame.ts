import type { Measured } from '../measured.ts'
import type { CohortAsked } from './asked.ts'

/** One picture of the time machine: the funnel as known at `asOf`, the numbers only that change from frame to frame. */
export type Frame = {
  asOf: number
  currency: string
  stages: { stageId: string; stock: number; stockAmountMinor: number; entered: number; conversion: Measured }[]
  entered: number
  wonCount: number
  wonMinor: number
  openCount: number
  openMinor: number
  overall: Measured
}
export type FrameOptions = CohortAsked
