import type { Count, DayRange, Exits } from '../series.ts'

/**
 * Counts of one segment in one period. `n`: deals that first entered the stage in the period. `hits`: of these, reached the
 * next within the same number of days in both periods. `stock`: in the stage at the end of the period.
 */
export type Tally = Count & { stock: number }

/** One value of a dimension, or one pair of values of a pair of dimensions. Unknown is a value of its own: `''`. */
export type Cell = { values: string[]; before: Tally; after: Tally }

/** All deals of both periods, cut by one dimension or by two. Every deal is in exactly one cell. */
export type Cut = { dimensions: string[]; cells: Cell[] }

/** Rows for `cutsOf`: counts per combination of the values of all dimensions, in their order. */
export type SegmentRow = { values: string[]; before: Tally; after: Tally }

/** A group of deals (stuck, or lost) against the rest, by one dimension; `group` and `rest` count deals. */
export type GroupCut = { dimension: string; cells: { value: string; group: number; rest: number }[] }

/** In how many deals' notes each term occurs, of `deals` deals with notes at all. */
export type TermCounts = { deals: number; terms: Record<string, number> }

/** What moved in and out of the stage in a period. `meanDwell` in days, Kaplan–Meier, null when unknown. */
export type FlowTally = { days: number; inflow: number; outflow: Exits; stockStart: number; stockEnd: number; meanDwell: number | null }

/** Something the system did, or that happened to it, in or shortly before the later period. Instants are epoch ms. */
export type SystemEvent = {
  id: string
  kind: 'import' | 'config_publish' | 'integration_outage' | 'mass_change'
  label: string
  at: number
  until: number | null
  /** Of the deals that make up the change, how many it brought or altered; for an outage: how many are missing. Null: unknown. */
  carried: number | null
  /** Of a source that fell silent: what all sources together bring in such a time; `carried` is counted in the same leads. */
  usual?: number
  /** A publish: whether it altered this stage, its neighbours or their gates. */
  concernsStage: boolean
  /** Conversion of deals that entered within some days before and after it; null when not computed. */
  around: { before: Count; after: Count } | null
}

/** Who worked in a period. `entries`: deals that came to the team's owners in it (not the stock: that would be the effect). */
export type CapacityTally = { days: number; activeOwners: number; entries: number; activities: number | null }
export type OwnerLoad = { ownerId: string; before: Count & { entries: number }; after: Count & { entries: number } }

/** `p` of a change that goes this way. */
export type KnownChange = { p: number; direction: 1 | -1 }

export type RootCauseInput = {
  pipelineId: string
  stageId: string
  /** What changed: conversion of the stage, its stock, or its inflow. */
  what: 'conversion' | 'stock' | 'inflow'
  before: DayRange
  after: DayRange
  /** The test by which an alarm has shown the change already; null: the counts alone must show it. */
  known?: KnownChange | null
  /** When it began at the earliest, epoch ms: the start of the later period, or the day of the alarm's first excess. */
  onset: number
  flow: { before: FlowTally; after: FlowTally } | null
  cuts: Cut[]
  /**
   * Which group the group cuts and words are about, and what is its rest: the other deals of the same time (moved on, not
   * stuck), or the same kind of group in the earlier period. Only against the earlier one a difference is itself a change.
   */
  group: 'stuck' | 'lost'
  groupRest: 'others' | 'earlier'
  groupCuts: GroupCut[]
  words: { group: TermCounts; rest: TermCounts } | null
  events: SystemEvent[]
  /** How many deals make up the change (added stock, missing entries, lost conversions): what `carried` is a share of. */
  changeCount: number
  capacity: { before: CapacityTally; after: CapacityTally; owners: OwnerLoad[] } | null
}
