import { twoSidedP, Z95, type Interval } from '../../lib/ratio.ts'
import type { Count } from '../series.ts'
import type { Kitagawa, KitagawaSegment } from './kitagawa.ts'

export type Tested = { effect: number; interval: Interval; p: number }

/** Variance of a share, of half a hit and half a miss more, so that 0 of 5 is not certain; 0 deals say nothing. */
const variance = ({ n, hits }: Count): number => {
  const p = (hits + 0.5) / (n + 1)
  return (p * (1 - p)) / Math.max(n, 1)
}

const tested = (effect: number, v: number): Tested => {
  const se = Math.sqrt(v)
  return { effect, interval: { low: effect - Z95 * se, high: effect + Z95 * se }, p: se === 0 ? 1 : twoSidedP(effect / se) }
}

const counts = (n: number, rate: number | null): Count => ({ n, hits: n * (rate ?? 0) })

/** Variance of the mean of both periods' rates of a segment. */
const meanVariance = (s: KitagawaSegment): number => {
  const v0 = variance(counts(s.nBefore, s.rateBefore))
  const v1 = variance(counts(s.nAfter, s.rateAfter))
  return s.rateBefore === null ? v1 : s.rateAfter === null ? v0 : (v0 + v1) / 4
}

/**
 * Whether the mix effect of a whole dimension is beyond chance, by the delta method: the shares vary as a multinomial draw
 * of both periods, the segments' rates as binomial ones. The test is of the effect, not of the shift: a shift among segments
 * that convert alike explains nothing, however certain it is.
 */
export function testMix(split: Kitagawa): Tested {
  const n0 = split.segments.reduce((sum, s) => sum + s.nBefore, 0)
  const n1 = split.segments.reduce((sum, s) => sum + s.nAfter, 0)
  let first = 0
  let second = 0
  let fromRates = 0
  for (const s of split.segments) {
    const share = (s.nBefore + s.nAfter) / (n0 + n1)
    const rate = meanRate(s)
    first += share * rate
    second += share * rate * rate
    fromRates += (s.shareAfter - s.shareBefore) ** 2 * meanVariance(s)
  }
  return tested(split.mix, fromRates + Math.max(0, second - first * first) * (1 / n0 + 1 / n1))
}

const meanRate = (s: KitagawaSegment): number => {
  const r0 = s.rateBefore ?? s.rateAfter ?? 0
  return (r0 + (s.rateAfter ?? r0)) / 2
}

/**
 * What a segment's own change of rate does to the whole beyond what all the others did: m̄_s (Δr_s − Δr_rest). Where
 * everybody fell alike it is 0 for each; where one alone fell it is the whole change.
 */
export function testRate(s: KitagawaSegment, all: { before: Count; after: Count }): Tested | null {
  const own = { before: counts(s.nBefore, s.rateBefore), after: counts(s.nAfter, s.rateAfter) }
  const rest = { before: less(all.before, own.before), after: less(all.after, own.after) }
  if ([own.before, own.after, rest.before, rest.after].some(({ n }) => n === 0)) return null
  const change = (part: { before: Count; after: Count }) => part.after.hits / part.after.n - part.before.hits / part.before.n
  const share = (s.shareBefore + s.shareAfter) / 2
  const effect = share * (change(own) - change(rest))
  const v = variance(own.before) + variance(own.after) + variance(rest.before) + variance(rest.after)
  const { interval } = tested(effect, share * share * v)
  // The test pools the periods: with few deals, two rates near 0 and 1 would else look more certain than they are.
  return { effect, interval, p: tested(effect, share * share * (pooled(own) + pooled(rest))).p }
}

const pooled = ({ before, after }: { before: Count; after: Count }): number => {
  const p = (before.hits + after.hits + 0.5) / (before.n + after.n + 1)
  return p * (1 - p) * (1 / before.n + 1 / after.n)
}

const less = (all: Count, part: Count): Count => ({ n: all.n - part.n, hits: all.hits - part.hits })

/**
 * What a segment adds to the change of a total beyond growing as all the others did, in deals: after − before · (growth of
 * the rest). The test is whether its share of the total changed (two proportions).
 */
export function testGrowth(segment: { before: number; after: number }, all: { before: number; after: number }): Tested | null {
  const rest = { before: all.before - segment.before, after: all.after - segment.after }
  if (all.before === 0 || all.after === 0 || rest.before <= 0) return null
  const growth = rest.after / rest.before
  const effect = segment.after - segment.before * growth
  // Poisson counts, delta method on the growth of the rest.
  const v = segment.after + growth * growth * segment.before + segment.before ** 2 * growth * growth * (1 / rest.before + 1 / Math.max(rest.after, 1))
  const pooled = (segment.before + segment.after) / (all.before + all.after)
  const se = Math.sqrt(pooled * (1 - pooled) * (1 / all.before + 1 / all.after))
  const { interval } = tested(effect, v)
  return { effect, interval, p: se === 0 ? 1 : twoSidedP((segment.after / all.after - segment.before / all.before) / se) }
}
