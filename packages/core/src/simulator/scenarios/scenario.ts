import type { Localized } from '../../config/localized.ts'
import type { Company, Instant } from '../company.ts'

export const scenarioKeys = ['manufacturing', 'price_change', 'rep_lapse', 'broken_form', 'competitor_entry', 'stage_redefinition', 'quiet'] as const
export type ScenarioKey = (typeof scenarioKeys)[number]

/**
 * What was planted, in the words of a finding: how the numbers moved, by which dimension and which of its values. Values are the
 * simulator's keys (channel and user keys) or labels (size, industry); `words` are what the notes speak of.
 */
export interface PlantedCause {
  kind: 'mix' | 'rate' | 'inflow' | 'general_rate' | 'attribute' | 'words' | 'system_fault'
  dimension?: 'source' | 'size' | 'owner' | 'industry'
  value?: string
  words?: readonly string[]
  /** What the losses say. */
  lossReasonKey?: string
  competitor?: string
}

/** Something the system did, or that happened to it. The simulated data carry it; its row in the system is the writer's. */
export interface Mark {
  kind: 'import' | 'config_publish' | 'integration_outage' | 'mass_change'
  label: Localized
  at: Instant
  /** An outage: when it was over; null: it is not, or the thing took no time. */
  until: Instant | null
  /** Deals it brought, altered or (outage) kept out; null where nobody knows. */
  carried: number | null
  /** Stages that it concerns; none for what concerns no stage. */
  stageKeys: readonly string[]
  channelKeys: readonly string[]
  /** Whether it is behind the change; the others are there to be ruled out. */
  isCause: boolean
}

export interface ScenarioTruth {
  pipelineKey: string
  /** Where it shows first and most, and in what. */
  stageKey: string
  what: 'conversion' | 'stock' | 'inflow'
  /** From here on the company is in its steady state: what an alarm says earlier is about an empty beginning. */
  steadyFrom: Instant
  /** The change began and ended (by a fix; `now` when it goes on). */
  from: Instant
  to: Instant
  /** Null: nothing was planted. */
  cause: PlantedCause | null
  /** What else is true, next in order of weight. */
  also: readonly PlantedCause[]
  /** What looks like a cause and is none. */
  ruledOut: readonly ('capacity' | 'system_fault')[]
  marks: readonly Mark[]
}

export interface Scenario {
  key: ScenarioKey
  title: Localized
  /** The planted truth in plain words. */
  story: Localized
  company: Company
  /** Pipeline → stage → the name that this company gives it, where it is not the template's. */
  stageNames: Readonly<Record<string, Readonly<Record<string, string>>>>
  truth: ScenarioTruth
}

export interface ScenarioOptions {
  seed: number
  /** UTC ms; everything lies before it. */
  now: Instant
  /** About so many deals a year; default 3000. Below some 1500 the planted changes drown in chance. At most 10,000. */
  dealsPerYear?: number
}
