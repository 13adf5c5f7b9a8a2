import type { ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import { check } from '@sluice/core/conditions/check'
import { parseCondition } from '@sluice/core/conditions/condition'
import type { Condition } from '@sluice/core/conditions/condition'

/** A condition from an address: null when there is none, `undefined` when it cannot be read or does not fit the object. */
export function readCondition(text: string, object: ObjectCatalogue): Condition | null | undefined {
  if (text === '') return null
  try {
    const condition = parseCondition(JSON.parse(text))
    check(condition, object)
    return condition
  } catch {
    return undefined
  }
}

/** A condition for an address; the one that says nothing is none. */
export function writeCondition(condition: Condition): string {
  return 'and' in condition && condition.and.length === 0 ? '' : JSON.stringify(condition)
}
