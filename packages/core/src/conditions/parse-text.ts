import type { Field, ObjectCatalogue, Relation } from './catalogue.ts'
import { check } from './check.ts'
import type { CountOperator } from './comparisons.ts'
import { parseCondition, type Condition } from './condition.ts'
import { ConditionError } from './errors.ts'
import { CONDITION_LIMITS } from './limits.ts'
import type { Operator } from './operator.ts'
import { OPERATORS } from './operators.ts'
import { readScalar, type NameLookup } from './read-words.ts'
import { tokens, type Token } from './tokens.ts'
import type { ConditionValue, ScalarValue } from './value.ts'

/**
 * Reads the text form of a condition, for command lines and search boxes; JSON if it begins with `{`.
 *
 *     owner is "张伟" and amount >= 10万 and (source any_of ["SEM", "展会"] or next_step empty)
 *     closed in last_month and not exists contacts where (role is decision_maker)
 *     count activities where (at within_last 14) < 2
 *
 * Fields are called by key or label, operators by key, sign or words. Money is in major units (元) here, in minor units in
 * JSON. A value that reads like a keyword is put in quotes. `lookup` finds ids by name; without it only ids are taken.
 * Throws a ConditionError, with the position where the text form went wrong.
 */
export function parseText(source: string, object: ObjectCatalogue, lookup?: NameLookup): Condition {
  if (source.length > CONDITION_LIMITS.source)
    throw new ConditionError('condition.text_too_long', { limit: CONDITION_LIMITS.source })
  const condition = parseCondition(source.trimStart().startsWith('{') ? json(source) : new Parser(source, lookup).all(object))
  check(condition, object)
  return condition
}

function json(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    throw new ConditionError('condition.malformed', { position: 0 })
  }
}

const KEYWORDS = {
  and: ['and', '&&', '且', '并且'],
  or: ['or', '||', '或', '或者'],
  not: ['not', '!', '非'],
  exists: ['exists', '有'],
  count: ['count', '数量'],
  where: ['where', '其中'],
} as const

/** Signs, with the operators they may stand for in order of preference. */
const SIGNS: Readonly<Record<string, readonly string[]>> = {
  '=': ['eq', 'is'],
  '==': ['eq', 'is'],
  '!=': ['neq', 'is_not'],
  '<>': ['neq', 'is_not'],
  '≠': ['neq', 'is_not'],
  '<': ['lt'],
  '<=': ['lte'],
  '≤': ['lte'],
  '>': ['gt'],
  '>=': ['gte'],
  '≥': ['gte'],
  is: ['is', 'eq'],
  'is not': ['is_not', 'neq'],
  in: ['in', 'any_of', 'has_any'],
  'not in': ['none_of', 'has_none'],
}
const COUNT_SIGNS: Readonly<Record<string, CountOperator>> = {
  '=': 'eq',
  '==': 'eq',
  '!=': 'neq',
  '<>': 'neq',
  '≠': 'neq',
  '<': 'lt',
  '<=': 'lte',
  '≤': 'lte',
  '>': 'gt',
  '>=': 'gte',
  '≥': 'gte',
}
/** The longest operator in words has four. */
const OPERATOR_WORDS = 4

class Parser {
  readonly #tokens: readonly Token[]
  readonly #lookup: NameLookup | undefined
  readonly #end: number
  #at = 0
  #depth = 0

  constructor(source: string, lookup: NameLookup | undefined) {
    this.#tokens = tokens(source)
    this.#lookup = lookup
    this.#end = source.length
  }

  all(object: ObjectCatalogue): Condition {
    if (this.#tokens.length === 0) return { and: [] }
    const condition = this.#either(object)
    const left = this.#peek()
    if (left) throw unexpected(left)
    return condition
  }

  #peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead]
  }

  #next(): Token {
    const token = this.#peek()
    if (!token) throw new ConditionError('condition.unexpected_end', { position: this.#end })
    this.#at += 1
    return token
  }

  #takes(keyword: keyof typeof KEYWORDS): boolean {
    const token = this.#peek()
    const words: readonly string[] = KEYWORDS[keyword]
    if (!token || token.kind === 'quoted' || !words.includes(token.text.toLowerCase())) return false
    this.#at += 1
    return true
  }

