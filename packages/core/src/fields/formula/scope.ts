import type { ConditionRecord } from '../../conditions/catalogue.ts'
import type { FieldType } from '../../conditions/field-type.ts'
import { dayOf } from '../../lib/dates.ts'
import { currencyDigits } from '../../lib/money.ts'
import { conditionKey } from '../conditions.ts'
import type { CustomField } from '../contract.ts'
import type { FieldObject } from '../field-type.ts'
import { FIELD_CATALOGUES } from '../settings.ts'
import { addressLine } from '../typed-value.ts'
import { valueTypeOf, type ValueType } from '../value-type.ts'
import { dayNumber, Decimal, type FormulaType, type FormulaValue } from './value.ts'

/** What a formula is computed from. */
export interface FormulaInput {
  /** Built-in values under their properties, as conditions read them; custom ones in `custom`. */
  record: ConditionRecord
  custom: ReadonlyMap<string, unknown>
  /** The day that `today()` is, in the organisation's zone. */
  today: string
  timeZone: string
  /** Of the record, else of the organisation: how many digits its minor unit has. */
  currency: string
}

/** A name that formulas of an object know. */
export interface FormulaName {
  type: FormulaType
  read: (input: FormulaInput) => FormulaValue
}

const builtIn: Readonly<Record<FieldType, FormulaType>> = {
  text: 'text', number: 'number', money: 'money', date: 'date', instant: 'date', boolean: 'boolean', choice: 'text', user: 'reference', team: 'reference',
  reference: 'reference', tags: 'list',
}
const ofValue: Readonly<Record<ValueType, FormulaType>> = {
  text: 'text', long_text: 'text', phone: 'text', mail: 'text', url: 'text', address: 'text', select: 'text', number: 'number', percent: 'number', money: 'money',
  date: 'date', time: 'date', boolean: 'boolean', multi_select: 'list', file: 'list', user: 'reference', team: 'reference', reference: 'reference',
}

/**
 * The names of an object: its built-in fields as in conditions (`amount`, `expectedClose` …), custom ones as `c_<key>`. A Map,
 * so that no name of the prototype is one of them. An instant is the day it falls on in the organisation's zone.
 */
export function formulaNames(object: FieldObject, fields: readonly CustomField[]): ReadonlyMap<string, FormulaName> {
  const names = new Map<string, FormulaName>()
  for (const [key, field] of FIELD_CATALOGUES[object].fields) {
    if (key.startsWith('c_')) continue
    names.set(key, { type: builtIn[field.type], read: (input) => readAs(builtIn[field.type], field.read(input.record), input) })
  }
  for (const field of fields) {
    if (field.isArchived) continue
    const type = ofValue[valueTypeOf(field)]
    names.set(conditionKey(field.key), { type, read: (input) => readAs(type, input.custom.get(field.key), input) })
  }
  return names
}

function readAs(type: FormulaType, raw: unknown, { timeZone, currency }: FormulaInput): FormulaValue {
  if (raw === null || raw === undefined || raw === '') return null
  switch (type) {
    case 'number':
    case 'money': {
      const number = decimalOf(raw)
      return number === null || type === 'number' ? number : number.div(new Decimal(10).pow(currencyDigits(currency)))
    }
    case 'text':
      return typeof raw === 'string' ? raw : typeof raw === 'object' ? addressLine(raw) || null : null
    case 'boolean':
      return typeof raw === 'boolean' ? raw : null
    case 'date': {
      if (typeof raw === 'string' && dayNumber(raw) !== null) return raw
      const at = raw instanceof Date ? raw.getTime() : typeof raw === 'string' ? Date.parse(raw) : NaN
      return Number.isNaN(at) ? null : dayOf(at, timeZone)
    }
    case 'list':
      return Array.isArray(raw) && raw.length > 0 ? raw.filter((one) => typeof one === 'string') : null
    case 'reference':
      return typeof raw === 'string' ? raw : null
    case 'null':
      return null
  }
}

function decimalOf(raw: unknown): Decimal | null {
  if (typeof raw === 'bigint') return new Decimal(raw.toString())
  if (typeof raw === 'number') return Number.isFinite(raw) ? new Decimal(raw) : null
  // A driver gives numeric and bigint columns as text.
  return typeof raw === 'string' && /^-?\d+(\.\d+)?$/.test(raw) ? new Decimal(raw) : null
}
