import type { DealDetail } from '@sluice/core/pipeline/contract'

export interface StageStays {
  /** Days in the stage over all stays, the running one up to now. */
  days: number
  /** How often the deal entered it. */
  entries: number
  /** The deal is in it now. */
  isCurrent: boolean
}

/** What a deal's stays say of each stage it has been in. `now` is epoch milliseconds; stays are `[enteredAt, leftAt)`. Pure. */
export function stageStays(stays: DealDetail['stays'], now: number): ReadonlyMap<string, StageStays> {
  const byStage = new Map<string, StageStays>()
  for (const stay of stays) {
    const until = stay.leftAt === null ? now : Date.parse(stay.leftAt)
    const days = Math.max(until - Date.parse(stay.enteredAt), 0) / 86_400_000
    const known = byStage.get(stay.stageId)
    byStage.set(stay.stageId, {
      days: (known?.days ?? 0) + days,
      entries: (known?.entries ?? 0) + 1,
      isCurrent: (known?.isCurrent ?? false) || stay.leftAt === null,
    })
  }
  return byStage
}
