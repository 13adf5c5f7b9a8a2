import type { ConditionRecord } from '../conditions/catalogue.ts'
import type { Changes } from '../events/deal-events.ts'

/** A change of a lead as the log keeps it; `at` in UTC epoch milliseconds. */
export type LoggedChange = { at: number; changes: Changes }

/**
 * A lead as it was at an instant: as it is now, with what changed later taken back. What nobody logged is not known before it happened:
 * conversion and the last follow-up are gone, and a status that was reached later is `new` again.
 */
export function rewound(lead: ConditionRecord, changes: readonly LoggedChange[], at: number): ConditionRecord {
  const record: Record<string, unknown> = { ...lead, custom: { ...(lead.custom as Record<string, unknown>) } }
  let statusTold = false
  for (const change of changes.toSorted((a, b) => b.at - a.at)) {
    if (change.at <= at) break
    for (const [field, [before]] of Object.entries(change.changes)) {
      if (field === 'status') statusTold = true
      if (field.startsWith('c_')) Object.assign(record.custom as object, { [field.slice(2)]: before })
      else if (field in record) record[field] = before
    }
  }
  if (!statusTold && later(lead.statusAt, at)) record.status = 'new'
  for (const field of ['convertedAt', 'lastActivityAt']) if (later(lead[field], at)) record[field] = null
  return record
}

const later = (instant: unknown, at: number): boolean => typeof instant === 'string' && Date.parse(instant) > at
