import { Client, DatabaseError as PgError, type ClientConfig } from 'pg'
import { ensureAppRole } from './app-role.ts'
import { MIGRATIONS_DIR, readMigrationFiles, type MigrationFile } from './migration-files.ts'
import { DatabaseError } from './postgres/errors.ts'
import type { Log } from './postgres/log.ts'

/** Any fixed number does, as long as nothing else in the database takes the same advisory lock. */
const LOCK = 7_583_242

/**
 * Brings the database up to date: runs the files of `dir` that it has not seen, in order, each in a transaction of
 * its own together with its entry in `schema_migration`. Only one process at a time does so; others wait, then find
 * nothing to do. Connects with the owner's login, never the application's.
 * Throws `migration.changed`, `migration.newer_database`, `migration.out_of_order`, `migration.failed`,
 * `database.role_missing`. Returns the names applied now.
 */
export async function migrate(options: { admin: ClientConfig; dir?: string; log?: Log }): Promise<string[]> {
  const files = readMigrationFiles(options.dir ?? MIGRATIONS_DIR)
  const client = new Client(options.admin)
  await client.connect()
  try {
    await client.query(`SELECT pg_advisory_lock($1)`, [LOCK])
    await ensureAppRole(client)
    await client.query(`
      CREATE TABLE IF NOT EXISTS schema_migration (
        name text PRIMARY KEY,
        sha256 text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
      )`)
    await client.query('GRANT SELECT ON schema_migration TO sluice_app')
    const pending = pendingOf(files, await appliedMigrations(client))
    for (const file of pending) {
      await apply(client, file)
      options.log?.info({ migration: file.name }, 'migration applied')
    }
    return pending.map(({ name }) => name)
  } finally {
    // Ending the session also gives the advisory lock back.
    await client.end()
  }
}

/** Names of migrations not yet applied; throws as `migrate` does when files and database disagree. Changes nothing. */
export async function pendingMigrations(client: Client, dir = MIGRATIONS_DIR): Promise<string[]> {
  const known = await client.query<{ known: boolean }>(`SELECT to_regclass('schema_migration') IS NOT NULL AS known`)
  const applied = known.rows[0]?.known ? await appliedMigrations(client) : []
  return pendingOf(readMigrationFiles(dir), applied).map(({ name }) => name)
}

type Applied = { name: string; sha256: string }

async function appliedMigrations(client: Client): Promise<Applied[]> {
  return (await client.query<Applied>('SELECT name, sha256 FROM schema_migration ORDER BY name COLLATE "C"')).rows
}

function pendingOf(files: MigrationFile[], applied: Applied[]): MigrationFile[] {
  const byName = new Map(files.map((file) => [file.name, file]))
  for (const { name, sha256 } of applied) {
    const file = byName.get(name)
    if (!file) throw new DatabaseError('migration.newer_database', name)
    if (file.sha256 !== sha256) throw new DatabaseError('migration.changed', name)
    byName.delete(name)
  }
  const pending = [...byName.values()]
  const last = applied.at(-1)
  const late = pending.find(({ name }) => last && name < last.name)
  if (late) throw new DatabaseError('migration.out_of_order', late.name)
  return pending
}

async function apply(client: Client, file: MigrationFile): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(file.sql)
    await client.query('INSERT INTO schema_migration (name, sha256) VALUES ($1, $2)', [file.name, file.sha256])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    const reason = error instanceof Error ? error.message : String(error)
    throw new DatabaseError('migration.failed', `${file.name}${lineOf(error, file.sql)}: ${reason}`, { cause: error })
  }
}

/** The server tells the place of an error in characters; people look for lines. */
function lineOf(error: unknown, sql: string): string {
  const position = error instanceof PgError ? Number(error.position) : NaN
  return position > 0 ? `:${sql.slice(0, position - 1).split('\n').length}` : ''
}

