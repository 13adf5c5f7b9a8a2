import type { CustomField } from '@sluice/core/fields/contract'
import type { FieldObject } from '@sluice/core/fields/field-type'
import { maskCustom } from '@sluice/core/fields/read'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { fieldsFor } from './fields.queries.ts'

/** Records with stored `custom` as the viewer may see them: other fields are gone. */
export async function showCustom<R extends { custom: unknown }>(tx: Reader, viewer: Viewer, object: FieldObject, rows: readonly R[]): Promise<R[]> {
  const fields = rows.length === 0 ? [] : await fieldsFor(tx, viewer.orgId, object, viewer.role)
  return rows.map((row) => ({ ...row, custom: maskCustom(fields, viewer.role, row.custom) }))
}

/** The same of one record. */
export async function showOne<R extends { custom: unknown }>(tx: Reader, viewer: Viewer, object: FieldObject, row: R): Promise<R> {
  const [shown] = await showCustom(tx, viewer, object, [row])
  return shown ?? row
}

const NAMED: ReadonlySet<CustomField['type']> = new Set(['user', 'team', 'reference', 'file'])

/** Names of all that shown custom values refer to, by id, of those the viewer may see. */
export async function selectCustomNames(tx: Reader, viewer: Viewer, object: FieldObject, rows: readonly { custom: unknown }[]): Promise<Record<string, string>> {
  const { orgId } = viewer
  const named = (await fieldsFor(tx, orgId, object, viewer.role)).filter((field) => NAMED.has(field.type))
  if (named.length === 0) return {}
  const ids = new Set(rows.flatMap(({ custom }) => {
    const values = new Map(Object.entries(Object(custom) as object))
    return named.flatMap((field): unknown[] => [values.get(field.key)].flat())
  }).filter((id): id is string => typeof id === 'string'))
  if (ids.size === 0) return {}
  const wanted = sql`x.org_id = ${orgId} and x.id = any(${sql.val([...ids])}::uuid[])`
  const { rows: names } = await sql<{ id: string; name: string }>`
    select x.id, x.name from app_user x where ${wanted} union all select x.id, x.name from team x where ${wanted}
    union all select x.id, x.name from product x where ${wanted}
    union all select x.id, x.name from attachment x where ${wanted} and x.deleted_at is null
    union all select x.id, x.name from account x where ${wanted} and ${scopeFilter(viewer, 'account', 'read', 'x')}
    union all select x.id, x.name from contact x where ${wanted} and ${scopeFilter(viewer, 'contact', 'read', 'x')}
    union all select x.id, x.title from deal x where ${wanted} and ${scopeFilter(viewer, 'deal', 'read', 'x')}`.execute(tx)
  return Object.fromEntries(names.map((row) => [row.id, row.name]))
}

/** Changes of an event (`c_<key>: [before, after]` among them) without custom fields that the viewer may not see. */
export async function maskChanges(tx: Reader, viewer: Viewer, object: FieldObject, changes: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const entries = Object.entries(changes)
  if (!entries.some(([key]) => key.startsWith('c_'))) return { ...changes }
  const seen = new Set((await fieldsFor(tx, viewer.orgId, object, viewer.role)).map((field) => `c_${field.key}`))
  return Object.fromEntries(entries.filter(([key]) => !key.startsWith('c_') || seen.has(key)))
}
