import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'

const furthest = 90 * 86_400_000

/** Hides an item from the viewer's own day until an instant; again: until the new one. What is over is swept along. */
export async function snooze(tx: Tx, { orgId, userId }: Viewer, key: string, until: string, now: Date): Promise<void> {
  const ahead = Date.parse(until) - now.getTime()
  if (ahead <= 0 || ahead > furthest) refuse('day.snooze_in_the_past')
  await sql`delete from day_snooze where org_id = ${orgId} and user_id = ${userId} and until <= ${now.toISOString()}`.execute(tx)
  await sql`insert into day_snooze (org_id, user_id, item_key, until) values (${orgId}, ${userId}, ${key}, ${until}) on conflict (org_id, user_id, item_key) do update set until = excluded.until`.execute(tx)
}

export async function unsnooze(tx: Tx, { orgId, userId }: Viewer, key: string): Promise<void> {
  await sql`delete from day_snooze where org_id = ${orgId} and user_id = ${userId} and item_key = ${key}`.execute(tx)
}
