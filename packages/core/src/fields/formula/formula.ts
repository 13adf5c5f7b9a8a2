import type { ConditionRecord } from '../../conditions/catalogue.ts'
import { dayOf } from '../../lib/dates.ts'
import { currencyDigits } from '../../lib/money.ts'
import { conditionKey } from '../conditions.ts'
import type { CustomField, FieldSettings } from '../contract.ts'
import type { Custom } from '../custom.ts'
import type { FieldObject } from '../field-type.ts'
import { compileFormula, type CompiledFormula } from './compile.ts'
import { FormulaError } from './error.ts'
import { shortened } from './functions.ts'
import { formulaNames, type FormulaInput } from './scope.ts'
import { Decimal, isDecimal, type FormulaType, type FormulaValue } from './value.ts'

type ResultType = FieldSettings['formulaType']

/** The moment and place of a computation. */
export interface FormulaContext {
  now: Date
  timeZone: string
  /** The organisation's; a record with a `currency` of its own goes by that. */
  currency: string
}

/** Types of results that a field can hold: money is also a number (of whole units), and a number money. */
const holds: Readonly<Record<ResultType, readonly FormulaType[]>> = {
  number: ['number', 'money'], money: ['money', 'number'], text: ['text'], date: ['date'], boolean: ['boolean'],
}

/** The type of a formula over an object with these fields, or a FormulaError. A field that is itself a formula counts as what it says it computes. */
export function typeOfFormula(source: string, object: FieldObject, fields: readonly CustomField[]): FormulaType {
  return compileFormula(source, formulaNames(object, fields)).type
}

/** Refuses a formula field that cannot be computed, or that closes a circle with the others of its object. */
export function vetFormula(field: CustomField, others: readonly CustomField[]): void {
  const fields = [...others.filter((other) => other.id !== field.id && other.key !== field.key), field]
  const { type } = compileFormula(field.settings.formula ?? '', formulaNames(field.object, fields))
  if (!holds[field.settings.formulaType].includes(type)) throw new FormulaError('result', { types: type })
  const { cycle } = orderFormulas(fields)
  if (cycle.length > 0) throw new FormulaError('cycle', { name: cycle.map((key) => conditionKey(key)).join(' → ') })
}

interface Part {
  field: CustomField
  /** Null: it cannot be computed any more, because something that it reads is gone. Its value is empty. */
  compiled: CompiledFormula | null
}

/** The formula fields in use, each after those that it reads; those of a circle, and what hangs on it, are left out. */
function orderFormulas(fields: readonly CustomField[]): { parts: Part[]; cycle: string[] } {
  const formulas = fields.filter((field) => field.type === 'formula' && !field.isArchived)
  const object = formulas[0]?.object
  if (object === undefined) return { parts: [], cycle: [] }
  const names = formulaNames(object, fields)
  const waiting = new Map(formulas.map((field) => [conditionKey(field.key), { field, compiled: compiledOrNull(field, names) }]))
  const parts: Part[] = []
  for (let before = -1; before !== waiting.size; ) {
    before = waiting.size
    for (const [key, part] of waiting) {
      if ([...(part.compiled?.names ?? [])].some((name) => waiting.has(name))) continue
      parts.push(part)
      waiting.delete(key)
    }
  }
  return { parts, cycle: [...waiting.values()].map(({ field }) => field.key) }
}

function compiledOrNull(field: CustomField, names: ReturnType<typeof formulaNames>): CompiledFormula | null {
  try {
    return compileFormula(field.settings.formula ?? '', names)
  } catch (error) {
    if (error instanceof FormulaError) return null
    throw error
  }
}

/** The formulas of an object, compiled once for many records. */
export interface Formulas {
  isEmpty: boolean
  /** Whether any value changes by itself at midnight. */
  usesToday: boolean
  /** Values by key; null for empty. `custom` holds the record's other custom values, roll-ups included. */
  compute(record: ConditionRecord, custom: Custom, context: FormulaContext): Map<string, unknown>
}

export function compileFormulas(fields: readonly CustomField[]): Formulas {
  const { parts, cycle } = orderFormulas(fields)
  const inCycle = fields.filter((field) => cycle.includes(field.key))
  return {
    isEmpty: parts.length + inCycle.length === 0,
    usesToday: parts.some((part) => part.compiled?.usesToday === true),
    compute(record, custom, { now, timeZone, currency }) {
      const values = new Map<string, unknown>(Object.entries(custom))
      const computed = new Map<string, unknown>(inCycle.map((field) => [field.key, null]))
      for (const { key } of inCycle) values.delete(key)
      const own = record.currency
      const input: FormulaInput = { record, custom: values, today: dayOf(now, timeZone), timeZone, currency: typeof own === 'string' ? own : currency }
      for (const { field, compiled } of parts) {
        const value = compiled === null ? null : stored(compiled.run(input), field.settings, input.currency)
        computed.set(field.key, value)
        values.set(field.key, value)
      }
      return computed
    },
  }
}

const LIMIT = 1e15
const MONEY_LIMIT = 10_000_000_000_000_000

/** A result as its field stores it: a number of at most `decimals` decimals, money in minor units; null for what is too large to hold. */
function stored(value: FormulaValue, { formulaType, decimals }: FieldSettings, currency: string): unknown {
  if (value === null || Array.isArray(value)) return null
  if (typeof value === 'string') return shortened(value)
  if (!isDecimal(value)) return value
  if (formulaType === 'money') {
    const minor = value.times(new Decimal(10).pow(currencyDigits(currency))).toDecimalPlaces(0)
    return minor.abs().lessThan(MONEY_LIMIT) && Number.isSafeInteger(minor.toNumber()) ? minor.toNumber() + 0 : null
  }
  return value.abs().lessThanOrEqualTo(LIMIT) ? value.toDecimalPlaces(decimals).toNumber() + 0 : null
}

/** The values of all formula fields for one record, e.g. when it is written; null for empty. See `compileFormulas`. */
export function computeFormulas(fields: readonly CustomField[], record: ConditionRecord, custom: Custom, context: FormulaContext): Map<string, unknown> {
  return compileFormulas(fields).compute(record, custom, context)
}
