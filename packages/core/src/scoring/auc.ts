import { type Interval, twoSidedP, Z95 } from '../lib/ratio.ts'

/** A scored lead whose outcome is known. */
export type Scored = { score: number; converted: boolean }

/** The chance that a converted lead was scored above one that was not, ties by half; 0.5 is guessing. */
export type Auc = { auc: number; se: number } & Interval

/** How each lead of one outcome stands among those of the other, from 0 (behind all) to 1: the parts of which the AUC is the mean. */
type Placements = { converted: Float64Array; others: Float64Array }

/**
 * AUC with its 95 % interval (DeLong, DeLong, Clarke-Pearson, Biometrics 44 (1988) 837; placements by ranks, so n log n). Null below two of
 * either outcome.
 */
export function aucOf(rows: readonly Scored[]): Auc | null {
  const placements = placementsOf(rows)
  if (placements === null) return null
  const { mean: auc, variance: a } = moments(placements.converted)
  const { variance: b } = moments(placements.others)
  const se = Math.sqrt(a / placements.converted.length + b / placements.others.length)
  return { auc, se, low: Math.max(0, auc - Z95 * se), high: Math.min(1, auc + Z95 * se) }
}

/**
 * Difference of the AUCs of two scores of the same leads, first − second, with interval and two-sided p (DeLong's paired test). Null below
 * two of either outcome.
 */
export function aucDifference(rows: readonly { a: number; b: number; converted: boolean }[]): ({ difference: number; p: number } & Interval) | null {
  const first = placementsOf(rows.map(({ a, converted }) => ({ score: a, converted })))
  const second = placementsOf(rows.map(({ b, converted }) => ({ score: b, converted })))
  if (first === null || second === null) return null
  const converted = moments(first.converted.map((v, i) => v - (second.converted[i] as number)))
  const others = moments(first.others.map((v, i) => v - (second.others[i] as number)))
  const se = Math.sqrt(converted.variance / first.converted.length + others.variance / first.others.length)
  const difference = converted.mean
  return { difference, low: difference - Z95 * se, high: difference + Z95 * se, p: se === 0 ? (difference === 0 ? 1 : 0) : twoSidedP(difference / se) }
}

function placementsOf(rows: readonly Scored[]): Placements | null {
  const n1 = rows.filter(({ converted }) => converted).length
  const n0 = rows.length - n1
  if (n1 < 2 || n0 < 2) return null
  const order = rows.map((_, i) => i).sort((a, b) => (rows[a] as Scored).score - (rows[b] as Scored).score)
  const below = new Float64Array(rows.length)
  let hits = 0
  let misses = 0
  for (let i = 0; i < order.length; ) {
    let end = i
    let tiedHits = 0
    const { score } = rows[order[i] as number] as Scored
    while (end < order.length && (rows[order[end] as number] as Scored).score === score) if ((rows[order[end++] as number] as Scored).converted) tiedHits++
    const tiedMisses = end - i - tiedHits
    for (; i < end; i++) {
      const at = order[i] as number
      below[at] = (rows[at] as Scored).converted ? (misses + tiedMisses / 2) / n0 : 1 - (hits + tiedHits / 2) / n1
    }
    hits += tiedHits
    misses += tiedMisses
  }
  const side = (converted: boolean) => below.filter((_, i) => (rows[i] as Scored).converted === converted)
  return { converted: side(true), others: side(false) }
}

function moments(values: Float64Array): { mean: number; variance: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return { mean, variance: values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1) }
}
