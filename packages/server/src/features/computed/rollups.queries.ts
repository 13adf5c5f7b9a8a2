import { toSqlParts } from '@sluice/core/conditions/to-sql'
import type { ConditionContext } from '@sluice/core/conditions/context'
import { quoteIdentifier } from '@sluice/core/conditions/catalogue'
import type { CustomField } from '@sluice/core/fields/contract'
import type { FieldObject } from '@sluice/core/fields/field-type'
import { bindRollup, type BoundRollup } from '@sluice/core/fields/rollup'
import { valueTypeOf } from '@sluice/core/fields/value-type'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** Roll-up values by record and key; null for empty. A roll-up that cannot be computed any more is empty everywhere. */
export async function selectRollups(
  tx: Reader, orgId: string, object: FieldObject, rollups: readonly CustomField[], ids: readonly string[], context: ConditionContext,
): Promise<Map<string, Map<string, unknown>>> {
  const values = new Map<string, Map<string, unknown>>(ids.map((id) => [id, new Map(rollups.map((field) => [field.key, null]))]))
  for (const field of rollups) {
    const bound = bindRollup(field)
    if (bound === null) continue
    // One statement a field for all records of the batch, however many there are.
    const { rows } = await sql<{ id: string; value: unknown }>`
      select o.id, to_jsonb((${aggregate(bound, orgId, context)})) as value from ${sql.table(object)} o
      where o.org_id = ${orgId} and o.id = any(${sql.val([...ids])}::uuid[])`.execute(tx)
    for (const row of rows) values.get(row.id)?.set(field.key, stored(field, row.value))
  }
  return values
}

/** All names in it come from the catalogue; the values of the condition are parameters. */
function aggregate({ fn, fieldOf, relationOf, where }: BoundRollup, orgId: string, context: ConditionContext): RawBuilder<unknown> {
  const of = fieldOf === null ? '*' : fieldOf.sql('"r"')
  const on = Object.entries(relationOf.on).map(([column, parent]) => `"r".${quoteIdentifier(column)} = o.${quoteIdentifier(parent)}`)
  const rules: RawBuilder<unknown>[] = [sql`"r".org_id = ${orgId}`, sql.raw(on.join(' and '))]
  if (relationOf.filter !== undefined) rules.push(sql.raw(`(${relationOf.filter('"r"')})`))
  // Different currencies have no sum, and no greatest: what is not in the organisation's own is left out, as in every total.
  if (fieldOf?.type === 'money' && relationOf.table === 'deal') rules.push(sql`"r".currency = (select currency from org where org_id = ${orgId})`)
  if (where !== null) {
    const { strings, params } = toSqlParts(where, relationOf.target, context, 'r')
    rules.push(sql(Object.assign([...strings], { raw: strings }), ...params))
  }
  return sql`select ${sql.raw(`${fn}(${of})`)} from ${sql.table(relationOf.table)} "r" where ${sql.join(rules, sql` and `)}`
}

/** As the value's type is stored: money in whole minor units, an instant in UTC; null for what is too large to hold. */
function stored(field: CustomField, value: unknown): unknown {
  if (value === null) return null
  if (typeof value === 'number') {
    const places = valueTypeOf(field) === 'money' ? 0 : field.settings.decimals
    const rounded = Number(value.toFixed(places)) + 0
    return Math.abs(rounded) <= 1e15 ? rounded : null
  }
  return typeof value === 'string' && valueTypeOf(field) === 'time' ? new Date(value).toISOString() : value
}
