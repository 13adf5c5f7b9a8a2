import { currencyDigits } from '../../lib/money.ts'
import { FormulaError } from './error.ts'
import type { FormulaInput } from './scope.ts'
import { dateOf, dayNumber, Decimal, finite, isDecimal, type FormulaType, type FormulaValue } from './value.ts'

/** A piece of a formula whose type is known. */
export interface Compiled {
  type: FormulaType
  run: (input: FormulaInput) => FormulaValue
}

type Build = (name: string, args: readonly Compiled[]) => Compiled

const wrong = (name: string): never => {
  throw new FormulaError('arguments', { name })
}
const isNumeric = ({ type }: Compiled): boolean => type === 'number' || type === 'money' || type === 'null'
const fits = (piece: Compiled, type: FormulaType): boolean => piece.type === type || piece.type === 'null'

/** The one type of several pieces: null goes with any, a number with money (it then means whole units). Null when there is none. */
export function commonType(pieces: readonly Compiled[]): FormulaType | null {
  const types = new Set(pieces.map((piece) => piece.type))
  types.delete('null')
  if (types.size === 2 && types.has('number') && types.has('money')) return 'money'
  return types.size > 1 ? null : ([...types][0] ?? 'null')
}

/** A function of values that are all there: anything missing, nothing comes out. */
const strict = (args: readonly Compiled[], compute: (values: readonly Exclude<FormulaValue, null>[]) => FormulaValue) => (input: FormulaInput): FormulaValue => {
  const values: Exclude<FormulaValue, null>[] = []
  for (const arg of args) {
    const value = arg.run(input)
    if (value === null) return null
    values.push(value)
  }
  return compute(values)
}

const rounding = (compute: (value: Decimal, digits: number) => Decimal): Build => (name, args) => {
  const [value, digits] = args
  if (value === undefined || !isNumeric(value) || args.length > 2 || (digits !== undefined && !fits(digits, 'number'))) return wrong(name)
  return {
    type: value.type,
    run: strict(args, ([number, places]) => {
      const at = places !== undefined && isDecimal(places) ? places.toNumber() : 0
      return number !== undefined && isDecimal(number) && Number.isInteger(at) && at >= 0 && at <= 10 ? finite(compute(number, at)) : null
    }),
  }
}

/** `min` and `max` of numbers, money or dates; they pass over what is empty. */
const extreme = (sign: 1 | -1): Build => (name, args) => {
  const type = commonType(args)
  if (args.length < 2 || (type !== 'number' && type !== 'money' && type !== 'date')) return wrong(name)
  return {
    type,
    run: (input) => args.map((arg) => arg.run(input)).reduce<FormulaValue>((best, value) => {
      if (value === null || best === null) return best ?? value
      const order = isDecimal(value) && isDecimal(best) ? value.comparedTo(best) : value > best ? 1 : -1
      return order * sign > 0 ? value : best
    }, null),
  }
}

const ofDate = (compute: (date: string) => number): Build => (name, args) => {
  const [date] = args
  if (args.length !== 1 || date === undefined || !fits(date, 'date')) return wrong(name)
  return { type: 'number', run: strict(args, ([value]) => (typeof value === 'string' ? new Decimal(compute(value)) : null)) }
}

function textOf(piece: Compiled, value: FormulaValue, currency: string): string {
  if (value === null) return ''
  if (isDecimal(value)) return piece.type === 'money' ? value.toFixed(currencyDigits(currency)) : value.toFixed()
  return Array.isArray(value) ? value.join('、') : String(value)
}

/** The longest text that a formula gives, in characters: joined texts do not grow without end, and an index can hold it. */
const TEXT = 500

/** The beginning of a text; no character is cut in two. */
export const shortened = (text: string): string => (text.length <= TEXT ? text : Array.from(text.slice(0, TEXT * 2)).slice(0, TEXT).join('').toWellFormed())

