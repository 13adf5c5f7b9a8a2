import type { RowReason } from './reasons.ts'

/** An existing thing, or one to be made under this name. */
export type NameRef = { id: string } | { create: string }

/** An instant in ISO UTC; `dateOnly`: the file gave a day, and this is its beginning in the organisation's zone. */
export interface When {
  at: string
  dateOnly: boolean
}

export interface PhoneCell {
  raw: string
  e164: string | null
}

interface Common {
  /** Line in the file. */
  line: number
  key: string | null
  note: string | null
  tags: string[]
  custom: Record<string, string>
  /** What was changed or left open in a row that is taken. */
  warnings: RowReason[]
}

export interface DealRow extends Common {
  kind: 'deals'
  title: string
  accountName: string | null
  contactName: string | null
  phone: PhoneCell | null
  email: string | null
  pipeline: NameRef
  outcome: 'open' | 'won' | 'lost'
  /** The stage in which the deal stands now; null for a closed one whose last stage the file does not tell. Key of a stage of its pipeline. */
  stageKey: string | null
  /** Known entries into stages, in the order of the pipeline. */
  stageEntries: { stageKey: string; at: string }[]
  amountMinor: number | null
  currency: string
  createdAt: When | null
  closedAt: When | null
  expectedCloseOn: string | null
  owner: NameRef | null
  source: NameRef | null
  product: NameRef | null
  lostReason: NameRef | null
  competitor: string | null
  /** 0…1 */
  winProbability: number | null
  nextStep: string | null
  nextStepDue: string | null
}

export interface LeadRow extends Common {
  kind: 'leads'
  name: string
  company: string | null
  title: string | null
  phone: PhoneCell | null
  email: string | null
  wechat: string | null
  status: NameRef | null
  source: NameRef | null
  sourceDetail: string | null
  owner: NameRef | null
  createdAt: When | null
}

export interface AccountRow extends Common {
  kind: 'accounts'
  name: string
  industry: string | null
  size: string | null
  region: string | null
  website: string | null
  phone: PhoneCell | null
  owner: NameRef | null
  source: NameRef | null
  createdAt: When | null
}

export interface ContactRow extends Common {
  kind: 'contacts'
  name: string
  accountName: string | null
  title: string | null
  department: string | null
  phone: PhoneCell | null
  email: string | null
  wechat: string | null
  owner: NameRef | null
  createdAt: When | null
}

export interface ProductRow extends Common {
  kind: 'products'
  name: string
  family: string | null
  priceMinor: number | null
  currency: string
}

/** What an activity means for its deal. */
export type EventMeaning = { stageKey: string } | { lost: NameRef | null } | 'won' | 'ignore'

export interface EventRow extends Common {
  kind: 'events'
  caseKey: string
  activity: string
  meaning: EventMeaning
  at: string
  resource: NameRef | null
  pipeline: NameRef
  /** Facts of the case, as this row has them. */
  title: string | null
  accountName: string | null
  amountMinor: number | null
  currency: string
  owner: NameRef | null
  source: NameRef | null
  product: NameRef | null
  lostReason: NameRef | null
}

export type ImportRecord = DealRow | LeadRow | AccountRow | ContactRow | ProductRow | EventRow

export type MappedRow =
  | { ok: true; record: ImportRecord }
  /** To the error file. */
  | { ok: false; rejected: true; line: number; reasons: RowReason[] }
  /** Left out, as the mapping wishes. */
  | { ok: false; rejected: false; line: number; reasons: RowReason[] }
