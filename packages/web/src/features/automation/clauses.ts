import type { Condition } from '@sluice/core/conditions/condition'

/** The clause of a condition at a path as runs report them: `and.0`, `or.2`, empty for the whole. */
export function clauseAt(condition: Condition, path: string): Condition | null {
  const [kind, index] = path.split('.')
  if (kind === '' || index === undefined) return condition
  if (kind === 'and' && 'and' in condition) return condition.and[Number(index)] ?? null
  if (kind === 'or' && 'or' in condition) return condition.or[Number(index)] ?? null
  return null
}
