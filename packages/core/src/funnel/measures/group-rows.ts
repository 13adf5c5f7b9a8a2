import type { DealColumns, Selection } from '../columns.ts'
import { lookAt, lookFor, stayExit, stayLeftAt } from '../look.ts'
import { standsAt } from './change-counts.ts'
import type { Span } from './change-flow.ts'
import { decidedAt, dueAt } from './decided-at.ts'
import { selected } from './selected.ts'

/**
 * Which deals a cause is about: `entered`, those counted for the period (of which it was decided in it whether they go on, or, `atOnce`,
 * that came in it), stood in it at its end (`stock`), and for longer than
 * `withinDays` (`stuck`), or were `lost` there in it. Counted as in `changeCounts`.
 */
export type GroupOptions = {
  stage: number
  of: 'entered' | 'stock' | 'stuck' | 'lost'
  period: 'before' | 'after'
  before: Span
  after: Span
  asOf: number
  withinDays: number
  atOnce?: boolean
  pauses?: readonly Span[]
}

const DAY_MS = 86_400_000

/** Their rows, those that came to the stage last first. */
export function groupRows(columns: DealColumns, selection: Selection, options: GroupOptions): number[] {
  const { stage: k, of, asOf, withinDays, atOnce, pauses = [] } = options
  const span = options[options.period]
  const passes = selected(columns, selection)
  const look = lookFor(columns.stages.length)
  const within = withinDays * DAY_MS
  const end = Math.min(span.to, asOf)
  const found: { row: number; at: number }[] = []
  for (let row = 0; row < columns.size; row++) {
    if (!passes.row(row) || !passes.atEntry(row) || !lookAt(columns, row, asOf, look)) continue
    if (of === 'entered') {
      const at = look.reachedAt[k] as number
      const counted = atOnce === true ? at : decidedAt(look, k, dueAt(at, within, pauses), asOf)
      if (counted >= span.from && counted < span.to) found.push({ row, at })
      continue
    }
    for (let s = look.stayFrom; s < look.stayEnd; s++) {
      if (columns.stay.stage[s] !== k) continue
      const from = columns.stay.enteredAt[s] as number
      const to = stayLeftAt(columns, look, s, asOf)
      const stands = of !== 'lost' && standsAt(columns, look, from, to, end) && (of === 'stock' || end - from > within)
      const isLost = of === 'lost' && to >= span.from && to < span.to && stayExit(columns, look, s, asOf) === 4
      if (!stands && !isLost) continue
      found.push({ row, at: from })
      break
    }
  }
  return found.sort((a, b) => b.at - a.at || a.row - b.row).map(({ row }) => row)
}
