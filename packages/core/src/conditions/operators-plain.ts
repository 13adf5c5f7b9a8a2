import { z } from 'zod'
import { COMPARISONS, type Comparison } from './comparisons.ts'
import { complementOf, operatorsFor, type Operator } from './operator.ts'
import { foldCase, readBoolean, readNumber, readText } from './read-value.ts'
import { sayScalar } from './speak.ts'
import { textValue } from './value.ts'

const text = operatorsFor(readText)

/** Text is compared without regard to the case of A–Z, on both sides (see `foldCase`). */
const textOperator = (
  words: Operator['words'],
  test: (folded: string, needle: string) => boolean,
  sql: (folded: string) => { comparison: string; operand: string } | { like: string },
) =>
  text({
    words,
    shape: 'one',
    value: textValue,
    prepare: (value) => {
      const needle = foldCase(value)
      const parts = sql(needle)
      return {
        test: (present) => test(foldCase(present), needle),
        sql: (expression, bind) =>
          'like' in parts
            ? `lower(${expression} collate "C") like ${bind(parts.like, 'text')}`
            : `lower(${expression} collate "C") ${parts.comparison} ${bind(parts.operand, 'text')}`,
      }
    },
    say: sayScalar,
  })

/** `%`, `_` and `\` mean themselves in what people type. Backslash is PostgreSQL's default escape. */
const literally = (needle: string) => needle.replace(/[\\%_]/g, '\\$&')

const is = textOperator(
  { zh: '是', en: 'is' },
  (folded, needle) => folded === needle,
  (needle) => ({ comparison: '=', operand: needle }),
)
const contains = textOperator(
  { zh: '包含', en: 'contains' },
  (folded, needle) => folded.includes(needle),
  (needle) => ({ like: `%${literally(needle)}%` }),
)

export const textOperators = {
  contains,
  not_contains: complementOf(contains, { zh: '不包含', en: 'does not contain' }),
  is,
  is_not: complementOf(is, { zh: '不是', en: 'is not' }),
  starts_with: textOperator(
    { zh: '开头是', en: 'starts with' },
    (folded, needle) => folded.startsWith(needle),
    (needle) => ({ like: `${literally(needle)}%` }),
  ),
}

const number = operatorsFor(readNumber)

/**
 * Numbers and money. Money is in minor units, hence whole; other numbers are bounded so that no server type overflows
 * on the comparison. `between` is `[from, to)`.
 */
export function numberOperators(sqlType: 'numeric' | 'bigint') {
  const scalar = sqlType === 'bigint' ? z.int() : z.number().min(-1e15).max(1e15)
  const compare = (name: Comparison) =>
    number({
      words: COMPARISONS[name].words,
      shape: 'one',
      value: scalar,
      prepare: (value) => ({
        test: (present) => COMPARISONS[name].test(present, value),
        sql: (expression, bind) => `${expression} ${COMPARISONS[name].sql} ${bind(value, sqlType)}`,
      }),
      say: sayScalar,
    })
  const eq = compare('eq')
  return {
    gte: compare('gte'),
    lte: compare('lte'),
    gt: compare('gt'),
    lt: compare('lt'),
    eq,
    neq: complementOf(eq, { zh: '≠', en: '≠' }),
    between: number({
      words: { zh: '介于', en: 'between' },
      shape: 'pair',
      value: z.tuple([scalar, scalar]),
      prepare: ([from, to]) => ({
        test: (present) => present >= from && present < to,
        sql: (expression, bind) => `(${expression} >= ${bind(from, sqlType)} and ${expression} < ${bind(to, sqlType)})`,
      }),
      say: sayPair,
    }),
  }
}

/** `[from, to)` in words: the end is said to be excluded, since most people would include it. */
export function sayPair(
  [from, to]: readonly [Parameters<typeof sayScalar>[0], Parameters<typeof sayScalar>[0]],
  field: Parameters<typeof sayScalar>[1],
  speaker: Parameters<typeof sayScalar>[2],
): string {
  const [a, b] = [sayScalar(from, field, speaker), sayScalar(to, field, speaker)]
  return speaker.lang === 'zh' ? `${a} 至 ${b}（不含）` : `${a} and ${b} (exclusive)`
}

export const booleanOperators = {
  is: operatorsFor(readBoolean)({
    words: { zh: '是', en: 'is' },
    shape: 'one',
    value: z.boolean(),
    prepare: (value) => ({
      test: (present) => present === value,
      sql: (expression, bind) => `${expression} = ${bind(value, 'boolean')}`,
    }),
    say: sayScalar,
  }),
}
