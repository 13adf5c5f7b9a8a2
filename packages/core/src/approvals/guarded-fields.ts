import type { BodyOf } from '../lib/contract.ts'
import type { changeDeal } from '../pipeline/contract.ts'

/** Fields of a deal whose change a flow can guard: as the condition catalogue calls them → as `changeDeal` does. Custom ones are `c_<key>` in both. */
export const guardedFields: ReadonlyMap<string, keyof BodyOf<typeof changeDeal>> = new Map([
  ['title', 'title'], ['amount', 'amountMinor'], ['currency', 'currency'], ['forecastCategory', 'forecastCategory'], ['expectedClose', 'expectedCloseOn'],
  ['owner', 'ownerId'], ['account', 'accountId'], ['source', 'sourceId'], ['tags', 'tagIds'], ['nextStep', 'nextStep'], ['nextStepDue', 'nextStepDue'],
])
