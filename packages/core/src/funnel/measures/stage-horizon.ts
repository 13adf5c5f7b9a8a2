import type { DealColumns, Selection } from '../columns.ts'
import { lookAt, lookFor } from '../look.ts'
import { selected } from './selected.ts'

const DAY_MS = 86_400_000
/** Days; a stage's horizon lies between these. */
const [shortest, longest] = [7, 60]

/**
 * How long a deal may take from a stage to the next one (from the last to the win) before it counts as not having made it: the P75 of
 * the times of those that did, known at `asOf`, in whole days, 7 to 60; 30 while nobody has. So every group of deals is
 * judged after the same time.
 */
export function stageHorizon(columns: DealColumns, selection: Selection, stage: number, asOf: number): number {
  const passes = selected(columns, selection)
  const look = lookFor(columns.stages.length)
  const counts = new Uint32Array(longest + 1)
  let n = 0
  for (let row = 0; row < columns.size; row++) {
    if (!passes.row(row) || !passes.atEntry(row) || !lookAt(columns, row, asOf, look)) continue
    const next = look.reachedAt[stage + 1] as number
    if (next === Infinity) continue
    const days = Math.min(longest, Math.ceil((next - (look.reachedAt[stage] as number)) / DAY_MS))
    counts[days] = (counts[days] as number) + 1
    n++
  }
  let seen = 0
  for (let days = 0; days <= longest; days++) {
    seen += counts[days] as number
    if (seen > 0 && seen >= n * 0.75) return Math.max(shortest, days)
  }
  return longest / 2
}
