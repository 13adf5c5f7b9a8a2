import type { Pipeline } from '@sluice/core/catalog/contract'
import type { DealDetail } from '@sluice/core/pipeline/contract'

export interface StageStays {
  /** Days in the stage over all stays, the running one up to now. */
  days: number
  /** How often the deal entered it. */
  entries: number
  /** The deal is in it now. */
  isCurrent: boolean
}

/** Which stage stands for another that a publication took away. */
export const standsFor = (pipeline: Pick<Pipeline, 'formerStages'>, stageId: string) => pipeline.formerStages.find((one) => one.id === stageId)?.successorId ?? stageId

/**
 * What a deal's stays say of each stage it has been in. `now` is epoch milliseconds; stays are `[enteredAt, leftAt)`. A stay
 * in a stage that is gone counts for the one that stands for it, and going on there is no new entry. Pure.
 */
export function stageStays(stays: DealDetail['stays'], now: number, pipeline: Pick<Pipeline, 'formerStages'>): ReadonlyMap<string, StageStays> {
  const byStage = new Map<string, StageStays>()
  let before: DealDetail['stays'][number] | null = null
  for (const stay of stays) {
    const stageId = standsFor(pipeline, stay.stageId)
    const goesOn = before !== null && before.stageId !== stay.stageId && standsFor(pipeline, before.stageId) === stageId && before.leftAt === stay.enteredAt
    before = stay
    const until = stay.leftAt === null ? now : Date.parse(stay.leftAt)
    const days = Math.max(until - Date.parse(stay.enteredAt), 0) / 86_400_000
    const known = byStage.get(stageId)
    byStage.set(stageId, {
      days: (known?.days ?? 0) + days,
      entries: (known?.entries ?? 0) + (goesOn ? 0 : 1),
      isCurrent: (known?.isCurrent ?? false) || stay.leftAt === null,
    })
  }
  return byStage
}
