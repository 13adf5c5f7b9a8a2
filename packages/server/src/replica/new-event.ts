import type { EventType } from '@sluice/core/events/catalogue'
import { sql } from 'kysely'
import type { SnapshotTx } from './snapshot-tx.ts'

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

/**
 * Events that a snapshot sees and an earlier one did not. Both ends bound the search in the index: below lie those that were
 * seen before anything was running, above those of a log that was carried over from another server and has its numbers.
 */
export const unseen = ({ orgId, sees: now }: SnapshotTx, before: string) => sql<boolean>`org_id = ${orgId} and xid >= pg_snapshot_xmin(${before}::pg_snapshot)
  and xid < pg_snapshot_xmax(${now}::pg_snapshot) and not pg_visible_in_snapshot(xid, ${before}::pg_snapshot)`
