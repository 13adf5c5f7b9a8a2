import type { Condition } from '@sluice/core/conditions/condition'

/** The keys of the record's own fields that a condition asks about, each once; not those of related records. Pure. */
export function fieldsOf(condition: Condition): string[] {
  const found = new Set<string>()
  const pending: unknown[] = [condition]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || next === null) continue
    if ('and' in next && Array.isArray(next.and)) pending.push(...next.and)
    else if ('or' in next && Array.isArray(next.or)) pending.push(...next.or)
    else if ('not' in next) pending.push(next.not)
    else if ('field' in next && typeof next.field === 'string') found.add(next.field)
  }
  return [...found].reverse()
}
