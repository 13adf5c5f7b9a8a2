import { newcombe, twoProportionP, type Interval } from '../../lib/ratio.ts'
import type { GroupCut } from './input.ts'

/** A value that is commoner in the group than in the rest. `excess`: the part of the group that is there beyond the rest's share. */
export type OverRepresented = { dimension: string; value: string; group: number; groupN: number; rest: number; restN: number; shareGroup: number; shareRest: number; lift: number | null; excess: number; interval: Interval; p: number }

/**
 * Every value of every dimension that the group has more of than the rest, with its raw p (two proportions): all that were
 * looked at, so that the caller can correct for them together. Values with fewer than `minN` deals in the group are left out,
 * and so is a dimension that either side has no deals in.
 */
export function overRepresented(cuts: readonly GroupCut[], minN: number): OverRepresented[] {
  return cuts.flatMap(({ dimension, cells }) => {
    const groupN = cells.reduce((sum, cell) => sum + cell.group, 0)
    const restN = cells.reduce((sum, cell) => sum + cell.rest, 0)
    return cells.flatMap(({ value, group, rest }): OverRepresented[] => {
      const a = { hits: group, n: groupN }
      const b = { hits: rest, n: restN }
      const p = twoProportionP(a, b)
      const difference = newcombe(a, b)
      if (p === null || difference === null || group < minN || difference.difference <= 0) return []
      const shareGroup = group / groupN
      const shareRest = rest / restN
      return [{
        dimension, value, group, groupN, rest, restN, shareGroup, shareRest, lift: shareRest === 0 ? null : shareGroup / shareRest,
        // Attributable part of the group: (p1 − p0) / (1 − p0), were the group's other deals as usual.
        excess: shareRest === 1 ? 0 : (shareGroup - shareRest) / (1 - shareRest), interval: { low: difference.low, high: difference.high }, p,
      }]
    })
  })
}
