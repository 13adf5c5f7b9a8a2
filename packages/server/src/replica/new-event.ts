import type { EventType } from '@sluice/core/events/catalogue'

/** An event that a replica has not taken yet; what of it may concern columns. */
export interface NewEvent {
  type: EventType
  subject_type: string
  subject_id: string
  /** Of a configuration or a user. */
  what: string | null
  /** Accounts named in it: of a new deal, or before and after a change. */
  accounts: (string | null)[] | null
}
