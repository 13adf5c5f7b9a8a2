import { type Interval, ratio, wilson } from '../lib/ratio.ts'
import type { Scored } from './auc.ts'

/** Below so many a share is shown as "not enough data". */
export const fewLeads = 20

/** Conversion of the leads within a band of scores, `[from, to)`. */
export type Band = { from: number; to: number; n: number; converted: number; rate: number | null; interval: Interval | null; isEnough: boolean }

/** Conversion by band of score. `edges` ascend; leads outside of them are in no band. */
export function conversionByBand(rows: readonly Scored[], edges: readonly number[]): Band[] {
  return edges.slice(0, -1).map((from, i) => {
    const to = edges[i + 1] as number
    const within = rows.filter(({ score }) => score >= from && score < to)
    const converted = within.filter((row) => row.converted).length
    return { from, to, n: within.length, converted, rate: ratio(converted, within.length), interval: wilson(converted, within.length), isEnough: within.length >= fewLeads }
  })
}

/** Calling the best-scored `share` of leads reaches `captured` of all conversions: `lift` times as many as at random. */
export type LiftPoint = { minScore: number; n: number; share: number; captured: number; lift: number }

/** The lift curve, best scores first, one point a distinct score; none without a conversion. Leads of the same score are never torn apart. */
export function liftCurve(rows: readonly Scored[]): LiftPoint[] {
  const all = rows.filter(({ converted }) => converted).length
  if (all === 0) return []
  const byScore = Map.groupBy(rows, ({ score }) => score)
  let n = 0
  let hits = 0
  return [...byScore].sort(([a], [b]) => b - a).map(([minScore, group]) => {
    n += group.length
    hits += group.filter(({ converted }) => converted).length
    return { minScore, n, share: n / rows.length, captured: hits / all, lift: (hits / n) / (all / rows.length) }
  })
}
