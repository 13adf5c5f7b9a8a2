import type { ActivityKindKey } from '../config/activity-kinds.ts'
import { newcombe, twoProportionP, wilson, type Share } from '../lib/ratio.ts'

/** A share as counted, with its 95 % interval. */
interface ShareOf extends Share {
  share: number
  low: number
  high: number
}
export interface StageEffect {
  activity: ActivityKindKey
  with: ShareOf
  without: ShareOf
  difference: number
  low: number
  high: number
  p: number
  isSignificant: boolean
}

/** Below this many deals on either side nothing is said. */
const effectFloor = 10

/**
 * How deals that left a stage went on (`hits` further, of `n`), with and without a kind of activity while they were in it. The difference
 * has Newcombe's interval, the p-value is the pooled z-test's, significant below 0.05. It tells what went together, not what caused it.
 * Null where either side has fewer than ten deals.
 */
export function stageEffect(activity: ActivityKindKey, withIt: Share, without: Share): StageEffect | null {
  if (withIt.n < effectFloor || without.n < effectFloor) return null
  const [a, b] = [shown(withIt), shown(without)]
  const difference = newcombe(withIt, without)
  const p = twoProportionP(withIt, without)
  if (a === null || b === null || difference === null || p === null) return null
  return { activity, with: a, without: b, ...difference, p, isSignificant: p < 0.05 }
}

function shown({ hits, n }: Share): ShareOf | null {
  const interval = wilson(hits, n)
  return interval === null ? null : { hits, n, share: hits / n, ...interval }
}
