import { FormulaError } from './error.ts'
import { addDays, callOf, commonType, daysBetween, type Compiled } from './functions.ts'
import { parseFormula, type ASTNode } from './parse.ts'
import type { FormulaInput, FormulaName } from './scope.ts'
import { Decimal, finite, isDecimal, type FormulaType, type FormulaValue } from './value.ts'

/** A formula whose names and types are known to fit. */
export interface CompiledFormula extends Compiled {
  /** The names it reads. */
  names: ReadonlySet<string>
  /** Whether it asks for today: its value changes by itself at midnight. */
  usesToday: boolean
}

interface Scope {
  known: ReadonlyMap<string, FormulaName>
  used: Set<string>
  usesToday: boolean
}

/**
 * Reads and type-checks a formula over these names, or throws a FormulaError. Null spreads: an empty operand gives an empty
 * result, but for `&&` and `||`, which ask only as far as they must, and the functions that are about emptiness.
 */
export function compileFormula(source: string, known: ReadonlyMap<string, FormulaName>): CompiledFormula {
  const scope: Scope = { known, used: new Set(), usesToday: false }
  const compiled = compileNode(parseFormula(source), scope)
  return { ...compiled, names: scope.used, usesToday: scope.usesToday }
}

function compileNode(node: ASTNode, scope: Scope): Compiled {
  switch (node.op) {
    case 'value':
      return literal(node.args, node)
    case 'id': {
      const known = scope.known.get(node.args)
      if (known === undefined) throw new FormulaError('unknown_name', { name: node.args })
      scope.used.add(node.args)
      return { type: known.type, run: known.read }
    }
    case 'call': {
      const [name, args] = node.args
      if (name === 'today') scope.usesToday = true
      return callOf(name, args.map((arg) => compileNode(arg, scope)))
    }
    case '?:':
      return callOf('IF', node.args.map((arg) => compileNode(arg, scope)))
    case '&&':
      return logical(pair(node.args, scope), false)
    case '||':
      return logical(pair(node.args, scope), true)
    case '!_': {
      const value = compileNode(node.args, scope)
      if (value.type !== 'boolean') throw mismatch('!', value)
      return { type: 'boolean', run: (input) => negated(value.run(input)) }
    }
    case '-_': {
      const value = compileNode(node.args, scope)
      if (value.type !== 'number' && value.type !== 'money') throw mismatch('-', value)
      return { type: value.type, run: (input) => onNumber(value.run(input), (number) => number.neg()) }
    }
    case 'in':
      return membership(node.args, scope)
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(node.op, pair(node.args, scope))
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return arithmetic(node.op, pair(node.args, scope))
    default:
      // Members, indexes, methods, macros, lists and maps of their own: none of them is needed, so none is there.
      throw new FormulaError('not_allowed', { name: node.input.slice(node.start, node.end).slice(0, 40) })
  }
}

type Two = readonly [Compiled, Compiled]
const pair = ([left, right]: readonly [ASTNode, ASTNode], scope: Scope): Two => [compileNode(left, scope), compileNode(right, scope)]

const mismatch = (operator: string, ...pieces: readonly Compiled[]) => new FormulaError('types', { name: operator, types: pieces.map((piece) => piece.type).join(', ') })

function literal(value: unknown, node: ASTNode): Compiled {
  if (value === null) return { type: 'null', run: () => null }
  if (typeof value === 'boolean') return { type: 'boolean', run: () => value }
  // What PostgreSQL cannot store: NUL, and halves of surrogate pairs.
  if (typeof value === 'string' && !value.includes('\u0000') && value.isWellFormed()) return { type: 'text', run: () => value }
  if (typeof value === 'number' || typeof value === 'bigint') {
    const number = new Decimal(value.toString())
    if (number.isFinite()) return { type: 'number', run: () => number }
  }
  throw new FormulaError('not_allowed', { name: node.input.slice(node.start, node.end).slice(0, 40) })
}

const negated = (value: FormulaValue): boolean | null => (typeof value === 'boolean' ? !value : null)
const onNumber = (value: FormulaValue, compute: (number: Decimal) => Decimal): Decimal | null => (value !== null && isDecimal(value) ? finite(compute(value)) : null)

/** `decides` is the value that settles it whatever the other side is: false for and, true for or. */
function logical([left, right]: Two, decides: boolean): Compiled {
  if (left.type !== 'boolean' || right.type !== 'boolean') throw mismatch(decides ? '||' : '&&', left, right)
  return {
    type: 'boolean',
    run: (input) => {
      const a = left.run(input)
      if (a === decides) return decides
      const b = right.run(input)
      return b === decides ? decides : a === null || b === null ? null : !decides
    },
  }
}

