import { z } from 'zod'
import type { Field } from './catalogue.ts'
import type { ConditionContext } from './context.ts'
import { ConditionError } from './errors.ts'
import { CONDITION_LIMITS } from './limits.ts'
import { complementOf, operatorsFor, type Bind, type Refused } from './operator.ts'
import { readTags, readText } from './read-value.ts'
import { sayScalar, type Speaker } from './speak.ts'
import { meValue, myTeamsValue, textValue } from './value.ts'

export const choiceScalar = textValue
export const idScalar = textValue
export const userScalar = z.union([textValue, meValue])
export const teamScalar = z.union([textValue, myTeamsValue])

type IdValue = z.infer<typeof userScalar> | z.infer<typeof teamScalar>
type IdScalar = typeof choiceScalar | typeof userScalar | typeof teamScalar

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const idType = (field: Field) => field.idType ?? (field.type === 'choice' ? 'text' : 'uuid')

/** Ids must be of the column's type, else PostgreSQL would fail the whole query; options must be the field's own. */
function verifyIds(values: readonly IdValue[], field: Field): Refused | null {
  for (const value of values) {
    if (typeof value !== 'string') continue
    if (field.options && !field.options.some((option) => option.value === value))
      return { refused: 'condition.unknown_option', name: value }
    if (idType(field) === 'uuid' && !UUID.test(value)) return { refused: 'condition.bad_value', name: value }
  }
  return null
}

/** The ids a list of values stands for. */
function resolveIds(values: readonly IdValue[], context: ConditionContext, field: Field): string[] {
  return values.flatMap((value) => {
    if (typeof value === 'string') return [idType(field) === 'uuid' ? value.toLowerCase() : value]
    if ('myTeams' in value) return context.myTeams
    if (context.me === null) throw new ConditionError('condition.no_user', { field: field.key })
    return [context.me]
  })
}

const id = operatorsFor(readText)

function isAmong(ids: readonly string[], field: Field) {
  const set = new Set(ids)
  const type = idType(field)
  return {
    test: (present: string) => set.has(present),
    sql: (expression: string, bind: Bind) =>
      ids.length === 1 ? `${expression} = ${bind(ids[0], type)}` : `${expression} = any(${bind(ids, `${type}[]`)})`,
  }
}

const listOf = <T extends z.ZodType>(scalar: T) => z.array(scalar).min(1).max(CONDITION_LIMITS.list)

function sayList(values: readonly IdValue[], field: Field, speaker: Speaker): string {
  return values.map((value) => sayScalar(value, field, speaker)).join(speaker.lang === 'zh' ? '、' : ', ')
}

/** Choice, user, team and reference. `is` with several ids behind it (`myTeams`) means any of them. */
export function idOperators(scalar: IdScalar) {
  const one: z.ZodType<IdValue> = scalar
  const is = id({
    words: { zh: '是', en: 'is' },
    shape: 'one',
    value: one,
    verify: (value, field) => verifyIds([value], field),
    prepare: (value, context, field) => isAmong(resolveIds([value], context, field), field),
    say: sayScalar,
  })
  const anyOf = id({
    words: { zh: '属于', en: 'is any of' },
    shape: 'list',
    value: listOf(one),
    verify: verifyIds,
    prepare: (values, context, field) => isAmong(resolveIds(values, context, field), field),
    say: sayList,
  })
  return {
    is,
    is_not: complementOf(is, { zh: '不是', en: 'is not' }),
    any_of: anyOf,
    none_of: complementOf(anyOf, { zh: '不属于', en: 'is none of' }),
  }
}

/** A team or any team below it. The tree is asked once, before the query, so that memory and SQL see the same one. */
export const underOperator = id({
  words: { zh: '在团队（含下级）', en: 'is within team' },
  shape: 'one',
  value: teamScalar,
  verify: (value, field) => verifyIds([value], field),
  prepare: (value, context, field) =>
    isAmong(
      resolveIds([value], context, field).flatMap((team) => context.teamSubtree(team)),
      field,
    ),
  say: sayScalar,
})

const tags = operatorsFor(readTags)

const tagOperator = (
  words: { zh: string; en: string },
  sqlOperator: '&&' | '@>',
  test: (present: readonly string[], wanted: readonly string[]) => boolean,
) =>
  tags({
    words,
    shape: 'list',
    value: listOf(idScalar),
    verify: verifyIds,
    prepare: (values, context, field) => {
      const wanted = resolveIds(values, context, field)
      return {
        test: (present) => test(present, wanted),
        sql: (expression, bind) => `${expression} ${sqlOperator} ${bind(wanted, `${idType(field)}[]`)}`,
        onRows: (any, bind) =>
          sqlOperator === '&&'
            ? any((expression) => `${expression} = any(${bind(wanted, `${idType(field)}[]`)})`)
            : `(${wanted.map((one) => any((expression) => `${expression} = ${bind(one, idType(field))}`)).join(' and ')})`,
      }
    },
    say: sayList,
  })

const hasAny = tagOperator({ zh: '含任一', en: 'has any of' }, '&&', (present, wanted) =>
  wanted.some((tag) => present.includes(tag)),
)

export const tagOperators = {
  has_any: hasAny,
  has_all: tagOperator({ zh: '含全部', en: 'has all of' }, '@>', (present, wanted) =>
    wanted.every((tag) => present.includes(tag)),
  ),
  has_none: complementOf(hasAny, { zh: '不含', en: 'has none of' }),
}
