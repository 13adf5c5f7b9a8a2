import { sql } from 'kysely'
import type { SnapshotTx } from './snapshot-tx.ts'

/** What tells one history of an organisation from another: the newest events that a snapshot saw. */
export interface Proof {
  /** Of one event, quick to look for; null when there was none. */
  last: { seq: number; xid: string } | null
  /** Of the newest 200: which they were, and whose. */
  hash: string
}

/**
 * The proof of what the snapshot `sees` saw. A database that was restored to an earlier state may give the same transaction
 * and sequence numbers to other changes, but not to events of the same records at the same instants.
 */
export async function selectProof({ tx, orgId }: SnapshotTx, sees: string): Promise<Proof> {
  const { rows } = await sql<{ seq: number | null; xid: string | null; hash: string }>`
    with newest as (
      select seq, xid, subject_id, recorded_at from event
      where org_id = ${orgId} and xid < pg_snapshot_xmax(${sees}::pg_snapshot) and pg_visible_in_snapshot(xid, ${sees}::pg_snapshot)
      order by xid desc, seq desc limit 200)
    select (select seq from newest order by xid desc, seq desc limit 1) as seq, (select xid::text from newest order by newest.xid desc, seq desc limit 1) as xid,
      (select coalesce(md5(string_agg(concat_ws('/', seq, xid, subject_id, extract(epoch from recorded_at)), ',' order by xid, seq)), '') from newest) as hash`.execute(tx)
  const row = rows[0]
  return { last: row?.seq == null || row.xid === null ? null : { seq: row.seq, xid: row.xid }, hash: row?.hash ?? '' }
}

/** Whether the event that was seen last is still there. */
export async function isStillThere({ tx, orgId }: SnapshotTx, { last }: Proof): Promise<boolean> {
  if (last === null) return true
  const { rows } = await sql<{ there: boolean }>`
    select exists (select from event where org_id = ${orgId} and seq = ${last.seq} and xid = ${last.xid}::xid8) as there`.execute(tx)
  return rows[0]?.there === true
}
