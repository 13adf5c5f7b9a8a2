import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg, { type PoolConfig } from 'pg'
import type { Tables } from './tables.ts'

/** A transaction that may write. A use case that writes asks for this. */
export type Tx = Transaction<Tables> & { readonly mayWrite?: true }
/** Anything that can be read from; a query asks for this. */
export type Reader = Kysely<Tables>

/**
 * The only door to the database. Every access names an organisation and runs in a transaction in which row-level
 * security shows that organisation alone; queries name `org_id` besides.
 */
export interface OrgDb {
  read<T>(orgId: string, work: (tx: Reader) => Promise<T>): Promise<T>
  write<T>(orgId: string, work: (tx: Tx) => Promise<T>): Promise<T>
}
export interface Db extends OrgDb {
  /** The same for requests, whose statements, waits for locks and pauses are bounded; jobs and commands may take their time. */
  forRequests: OrgDb
  /** Without an organisation: sees no tenant row; for the three lookups that come before one is known. */
  outside: Kysely<Tables>
  pool: pg.Pool
  close(): Promise<void>
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Milliseconds; a request that runs into one is answered `server.unavailable`. */
const requestLimits = { statement_timeout: 60_000, lock_timeout: 10_000, idle_in_transaction_session_timeout: 60_000 }

export function openDb(config: PoolConfig, options: { max?: number; onError?: (error: Error) => void; limits?: Partial<typeof requestLimits> } = {}): Db {
  const pool = new pg.Pool({ max: options.max ?? 20, ...config, types: wireTypes })
  // An idle connection that breaks (the server restarts) must not end the process; the pool replaces it.
  pool.on('error', (error) => options.onError?.(error))
  // Nor one that breaks while it works: its query is refused, but the client says so as an event besides.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const bounds = Object.entries({ ...requestLimits, ...options.limits }).map(([name, ms]) => `; set local ${name} = ${ms}`).join('')
  const inOrg = async <T>(orgId: string, access: 'read only' | 'read write', work: (tx: Tx) => Promise<T>, more = ''): Promise<T> => {
    // SET LOCAL takes no parameter, and set_config() would not reach a distributed PostgreSQL's workers.
    if (!uuid.test(orgId)) throw new Error('not an organisation id')
    return kysely.connection().execute(async (connection) => {
      try {
        // One message begins it: a wait less for every request.
        await sql.raw(`start transaction ${access}; set local app.org = '${orgId}'${more}`).execute(connection)
        const result = await work(connection as Tx)
        await sql`commit`.execute(connection)
        return result
      } catch (error) {
        // A connection that is gone has ended the transaction by itself.
        await sql`rollback`.execute(connection).catch(() => undefined)
        throw error
      }
    })
  }
  return {
    read: (orgId, work) => inOrg(orgId, 'read only', work),
    write: (orgId, work) => inOrg(orgId, 'read write', work),
    forRequests: {
      read: (orgId, work) => inOrg(orgId, 'read only', work, bounds),
      write: (orgId, work) => inOrg(orgId, 'read write', work, bounds),
    },
    outside: kysely,
    pool,
    close: () => kysely.destroy(),
  }
}

/** Instants as ISO UTC text, days as text, bigint as number (refused when unsafe), numeric as text. */
const parsers: Record<number, (text: string) => unknown> = {
  1184: (text) => new Date(text.endsWith('+00') ? `${text.slice(0, -3).replace(' ', 'T')}Z` : text).toISOString(),
  1082: (text) => text,
  20: (text) => {
    const value = Number(text)
    if (!Number.isSafeInteger(value)) throw new Error(`integer out of range: ${text}`)
    return value
  },
}
export const wireTypes = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') =>
    // oxlint-disable-next-line typescript/no-unsafe-return -- the driver types its own parsers as any
    (format === 'text' ? parsers[oid] : undefined) ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}
