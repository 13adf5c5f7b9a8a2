import { setTimeout as sleep } from 'node:timers/promises'
import { Client, type PoolConfig } from 'pg'
import { connectionError, isTransient } from './connection-error.ts'
import { APP_ROLE } from './embedded.ts'
import { DatabaseError } from './errors.ts'

/** Oldest server accepted, as `server_version_num`. */
const OLDEST = 150_000

const CONNECT_TIMEOUT_MS = 10_000

/** Checks the form of a database URL and names its target without the password: `host:port/database`. */
export function urlTarget(text: string): string {
  const url = parseUrl(text)
  return `${url.searchParams.get('host') ?? (url.hostname || 'localhost')}:${url.searchParams.get('port') ?? (url.port || 5432)}${url.pathname}`
}

function parseUrl(text: string): URL {
  // A socket is written without a host, `postgres://me@/db?host=/run/postgresql`, which a URL proper does not allow.
  const url = URL.parse(text.replace('@/', '@localhost/'))
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol)) throw new DatabaseError('database.url_invalid')
  return url
}

export function urlLogin(text: string): PoolConfig {
  return { connectionString: parseUrl(text).toString(), connectionTimeoutMillis: CONNECT_TIMEOUT_MS }
}

/**
 * The same login, turned into the application's role from the first statement on. The role must exist by the time
 * of connecting, and pass through no pooler that drops start-up options (then give DATABASE_APP_URL instead).
 */
export function asAppRole(text: string): PoolConfig {
  const url = parseUrl(text)
  const options = [url.searchParams.get('options'), `-c role=${APP_ROLE}`].filter(Boolean).join(' ')
  url.searchParams.set('options', options)
  return urlLogin(url.toString())
}

/** Throws `database.version_unsupported` for a server older than PostgreSQL 15. */
export function requireVersion(versionNumber: number): void {
  if (versionNumber >= OLDEST) return
  throw new DatabaseError('database.version_unsupported', `PostgreSQL ${Math.floor(versionNumber / 10_000)}`)
}

/**
 * Connects once and checks the server's version. A server that is just starting is waited for, `waitMs` at most.
 * Throws `database.unreachable`, `database.login_refused`, `database.version_unsupported`.
 */
export async function checkServer(login: PoolConfig, target: string, waitMs: number): Promise<number> {
  for (const deadline = Date.now() + waitMs; ; await sleep(250)) {
    const client = new Client(login)
    // A connection cut while closing must not end the process.
    client.on('error', () => {})
    try {
      await client.connect()
      const { rows } = await client.query<{ version: number }>(
        `SELECT current_setting('server_version_num')::int AS version`,
      )
      const version = rows[0]?.version ?? 0
      requireVersion(version)
      return version
    } catch (error) {
      if (!isTransient(error) || Date.now() >= deadline) throw connectionError(error, target)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}
