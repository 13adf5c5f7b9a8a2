import type { AttributedTo, Touch, WonDeal } from '@sluice/core/attribution/model'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import type { Period } from './period.ts'

type Kind = 'lead' | 'opened' | 'won'
interface Row { kind: Kind; id: string; at: number; amountMinor: number | null; currency: string; isVisible: boolean; touches: Touch[] }
export type Journey = WonDeal & { kind: Kind; hasAmount: boolean; isVisible: boolean }

const ms = (column: string) => sql.raw(`floor(extract(epoch from ${column}) * 1000)::float8`)

/**
 * Leads captured, deals opened and deals won within the period, of the whole organisation, each with the touches of its lead. Deals in every
 * currency; a lead has none. A lead that was merged into another is not one of its own.
 */
export async function selectJourneys(tx: Reader, viewer: Viewer, { fromAt, toAt }: Period, kinds: readonly Kind[] = ['lead', 'opened', 'won']): Promise<Journey[]> {
  const { orgId } = viewer
  const parts = kinds.map((kind) => (kind === 'lead'
    ? sql`select 'lead', l.id, l.id, l.created_at, 0::bigint, '', true from lead l
        where l.org_id = ${orgId} and l.merged_into is null and l.created_at >= ${fromAt} and l.created_at < ${toAt}`
    : kind === 'opened'
      ? sql`select 'opened', d.id, d.lead_id, d.created_at, d.amount_minor, d.currency, true from deal d where d.org_id = ${orgId} and d.created_at >= ${fromAt} and d.created_at < ${toAt}`
      : sql`select 'won', d.id, d.lead_id, d.closed_at, d.amount_minor, d.currency, ${scopeFilter(viewer, 'deal', 'read', 'd')} from deal d
        where d.org_id = ${orgId} and d.status = 'won' and d.closed_at >= ${fromAt} and d.closed_at < ${toAt}`))
  const { rows } = await sql<Row>`
    with subject (kind, id, lead_id, at, amount_minor, currency, is_visible) as (${sql.join(parts, sql` union all `)}), path as (
      select t.lead_id, jsonb_agg(jsonb_build_object('id', t.id, 'at', ${ms('t.at')}, 'channelId', t.channel_id, 'campaignId', t.campaign_id, 'promoterId', t.promoter_id) order by t.at, t.id) as touches
      from touch t where t.org_id = ${orgId} and t.lead_id in (select lead_id from subject) group by 1
    )
    select s.kind, s.id, ${ms('s.at')} as at, s.amount_minor as "amountMinor", s.currency, s.is_visible as "isVisible", coalesce(p.touches, '[]') as touches
    from subject s left join path p on p.lead_id = s.lead_id order by s.at, s.id`.execute(tx)
  return rows.map(({ kind, id, at, amountMinor, currency, isVisible, touches }) => ({ kind, id, wonAt: at, amountMinor: amountMinor ?? 0, hasAmount: amountMinor !== null, currency, isVisible, touches }))
}

/** What was spent within the period, by currency and by whom it is credited to; nothing is spent on a promoter. */
export async function selectCosts(tx: Reader, orgId: string, { from, to }: Period, by: AttributedTo): Promise<{ key: string | null; currency: string; costMinor: number }[]> {
  if (by === 'promoter') return []
  const key = by === 'channel' ? sql`x.channel_id` : sql`x.campaign_id`
  const { rows } = await sql<{ key: string | null; currency: string; costMinor: number }>`
    select ${key} as key, c.currency, sum(x.amount_minor)::bigint as "costMinor" from campaign_cost x join campaign c on c.org_id = x.org_id and c.id = x.campaign_id
    where x.org_id = ${orgId} and x.on_day >= ${from}::date and x.on_day < ${to}::date group by 1, 2`.execute(tx)
  return rows
}

/** Names of channels, campaigns and people by id. */
export async function selectNamesOf(tx: Reader, orgId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const some = sql`any(${sql.val([...new Set(ids)])}::uuid[])`
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from channel where org_id = ${orgId} and id = ${some} union all select id, name from campaign where org_id = ${orgId} and id = ${some}
    union all select id, name from app_user where org_id = ${orgId} and id = ${some}`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What lists show of deals and touches. */
export async function selectShown(tx: Reader, orgId: string, dealIds: readonly string[], touchIds: readonly string[]) {
  const deals = await sql<{ id: string; title: string; account: string | null }>`
    select d.id, d.title, a.name as account from deal d left join account a on a.org_id = d.org_id and a.id = d.account_id
    where d.org_id = ${orgId} and d.id = any(${sql.val([...dealIds])}::uuid[])`.execute(tx)
  const touches = await sql<{ id: string; kind: 'code' | 'tagged' | 'typed' }>`select id, kind from touch where org_id = ${orgId} and id = any(${sql.val([...touchIds])}::uuid[])`.execute(tx)
  return { deals: new Map(deals.rows.map((one) => [one.id, one])), kinds: new Map(touches.rows.map(({ id, kind }) => [id, kind])) }
}
