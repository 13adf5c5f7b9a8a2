import type { Measured } from '../measured.ts'
import type { Asked } from './asked.ts'

/** `ages`: days in the stage at which to ask (default 0 7 14 30 45 60 90 120 180). The period picks deals by entry into the pipeline. */
export type DecayOptions = Asked & { ages?: readonly number[] }

/**
 * What is left of a deal's chance as it stays in a stage.
 * - `win`: P(win | still in the stage at this age), from the deals that were (Aalen–Johansen from there on)
 * - `formula`: p · 2^(−max(0, a − θ)/h), θ = 1.5 × median dwell, h = the median dwell
 * - `use`: the one to show: `data` where `win` rests on MIN_N deals or more, else `formula`, null when there is neither
 */
export type DecayPoint = { age: number; win: Measured; formula: number | null; use: 'data' | 'formula' | null; value: number | null }
export type Decay = {
  asOf: number
  stages: { stageId: string; medianDwell: number | null; theta: number | null; halfLife: number | null; points: DecayPoint[] }[]
}