const functions = new Map<string, Build>([
  ['today', (name, args) => (args.length > 0 ? wrong(name) : { type: 'date', run: (input) => input.today })],
  ['date', (name, args) => {
    const [text] = args
    if (args.length !== 1 || text === undefined || !fits(text, 'text')) return wrong(name)
    return { type: 'date', run: strict(args, ([value]) => (typeof value === 'string' && dayNumber(value) !== null ? value : null)) }
  }],
  ['days_between', (name, args) => {
    if (args.length !== 2 || !args.every((arg) => fits(arg, 'date'))) return wrong(name)
    return { type: 'number', run: strict(args, ([from, to]) => daysBetween(from, to)) }
  }],
  ['year', ofDate((date) => Number(date.slice(0, 4)))],
  ['month', ofDate((date) => Number(date.slice(5, 7)))],
  ['round', rounding((value, digits) => value.toDecimalPlaces(digits))],
  ['floor', rounding((value, digits) => value.toDecimalPlaces(digits, Decimal.ROUND_FLOOR))],
  ['ceil', rounding((value, digits) => value.toDecimalPlaces(digits, Decimal.ROUND_CEIL))],
  ['abs', (name, args) => (args.length === 1 ? rounding((value) => value.abs())(name, args) : wrong(name))],
  ['min', extreme(-1)],
  ['max', extreme(1)],
  ['concat', (name, args) => {
    if (args.length === 0 || args.some((arg) => arg.type === 'reference')) return wrong(name)
    return { type: 'text', run: (input) => shortened(args.map((arg) => textOf(arg, arg.run(input), input.currency)).join('')) || null }
  }],
  ['length', (name, args) => {
    const [text] = args
    if (args.length !== 1 || text === undefined || !fits(text, 'text')) return wrong(name)
    return { type: 'number', run: strict(args, ([value]) => (typeof value === 'string' ? new Decimal([...value].length) : null)) }
  }],
  ['contains', (name, args) => {
    const [whole, part] = args
    if (args.length !== 2 || whole === undefined || part === undefined || !(fits(whole, 'text') || fits(whole, 'list')) || !fits(part, 'text')) return wrong(name)
    return { type: 'boolean', run: strict(args, ([value, piece]) => typeof piece === 'string' && (typeof value === 'string' || Array.isArray(value)) && value.includes(piece)) }
  }],
  ['is_blank', (name, args) => {
    const [value] = args
    if (args.length !== 1 || value === undefined) return wrong(name)
    return { type: 'boolean', run: (input) => value.run(input) === null }
  }],
  ['coalesce', (name, args) => {
    const type = commonType(args)
    if (args.length < 2 || type === null) return wrong(name)
    return { type, run: (input) => args.reduce<FormulaValue>((found, arg) => found ?? arg.run(input), null) }
  }],
  // `if`, as the parser passes it on.
  ['IF', (_, args) => {
    const [condition, yes, no] = args
    const type = yes === undefined || no === undefined ? null : commonType([yes, no])
    if (args.length !== 3 || condition === undefined || yes === undefined || no === undefined || type === null || !fits(condition, 'boolean')) return wrong('if')
    return {
      type,
      run: (input) => {
        const verdict = condition.run(input)
        return verdict === null ? null : verdict === true ? yes.run(input) : no.run(input)
      },
    }
  }],
])

/** Days from one date to another; negative backwards. */
export function daysBetween(from: FormulaValue | undefined, to: FormulaValue | undefined): Decimal | null {
  const [a, b] = [from, to].map((date) => (typeof date === 'string' ? dayNumber(date) : null))
  return a === null || b === null || a === undefined || b === undefined ? null : new Decimal(b - a)
}

/** The date so many whole days later. */
export function addDays(date: FormulaValue, days: Decimal): string | null {
  const day = typeof date === 'string' ? dayNumber(date) : null
  return day === null || !days.isInteger() ? null : dateOf(day + days.toNumber())
}

/** A call of a known function, its arguments checked. */
export function callOf(name: string, args: readonly Compiled[]): Compiled {
  const build = functions.get(name)
  if (build === undefined) throw new FormulaError('unknown_function', { name })
  return build(name, args)
}
