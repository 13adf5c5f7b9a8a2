import { type Look, LOST, OPEN } from '../look.ts'
import type { CohortAsked } from './asked.ts'

/** What a stage's members are counted into, as places in a row of sums: entered, reached the next, still open, lost, left. */
export const STEP = { entered: 0, reached: 1, open: 2, lost: 3, left: 4, size: 5 } as const

/** When the deal first entered stage `k` (K = won) under the rule of filling; `Infinity` = never. */
export function enteredStage(look: Look, k: number, isTouched: boolean): number {
  return (isTouched && k < look.touchedAt.length ? look.touchedAt[k] : look.reachedAt[k]) as number
}

/**
 * Adds one deal to the counts of each stage, `table[at + k · STEP.size …]`: core/funnel/cohort's rules of who belongs to a
 * stage and what has become of him. The caller has asked whether the deal entered the pipeline in the period (`isOfPeriod`)
 * and whether it is selected at entry; by stage, each entry has to lie in the period itself.
 */
export function addSteps(look: Look, asked: CohortAsked, isOfPeriod: boolean, table: Float64Array, at: number): void {
  const isTouched = asked.fill === 'touched'
  const byStage = asked.cohort === 'stage'
  const from = asked.from ?? -Infinity
  const to = asked.to ?? Infinity
  if (!byStage && !isOfPeriod) return
  const stages = look.touchedAt.length
  const { standing, reachedAt } = look
  for (let k = 0; k < stages; k++) {
    const entered = enteredStage(look, k, isTouched)
    if (entered === Infinity) {
      if (isTouched) continue
      return
    }
    if (byStage && !(entered >= from && entered < to)) continue
    const place = at + k * STEP.size
    table[place] = (table[place] as number) + 1
    // Touched only: a deal that went past the next stage is none of these, but for `entered`.
    const what =
      enteredStage(look, k + 1, isTouched) !== Infinity ? STEP.reached
      : (reachedAt[k + 1] as number) !== Infinity ? -1
      : standing === OPEN ? STEP.open
      : standing === LOST ? STEP.lost
      : STEP.left
    if (what >= 0) table[place + what] = (table[place + what] as number) + 1
  }
}

/** Whether the deal entered the pipeline in the period. */
export function entered(look: Look, asked: { from: number | null; to: number | null }): boolean {
  return look.entryAt >= (asked.from ?? -Infinity) && look.entryAt < (asked.to ?? Infinity)
}

/** Whether it was won or lost in the period. */
export function closed(look: Look, asked: { from: number | null; to: number | null }): boolean {
  return look.closedAt !== Infinity && look.closedAt >= (asked.from ?? -Infinity) && look.closedAt < (asked.to ?? Infinity)
}
