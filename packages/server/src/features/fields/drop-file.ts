import type { FieldObject } from '@sluice/core/fields/field-type'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { fieldsOf } from './fields.queries.ts'
import { storeValues } from './store-values.ts'

/** Takes a file that was removed out of the file fields of its record, archived ones too: what is gone fills no field. The log says that it was removed. */
export async function dropFile(tx: Tx, orgId: string, object: FieldObject, recordId: string, fileId: string): Promise<void> {
  const fields = (await fieldsOf(tx, orgId, object)).filter((field) => field.type === 'file')
  if (fields.length === 0) return
  const { rows } = await sql<{ custom: Record<string, unknown> }>`
    select custom from ${sql.table(object)} where org_id = ${orgId} and id = ${recordId} for update`.execute(tx)
  const held = new Map<string, unknown>(Object.entries(rows[0]?.custom ?? {}))
  const changed = fields.flatMap((field) => {
    const files = held.get(field.key)
    return Array.isArray(files) && files.includes(fileId) ? [{ recordId, field, value: files.filter((id) => id !== fileId) }] : []
  })
  if (changed.length === 0) return
  for (const { field, value } of changed) {
    if (value.length === 0) held.delete(field.key)
    else held.set(field.key, value)
  }
  await sql`update ${sql.table(object)} set custom = ${JSON.stringify(Object.fromEntries(held))}::jsonb where org_id = ${orgId} and id = ${recordId}`.execute(tx)
  await storeValues(tx, orgId, changed)
}
