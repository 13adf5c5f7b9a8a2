import type { touchModels } from '@sluice/core/campaigns/contract'
import type { CampaignFacts } from '@sluice/core/campaigns/figures'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

export type Model = (typeof touchModels)[number]

/** What one code brought, or what came of a campaign and channel without a code. */
export interface SourceFacts extends CampaignFacts {
  campaignId: string
  channelId: string | null
  codeId: string | null
}

/**
 * Visits, leads and deals of campaigns by channel and code. A lead belongs to the source of its last touch before it was captured, or of its
 * first; its deals belong with it. Money only of deals in the campaign's currency.
 */
export async function selectFacts(tx: Reader, orgId: string, campaignIds: readonly string[], model: Model): Promise<SourceFacts[]> {
  const ids = sql`any(${sql.val([...campaignIds])}::uuid[])`
  const { rows } = await sql<SourceFacts>`
    with visit as (
      select campaign_id, channel_id, code_id, count(*) as n from touch where org_id = ${orgId} and campaign_id = ${ids} and kind = 'code' group by 1, 2, 3
      union all
      select campaign_id, channel_id, id, past_visits from channel_code where org_id = ${orgId} and campaign_id = ${ids} and past_visits > 0
    ), captured as (
      select t.campaign_id, t.channel_id, t.code_id, l.id as lead_id, l.status, c.currency
      from touch t join lead l on l.org_id = t.org_id and ${model === 'first' ? sql`l.first_touch_id` : sql`l.last_touch_id`} = t.id
        join campaign c on c.org_id = t.org_id and c.id = t.campaign_id
      where t.org_id = ${orgId} and t.lead_id is not null and t.campaign_id = ${ids}
    ), brought as (
      select x.campaign_id, x.channel_id, x.code_id, count(*) as leads, count(*) filter (where x.status in ('qualified', 'converted')) as qualified,
        sum(d.deals) as deals, sum(d.won) as won, sum(d.won_minor) as won_minor, sum(d.without) as without
      from captured x left join lateral (
        select count(*) as deals, count(*) filter (where d.status = 'won') as won,
          coalesce(sum(d.amount_minor) filter (where d.status = 'won' and d.currency = x.currency), 0) as won_minor,
          count(*) filter (where d.status = 'won' and (d.amount_minor is null or d.currency <> x.currency)) as without
        from deal d where d.org_id = ${orgId} and d.lead_id = x.lead_id) d on true
      group by 1, 2, 3
    ), part as (
      select campaign_id, channel_id, code_id, n as visits, 0 as leads, 0 as qualified, 0 as deals, 0 as won, 0 as won_minor, 0 as without from visit
      union all select campaign_id, channel_id, code_id, 0, leads, qualified, deals, won, won_minor, without from brought
    )
    select campaign_id as "campaignId", channel_id as "channelId", code_id as "codeId", sum(visits)::bigint as visits, sum(leads)::bigint as leads,
      sum(qualified)::bigint as qualified, sum(deals)::bigint as deals, sum(won)::bigint as won, sum(won_minor)::bigint as "wonMinor", sum(without)::bigint as "wonWithoutMoney"
    from part group by 1, 2, 3`.execute(tx)
  return rows
}
