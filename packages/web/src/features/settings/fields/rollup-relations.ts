import type { Field, ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import { accountObject, contactObject, dealObject, leadObject } from '@sluice/core/conditions/objects'
import type { FieldSettings } from '@sluice/core/fields/contract'
import type { FieldObject } from '@sluice/core/fields/field-type'

export type Rollup = NonNullable<FieldSettings['rollup']>

const objects: Partial<Record<FieldObject, ObjectCatalogue>> = { deal: dealObject, lead: leadObject, account: accountObject, contact: contactObject }

/** What a record of this object can add up: its related records, as conditions know them. Pure. */
export function relationsOf(object: FieldObject): { key: Rollup['relation']; target: ObjectCatalogue }[] {
  const own: ObjectCatalogue['relations'] = objects[object]?.relations ?? new Map<string, never>()
  return (['deals', 'contacts', 'activities', 'products'] as const).flatMap((key) => {
    const relation = own.get(key)
    return relation ? [{ key, target: relation.target }] : []
  })
}

/** The fields of the related records that a function can be taken of: sums and means of figures, first and last of days as well. Pure. */
export function rollupFields(target: ObjectCatalogue, fn: Rollup['fn']): Field[] {
  const types = fn === 'min' || fn === 'max' ? ['number', 'money', 'date', 'instant'] : ['number', 'money']
  return fn === 'count' ? [] : [...target.fields.values()].filter((field) => types.includes(field.type) && field.key !== 'number')
}
