import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

export interface FunnelCounts { leads: number; mql: number; sql: number; deals: number; won: number; mature: number; matureMql: number }

/**
 * How many leads of a campaign came to each step at least: who has a deal was an MQL and an SQL too, whatever was noted. `mature`: leads of
 * before `matureAt`, which had time to become MQL. A lead is the campaign's by its first touch, or by the last before it was captured.
 */
export async function selectCampaignFunnel(tx: Reader, orgId: string, campaignId: string, model: 'first' | 'last', matureAt: string): Promise<FunnelCounts> {
  const { rows } = await sql<FunnelCounts>`
    with own as (
      select l.id, l.created_at, l.mql_at is not null as mql, l.sql_at is not null or l.status in ('qualified', 'converted') as sql,
        exists (select from deal d where d.org_id = l.org_id and d.lead_id = l.id) as deal, exists (select from deal d where d.org_id = l.org_id and d.lead_id = l.id and d.status = 'won') as won
      from touch t join lead l on l.org_id = t.org_id and ${model === 'first' ? sql`l.first_touch_id` : sql`l.last_touch_id`} = t.id
      where t.org_id = ${orgId} and t.lead_id is not null and t.campaign_id = ${campaignId}
    )
    select count(*) as leads, count(*) filter (where mql or sql or deal) as mql, count(*) filter (where sql or deal) as sql, count(*) filter (where deal) as deals, count(*) filter (where won) as won,
      count(*) filter (where created_at < ${matureAt}) as mature, count(*) filter (where created_at < ${matureAt} and (mql or sql or deal)) as "matureMql"
    from own`.execute(tx)
  return rows[0] ?? { leads: 0, mql: 0, sql: 0, deals: 0, won: 0, mature: 0, matureMql: 0 }
}
