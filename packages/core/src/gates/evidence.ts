import type { ConditionRecord } from '../conditions/catalogue.ts'

/** When a piece of evidence came to be known, and when it was taken back. Instants are ISO UTC. */
export interface Dated {
  since: string
  /** Null while it stands. */
  until: string | null
}

export interface ActivityEvidence extends Dated {
  kind: string
  outcome: string | null
  at: string
  minutes: number | null
  authorId: string | null
  body: string
}
export interface ContactEvidence extends Dated {
  contactId: string
  role: string
}
export interface ProductEvidence {
  productId: string
  quantity: number
  priceMinor: number | null
}
export interface AttachmentEvidence extends Dated {
  kind: string
}
export interface MilestoneEvidence extends Dated {
  kind: string
  at: string
  amountMinor: number | null
}
export interface TickEvidence extends Dated {
  criterionId: string
}
export interface FormEvidence extends Dated {
  formId: string
  isComplete: boolean
  /** In points; null where nothing scores. */
  score: number | null
}
export interface ApprovalEvidence {
  flowId: string
  status: 'waiting' | 'returned' | 'approved' | 'rejected' | 'withdrawn'
  /** The stage in which it was asked for; null if that is not known. */
  stageId: string | null
  requestedAt: string
  endedAt: string | null
}
/** What a field held before a change: how an earlier moment is read back. */
export interface FieldBefore {
  /** A property of `fields`, or `c_<key>` (also `custom.<key>`) for a custom field. */
  field: string
  before: unknown
  at: string
}

/** Everything that a gate can ask about one deal. */
export interface Evidence {
  dealId: string
  /** The deal as conditions read it: its columns in camelCase, custom values under `custom`. No relations. */
  fields: Readonly<Record<string, unknown>>
  activities: readonly ActivityEvidence[]
  contacts: readonly ContactEvidence[]
  products: readonly ProductEvidence[]
  attachments: readonly AttachmentEvidence[]
  milestones: readonly MilestoneEvidence[]
  ticks: readonly TickEvidence[]
  forms: readonly FormEvidence[]
  approvals: readonly ApprovalEvidence[]
  /** Empty unless the evidence was read with its past. */
  changes: readonly FieldBefore[]
}

/** Evidence of a deal of which nothing is known but its fields, such as one that is about to be made. */
export function bareEvidence(dealId: string, fields: Readonly<Record<string, unknown>>): Evidence {
  return { dealId, fields, activities: [], contacts: [], products: [], attachments: [], milestones: [], ticks: [], forms: [], approvals: [], changes: [] }
}

/** What a custom field holds. Own properties alone: a key is outside input. */
export function customValue(fields: Readonly<Record<string, unknown>>, key: string): unknown {
  const { custom } = fields
  return typeof custom === 'object' && custom !== null && Object.hasOwn(custom, key) ? (custom as Record<string, unknown>)[key] : undefined
}

/**
 * The same evidence as it was known at an instant (ISO UTC): later pieces gone, pieces taken back since there again,
 * fields as they were, approvals as far as they had come. Products are not dated and stay.
 */
export function evidenceAt(evidence: Evidence, instant: string): Evidence {
  const stood = <T extends Dated>(items: readonly T[]): T[] =>
    items.filter((item) => item.since <= instant && (item.until === null || item.until > instant)).map((item) => (item.until === null ? item : { ...item, until: null }))
  return {
    ...evidence,
    fields: fieldsAt(evidence, instant),
    activities: stood(evidence.activities), contacts: stood(evidence.contacts), attachments: stood(evidence.attachments),
    milestones: stood(evidence.milestones), ticks: stood(evidence.ticks), forms: stood(evidence.forms),
    approvals: evidence.approvals.filter((one) => one.requestedAt <= instant)
      .map((one) => (one.endedAt !== null && one.endedAt > instant ? { ...one, status: 'waiting', endedAt: null } : one)),
    changes: evidence.changes.filter((change) => change.at <= instant),
  }
}

const customPrefix = /^(?:c_|custom\.)/

function fieldsAt({ fields, changes }: Evidence, instant: string): Readonly<Record<string, unknown>> {
  const later = changes.filter((change) => change.at > instant).toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  if (later.length === 0) return fields
  // Maps, because a field's name may come from outside: `__proto__` must stay a name.
  const plain = new Map(Object.entries(fields))
  const held = plain.get('custom')
  let custom = new Map(typeof held === 'object' && held !== null ? Object.entries(held) : [])
  for (const { field, before } of later) {
    if (field === 'custom') custom = new Map(typeof before === 'object' && before !== null ? Object.entries(before) : [])
    else if (customPrefix.test(field)) custom.set(field.replace(customPrefix, ''), before)
    else plain.set(field, before)
  }
  plain.set('custom', Object.fromEntries(custom))
  return Object.fromEntries(plain)
}

/** As the condition language reads it: fields and relations that stand. */
export function conditionRecord(evidence: Evidence): ConditionRecord {
  const stands = <T extends Dated>(items: readonly T[]) => items.filter((item) => item.until === null)
  return { ...evidence.fields, contacts: stands(evidence.contacts), activities: stands(evidence.activities), products: evidence.products }
}
