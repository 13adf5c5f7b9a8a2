import type { ConditionRecord, FieldDefinition } from '../conditions/catalogue.ts'
import type { FieldType } from '../conditions/field-type.ts'
import type { CustomField } from './contract.ts'
import { addressLine, TYPED_COLUMN } from './typed-value.ts'
import { valueTypeOf, type ValueType } from './value-type.ts'

const CONDITION_TYPE: Readonly<Record<ValueType, FieldType>> = {
  text: 'text', long_text: 'text', phone: 'text', mail: 'text', url: 'text', address: 'text', number: 'number', percent: 'number', money: 'money',
  date: 'date', time: 'instant', boolean: 'boolean', select: 'choice', multi_select: 'tags', user: 'user', team: 'team', reference: 'reference', file: 'tags',
}

/** The key of a custom field in conditions, sorts and columns. */
export const conditionKey = (key: string): string => `c_${key}`

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Custom fields as fields of the condition catalogue: `withFields(dealObject, fieldDefinitions(fields))`. In memory a record
 * holds them in `custom`. In SQL they are rows of custom_value, so the record's table needs `org_id` and `id`. Pass the
 * fields that the asker may see; what is left out is unknown to the condition.
 */
export function fieldDefinitions(fields: readonly CustomField[]): Record<string, FieldDefinition> {
  return Object.fromEntries(fields.filter((field) => !field.isArchived).map((field) => [conditionKey(field.key), definitionOf(field)]))
}

function definitionOf(field: CustomField): FieldDefinition {
  const { id, key, label, settings } = field
  if (!UUID.test(id)) throw new Error('not a field id')
  const type = valueTypeOf(field)
  const column = TYPED_COLUMN[type]
  return {
    type: CONDITION_TYPE[type],
    label: { zh: label, en: label },
    read: (record) => {
      const value = customOf(record, key)
      return type === 'address' ? addressLine(value) : value
    },
    rows: {
      table: 'custom_value',
      on: (own, alias) => `${own}.org_id = ${alias}.org_id and ${own}.record_id = ${alias}.id and ${own}.field_id = '${id}'::uuid`,
      value: (own) => (type === 'boolean' ? `(${own}.${column} = 1)` : `${own}.${column}`),
    },
    ...((type === 'select' || type === 'multi_select') && {
      options: settings.options.map((option) => ({ value: option.value, label: { zh: option.label, en: option.label } })), idType: 'text' as const,
    }),
    ...(type === 'reference' && settings.of !== null && { of: settings.of }),
    ...(type === 'file' && { of: 'attachment' }),
  }
}

function customOf(record: ConditionRecord, key: string): unknown {
  const { custom } = record
  return typeof custom === 'object' && custom !== null && Object.hasOwn(custom, key) ? Reflect.get(custom, key) : undefined
}
