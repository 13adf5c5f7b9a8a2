import type { CustomField } from '@sluice/core/fields/contract'
import { addressLine } from '@sluice/core/fields/typed-value'
import { valueTypeOf } from '@sluice/core/fields/value-type'
import { decimalText } from '@sluice/core/lib/money'

/** What a table of text needs to know to write custom values for people. */
export interface CustomWriting {
  currency: string
  language: 'zh' | 'en'
  /** An instant in the organisation's zone. */
  time: (iso: string) => string
  /** Names of what values refer to, by id. */
  names: Readonly<Record<string, string>>
}

/** A stored custom value as a cell of a table; empty for none. */
export function customText(field: CustomField, value: unknown, { currency, language, time, names }: CustomWriting): string {
  if (value === undefined || value === null) return ''
  const named = (id: unknown) => (typeof id === 'string' ? (new Map(Object.entries(names)).get(id) ?? '') : '')
  const option = (chosen: unknown) => field.settings.options.find((one) => one.value === chosen)?.label ?? ''
  const type = valueTypeOf(field)
  switch (type) {
    case 'money':
      return typeof value === 'number' ? decimalText(value, currency) : ''
    case 'percent':
      return typeof value === 'number' ? `${Number((value * 100).toFixed(8))}%` : ''
    case 'boolean':
      return language === 'zh' ? (value === true ? '是' : '否') : value === true ? 'Yes' : 'No'
    case 'select':
      return option(value)
    case 'multi_select':
      return Array.isArray(value) ? value.map(option).join('; ') : ''
    case 'user':
    case 'team':
    case 'reference':
      return named(value)
    case 'file':
      return Array.isArray(value) ? value.map(named).join('; ') : ''
    case 'address':
      return addressLine(value)
    case 'time':
      return typeof value === 'string' ? time(value) : ''
    default:
      return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
}
