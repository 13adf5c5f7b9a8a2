import type { Measured } from '../measured.ts'
import type { Asked, Slice } from './asked.ts'

/**
 * `of`: whom to compare. `within`: slices that make the segments in which like is compared with like; `amountBands`: upper
 * limits in minor units that make one more (of the asked currency; other currencies are a band of their own).
 * `figure`: won / closed in the period, or won / entered of the cohort. `minSegment` (default 5): a segment in which one has fewer deals is not compared.
 */
export type FairOptions = Asked & {
  of: 'owner' | 'team'
  within: readonly Slice[]
  amountBands?: readonly number[]
  figure?: 'closed' | 'cohort'
  minSegment?: number
}

/**
 * One rep or team.
 * - `raw`: the plain rate over all its deals
 * - `adjusted`: the rate it would have with everybody's mix of segments (direct standardisation over the segments it can be compared in)
 * - `reference`: everybody's rate over the same segments with the same weights: what to hold `adjusted` against
 * - `segments` it has deals in, `comparable` of them; `covered`: their share of everybody's deals
 * - `difference` = adjusted − reference with its interval; `p`: Cochran–Mantel–Haenszel against the others; `q`: Benjamini–Hochberg
 * `enough`: MIN_N deals and at least half of everybody's mix covered.
 */
export type FairRow = {
  value: string | null
  raw: Measured
  adjusted: Measured
  reference: number | null
  difference: number | null
  low: number | null
  high: number | null
  p: number | null
  q: number | null
  segments: number
  comparable: number
  covered: number
  enough: boolean
}
export type Fair = { asOf: number; figure: 'closed' | 'cohort'; segments: number; whole: Measured; rows: FairRow[] }
