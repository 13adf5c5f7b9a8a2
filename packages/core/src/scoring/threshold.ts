import { newcombe, type Share } from '../lib/ratio.ts'
import type { Scored } from './auc.ts'
import { liftCurve } from './lift.ts'

export type ThresholdWish = {
  /** So many leads at most can be worked, as a share of all; null: no limit. */
  maxShare: number | null
  /** At least so many leads must stand on either side. */
  minSide: number
}

/** From which score on leads are worth a salesperson's time, and what speaks for it. */
export type ThresholdAdvice =
  | {
      threshold: number
      above: Share
      below: Share
      /** Above − below, with interval. */
      difference: number; low: number; high: number
      /** Share of all leads that reach it, and of all conversions among them. */
      share: number; captured: number
      reason: 'best_separation' | 'best_within_capacity'
    }
  | { threshold: null; reason: 'too_few' | 'no_separation' | 'capacity_too_small' }

/**
 * The threshold that separates best: the greatest share of conversions kept less share of the others kept (Youden's J, Cancer 3 (1950) 32),
 * among those that capacity allows; ties to the higher one. None when the two sides do not differ beyond chance (Newcombe, 95 %).
 */
export function adviseThreshold(rows: readonly Scored[], wish: ThresholdWish = { maxShare: null, minSide: 20 }): ThresholdAdvice {
  const all = rows.filter(({ converted }) => converted).length
  const others = rows.length - all
  const points = liftCurve(rows).filter(({ n }) => n >= wish.minSide && rows.length - n >= wish.minSide)
  if (all === 0 || others === 0 || points.length === 0) return { threshold: null, reason: 'too_few' }
  const allowed = points.filter(({ share }) => share <= (wish.maxShare ?? 1))
  if (allowed.length === 0) return { threshold: null, reason: 'capacity_too_small' }
  const separation = ({ n, captured }: { n: number; captured: number }) => captured - (n - captured * all) / others
  const best = (some: typeof points) => some.reduce((a, b) => (separation(b) > separation(a) + 1e-12 ? b : a))
  const point = best(allowed)
  const hits = Math.round(point.captured * all)
  const above = { hits, n: point.n }
  const below = { hits: all - hits, n: rows.length - point.n }
  const gap = newcombe(above, below)
  if (gap === null || gap.low <= 0) return { threshold: null, reason: 'no_separation' }
  return { threshold: point.minScore, above, below, ...gap, share: point.share, captured: point.captured, reason: best(points) === point ? 'best_separation' : 'best_within_capacity' }
}
