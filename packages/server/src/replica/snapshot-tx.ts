import { Kysely, PostgresDialect, sql } from 'kysely'
import type pg from 'pg'
import type { Reader } from '../platform/db.ts'
import type { Tables } from '../platform/tables.ts'

/** One repeatable-read look at the database: several statements that see the same instant of it. */
export interface SnapshotTx {
  orgId: string
  /** For statements; not a transaction of its own: it is in one. */
  tx: Reader
  /** The same connection, for COPY. */
  client: pg.PoolClient
  /** What the snapshot sees: `pg_current_snapshot()` as text. */
  sees: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Runs `work` in a read-only transaction of one organisation, in which row-level security shows that organisation alone.
 * A sort has room for `workMemory` megabytes before it goes to disk.
 */
export async function inSnapshot<T>(pool: pg.Pool, orgId: string, work: (snapshot: SnapshotTx) => Promise<T>, workMemory = 16): Promise<T> {
  requireId(orgId)
  const client = await pool.connect()
  let broken = true
  try {
    await client.query(`begin isolation level repeatable read read only; set local app.org = '${orgId}'; set local work_mem = '${workMemory}MB'`)
    try {
      const { rows } = await client.query<{ sees: string }>('select pg_current_snapshot()::text as sees')
      const result = await work({ orgId, tx: readerOf(client), client, sees: rows[0]?.sees ?? '' })
      await client.query('commit')
      broken = false
      return result
    } catch (error) {
      await client.query('rollback')
      broken = false
      throw error
    }
  } finally {
    // A connection that could not even end its transaction is thrown away.
    client.release(broken)
  }
}

/** Kysely on one connection that somebody else holds. */
function readerOf(client: pg.PoolClient): Reader {
  const held = { query: client.query.bind(client), release: () => undefined }
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: { connect: async () => held, end: async () => undefined, options: {} } }) })
}

/** @throws when it is no id. */
export function requireId(id: string): void {
  if (!uuid.test(id)) throw new Error('not an id')
}

/** An id for statements that take no parameters. @throws when it is none. */
export function idLiteral(id: string): string {
  requireId(id)
  return `'${id}'::uuid`
}

/** Ids packed one after the other, 16 bytes each, of a query with one column `id`. */
export async function packedIds(tx: Reader, query: ReturnType<typeof sql>): Promise<Buffer> {
  const { rows } = await sql<{ ids: Buffer | null }>`select string_agg(uuid_send(id), ''::bytea) as ids from (${query}) x`.execute(tx)
  return rows[0]?.ids ?? Buffer.alloc(0)
}
