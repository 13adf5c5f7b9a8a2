import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'

/**
 * A utm key that no other campaign has. Whoever takes keys waits for the others of the organisation, so that two campaigns of one name
 * made at once get two keys.
 */
export async function takeUtmKey(tx: Tx, orgId: string, wanted: string, which: 'this one' | 'next free'): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`utm ${orgId}`}, 0))`.execute(tx)
  const { rows } = await sql<{ key: string }>`
    select utm_key as key from campaign where org_id = ${orgId} and (utm_key = ${wanted} or (starts_with(utm_key, ${`${wanted}-`}) and ${which === 'next free'}))`.execute(tx)
  const taken = new Set(rows.map((row) => row.key))
  if (!taken.has(wanted)) return wanted
  if (which === 'this one') refuse('campaign.utm_key_taken', {}, [{ path: 'utmKey', code: 'campaign.utm_key_taken' }])
  for (let n = 2; ; n++) if (!taken.has(`${wanted}-${n}`)) return `${wanted}-${n}`
}

export function requirePeriod(fromOn: string, toOn: string | null): void {
  if (toOn !== null && toOn <= fromOn) refuse('campaign.period', {}, [{ path: 'toOn', code: 'campaign.period' }])
}