  #takesMark(text: string): boolean {
    const token = this.#peek()
    if (token?.kind !== 'mark' || token.text !== text) return false
    this.#at += 1
    return true
  }

  #expectMark(text: string): void {
    if (!this.#takesMark(text)) throw unexpected(this.#next())
  }

  #either(object: ObjectCatalogue): Condition {
    this.#depth += 1
    // Bounds the recursion itself; the depth of the resulting tree is checked afterwards.
    if (this.#depth > CONDITION_LIMITS.depth)
      throw new ConditionError('condition.too_deep', { limit: CONDITION_LIMITS.depth, position: this.#peek()?.position })
    const [first, ...others] = this.#list('or', () => this.#both(object))
    this.#depth -= 1
    return others.length === 0 ? first : { or: [first, ...others] }
  }

  #both(object: ObjectCatalogue): Condition {
    const [first, ...others] = this.#list('and', () => this.#single(object))
    return others.length === 0 ? first : { and: [first, ...others] }
  }

  #list(keyword: 'and' | 'or', part: () => Condition): [Condition, ...Condition[]] {
    const parts: [Condition, ...Condition[]] = [part()]
    while (this.#takes(keyword)) parts.push(part())
    return parts
  }

  #single(object: ObjectCatalogue): Condition {
    let negations = 0
    while (this.#takes('not')) negations += 1
    const condition = this.#positive(object)
    return negations % 2 === 0 ? condition : { not: condition }
  }

  #positive(object: ObjectCatalogue): Condition {
    if (this.#takesMark('(')) {
      const inner = this.#either(object)
      this.#expectMark(')')
      return inner
    }
    if (this.#takes('exists')) {
      const relation = this.#relation(object)
      return { exists: relation.key, ...this.#where(relation) }
    }
    if (this.#takes('count')) return this.#count(object)
    return this.#comparison(object)
  }

  #count(object: ObjectCatalogue): Condition {
    const relation = this.#relation(object)
    const where = this.#where(relation)
    const sign = this.#next()
    const op = COUNT_SIGNS[sign.text]
    if (op === undefined) throw unexpected(sign)
    const number = this.#next()
    if (number.kind !== 'word' || !/^\d{1,6}$/.test(number.text)) throw unexpected(number)
    return { count: relation.key, ...where, op, value: Number(number.text) }
  }

  #relation(object: ObjectCatalogue): Relation {
    const token = this.#next()
    const relation = byName(object.relations, token)
    if (!relation) throw new ConditionError('condition.unknown_relation', { position: token.position, name: token.text })
    return relation
  }

  /** `where (…)`; the word may be left out. */
  #where(relation: Relation): { where?: Condition } {
    const said = this.#takes('where')
    if (!said && this.#peek()?.text !== '(') return {}
    this.#expectMark('(')
    const where = this.#either(relation.target)
    this.#expectMark(')')
    return { where }
  }

  #comparison(object: ObjectCatalogue): Condition {
    const name = this.#next()
    if (name.kind === 'mark') throw unexpected(name)
    const field = byName(object.fields, name)
    if (!field) throw new ConditionError('condition.unknown_field', { position: name.position, name: name.text })
    const at = this.#peek()?.position ?? this.#end
    const { op, operator } = this.#operator(field)
    const valueAt = this.#peek()?.position ?? at
    const value = this.#value(field, operator)
    const accepted = operator.accept(value, field)
    if ('refused' in accepted)
      throw new ConditionError(accepted.refused, { position: valueAt, field: field.key, operator: op, name: accepted.name })
    return value === undefined ? { field: field.key, op } : { field: field.key, op, value }
  }

  /** The longest run of tokens that names an operator of the field: `is not empty` before `is`. */
  #operator(field: Field): { op: string; operator: Operator } {
    const operators = OPERATORS[field.type]
    for (let length = OPERATOR_WORDS; length > 0; length -= 1) {
      const run = Array.from({ length }, (_, i) => this.#peek(i))
      if (run.some((token) => token === undefined || token.kind === 'quoted')) continue
      const said = run.map((token) => token?.text.toLowerCase()).join(' ')
      const key = [...(SIGNS[said] ?? []), said.replaceAll(' ', '_')].find((name) => Object.hasOwn(operators, name))
      const found = Object.entries(operators).find(
        ([name, { words }]) => name === key || (key === undefined && (words.en === said || words.zh === said)),
      )
      if (!found) continue
      this.#at += length
      return { op: found[0], operator: found[1] }
    }
    const token = this.#next()
    throw new ConditionError('condition.unknown_operator', { position: token.position, field: field.key, name: token.text })
  }

  #value(field: Field, operator: Operator): ConditionValue | undefined {
    switch (operator.shape) {
      case 'none':
        return undefined
      case 'one':
        return this.#scalar(field)
      case 'days':
        return this.#days()
      case 'list':
        return this.#values(field) ?? [this.#scalar(field)]
      case 'pair': {
        const values = this.#values(field)
        if (values) return values
        const from = this.#scalar(field)
        if (!this.#takes('and')) this.#expectMark(',')
        return [from, this.#scalar(field)]
      }
    }
  }

  #scalar(field: Field): ScalarValue {
    const token = this.#next()
    if (token.kind === 'mark') throw unexpected(token)
    return readScalar(token, field, this.#lookup)
  }

  #values(field: Field): ScalarValue[] | null {
    const close = this.#takesMark('[') ? ']' : this.#takesMark('(') ? ')' : null
    if (close === null) return null
    const values = [this.#scalar(field)]
    while (this.#takesMark(',')) values.push(this.#scalar(field))
    this.#expectMark(close)
    return values
  }

  #days(): number {
    const token = this.#next()
    const match = token.kind === 'word' ? /^(\d{1,6})(?:d|天)?$/i.exec(token.text) : null
    if (!match) throw unexpected(token)
    const unit = this.#peek()
    if (unit?.kind === 'word' && ['day', 'days', '天'].includes(unit.text.toLowerCase())) this.#at += 1
    return Number(match[1])
  }
}

function unexpected(token: Token): ConditionError {
  return new ConditionError('condition.unexpected_word', { position: token.position, name: token.text })
}

/** By key, else by label in either language. */
function byName<T extends Field | Relation>(entries: ReadonlyMap<string, T>, { text }: Token): T | undefined {
  const said = text.toLowerCase()
  return (
    entries.get(text) ??
    [...entries.values()].find(
      ({ key, label }) =>
        key.toLowerCase() === said || snakeCase(key) === said || label.zh === text || label.en.toLowerCase() === said,
    )
  )
}

const snakeCase = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
