import type { CustomField } from '@sluice/core/fields/contract'
import { TYPED_COLUMN, typedValues } from '@sluice/core/fields/typed-value'
import { valueTypeOf } from '@sluice/core/fields/value-type'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'

/** One value as it is stored, to be put into plain columns; null or undefined: none. */
export interface StoredValue {
  recordId: string
  field: CustomField
  value: unknown
}

/** Keeps the rows of custom_value to what records hold, set-based; the records' own `custom` is the caller's to write. */
export async function storeValues(tx: Tx, orgId: string, values: readonly StoredValue[]): Promise<void> {
  if (values.length === 0) return
  const pairs = values.map(({ recordId, field }) => ({ r: recordId, f: field.id }))
  await sql`delete from custom_value v using jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as p(r uuid, f uuid)
    where v.org_id = ${orgId} and v.field_id = p.f and v.record_id = p.r`.execute(tx)
  const rows = values.flatMap(({ recordId, field, value }) =>
    typedValues(field, value).map((typed, n) => ({ record_id: recordId, field_id: field.id, n, [TYPED_COLUMN[valueTypeOf(field)]]: typed })))
  if (rows.length === 0) return
  await sql`
    insert into custom_value (org_id, field_id, record_id, n, text_value, long_value, number_value, date_value, time_value, id_value)
    select ${orgId}::uuid, field_id, record_id, n, text_value, long_value, number_value, date_value, time_value, id_value
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(field_id uuid, record_id uuid, n int, text_value text, long_value text,
      number_value double precision, date_value date, time_value timestamptz, id_value uuid)`.execute(tx)
}

/** Removes what records held, when they themselves are removed. */
export async function removeValues(tx: Tx, orgId: string, recordIds: readonly string[]): Promise<void> {
  if (recordIds.length === 0) return
  for (const table of ['custom_value', 'custom_unique']) {
    await sql`delete from ${sql.table(table)} where org_id = ${orgId} and record_id = any(${sql.val([...recordIds])}::uuid[])`.execute(tx)
  }
}
