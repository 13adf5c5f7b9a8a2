import type { Condition } from '@sluice/core/conditions/condition'
import type { ConditionContext } from '@sluice/core/conditions/context'
import { compile } from '@sluice/core/conditions/evaluate'
import { dealObject } from '@sluice/core/conditions/objects'
import { type DealColumns, NO_AMOUNT, NO_DAY } from '@sluice/core/funnel/columns'
import { dateOfDay } from '@sluice/core/funnel/zone-days'

/** What columns say of the deal as it stands, by the condition's field: the property of a record that it is read from, and how. */
const readers: Record<string, { property: string; read: (columns: DealColumns, row: number, last: number) => unknown }> = {
  amount: { property: 'amountMinor', read: ({ version }, _, v) => (((version.flags[v] as number) & NO_AMOUNT) === 0 ? version.amountMinor[v] : null) },
  currency: { property: 'currency', read: ({ version, dictionaries }, _, v) => dictionaries.currency.values[version.currency[v] as number] },
  owner: { property: 'ownerId', read: ({ version, dictionaries }, _, v) => dictionaries.owner.values[version.owner[v] as number] },
  team: { property: 'teamId', read: ({ version, dictionaries }, _, v) => dictionaries.team.values[version.team[v] as number] },
  source: { property: 'sourceId', read: ({ version, dictionaries }, _, v) => dictionaries.source.values[version.source[v] as number] },
  expectedClose: { property: 'expectedCloseOn', read: ({ version }, _, v) => (version.expectedClose[v] === NO_DAY ? null : dateOfDay(version.expectedClose[v] as number)) },
  created: { property: 'createdAt', read: ({ deal }, row) => new Date(deal.createdAt[row] as number) },
  closed: { property: 'closedAt', read: ({ version }, _, v) => (version.closedAt[v] === Infinity ? null : new Date(version.closedAt[v] as number)) },
}

/** The fields that a condition asks for; null when it asks for more than fields. */
function fieldsOf(condition: Condition): string[] | null {
  if ('field' in condition) return [condition.field]
  if ('not' in condition) return fieldsOf(condition.not)
  const parts = 'and' in condition ? condition.and : 'or' in condition ? condition.or : null
  const fields = parts?.map(fieldsOf) ?? [null]
  return fields.every((one) => one !== null) ? fields.flat() : null
}

/** Whether columns say all that a condition on a deal asks. Its stage and state are not among it: of a deal that has left for another pipeline they are unknown here. */
export const isInColumns = (condition: Condition): boolean => fieldsOf(condition)?.every((field) => Object.hasOwn(readers, field)) === true

/** The living deals that fulfil a condition of which `isInColumns` is true: one byte a row. */
export function maskInColumns(columns: DealColumns, condition: Condition, context: ConditionContext): Uint8Array {
  const asked = [...new Set(fieldsOf(condition) ?? [])].flatMap((field) => readers[field] ?? [])
  const fulfils = compile(condition, dealObject, context)
  const { deal } = columns
  const mask = new Uint8Array(columns.size)
  // One record, filled again for each deal.
  const record: Record<string, unknown> = {}
  for (let row = 0; row < columns.size; row++) {
    if (deal.alive[row] === 0) continue
    const last = (deal.versionFrom[row] as number) + (deal.versionCount[row] as number) - 1
    for (const { property, read } of asked) record[property] = read(columns, row, last)
    if (fulfils(record)) mask[row] = 1
  }
  return mask
}
