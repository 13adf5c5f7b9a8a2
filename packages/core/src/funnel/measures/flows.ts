import type { Asked } from './asked.ts'

export type FlowsOptions = Asked

/**
 * How stays that ended in the period went on: `counts[i][j]` stays in stage i were followed by stage j; won, lost and
 * transferred are beside it. What the absorbing chain of the back-calculation is made of.
 */
export type Flows = {
  stageIds: string[]
  counts: number[][]
  won: number[]
  lost: number[]
  transferred: number[]
  /** Deals that entered the pipeline in the period by their first stage. */
  entries: number[]
}
