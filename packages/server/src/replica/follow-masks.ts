import { alarmEvents } from '@sluice/core/events/alarm-events'
import type { EventType } from '@sluice/core/events/catalogue'
import { sql } from 'kysely'
import type { Held } from './held.ts'
import { unseen } from './new-event.ts'
import type { SnapshotTx } from './snapshot-tx.ts'

/** Events that change nothing that is asked of a deal, unless a deal is their subject. All others, new kinds too, may concern any deal. */
const harmless: readonly EventType[] = [
  ...(Object.keys(alarmEvents) as (keyof typeof alarmEvents)[]),
  'lead.created', 'lead.changed', 'lead.converted', 'lead.removed', 'account.created', 'account.changed', 'contact.created', 'contact.changed', 'product.changed',
  'activity.logged', 'activity.changed', 'activity.removed', 'comment.added', 'comment.changed', 'comment.removed', 'comment.restored', 'attachment.added', 'attachment.removed', 'import.changed', 'user.changed',
]

/** Beyond so many deals a mask is made anew sooner than followed. */
const most = 10_000

/**
 * Notes for each kept mask which deals the events since are about, to be judged again when it is next asked for. An event
 * that names no deal but may concern any (fields, a removed account, an import) ends them all.
 */
export async function followMasks(snapshot: SnapshotTx, held: Held): Promise<void> {
  const { masks } = held
  if (masks.size === 0) return
  const { rows } = await sql<{ id: string | null }>`
    select distinct case when subject_type = 'deal' then subject_id end as id from event
    where ${unseen(snapshot, held.sees)} and (subject_type = 'deal' or not type = any(${sql.val([...harmless])}::text[])) limit ${most + 1}`.execute(snapshot.tx)
  if (rows.length > most || rows.some(({ id }) => id === null)) {
    masks.clear()
    return
  }
  for (const [key, { pending }] of masks) {
    for (const { id } of rows) if (id !== null) pending.add(id)
    if (pending.size > most) masks.delete(key)
  }
}
