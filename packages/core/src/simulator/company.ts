import type { ActivityKindKey } from '../config/activity-kinds.ts'
import type { Localized } from '../config/localized.ts'
import type { Role } from '../identity/role.ts'

/** UTC milliseconds. */
export type Instant = number
/** `YYYY-MM-DD` in Asia/Shanghai. */
export type DateText = string

export interface Team {
  key: string
  name: string
  parentKey: string | null
}
export interface User {
  key: string
  name: string
  /** At example.com. */
  email: string
  title: string
  role: Role
  teamKey: string
}
export interface Product {
  key: string
  code: string
  name: string
  family: string
  unit: string
  priceMinor: number
}
export interface Account {
  key: string
  name: string
  industry: string
  size: string
  city: string
  ownerKey: string
  channelKey: string
  createdAt: Instant
}
export interface Contact {
  key: string
  accountKey: string
  name: string
  title: string
  phone: string
  email: string
  wechat: string | null
  ownerKey: string
  createdAt: Instant
}
export interface Activity {
  at: Instant
  kind: ActivityKindKey
  /** A key of the kind's outcomes; null for notes. */
  outcome: string | null
  minutes: number
  ownerKey: string
  contactKey: string | null
  body: string
}

export type LeadStatus = 'new' | 'working' | 'qualified' | 'nurturing' | 'converted' | 'invalid'
export interface Lead {
  key: string
  name: string
  company: string
  title: string
  phone: string
  email: string
  city: string
  industry: string
  size: string
  channelKey: string
  /** Campaign, keyword, fair… */
  sourceDetail: string
  createdAt: Instant
  teamKey: string
  /** Null: not handed to anyone yet, or given back to the lead pool (公海). */
  ownerKey: string | null
  /** First is `new` at `createdAt`; instants rise strictly. */
  statusHistory: { at: Instant; status: LeadStatus }[]
  invalidReason: string | null
  touches: Activity[]
  /** Set when the last status is `converted`; the deal's `createdAt` is that instant. */
  convertedDealKey: string | null
}

export interface Transition {
  at: Instant
  /** `created` is the first and only the first. `won` and `lost` name the stage that was left by it, `reopened` the stage entered. */
  kind: 'created' | 'moved' | 'won' | 'lost' | 'reopened'
  stageKey: string
  lossReasonKey?: string
  competitor?: string
}
export interface DealProduct {
  productKey: string
  quantity: number
  /** Unit price agreed. */
  priceMinor: number
}
/** Owner, amount and expected close are those at creation; the changes follow in order. Next step is that at `now`. */
export interface Deal {
  key: string
  title: string
  pipelineKey: string
  accountKey: string
  contacts: { contactKey: string; role: string }[]
  /** The sales team (one of the four), not the office below it. */
  teamKey: string
  ownerKey: string
  ownerChanges: { at: Instant; ownerKey: string }[]
  channelKey: string
  size: string
  currency: 'CNY'
  amountMinor: number
  amountChanges: { at: Instant; amountMinor: number }[]
  createdAt: Instant
  /** Instants rise strictly. */
  transitions: Transition[]
  expectedCloseOn: DateText
  closeDateChanges: { at: Instant; on: DateText }[]
  nextStep: { text: string; due: DateText } | null
  activities: Activity[]
  /** Σ quantity · price = the latest amount. Each product at most once. */
  products: DealProduct[]
  tags: string[]
  /** The competitor that is known to be in play, if any. */
  competitor: string | null
  leadKey: string | null
}

export interface PlantedLeak {
  key: string
  since: Instant
  pipelineKey: string
  stageKey: string
  teamKey: string
  channelKey: string
  /** The exact change, in words. */
  description: Localized
}

/** Plain data (JSON-safe), every list in order of creation, every instant before `now`. */
export interface Company {
  name: string
  seed: number
  start: Instant
  now: Instant
  pipelineKeys: string[]
  channelKeys: string[]
  teams: Team[]
  users: User[]
  products: Product[]
  tags: string[]
  competitors: string[]
  leads: Lead[]
  accounts: Account[]
  contacts: Contact[]
  deals: Deal[]
  leaks: PlantedLeak[]
}
