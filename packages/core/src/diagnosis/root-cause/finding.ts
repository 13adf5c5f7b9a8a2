import type { Interval } from '../../lib/ratio.ts'
import type { CauseCode, Said } from '../said.ts'
import type { StockSplit } from './stock-split.ts'

/** Opens the deals behind a finding: all conditions together, within a group and a period. */
export type DealGroup = {
  pipelineId: string
  stageId: string
  values: { dimension: string; value: string }[]
  /** `entered`: entered the stage in the period; `stock`: in it at the period's end; the rest as named. */
  of: 'entered' | 'stock' | 'stuck' | 'lost'
  period: 'before' | 'after'
  /** Their notes hold one of these. */
  words: string[]
}

export type FindingKind = 'system_fault' | 'mix' | 'rate' | 'stock' | 'inflow' | 'general_rate' | 'attribute' | 'words' | 'capacity'

/** What a segment contributes. `mix` and `rate` in share points of the conversion, of `stock` or `inflow` in deals. */
export type SegmentEffect = {
  values: string[]
  shareBefore: number
  shareAfter: number
  rateBefore: number | null
  rateAfter: number | null
  nBefore: number
  nAfter: number
  effect: number
}

export type Finding = {
  kind: FindingKind
  /** Keys of the dimensions: none, one or two. */
  dimensions: string[]
  /** The values that carry it most, of each dimension one. */
  values: string[]
  segments: SegmentEffect[]
  /** Part that it explains, 0–1 (it may exceed 1 when another thing worked against it). */
  share: number | null
  /** Of the change that is asked about; of the fall in conversion that goes with a change of stock; of the group's deals. */
  shareOf: 'change' | 'conversion' | 'group'
  /** After Benjamini–Hochberg over everything that was looked at; null where nothing was tested. */
  p: number | null
  interval: Interval | null
  /** The dimension from whose shift this one follows, if it does. */
  followsFrom: string | null
  evidence: Record<string, number | null>
  words: string[]
  causes: CauseCode[]
  said: Said
  /** For a rejected one: why. */
  rejected: Said | null
  deals: DealGroup | null
}

export type RootCause = {
  /** The change itself. `real`: beyond chance. */
  change: { what: 'conversion' | 'stock' | 'inflow'; before: number | null; after: number | null; delta: number | null; relative: number | null; n: number; p: number | null; real: boolean }
  stockSplit: StockSplit | null
  findings: Finding[]
  rejected: Finding[]
  /** The share of the change that the first finding explains, at most 1: findings overlap and must not be added up. */
  explainedShare: number
  verdict: 'causes' | 'no_clear_cause'
  /** How many segments were tested. */
  tested: number
  said: Said
}
