import type { Condition } from '@sluice/core/conditions/condition'

/** The keys of the record's own fields that a condition asks about, each once, in its order; not those of related records. Pure. */
export function fieldsOf(condition: Condition): string[] {
  if ('and' in condition) return each(condition.and)
  if ('or' in condition) return each(condition.or)
  if ('not' in condition) return fieldsOf(condition.not)
  return 'field' in condition ? [condition.field] : []
}

const each = (conditions: readonly Condition[]): string[] => [...new Set(conditions.flatMap(fieldsOf))]
