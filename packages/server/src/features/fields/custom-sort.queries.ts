import { conditionKey } from '@sluice/core/fields/conditions'
import type { FieldObject } from '@sluice/core/fields/field-type'
import { TYPED_COLUMN } from '@sluice/core/fields/typed-value'
import { valueTypeOf, type ValueType } from '@sluice/core/fields/value-type'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { Keyset } from '../../platform/keyset.ts'
import { refuse } from '../../platform/refusal.ts'
import { fieldsFor } from './fields.queries.ts'

const KEYSET_TYPE: Readonly<Partial<Record<ValueType, Keyset['type']>>> = {
  text: 'text', phone: 'text', mail: 'text', url: 'text', select: 'number', number: 'float', money: 'float', percent: 'float', date: 'day', time: 'instant',
}

/**
 * Sorting by a custom field, when `sort` names one; null otherwise. Records that hold a value are read along the index of
 * custom_value, in order (which is a partial one: hence `is not null`); those that hold none follow by their ids. Options of a select stand in their own order.
 */
export async function customKeyset(tx: Reader, viewer: Viewer, object: FieldObject, alias: string, sort: string, direction: 'asc' | 'desc'): Promise<Keyset | null> {
  if (!sort.startsWith('c_')) return null
  const field = (await fieldsFor(tx, viewer.orgId, object, viewer.role)).find((one) => conditionKey(one.key) === sort) ?? refuse('field.unknown', { name: sort.slice(2) })
  const valueType = valueTypeOf(field)
  const type = KEYSET_TYPE[valueType] ?? refuse('field.not_sortable')
  const column = sql.ref(`sv.${TYPED_COLUMN[valueType]}`)
  const options = field.settings.options.map((option) => option.value)
  return {
    name: sort, direction, alias, type, nullable: false,
    key: column,
    id: sql`sv.record_id`,
    values: {
      join: sql`join custom_value sv on sv.org_id = ${sql.ref(`${alias}.org_id`)} and sv.record_id = ${sql.ref(`${alias}.id`)}
        and sv.org_id = ${viewer.orgId} and sv.field_id = ${field.id}::uuid and ${column} is not null`,
      ...(valueType === 'select' && { groups: { list: options, column } }),
      none: sql<boolean>`not exists (select from custom_value nv where nv.org_id = ${sql.ref(`${alias}.org_id`)} and nv.record_id = ${sql.ref(`${alias}.id`)}
        and nv.field_id = ${field.id}::uuid)`,
    },
  }
}
