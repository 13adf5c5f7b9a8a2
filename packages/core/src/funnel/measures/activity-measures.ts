import type { StayExit } from '../journey.ts'
import type { Measured } from '../measured.ts'

/** A lead or deal that came in and waits for its first contact; `firstAt` null = not yet. Instants in UTC ms. */
export type ResponseRow = { ownerId: string | null; at: number; firstAt: number | null }

/** One stay with its customer-facing activities; `exit` null = it lasts. */
export type TouchRow = { dealId: string; ownerId: string | null; stageId: string; touches: number; exit: StayExit | null }

/**
 * First response: median hours (Kaplan–Meier: those still waiting count as waiting) and the share answered within `withinHours`
 * (default 2), of those whose time is up or that were answered.
 */
export type Response = { median: Measured; within: Measured; waiting: number }

/** Customer contacts in one stage: how many it takes until the deal moves on, and until it is lost. Medians over stays that ended so. */
export type StageTouches = {
  stageId: string
  untilAdvance: Measured
  untilLoss: Measured
  /** Open stays with more contacts than nine in ten of those that moved on had (`limit`; at least 5): much effort, no progress. */
  limit: number | null
  over: { share: Measured; dealIds: string[] }
}

export type ActivityMeasures = {
  asOf: number
  response: Response
  stages: StageTouches[]
  byOwner: { ownerId: string | null; response: Response; touchesPerStay: Measured; over: Measured }[]
}
