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
  /** It is given events of these types alone; all other events pass it by. */
  follows: ReadonlySet<EventType>
  /** Whether nothing of it would do anything in this organisation as it stands: the events pass unread. */
  isIdle?(tx: Reader, orgId: string): Promise<boolean>
  handle(tx: Tx, orgId: string, events: readonly LogEvent[]): Promise<void>
}

interface Position {
  xid: string
  seq: number
}

interface Stretch {
  end: Position
  types: ReadonlySet<EventType>
  count: number
}

const start: Position = { xid: '0', seq: 0 }
/** So many events later at the latest, the cursors of all consumers are moved to where they are. */
const SAVED_EVERY = 10_000
/** A look at the log goes over so many events at most: no transaction holds a cursor for long, however long the log is. */
const STRETCH = 50_000

/**
 * The next stretch of the log after a position that can no longer be joined by an earlier event. Events are ordered by their
 * transaction id; only those of transactions older than every running one are read, so an event that commits late with a
 * smaller seq is never passed over. (A cursor by seq alone would: docs/decisions/0003.)
 */
async function nextStretch(tx: Reader, orgId: string, after: Position): Promise<Stretch | null> {
  const { rows } = await sql<Position & { types: EventType[]; n: number }>`
    with stretch as materialized (
      select xid, seq, type from event
      where org_id = ${orgId} and (xid, seq) > (${after.xid}::xid8, ${after.seq}::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
      order by event.xid, event.seq limit ${STRETCH})
    select xid::text as xid, seq, (select array_agg(distinct type) from stretch) as types, (select count(*)::int from stretch) as n
    from stretch order by stretch.xid desc, stretch.seq desc limit 1`.execute(tx)
  const [last] = rows
  return last === undefined ? null : { end: { xid: last.xid, seq: last.seq }, types: new Set(last.types), count: last.n }
}

/** All of the log that can no longer be joined by an earlier event, as one stretch. */
async function firstStretch(tx: Reader, orgId: string): Promise<Stretch | null> {
  const { rows } = await sql<Position>`
    select xid::text as xid, seq from event where org_id = ${orgId} and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by event.xid desc, event.seq desc limit 1`.execute(tx)
  const [end] = rows
  return end === undefined ? null : { end, types: new Set(), count: 0 }
}

const concerns = (consumer: Consumer, stretch: Stretch) => [...consumer.follows].some((type) => stretch.types.has(type))

/** Lets a consumer take one batch; answers how many events of the log are behind it now that were not before. Two processes take turns on the cursor's row. */
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
    const stretch = await nextStretch(tx, orgId, cursor)
    if (stretch === null) return 0
    const events = concerns(consumer, stretch) && !(await consumer.isIdle?.(tx, orgId)) ? await readEvents(tx, orgId, cursor, stretch.end, consumer.follows, limit) : []
    if (events.length > 0) await consumer.handle(tx, orgId, events)
    // A full batch: there may be more of the stretch behind it.
    const reached = events.length < limit ? stretch.end : (events.at(-1) ?? stretch.end)
    await tx
      .updateTable('consumer_cursor')
      .set({ xid: reached.xid, seq: reached.seq })
      .where('org_id', '=', orgId)
      .where('consumer', '=', consumer.name)
      .execute()
    return events.length < limit ? stretch.count : events.length
  })
}

async function readEvents(tx: Reader, orgId: string, after: Position, until: Position, types: ReadonlySet<EventType>, limit: number): Promise<LogEvent[]> {
  const { rows } = await sql<LogEvent>`
    select seq, xid::text as xid, type, at, known_at, actor_id, subject_type, subject_id, payload from event
    where org_id = ${orgId} and (xid, seq) > (${after.xid}::xid8, ${after.seq}::bigint) and (xid, seq) <= (${until.xid}::xid8, ${until.seq}::bigint)
      and type = any(${sql.val([...types])}::text[])
    order by event.xid, event.seq limit ${limit}`.execute(tx)
  return rows
}

/** Whether anything lies after a position that is not settled yet. */
async function hasUnsettled(tx: Reader, orgId: string, after: Position): Promise<boolean> {
  const { rows } = await sql<{ more: boolean }>`
    select exists (select from event where org_id = ${orgId} and (xid, seq) > (${after.xid}::xid8, ${after.seq}::bigint)) as more`.execute(tx)
  return rows[0]?.more === true
}

/**
 * Follows the log for all consumers: woken by commits, and by a slow beat in case a wake was lost. Once every consumer has come
 * to the end of an organisation's log, one look tells for all of them what came since and whom it concerns: a commit that
 * concerns none costs one statement. `stop` waits for the batch under way.
 */
export function follow(db: Db, consumers: readonly Consumer[], onError: (error: Error) => void) {
  const waiting = new Set<string>()
  /** Up to where no consumer has anything left to take, by organisation, and how many events ago the cursors of all were moved there. */
  const done = new Map<string, { at: Position; passed: number }>()
  let running: Promise<void> | null = null
  let stopped = false

  const takeAll = async (consumer: Consumer, orgId: string) => {
    while (!stopped && (await advance(db, consumer, orgId)) > 0);
  }
  const drainOne = async (orgId: string) => {
    for (;;) {
      const was = done.get(orgId)
      const next = await db.read(orgId, (tx) => (was === undefined ? firstStretch(tx, orgId) : nextStretch(tx, orgId, was.at)))
      if (next === null) break
      const passed = (was?.passed ?? SAVED_EVERY) + next.count
      // Now and then all of them, also those whom nothing concerned: after a restart they go on from their cursors.
      const isForAll = passed >= SAVED_EVERY
      let isWhole = true
      for (const consumer of consumers) {
        if (!isForAll && !concerns(consumer, next)) continue
        try {
          await takeAll(consumer, orgId)
        } catch (error) {
          isWhole = false
          onError(error as Error)
        }
      }
      if (stopped) return
      if (!isWhole) return void setTimeout(() => wake(orgId), 5000).unref()
      done.set(orgId, { at: next.end, passed: isForAll ? 0 : passed })
    }
    // A transaction still running holds events back: look again shortly.
    if (await db.read(orgId, (tx) => hasUnsettled(tx, orgId, done.get(orgId)?.at ?? start))) setTimeout(() => wake(orgId), 250).unref()
  }
  const drain = async () => {
    while (!stopped) {
      const orgId = waiting.values().next().value
      if (orgId === undefined) return
      waiting.delete(orgId)
      try {
        await drainOne(orgId)
      } catch (error) {
        onError(error as Error)
        setTimeout(() => wake(orgId), 5000).unref()
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
