import type { Count } from '../series.ts'

export type KitagawaCell = { values: string[]; before: Count; after: Count }

/** One segment's part: `mix` and `rate` in share points of the overall rate. Its rate is null in a period without deals. */
export type KitagawaSegment = {
  values: string[]
  shareBefore: number
  shareAfter: number
  rateBefore: number | null
  rateAfter: number | null
  nBefore: number
  nAfter: number
  mix: number
  rate: number
}

export type Kitagawa = { before: number; after: number; delta: number; mix: number; rate: number; segments: KitagawaSegment[] }

/**
 * The change of an overall rate r = Σ m_s r_s, split without a rest (METRICS 10):
 * Δr = Σ (m1_s − m0_s)(r̄_s − r̄) + Σ m̄_s (r1_s − r0_s), bars = mean of both periods. Kitagawa, J. Am. Stat. Assoc. 50 (1955) 1168.
 * A segment that is empty in one period takes its rate from the other: it is new, or gone, which is mix and nothing else.
 * Null when a period has no deals.
 */
export function kitagawa(cells: readonly KitagawaCell[]): Kitagawa | null {
  const total = { n0: 0, h0: 0, n1: 0, h1: 0 }
  for (const { before, after } of cells) {
    total.n0 += before.n
    total.h0 += before.hits
    total.n1 += after.n
    total.h1 += after.hits
  }
  if (total.n0 === 0 || total.n1 === 0) return null
  const before = total.h0 / total.n0
  const after = total.h1 / total.n1
  const mean = (before + after) / 2
  let mix = 0
  let rate = 0
  const segments = cells
    .filter((cell) => cell.before.n + cell.after.n > 0)
    .map(({ values, before: b, after: a }): KitagawaSegment => {
      const shareBefore = b.n / total.n0
      const shareAfter = a.n / total.n1
      const rateBefore = b.n === 0 ? null : b.hits / b.n
      const rateAfter = a.n === 0 ? null : a.hits / a.n
      const r0 = rateBefore ?? rateAfter ?? 0
      const r1 = rateAfter ?? rateBefore ?? 0
      const segment = {
        values, shareBefore, shareAfter, rateBefore, rateAfter, nBefore: b.n, nAfter: a.n,
        mix: (shareAfter - shareBefore) * ((r0 + r1) / 2 - mean),
        rate: ((shareBefore + shareAfter) / 2) * (r1 - r0),
      }
      mix += segment.mix
      rate += segment.rate
      return segment
    })
  return { before, after, delta: after - before, mix, rate, segments }
}
