import type { CustomField } from '@sluice/core/fields/contract'
import { TYPED_COLUMN, uniqueText } from '@sluice/core/fields/typed-value'
import { valueTypeOf } from '@sluice/core/fields/value-type'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'

/**
 * Whoever writes values waits until a field that is being made unique has all of its values counted, and the other way
 * round: writers share this lock, so they never wait for each other.
 */
export async function lockFields(tx: Tx, orgId: string, mode: 'shared' | 'exclusive'): Promise<void> {
  const lock = sql.raw(mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock')
  await sql`select ${lock}(hashtextextended(${`fields ${orgId}`}, 0))`.execute(tx)
}

/**
 * Takes the value of a unique field for a record, and gives the one it held back. A second writer of the same value waits
 * here for the first, and is refused once that one has committed.
 */
export async function takeUnique(tx: Tx, orgId: string, field: CustomField, recordId: string, value: unknown): Promise<boolean> {
  await sql`delete from custom_unique where org_id = ${orgId} and record_id = ${recordId} and field_id = ${field.id}`.execute(tx)
  const text = uniqueText(field, value)
  if (text === null) return true
  const { rows } = await sql`insert into custom_unique (org_id, field_id, value, record_id) values (${orgId}, ${field.id}, ${text}, ${recordId})
    on conflict do nothing returning 1`.execute(tx)
  return rows.length === 1
}

const BATCH = 5000

/** Takes the values that records hold already, for a field that becomes unique; refused when two hold the same. */
export async function takeAllUnique(tx: Tx, orgId: string, field: CustomField): Promise<void> {
  const column = sql.ref(`v.${TYPED_COLUMN[valueTypeOf(field)]}`)
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<{ id: string; value: unknown }>`
      select v.record_id as id, ${column} as value from custom_value v
      where v.org_id = ${orgId} and v.field_id = ${field.id} and v.record_id > ${after}::uuid order by v.record_id limit ${BATCH}`.execute(tx)
    const held = rows.flatMap((row) => {
      const text = uniqueText(field, row.value)
      return text === null ? [] : [{ r: row.id, t: text }]
    })
    const taken = await sql`insert into custom_unique (org_id, field_id, value, record_id)
      select ${orgId}::uuid, ${field.id}::uuid, p.t, p.r from jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as p(r uuid, t text)
      on conflict do nothing returning 1`.execute(tx)
    if (taken.rows.length < held.length) refuse('field.duplicates', { name: field.label }, [{ path: 'settings.unique', code: 'field.duplicates' }])
    const last = rows.at(-1)
    if (last === undefined || rows.length < BATCH) return
    after = last.id
  }
}
