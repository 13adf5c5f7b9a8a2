import type { Period } from '../journey.ts'

/**
 * What every measure is asked. Instants are UTC epoch milliseconds; `from`/`to` null = unbounded.
 * - `asOf`: as known at this instant, that instant included
 * - `zone`: the organisation's IANA zone, for calendar days and weeks
 * - `currency`: the one money is added up in; deals in others are counted but not summed
 */
export type Asked = Period & { asOf: number; zone: string; currency: string }

/**
 * How cohorts are read, where a measure has cohorts (see core/funnel/cohort): by default the deals that entered the pipeline
 * in the period, linear fill. `matureDays` (default 30): a cohort younger than that is not final.
 */
export type CohortAsked = Asked & { cohort?: 'entry' | 'stage'; fill?: 'linear' | 'touched'; matureDays?: number }

/** What a deal can be cut by: its owner, team or source as they were at the event, or any key of `columns.dimensions` (as today). */
export type Slice = 'owner' | 'team' | 'source' | (string & {})
