import type { Params } from './say.ts'

/**
 * A sentence before it is said: which one, and its numbers as they are (0.39, not "39 %"). Ids of stages, keys of dimensions
 * and their values become names only when it is said (`sentence()`), so that it can be stored and read in either language.
 * Made by `tell()`.
 */
export type Said = { key: string; params: Params }

/** `yes`: holds. `no`: looked at, does not hold. `not_enough`: too few deals to say. */
export type Holds = 'yes' | 'no' | 'not_enough'

/** A judgement with what it rests on. */
export type Verdict<Code extends string = string> = {
  code: Code
  holds: Holds
  stageIds: string[]
  /** The numbers it was made from: shares as 0–1, days, counts; null where there is none. */
  evidence: Record<string, number | null>
  said: Said
  /** What `remediesFor` is asked with. */
  causes: CauseCode[]
}

/** What a remedy answers. Stable keys. */
export const causeCodes = [
  'top_break', 'middle_bulge', 'bottom_collapse', 'low_conversion', 'long_dwell', 'stock_growth', 'inflow_drop', 'win_rate_swing', 'stalled', 'dormant',
  'slow_response', 'weak_needs_analysis', 'poor_leads', 'bottleneck', 'channel_mix', 'small_customers', 'segment_mix', 'segment_rate', 'owner_rate',
  'general_rate', 'budget', 'payment_terms', 'price', 'competitor', 'decision_process', 'product_gap', 'capacity', 'system_fault', 'stage_definition', 'next_step_missing',
] as const
export type CauseCode = (typeof causeCodes)[number]
