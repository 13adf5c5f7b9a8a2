import type { z } from 'zod'
import type { Field, Words } from './catalogue.ts'
import type { ConditionContext } from './context.ts'
import type { ConditionRefusal } from './errors.ts'
import type { Speaker } from './speak.ts'

/** Takes a value and its SQL type, and gives the text that stands for it: `$3::uuid[]`. */
export type Bind = (value: unknown, sqlType: string) => string

/** The form of an operator's value: what an editor shows and what the text form expects. */
export type ValueShape = 'none' | 'one' | 'pair' | 'list' | 'days'

/** Asks whether the field holds a value, as rows of their own, of which the test holds. */
export type AnyRow = (test: (expression: string) => string) => string

/** A field, operator and value with every relative word resolved: one verdict, in memory and in SQL. */
export interface Prepared {
  /** The verdict on the record's raw value. */
  test: (raw: unknown) => boolean
  /** The same verdict on an SQL expression. Null counts as false, as in `where`, so that indexes stay usable. */
  sql: (expression: string, bind: Bind) => string
  /** The same of a field whose values are rows; never null. */
  onRows: (any: AnyRow, bind: Bind) => string
}

/** A value that the operator has accepted. */
export interface Accepted {
  prepare: (context: ConditionContext) => Prepared
  say: (speaker: Speaker) => string
}

export interface Refused {
  refused: ConditionRefusal
  name?: string
}

export interface Operator {
  words: Words
  shape: ValueShape
  accept: (value: unknown, field: Field) => Accepted | Refused
}

export interface OperatorSpec<P, V> {
  words: Words
  shape: ValueShape
  value: z.ZodType<V>
  /** Refuses what only the field can tell: an option that it does not have, a malformed id. */
  verify?: (value: V, field: Field) => Refused | null
  /** `test` sees only values that are not empty; `sql` must give false or null for an empty one. */
  prepare: (
    value: V,
    context: ConditionContext,
    field: Field,
  ) => { test: (present: P) => boolean; sql: Prepared['sql']; onRows?: Prepared['onRows'] }
  say: (value: V, field: Field, speaker: Speaker) => string
}

/** Makes the operators of one type, given how that type is read from a record. */
export function operatorsFor<P>(read: (raw: unknown) => P | null) {
  return <V>(spec: OperatorSpec<P, V>): Operator => ({
    words: spec.words,
    shape: spec.shape,
    accept: (value, field) => {
      const parsed = spec.value.safeParse(value)
      if (!parsed.success) return { refused: 'condition.bad_value' }
      const refused = spec.verify?.(parsed.data, field)
      if (refused) return refused
      return {
        prepare: (context) => {
          const { test, sql, onRows } = spec.prepare(parsed.data, context, field)
          return {
            test: (raw) => {
              const present = read(raw)
              return present !== null && test(present)
            },
            sql,
            onRows: onRows ?? ((any, bind) => any((expression) => sql(expression, bind))),
          }
        },
        say: (speaker) => spec.say(parsed.data, field, speaker),
      }
    },
  })
}

/** The exact opposite of an operator, true on an empty field where the other is false. */
export function complementOf(operator: Operator, words: Words): Operator {
  return {
    words,
    shape: operator.shape,
    accept: (value, field) => {
      const accepted = operator.accept(value, field)
      if ('refused' in accepted) return accepted
      return {
        prepare: (context) => {
          const { test, sql, onRows } = accepted.prepare(context)
          return {
            test: (raw) => !test(raw),
            sql: (expression, bind) => `(${sql(expression, bind)}) is not true`,
            // Plain `not`, which the planner can turn into an anti-join.
            onRows: (any, bind) => `not ${onRows(any, bind)}`,
          }
        },
        say: accepted.say,
      }
    },
  }
}

/** `empty`, given the reader of the type and its SQL test. */
export function emptyOperator(read: (raw: unknown) => unknown, sql: (expression: string) => string): Operator {
  return {
    words: { zh: '为空', en: 'is empty' },
    shape: 'none',
    accept: (value) =>
      value === undefined || value === null
        ? { prepare: () => ({ test: (raw) => read(raw) === null, sql, onRows: (any) => `not ${any(() => 'true')}` }), say: () => '' }
        : { refused: 'condition.bad_value' },
  }
}
