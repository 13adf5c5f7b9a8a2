import type { EventType } from '@sluice/core/events/catalogue'
import { sql } from 'kysely'
import type { Db, Reader, Tx } from './db.ts'

/** An event as a consumer reads it. */
export interface LogEvent {
  seq: number
  xid: string
  type: EventType
  at: string
  known_at: string
  actor_id: string | null
  subject_type: string
  subject_id: string
  payload: Record<string, unknown>
}

/** Something that follows the log. `handle` runs in the transaction that moves the cursor: its writes happen exactly once. */
export interface Consumer {
  name: string
  handle(tx: Tx, orgId: string, events: readonly LogEvent[]): Promise<void>
}

/**
 * Events after (xid, seq) that can no longer be joined by an earlier one. Events are ordered by their transaction id;
 * only those of transactions older than every running one are read, so an event that commits late with a smaller seq
 * is never passed over. (A cursor by seq alone would: docs/decisions/0003.)
 */
export async function readSettled(tx: Reader, orgId: string, after: { xid: string; seq: number }, limit: number): Promise<LogEvent[]> {
  const { rows } = await sql<LogEvent>`
    select seq, xid::text as xid, type, at, known_at, actor_id, subject_type, subject_id, payload from event
    where org_id = ${orgId} and (xid, seq) > (${after.xid}::xid8, ${after.seq}::bigint)
      and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by event.xid, event.seq limit ${limit}`.execute(tx)
  return rows
}

/** Lets a consumer take one batch; answers how many events it took. Two processes take turns on the cursor's row. */
export async function advance(db: Db, consumer: Consumer, orgId: string, limit = 500): Promise<number> {
  return db.write(orgId, async (tx) => {
    await tx
      .insertInto('consumer_cursor')
      .values({ org_id: orgId, consumer: consumer.name, xid: '0', seq: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const cursor = await tx
      .selectFrom('consumer_cursor')
      .select(['xid', 'seq'])
      .where('org_id', '=', orgId)
      .where('consumer', '=', consumer.name)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const events = await readSettled(tx, orgId, cursor, limit)
    const last = events.at(-1)
    if (last === undefined) return 0
    await consumer.handle(tx, orgId, events)
    await tx
      .updateTable('consumer_cursor')
      .set({ xid: last.xid, seq: last.seq })
      .where('org_id', '=', orgId)
      .where('consumer', '=', consumer.name)
      .execute()
    return events.length
  })
}

/** Whether anything lies after the cursor that is not settled yet. */
async function hasMore(db: Db, consumer: Consumer, orgId: string): Promise<boolean> {
  return db.read(orgId, async (tx) => {
    const { rows } = await sql<{ more: boolean }>`
      select exists (select from event e left join consumer_cursor c on c.org_id = e.org_id and c.consumer = ${consumer.name}
        where e.org_id = ${orgId} and (c.xid is null or (e.xid, e.seq) > (c.xid, c.seq))) as more`.execute(tx)
    return rows[0]?.more === true
  })
}

/**
 * Follows the log for all consumers: woken by commits, and by a slow beat in case a wake was lost.
 * `stop` waits for the batch under way.
 */
export function follow(db: Db, consumers: readonly Consumer[], onError: (error: Error) => void) {
  const waiting = new Set<string>()
  let running: Promise<void> | null = null
  let stopped = false

  const drain = async () => {
    while (!stopped) {
      const orgId = waiting.values().next().value
      if (orgId === undefined) return
      waiting.delete(orgId)
      for (const consumer of consumers) {
        try {
          while (!stopped && (await advance(db, consumer, orgId)) > 0);
          // A transaction still running holds events back: look again shortly.
          if (await hasMore(db, consumer, orgId)) setTimeout(() => wake(orgId), 250).unref()
        } catch (error) {
          onError(error as Error)
          setTimeout(() => wake(orgId), 5000).unref()
        }
      }
    }
  }
  const wake = (orgId: string) => {
    if (stopped) return
    waiting.add(orgId)
    running ??= drain().finally(() => {
      running = null
      if (waiting.size > 0) queueMicrotask(() => wake(waiting.values().next().value ?? orgId))
    })
  }
  const wakeAll = async () => {
    const { rows } = await sql<{ org_id: string }>`select org_id from all_orgs()`.execute(db.outside)
    for (const row of rows) wake(row.org_id)
  }
  const beat = setInterval(() => void wakeAll().catch(onError), 60_000).unref()
  void wakeAll().catch(onError)
  return {
    wake,
    async stop() {
      stopped = true
      clearInterval(beat)
      await running
    },
  }
}
