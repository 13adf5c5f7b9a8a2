import fc from 'fast-check'
import type { Field, ObjectCatalogue } from './catalogue.ts'
import { COUNT_OPERATORS } from './comparisons.ts'
import type { Condition, FieldCondition } from './condition.ts'
import { OPERATORS } from './operators.ts'
import { PERIODS, type ScalarValue } from './value.ts'

/** Values that random records and conditions draw from: few enough that they often meet. */
export interface Pools {
  texts: readonly string[]
  numbers: readonly number[]
  days: readonly string[]
  instants: readonly string[]
  /** Ids for user, team, reference and tags fields. */
  ids: readonly string[]
}

const relative: fc.Arbitrary<ScalarValue> = fc.oneof(
  fc.constantFrom('now' as const, ...PERIODS).map((name) => ({ relative: name })),
  fc.integer({ min: -40, max: 40 }).map((days) => ({ days })),
)

function scalar(field: Field, pools: Pools): fc.Arbitrary<ScalarValue> {
  switch (field.type) {
    case 'text':
      return fc.constantFrom(...pools.texts.filter((text) => text !== ''))
    case 'number':
      return fc.constantFrom(...pools.numbers)
    case 'money':
      return fc.constantFrom(...pools.numbers.filter((number) => Number.isSafeInteger(number)))
    case 'date':
      return fc.oneof(fc.constantFrom(...pools.days), relative)
    case 'instant':
      return fc.oneof(fc.constantFrom(...pools.instants), fc.constantFrom(...pools.days), relative)
    case 'boolean':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...(field.options?.map((option) => option.value) ?? pools.texts.filter((text) => text !== '')))
    case 'user':
      return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pools.ids) }, fc.constant({ me: true as const }))
    case 'team':
      return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pools.ids) }, fc.constant({ myTeams: true as const }))
    case 'tags':
      return fc.constantFrom(...(field.options?.map((option) => option.value) ?? pools.ids))
    case 'reference':
      return fc.constantFrom(...pools.ids)
  }
}

function fieldCondition(field: Field, pools: Pools): fc.Arbitrary<FieldCondition> {
  return fc.constantFrom(...Object.entries(OPERATORS[field.type])).chain(([op, { shape }]) => {
    const one = scalar(field, pools)
    const base = { field: field.key, op }
    switch (shape) {
      case 'none':
        return fc.constant(base)
      case 'one':
        return one.map((value) => ({ ...base, value }))
      case 'pair':
        return fc.tuple(one, one).map((value) => ({ ...base, value }))
      case 'list':
        return fc.array(one, { minLength: 1, maxLength: 4 }).map((value) => ({ ...base, value }))
      case 'days':
        return fc.integer({ min: 0, max: 40 }).map((value) => ({ ...base, value }))
    }
  })
}

/** Test support: random conditions over all fields, operators and relations of an object. */
export function arbitraryCondition(object: ObjectCatalogue, pools: Pools, depth = 3): fc.Arbitrary<Condition> {
  const leaf: fc.Arbitrary<Condition> = fc
    .constantFrom(...object.fields.values())
    .chain((field) => fieldCondition(field, pools))
  if (depth === 0) return leaf
  const inner = arbitraryCondition(object, pools, depth - 1)
  const related = [...object.relations.values()].map((relation): fc.Arbitrary<Condition> => {
    const where = fc.option(arbitraryCondition(relation.target, pools, depth - 1), { nil: undefined })
    return fc.oneof(
      where.map((condition) => ({ exists: relation.key, ...(condition && { where: condition }) })),
      fc
        .tuple(where, fc.constantFrom(...COUNT_OPERATORS), fc.integer({ min: 0, max: 4 }))
        .map(([condition, op, value]) => ({ count: relation.key, ...(condition && { where: condition }), op, value })),
    )
  })
  return fc.oneof(
    { weight: 4, arbitrary: leaf },
    { weight: 2, arbitrary: fc.array(inner, { maxLength: 3 }).map((and) => ({ and })) },
    { weight: 2, arbitrary: fc.array(inner, { maxLength: 3 }).map((or) => ({ or })) },
    { weight: 2, arbitrary: inner.map((not) => ({ not })) },
    ...related.map((arbitrary) => ({ weight: 1, arbitrary })),
  )
}
