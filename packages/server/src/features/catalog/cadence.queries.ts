import { cadenceLimits, usualCadence, type CadenceLimits } from '@sluice/core/config/cadence'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** When contact is too little or too much: what was set, else what is usual; version 0 is not set yet. The one place that says so. */
export async function selectCadence(tx: Reader, orgId: string): Promise<CadenceLimits & { version: number }> {
  const row = await tx.selectFrom('cadence_setting').select(['limits', 'version']).where('org_id', '=', orgId).executeTakeFirst()
  return row === undefined ? { ...usualCadence, version: 0 } : { ...cadenceLimits.parse(row.limits), version: row.version }
}

/** After how many days a deal in a stage of `alias` is silent. */
export function silentDaysSql({ silentDays }: CadenceLimits, alias: string): RawBuilder<number> {
  const { nurture, advance, sign } = silentDays
  return sql<number>`(case ${sql.ref(`${alias}.layer`)} when 'nurture' then ${nurture}::int when 'sign' then ${sign}::int else ${advance}::int end)`
}
