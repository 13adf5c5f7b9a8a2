import { fieldOf, relationOf, type Field, type ObjectCatalogue, type Relation } from './catalogue.ts'
import type { CountOperator } from './comparisons.ts'
import type { Condition, FieldCondition } from './condition.ts'
import { ConditionError } from './errors.ts'
import type { Accepted, Operator } from './operator.ts'
import { OPERATORS } from './operators.ts'

/** A condition bound to a catalogue: every field, relation, operator and value is known to fit. */
export type Checked =
  | { kind: 'and' | 'or'; parts: readonly Checked[] }
  | { kind: 'not'; part: Checked }
  | { kind: 'field'; field: Field; operator: Operator; accepted: Accepted }
  | { kind: 'exists'; relation: Relation; where: Checked | null }
  | { kind: 'count'; relation: Relation; where: Checked | null; op: CountOperator; value: number }

/** The operator of that name for a field, or a coded refusal. */
export function operatorOf(field: Field, name: string): Operator {
  const operators = OPERATORS[field.type]
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined
  if (!operator) throw new ConditionError('condition.unknown_operator', { field: field.key, name })
  return operator
}

function checkField(condition: FieldCondition, object: ObjectCatalogue, path: string): Checked {
  const field = fieldOf(object, condition.field)
  const operator = operatorOf(field, condition.op)
  const accepted = operator.accept(condition.value, field)
  if ('refused' in accepted)
    throw new ConditionError(accepted.refused, { path, field: field.key, operator: condition.op, name: accepted.name })
  return { kind: 'field', field, operator, accepted }
}

/**
 * Binds a condition to an object, or throws a ConditionError that says which part does not fit.
 * Do this when a condition is saved, so that it cannot fail when it is used.
 */
export function check(condition: Condition, object: ObjectCatalogue, path = ''): Checked {
  const at = (step: string) => (path === '' ? step : `${path}.${step}`)
  if ('and' in condition)
    return { kind: 'and', parts: condition.and.map((part, i) => check(part, object, at(`and.${i}`))) }
  if ('or' in condition) return { kind: 'or', parts: condition.or.map((part, i) => check(part, object, at(`or.${i}`))) }
  if ('not' in condition) return { kind: 'not', part: check(condition.not, object, at('not')) }
  if ('field' in condition) return checkField(condition, object, path)
  const relation = relationOf(object, 'exists' in condition ? condition.exists : condition.count)
  const where = condition.where === undefined ? null : check(condition.where, relation.target, at('where'))
  return 'exists' in condition
    ? { kind: 'exists', relation, where }
    : { kind: 'count', relation, where, op: condition.op, value: condition.value }
}
