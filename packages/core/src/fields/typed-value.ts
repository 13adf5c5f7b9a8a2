import { e164Of } from '../lib/e164.ts'
import type { CustomField } from './contract.ts'
import { foldCase } from '../conditions/read-value.ts'
import type { Address } from './value.ts'
import { valueTypeOf, type ValueType } from './value-type.ts'

/** The plain column of custom_value that holds the values of each type. */
export type TypedColumn = 'text_value' | 'long_value' | 'number_value' | 'date_value' | 'time_value' | 'id_value'
export const TYPED_COLUMN: Readonly<Record<ValueType, TypedColumn>> = {
  text: 'text_value', phone: 'text_value', mail: 'text_value', url: 'text_value', select: 'text_value', multi_select: 'text_value',
  // Too long for an index.
  long_text: 'long_value', address: 'long_value',
  number: 'number_value', money: 'number_value', percent: 'number_value', boolean: 'number_value',
  date: 'date_value', time: 'time_value', user: 'id_value', team: 'id_value', reference: 'id_value', file: 'id_value',
}

/** An address in one line, as it is written in Chinese: from the large to the small. */
export function addressLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  const { province, city, district, detail }: Partial<Address> = value
  // Municipalities are their own province.
  return [province, city === province ? null : city, district, detail].filter((part) => typeof part === 'string').join('')
}

/** The rows of custom_value for a stored value: none for an empty one, several for an array. */
export function typedValues(field: Pick<CustomField, 'type' | 'settings'>, value: unknown): (string | number)[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.filter((one): one is string => typeof one === 'string')
  if (typeof value === 'boolean') return [value ? 1 : 0]
  if (valueTypeOf(field) === 'address') return [addressLine(value)].filter((text) => text !== '')
  return typeof value === 'string' || typeof value === 'number' ? [value] : []
}

/** How a value of a unique field is compared with others: letters in lower case, phones as they are dialled. */
export function uniqueText(field: Pick<CustomField, 'type'>, value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return null
  return field.type === 'phone' ? (e164Of(value) ?? value) : foldCase(value)
}
