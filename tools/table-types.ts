/** `node tools/table-types.ts [--check]`: packages/server/src/platform/tables.ts, the row type of every table. */
import { openDb } from '../packages/server/src/platform/db.ts'
import { keepSnapshot } from './snapshot.ts'
import { withThrowawayDatabase } from './throwaway-database.ts'

/** How each type arrives from the driver as platform/db.ts sets its parsers. */
const types: Record<string, string> = {
  uuid: 'string', text: 'string', bpchar: 'string', bool: 'boolean', int4: 'number', int8: 'number', float8: 'number', numeric: 'string',
  timestamptz: 'string', date: 'string', jsonb: 'Json', bytea: 'Buffer', xid8: 'string', _uuid: 'string[]', _text: 'string[]', _int4: 'number[]', int2: 'number', float4: 'number',
}

interface Column {
  table_name: string
  column_name: string
  udt_name: string
  nullable: boolean
  /** It has a default, so that an insert may leave it out. */
  optional: boolean
}

const columns = await withThrowawayDatabase(async ({ admin }) => {
  const db = openDb(admin)
  try {
    const { rows } = await db.pool.query<Column>(`
      select table_name, column_name, udt_name, is_nullable = 'YES' as nullable,
             (column_default is not null or is_identity = 'YES') as optional
      from information_schema.columns where table_schema = 'public' and table_name <> 'schema_migration'
      order by table_name, ordinal_position`)
    return rows
  } finally {
    await db.close()
  }
})

const pascal = (name: string) => name.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase())

function typeOf({ table_name, column_name, udt_name, nullable, optional }: Column): string {
  const type = types[udt_name]
  if (type === undefined) throw new Error(`no TypeScript type for ${udt_name} (${table_name}.${column_name})`)
  if (optional && type === 'Json') return 'ColumnType<unknown, string | undefined, string>'
  const base = nullable ? `${type} | null` : type
  return optional ? `Generated<${base}>` : base
}

const tables = Map.groupBy(columns, (column) => column.table_name)
let text = `// Written by tools/table-types.ts from db/migrations; do not edit.
import type { ColumnType, Generated } from 'kysely'

/** jsonb: read as any JSON, written as text so that arrays are not taken for SQL arrays. */
type Json = ColumnType<unknown, string, string>

`
for (const [name, list] of tables) {
  text += `interface ${pascal(name)}Table {\n${list.map((column) => `  ${column.column_name}: ${typeOf(column)}\n`).join('')}}\n\n`
}
text += `export interface Tables {\n${[...tables.keys()].map((name) => `  ${name}: ${pascal(name)}Table`).join('\n')}\n}\n`
keepSnapshot('packages/server/src/platform/tables.ts', text, 'tools/table-types.ts')
