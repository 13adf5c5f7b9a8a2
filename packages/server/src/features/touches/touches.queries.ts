import type { Arrival } from '@sluice/core/touches/arrival'
import type { Touch } from '@sluice/core/touches/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** All SQL that reads touches. */

const columns = sql`t.id, t.at, t.kind, case when c.id is null then null else jsonb_build_object('id', c.id, 'name', c.name) end as campaign,
  case when h.id is null then null else jsonb_build_object('id', h.id, 'name', h.name) end as channel,
  case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as promoter, k.code,
  jsonb_build_object('source', t.utm_source, 'medium', t.utm_medium, 'campaign', t.utm_campaign, 'term', t.utm_term, 'content', t.utm_content) as utm,
  t.click_id_kind as "clickIdKind", t.click_id as "clickId", t.referrer_host as "referrerHost", t.landing_page as "landingPage"
  from touch t left join campaign c on c.org_id = t.org_id and c.id = t.campaign_id left join channel h on h.org_id = t.org_id and h.id = t.channel_id
    left join app_user u on u.org_id = t.org_id and u.id = t.promoter_id left join channel_code k on k.org_id = t.org_id and k.id = t.code_id`

/** All touches of a lead, oldest first, the latest 100; the lead must have been shown to the asker already. */
export async function selectAllTouches(tx: Reader, orgId: string, leadId: string): Promise<(Touch & { visitorId: string | null })[]> {
  const { rows } = await sql<Touch & { visitorId: string | null }>`
    select * from (select t.visitor_id as "visitorId", ${columns} where t.org_id = ${orgId} and t.lead_id = ${leadId} order by t.at desc, t.id desc limit 100) latest order by at, id`.execute(tx)
  return rows
}

/** A lead's first touch and its last before it was captured; the lead must have been shown to the asker already. */
export async function selectLeadTouches(tx: Reader, orgId: string, leadId: string): Promise<{ firstTouch: Touch | null; lastTouch: Touch | null }> {
  const lead = await tx.selectFrom('lead').select(['first_touch_id as first', 'last_touch_id as last']).where('org_id', '=', orgId).where('id', '=', leadId).executeTakeFirst()
  if (lead === undefined || (lead.first === null && lead.last === null)) return { firstTouch: null, lastTouch: null }
  const { rows } = await sql<Touch>`select ${columns} where t.org_id = ${orgId} and t.id = any(${sql.val([lead.first, lead.last])}::uuid[])`.execute(tx)
  const find = (id: string | null) => rows.find((touch) => touch.id === id) ?? null
  return { firstTouch: find(lead.first), lastTouch: find(lead.last) }
}

/** Where a touch points: what a lead takes over from it. */
export interface TouchSource {
  id: string
  visitorId: string | null
  leadId: string | null
  campaignId: string | null
  channelId: string | null
  codeId: string | null
  promoterId: string | null
}
const source = sql`t.id, t.visitor_id as "visitorId", t.lead_id as "leadId", t.campaign_id as "campaignId", t.channel_id as "channelId", t.code_id as "codeId", t.promoter_id as "promoterId"`

/** The touch of a page's address, locked; only one made since `since`. */
export async function lockTouch(tx: Reader, orgId: string, id: string, since: string): Promise<TouchSource | undefined> {
  const { rows } = await sql<TouchSource>`select ${source} from touch t where t.org_id = ${orgId} and t.id = ${id} and t.at >= ${since} for update`.execute(tx)
  return rows[0]
}

/** The latest touches of a browser, under all names it has, that belong to no lead yet, oldest first, locked. */
export async function lockVisitorTouches(tx: Reader, orgId: string, visitorIds: readonly string[], since: string, limit: number): Promise<TouchSource[]> {
  const { rows } = await sql<TouchSource>`
    select * from (select ${source}, t.at from touch t where t.org_id = ${orgId} and t.visitor_id = any(${sql.val([...visitorIds])}::uuid[]) and t.lead_id is null and t.at >= ${since}
      order by t.at desc, t.id desc limit ${limit} for update) latest order by at, id`.execute(tx)
  return rows
}

/** Whether the browser came by the same source since then: one arrival is told of by its page and by the form on it. */
export async function cameBefore(tx: Reader, orgId: string, visitorId: string, { utm, clickId, referrerHost }: Pick<Arrival, 'utm' | 'clickId' | 'referrerHost'>, since: string): Promise<boolean> {
  const { rows } = await sql<{ came: boolean }>`
    select exists (select from touch where org_id = ${orgId} and visitor_id = ${visitorId} and at >= ${since}
      and (utm_source, utm_medium, utm_campaign, utm_term, utm_content) is not distinct from (${utm.source}, ${utm.medium}, ${utm.campaign}, ${utm.term}, ${utm.content})
      and click_id is not distinct from ${clickId} and (referrer_host is not distinct from ${referrerHost} or ${referrerHost === null})) as came`.execute(tx)
  return rows[0]?.came === true
}

export async function selectCode(tx: Reader, orgId: string, code: string) {
  const { rows } = await sql<{ id: string; campaignId: string; channelId: string; promoterId: string | null }>`
    select id, campaign_id as "campaignId", channel_id as "channelId", promoter_id as "promoterId" from channel_code where org_id = ${orgId} and code = ${code}`.execute(tx)
  return rows[0]
}

/** The campaign that a link means by its utm_campaign. */
export async function selectCampaignByKey(tx: Reader, orgId: string, utmKey: string): Promise<string | null> {
  const row = await tx.selectFrom('campaign').select('id').where('org_id', '=', orgId).where('utm_key', '=', utmKey).executeTakeFirst()
  return row?.id ?? null
}

/** The channel that a link means by its utm_source: by key or by name. */
export async function selectChannelByName(tx: Reader, orgId: string, name: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from channel where org_id = ${orgId} and archived_at is null and (key = ${name} or lower(name) = ${name}) order by key = ${name} desc nulls last, id limit 1`.execute(tx)
  return rows[0]?.id ?? null
}