/** `c_level in ["a", "b"]`, `"vip" in c_tags`. */
function membership([left, right]: readonly [ASTNode, ASTNode], scope: Scope): Compiled {
  const item = compileNode(left, scope)
  if (right.op !== 'list') {
    const list = compileNode(right, scope)
    if (item.type !== 'text' || list.type !== 'list') throw mismatch('in', item, list)
    return callOf('contains', [list, item])
  }
  const values = right.args.map((node) => {
    if (node.op !== 'value') throw new FormulaError('not_allowed', { name: node.input.slice(node.start, node.end).slice(0, 40) })
    return literal(node.args, node)
  })
  const odd = values.find((value) => value.type !== item.type && !(item.type === 'money' && value.type === 'number'))
  if (odd !== undefined) throw mismatch('in', item, odd)
  const tests = values.map((value) => equality([item, value]))
  return { type: 'boolean', run: (input) => (item.run(input) === null ? null : tests.some((test) => test(input) === true)) }
}

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='
const verdicts: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '==': (order) => order === 0, '!=': (order) => order !== 0, '<': (order) => order < 0, '<=': (order) => order <= 0, '>': (order) => order > 0, '>=': (order) => order >= 0,
}
const ordered: ReadonlySet<FormulaType> = new Set(['number', 'money', 'date'])
const comparable: ReadonlySet<FormulaType> = new Set(['number', 'money', 'date', 'text', 'boolean', 'reference'])

function comparison(operator: Comparison, [left, right]: Two): Compiled {
  if (left.type === 'null' || right.type === 'null') throw new FormulaError('null_compared')
  const type = commonType([left, right])
  if (type === null || !(operator === '==' || operator === '!=' ? comparable : ordered).has(type)) throw mismatch(operator, left, right)
  const verdict = verdicts[operator]
  return {
    type: 'boolean',
    run: (input) => {
      const order = orderOf(left.run(input), right.run(input))
      return order === null ? null : verdict(order)
    },
  }
}

const equality = ([left, right]: Two) => (input: FormulaInput): boolean | null => {
  const order = orderOf(left.run(input), right.run(input))
  return order === null ? null : order === 0
}

function orderOf(a: FormulaValue, b: FormulaValue): number | null {
  if (a === null || b === null) return null
  if (isDecimal(a) && isDecimal(b)) return a.comparedTo(b)
  return a === b ? 0 : a < b ? -1 : 1
}

type Arithmetic = '+' | '-' | '*' | '/' | '%'
const computations: Readonly<Record<Arithmetic, (a: Decimal, b: Decimal) => Decimal | null>> = {
  '+': (a, b) => a.plus(b), '-': (a, b) => a.minus(b), '*': (a, b) => a.times(b),
  // Division by zero has no result; it is no error of the record.
  '/': (a, b) => (b.isZero() ? null : a.div(b)), '%': (a, b) => (b.isZero() ? null : a.mod(b)),
}

/** The type of a result; null where the operator does not go with the two. */
function resultOf(operator: Arithmetic, left: FormulaType, right: FormulaType): FormulaType | null {
  const both = `${left} ${right}`
  if (both === 'number number') return 'number'
  if (operator === '+' || operator === '-') {
    if (both === 'money money' || both === 'money number' || both === 'number money') return 'money'
    if (both === 'date number' || (both === 'number date' && operator === '+')) return 'date'
    if (both === 'date date' && operator === '-') return 'number'
    if (both === 'text text' && operator === '+') return 'text'
  }
  if (operator === '*' && (both === 'money number' || both === 'number money')) return 'money'
  if (operator === '/' && both === 'money number') return 'money'
  return operator === '/' && both === 'money money' ? 'number' : null
}

function arithmetic(operator: Arithmetic, [left, right]: Two): Compiled {
  const type = resultOf(operator, left.type, right.type)
  if (type === null) throw mismatch(operator, left, right)
  if (type === 'text') {
    // Plain joining, as the operator says: what is empty makes the whole empty. `concat` passes over it.
    const joined = callOf('concat', [left, right])
    return { type, run: (input) => (left.run(input) === null || right.run(input) === null ? null : joined.run(input)) }
  }
  const compute = computations[operator]
  return {
    type,
    run: (input) => {
      const [a, b] = [left.run(input), right.run(input)]
      if (a === null || b === null) return null
      if (isDecimal(a) && isDecimal(b)) {
        const result = compute(a, b)
        return result === null ? null : finite(result)
      }
      if (isDecimal(b)) return addDays(a, operator === '-' ? b.neg() : b)
      return isDecimal(a) ? addDays(b, a) : daysBetween(b, a)
    },
  }
}
