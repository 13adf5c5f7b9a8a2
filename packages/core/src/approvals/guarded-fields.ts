import type { BodyOf } from '../lib/contract.ts'
import { changeDeal } from '../pipeline/contract.ts'

/** Fields of a deal whose change a flow can guard: as the condition catalogue calls them → as `changeDeal` does. Custom ones are `c_<key>` in both. */
export const guardedFields: ReadonlyMap<string, keyof BodyOf<typeof changeDeal>> = new Map([
  ['title', 'title'], ['amount', 'amountMinor'], ['currency', 'currency'], ['forecastCategory', 'forecastCategory'], ['expectedClose', 'expectedCloseOn'],
  ['owner', 'ownerId'], ['account', 'accountId'], ['source', 'sourceId'], ['tags', 'tagIds'], ['nextStep', 'nextStep'], ['nextStepDue', 'nextStepDue'],
])

/** A change of one guarded field as `changeDeal` takes it; null when the field is none of these or the value none for it. */
export function changeOf(field: string, value: unknown): BodyOf<typeof changeDeal> | null {
  const key = field.startsWith('c_') ? 'custom' : guardedFields.get(field)
  if (key === undefined) return null
  const read = changeDeal.body.safeParse({ [key]: key === 'custom' ? { [field.slice(2)]: value } : value })
  return read.success && read.data[key] !== undefined ? read.data : null
}
