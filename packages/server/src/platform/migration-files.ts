import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DatabaseError, errorCode } from './postgres/errors.ts'

export type MigrationFile = { name: string; sql: string; sha256: string }

/** `db/migrations` of the project. */
export const MIGRATIONS_DIR = resolve(dirname(fileURLToPath(import.meta.url)), '../../../../db/migrations')

/**
 * Reads `NNNN_name.sql` files in order of their numbers. Line endings do not count towards the checksum, so that a
 * checkout on Windows agrees with one on Linux. Throws `migration.name_invalid` for other names and equal numbers.
 */
export function readMigrationFiles(dir = MIGRATIONS_DIR): MigrationFile[] {
  const names = listSqlFiles(dir)
  const numbers = new Set<string>()
  return names.map((name) => {
    const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]
    if (!number || numbers.has(number)) throw new DatabaseError('migration.name_invalid', name)
    numbers.add(number)
    const sql = readFileSync(join(dir, name), 'utf8').replaceAll('\r\n', '\n')
    return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
  })
}

function listSqlFiles(dir: string): string[] {
  try {
    return readdirSync(dir).filter((name) => name.endsWith('.sql')).sort()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}
