import { sql } from 'kysely'
import { expect, vi } from 'vitest'
import { advance, type Consumer } from '../platform/consumers.ts'
import type { Db } from '../platform/db.ts'

/**
 * Lets a consumer take all that an organisation's log holds. A transaction of another test, on the same server, may hold the
 * end of the log back for a moment: it is waited for.
 */
export async function followLog(db: Db, consumer: Consumer, orgId: string): Promise<void> {
  await vi.waitFor(async () => {
    while ((await advance(db, consumer, orgId)) > 0);
    const { rows } = await db.read(orgId, (tx) => sql<{ behind: number }>`
      select count(*)::int as behind from event e join consumer_cursor c on c.org_id = e.org_id and c.consumer = ${consumer.name}
      where e.org_id = ${orgId} and (e.xid, e.seq) > (c.xid, c.seq)`.execute(tx))
    expect(rows[0]?.behind, `events that ${consumer.name} has not seen`).toBe(0)
  }, { timeout: 200_000, interval: 20 })
}
