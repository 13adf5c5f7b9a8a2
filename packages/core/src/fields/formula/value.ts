import { Decimal as Base } from 'decimal.js'

/** Decimal arithmetic of 40 digits, rounded half away from zero: money never meets a float. */
export const Decimal = Base.clone({ precision: 40, rounding: Base.ROUND_HALF_UP, maxE: 60, minE: -60 })
export type Decimal = Base

/** `list` is the values of a multi-select or tags; `reference` is a person or record, which can only be compared or be blank. */
export type FormulaType = 'number' | 'money' | 'text' | 'date' | 'boolean' | 'list' | 'reference' | 'null'

/** Numbers, and money in whole units (元), as Decimal; a date as `YYYY-MM-DD`; null for nothing. */
export type FormulaValue = Decimal | string | boolean | readonly string[] | null

export const isDecimal = (value: FormulaValue): value is Decimal => value instanceof Base

/** A number that can be counted on; null for infinity and what is none. */
export function finite(value: Decimal): Decimal | null {
  return value.isFinite() ? value : null
}

const DAY = 86_400_000

/** Days since 1970 of a date; null for what is none. */
export function dayNumber(date: string): number | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? null : at / DAY
}

/** The date of a day number; null outside of the years 1900 to 2999, which are all that is stored. */
export function dateOf(day: number): string | null {
  if (!Number.isInteger(day) || Math.abs(day) > 400_000) return null
  const text = new Date(day * DAY).toISOString().slice(0, 10)
  return text >= '1900' && text < '3000' ? text : null
}
