import type { CountryCode } from 'libphonenumber-js'
import { parseAmount } from '../lib/money.ts'
import { readPhones } from '../lib/phone.ts'
import { amountUnits } from './columns.ts'
import type { ColumnSpec } from './mapping.ts'
import { dateShape, settleDate } from './date-reading.ts'
import type { FieldType } from './fields.ts'
import type { RowReason } from './reasons.ts'
import { reason } from './reasons.ts'
import type { PhoneCell, When } from './records.ts'
import type { Zoned } from './zoned.ts'

/** What reading one cell came to. `null` value: the cell is empty. */
export interface CellResult<T> {
  value: T | null
  refused?: RowReason
  warning?: RowReason
  /** Goes to the note: what a cell held besides. */
  extra?: string
}

export const lineLimit = 200
export const proseLimit = 20_000
const nothing = /^(?:-+|—+|\/|n\/?a|null|none|nil|nan|无|#n\/a|\(?空白?\)?)$/i
// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/** The cell without outer blanks, or empty for the words that mean nothing. Free text keeps `-` and `无`: they may be meant. */
export function bare(cell: string, type: FieldType, emptyWords: ReadonlySet<string>): string {
  const text = cell.trim()
  if (text === '' || emptyWords.has(text)) return ''
  return type !== 'line' && type !== 'prose' && type !== 'any' && type !== 'tags' && nothing.test(text) ? '' : text
}

export function readLine(text: string, column: string): CellResult<string> {
  if (control.test(text)) return refuse(reason('text.control_characters', column))
  if (text.length > lineLimit && [...text].length > lineLimit) return refuse(reason('text.too_long', column, text))
  if (!/[\t\r\n]/.test(text)) return { value: text }
  return { value: text.replace(/\s*[\t\r\n]+\s*/g, ' '), warning: reason('text.line_breaks_folded', column) }
}

export function readProse(text: string, column: string): CellResult<string> {
  if (text.includes('\u0000')) return refuse(reason('text.control_characters', column))
  return text.length > proseLimit ? refuse(reason('text.too_long', column, text)) : { value: text }
}

export function readWhen(text: string, column: string, spec: ColumnSpec, zone: Zoned): CellResult<When> {
  const shape = dateShape(text)
  if (shape === null) return refuse(reason('date.unreadable', column, text))
  const reading = settleDate(shape, spec.dates ?? 'ymd')
  if (reading === null) return refuse(reason('date.impossible', column, text))
  return { value: { at: zone.instant(reading), dateOnly: reading.time === null } }
}

export function readDay(text: string, column: string, spec: ColumnSpec, zone: Zoned): CellResult<string> {
  const shape = dateShape(text)
  if (shape === null) return refuse(reason('date.unreadable', column, text))
  const reading = settleDate(shape, spec.dates ?? 'ymd')
  return reading === null ? refuse(reason('date.impossible', column, text)) : { value: zone.day(reading) }
}

export interface Money {
  minor: number
  currency: string
  named: boolean
}

export function readMoney(text: string, column: string, spec: ColumnSpec, currency: string): CellResult<Money> {
  const power = amountUnits[spec.unit ?? 'one']
  // A cell that carries its own unit (`12万`) under a head in 万 means that unit once, not twice.
  const own = /[万萬亿億千百kKmMwW]|bn/.test(text)
  const amount = parseAmount(power > 0 && !own ? `${text}${unitSigns[power] ?? ''}` : text, { currency, decimal: spec.decimal ?? '.' })
  if (!amount.ok) return refuse(reason(amount.code, column, text))
  const value = { minor: amount.minor, currency: amount.currency, named: amount.named }
  return amount.rounded ? { value, warning: reason('amount.rounded', column, text) } : { value }
}

const unitSigns: Record<number, string> = { 3: '千', 4: '万', 6: '百万', 8: '亿' }

export function readPhoneCell(text: string, column: string, country: string): CellResult<PhoneCell> {
  const [first, ...more] = readPhones(text, country as CountryCode)
  if (first === undefined) return { value: null }
  const value = { raw: text.length > lineLimit ? first.raw.slice(0, lineLimit) : more.length > 0 ? first.raw : text, e164: first.e164 }
  if (control.test(value.raw)) return refuse(reason('text.control_characters', column))
  if (first.problem !== null) return { value, warning: reason(first.problem, column, text) }
  if (more.length === 0) return { value }
  return { value, warning: reason('phone.several', column, text), extra: `${column}: ${more.map((phone) => phone.raw).join(', ')}` }
}

export function readEmail(text: string, column: string): CellResult<string> {
  const line = readLine(text.normalize('NFKC'), column)
  if (line.value === null || /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(line.value)) return line
  return { value: line.value, warning: reason('email.unreadable', column, text) }
}

/** A share: `60%`, `0.6` and `60` are the same. */
export function readShare(text: string, column: string): CellResult<number> {
  const match = /^(\d+(?:\.\d+)?)\s*(%)?$/.exec(text.normalize('NFKC').trim())
  if (match === null) return refuse(reason('number.unreadable', column, text))
  const number = Number(match[1])
  const value = match[2] !== undefined || number > 1 ? number / 100 : number
  return value > 1 ? refuse(reason('number.unreadable', column, text)) : { value }
}

export function readCurrency(text: string, column: string): CellResult<string> {
  const amount = parseAmount(`${text} 1`, { currency: 'XXX' })
  if (amount.ok && amount.named) return { value: amount.currency }
  return /^[A-Za-z]{3}$/.test(text) ? { value: text.toUpperCase() } : refuse(reason('currency.unknown', column, text))
}

export function readTags(text: string): CellResult<string[]> {
  const parts = text.split(/[,，;；、|\n]/).map((part) => part.trim()).filter((part) => part !== '' && !control.test(part))
  return { value: [...new Set(parts.map((part) => [...part].slice(0, 50).join('')))] }
}

const refuse = <T>(refused: RowReason): CellResult<T> => ({ value: null, refused })
