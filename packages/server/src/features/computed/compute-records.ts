import type { CustomField } from '@sluice/core/fields/contract'
import type { FieldObject } from '@sluice/core/fields/field-type'
import { compileFormulas } from '@sluice/core/fields/formula/formula'
import { isComputed } from '@sluice/core/fields/value-type'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { selectFields } from '../fields/fields.queries.ts'
import { storeValues, type StoredValue } from '../fields/store-values.ts'
import { selectRollups } from './rollups.queries.ts'

const batch = 500

/** The organisation's computed fields in use. */
export async function selectComputed(tx: Reader, orgId: string): Promise<CustomField[]> {
  return (await selectFields(tx, orgId)).filter((field) => !field.isArchived && isComputed(field))
}

/**
 * Computes roll-ups and formulas of these records anew and stores those that differ; answers the ids of records that
 * changed. An automatic write: neither version nor clocks move, and the log is told nothing, since the values follow from
 * what it holds. Rows are locked in the order of their ids until the transaction ends.
 */
export async function computeRecords(tx: Tx, orgId: string, object: FieldObject, ids: readonly string[], now: Date): Promise<string[]> {
  const fields = (await selectFields(tx, orgId)).filter((field) => field.object === object && !field.isArchived)
  if (!fields.some(isComputed) || ids.length === 0) return []
  const { currency, timeZone } = await tx.selectFrom('org').select(['currency', 'time_zone as timeZone']).where('org_id', '=', orgId).executeTakeFirstOrThrow()
  const rollups = fields.filter((field) => field.type === 'rollup')
  const computedFields = fields.filter(isComputed)
  const formulas = compileFormulas(fields)
  const changed: string[] = []
  for (let from = 0; from < ids.length; from += batch) {
    const { rows } = await sql<{ id: string; custom: Record<string, unknown>; row: Record<string, unknown> }>`
      select o.id, o.custom, to_jsonb(o) - 'search' - 'custom' as row from ${sql.table(object)} o
      where o.org_id = ${orgId} and o.id = any(${sql.val(ids.slice(from, from + batch))}::uuid[]) order by o.id for update`.execute(tx)
    const found = rows.map((row) => row.id)
    const rolledUp = await selectRollups(tx, orgId, object, rollups, found, { now, timeZone, me: null, myTeams: [], teamSubtree: (team) => [team] })
    const records: { id: string; custom: Record<string, unknown> }[] = []
    const values: StoredValue[] = []
    for (const { id, custom, row } of rows) {
      const after = new Map(Object.entries(custom))
      for (const [key, value] of rolledUp.get(id) ?? []) put(after, key, value)
      for (const [key, value] of formulas.compute(properties(row), Object.fromEntries(after), { now, timeZone, currency })) put(after, key, value)
      const differing = computedFields.filter(({ key }) => JSON.stringify(after.get(key) ?? null) !== JSON.stringify(Object.hasOwn(custom, key) ? (custom[key] ?? null) : null))
      if (differing.length === 0) continue
      records.push({ id, custom: Object.fromEntries(after) })
      values.push(...differing.map((field) => ({ recordId: id, field, value: after.get(field.key) ?? null })))
    }
    if (records.length === 0) continue
    await sql`update ${sql.table(object)} o set custom = r.custom from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r(id uuid, custom jsonb)
      where o.org_id = ${orgId} and o.id = r.id`.execute(tx)
    await storeValues(tx, orgId, values)
    changed.push(...records.map((record) => record.id))
  }
  return changed
}

function put(values: Map<string, unknown>, key: string, value: unknown): void {
  if (value === null || value === undefined) values.delete(key)
  else values.set(key, value)
}

/** Columns as the properties that conditions and formulas read: `amount_minor` → `amountMinor`. */
function properties(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()), value]))
}
