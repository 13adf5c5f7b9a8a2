/**
 * Writes packages/server/src/platform/tables.ts: the row types of every table, read from a freshly migrated database.
 * `--check` writes nothing and fails when the file is stale.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { migrate } from '../packages/server/src/platform/migrate.ts'
import { startEmbedded } from '../packages/server/src/platform/postgres/embedded.ts'
import { silentLog } from '../packages/server/src/platform/postgres/log.ts'

const file = new URL('../packages/server/src/platform/tables.ts', import.meta.url).pathname

/** How each type arrives from the driver as platform/db.ts sets its parsers. */
const types: Record<string, string> = {
  uuid: 'string', text: 'string', bpchar: 'string', bool: 'boolean', int4: 'number', int8: 'number', numeric: 'string',
  timestamptz: 'string', date: 'string', jsonb: 'Json', bytea: 'Buffer', xid8: 'string', _uuid: 'string[]', _text: 'string[]',
}

const dataDir = mkdtempSync(join(tmpdir(), 'sluice-types-'))
const server = await startEmbedded({ dataDir, log: silentLog, throwaway: true })
try {
  await migrate({ admin: server.admin })
  const client = new Client(server.admin)
  await client.connect()
  const { rows } = await client.query<{ table_name: string; column_name: string; udt_name: string; nullable: boolean; optional: boolean }>(`
    select table_name, column_name, udt_name, is_nullable = 'YES' as nullable,
           (column_default is not null or is_identity = 'YES') as optional
    from information_schema.columns where table_schema = 'public' and table_name <> 'schema_migration'
    order by table_name, ordinal_position`)
  await client.end()
  const tables = Map.groupBy(rows, (row) => row.table_name)
  const pascal = (name: string) => name.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase())
  let text = `// Written by tools/table-types.ts from db/migrations; do not edit.
import type { ColumnType, Generated } from 'kysely'

/** jsonb: read as any JSON, written as text so that arrays are not taken for SQL arrays. */
type Json = ColumnType<unknown, string, string>

`
  for (const [name, columns] of tables) {
    text += `interface ${pascal(name)}Table {\n`
    for (const c of columns) {
      const type = types[c.udt_name]
      if (type === undefined) throw new Error(`no TypeScript type for ${c.udt_name} (${name}.${c.column_name})`)
      const base = c.nullable ? `${type} | null` : type
      const full = !c.optional ? base : type === 'Json' ? 'ColumnType<unknown, string | undefined, string>' : `Generated<${base}>`
      text += `  ${c.column_name}: ${full}\n`
    }
    text += '}\n\n'
  }
  text += `export interface Tables {\n${[...tables.keys()].map((name) => `  ${name}: ${pascal(name)}Table`).join('\n')}\n}\n`
  if (process.argv.includes('--check')) {
    if (readFileSync(file, 'utf8') !== text) {
      console.error('packages/server/src/platform/tables.ts is stale: node tools/table-types.ts')
      process.exitCode = 1
    }
  } else writeFileSync(file, text)
} finally {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
