import type { Interval } from '../../lib/ratio.ts'
import type { Count } from '../series.ts'
import { OTHER_VALUE, poolSmall, totalOf } from './cuts.ts'
import { testGrowth, testMix, testRate } from './effect-tests.ts'
import type { SegmentEffect } from './finding.ts'
import type { Cut } from './input.ts'
import { kitagawa, type KitagawaSegment } from './kitagawa.ts'

/** One thing that was tested. `share` of the change it is about; `values` those of the leading segment. */
export type Candidate = {
  kind: 'mix' | 'rate' | 'stock' | 'inflow'
  dimensions: string[]
  values: string[]
  segments: SegmentEffect[]
  share: number
  interval: Interval
  p: number
  n: number
}

export type CandidateOptions = { minN: number }

/** Segments shown with a dimension's mix effect. */
const shown = 6

const effectOf = ({ mix: _mix, rate: _rate, ...segment }: KitagawaSegment, effect: number): SegmentEffect => ({ ...segment, effect })

const scaled = ({ low, high }: Interval, by: number): Interval => (by > 0 ? { low: low / by, high: high / by } : { low: high / by, high: low / by })

/** The mix effect of the cut's dimensions as a whole, and the rate effect of each segment beyond that of the others. */
export function conversionCandidates(cut: Cut, { minN }: CandidateOptions): Candidate[] {
  const pooled = poolSmall(cut, minN)
  const split = kitagawa(pooled.cells)
  if (split === null || split.delta === 0) return []
  const { delta, segments } = split
  const along = (value: number) => value * Math.sign(delta)
  const total = totalOf(pooled)
  const found: Candidate[] = []
  const mix = testMix(split)
  const byMix = segments.filter(({ values }) => !values.includes(OTHER_VALUE)).sort((a, b) => along(b.mix) - along(a.mix))
  // The part of a shift that adds share is what happened; the part that loses it only makes room.
  const lead = byMix.find((segment) => segment.shareAfter > segment.shareBefore && along(segment.mix) > 0) ?? byMix[0]
  if (lead !== undefined)
    found.push({ kind: 'mix', dimensions: cut.dimensions, values: lead.values, segments: [lead, ...byMix.filter((one) => one !== lead)].slice(0, shown).map((one) => effectOf(one, one.mix)), share: split.mix / delta, interval: scaled(mix.interval, delta), p: mix.p, n: lead.nBefore + lead.nAfter })
  for (const segment of segments) {
    if (segment.values.includes(OTHER_VALUE) || segment.nBefore < minN || segment.nAfter < minN) continue
    const rate = testRate(segment, total)
    if (rate === null) continue
    found.push({ kind: 'rate', dimensions: cut.dimensions, values: segment.values, segments: [effectOf(segment, segment.rate)], share: rate.effect / delta, interval: scaled(rate.interval, delta), p: rate.p, n: segment.nBefore + segment.nAfter })
  }
  return found
}

/** What each segment adds to the change of the stock, or of the entries, beyond growing like the rest. */
export function growthCandidates(cut: Cut, kind: 'stock' | 'inflow', scale: number, { minN }: CandidateOptions): Candidate[] {
  const weight = kind === 'stock' ? 'stock' : 'n'
  const total = totalOf(cut)
  const all = { before: total.before[weight] * scale, after: total.after[weight] }
  const delta = all.after - all.before
  if (delta === 0) return []
  const rateOf = ({ n, hits }: Count) => (n === 0 ? null : hits / n)
  return cut.cells.flatMap(({ values, before, after }): Candidate[] => {
    const [b, a] = [before[weight], after[weight]]
    if (b + a < minN || values.includes(OTHER_VALUE)) return []
    const growth = testGrowth({ before: b * scale, after: a }, all)
    if (growth === null) return []
    const segment: SegmentEffect = {
      values, shareBefore: all.before === 0 ? 0 : (b * scale) / all.before, shareAfter: all.after === 0 ? 0 : a / all.after,
      rateBefore: rateOf(before), rateAfter: rateOf(after), nBefore: b, nAfter: a, effect: growth.effect,
    }
    return [{ kind, dimensions: cut.dimensions, values, segments: [segment], share: growth.effect / delta, interval: scaled(growth.interval, delta), p: growth.p, n: b + a }]
  })
}
