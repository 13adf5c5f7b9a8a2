import type { ConditionRecord, ObjectCatalogue, Relation } from './catalogue.ts'
import { check, type Checked } from './check.ts'
import { COUNT_COMPARISONS } from './comparisons.ts'
import type { Condition } from './condition.ts'
import type { ConditionContext } from './context.ts'
import { ConditionError } from './errors.ts'

export type Verdict = (record: ConditionRecord) => boolean

/**
 * Compiles a condition to a closure with the same verdict as `toSql`. Relative dates are resolved now, once:
 * compile again when `now` has moved on. Throws a ConditionError if the condition does not fit the object.
 * Asked relations must be on the record as arrays (a missing one throws, it does not count as none).
 */
export function compile(condition: Condition, object: ObjectCatalogue, context: ConditionContext): Verdict {
  return verdictOf(check(condition, object), context)
}

function verdictOf(checked: Checked, context: ConditionContext): Verdict {
  switch (checked.kind) {
    case 'and': {
      const parts = checked.parts.map((part) => verdictOf(part, context))
      return (record) => parts.every((part) => part(record))
    }
    case 'or': {
      const parts = checked.parts.map((part) => verdictOf(part, context))
      return (record) => parts.some((part) => part(record))
    }
    case 'not': {
      const part = verdictOf(checked.part, context)
      return (record) => !part(record)
    }
    case 'field': {
      const { test } = checked.accepted.prepare(context)
      const { read } = checked.field
      return (record) => test(read(record))
    }
    case 'exists': {
      const where = checked.where ? verdictOf(checked.where, context) : () => true
      return (record) => related(record, checked.relation).some(where)
    }
    case 'count': {
      const where = checked.where ? verdictOf(checked.where, context) : () => true
      const { test } = COUNT_COMPARISONS[checked.op]
      return (record) => test(related(record, checked.relation).filter(where).length, checked.value)
    }
  }
}

const isRecord = (row: unknown): row is ConditionRecord => typeof row === 'object' && row !== null

function related(record: ConditionRecord, relation: Relation): ConditionRecord[] {
  const rows = record[relation.key]
  if (!Array.isArray(rows)) throw new ConditionError('condition.relation_not_loaded', { name: relation.key })
  return rows.filter(isRecord)
}
