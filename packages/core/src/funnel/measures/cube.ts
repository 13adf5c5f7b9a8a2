import type { Asked } from './asked.ts'

/**
 * The open, awake deals at `asOf`. `quality`: the dimension whose texts are scores (numbers) — or names, then each is a band.
 * `qualityBands`: lower limits of the bands, ascending (default 0 40 60 80). `decayBands`: lower limits of what is left of
 * the chance (1 = fresh), ascending (default 0 0.5 0.8).
 */
export type CubeOptions = Omit<Asked, 'from' | 'to'> & { quality: string; qualityBands?: readonly number[]; decayBands?: readonly number[] }

/** `quality` and `decay` index into the bands; `quality` −1: no score. Money in minor units of the asked currency. */
export type CubeCell = { stageId: string; quality: number; decay: number; deals: number; amountMinor: number; weightedMinor: number }
export type Cube = {
  asOf: number
  currency: string
  /** Named by the score or `from ≤ score < to`. */
  qualityBands: { name: string | null; from: number | null; to: number | null }[]
  decayBands: { from: number; to: number | null }[]
  /** Cells that hold a deal. */
  cells: CubeCell[]
}
