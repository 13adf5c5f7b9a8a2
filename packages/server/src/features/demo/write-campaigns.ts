import type { campaignKinds } from '@sluice/core/campaigns/contract'
import { codeFrom } from '@sluice/core/campaigns/code'
import { createRng } from '@sluice/core/simulator/rng'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'

const dayMs = 86_400_000
const site = 'https://www.example.cn'

interface Plan {
  name: string
  kind: (typeof campaignKinds)[number]
  utmKey: string
  channel: string
  /** Days before now: from, and to (null: still running). */
  from: number
  to: number | null
  /** Chance that a lead of this channel and time came by it. */
  share: number
  /** Yuan a month. */
  monthly: number
  landing: string
}

const plans: readonly Plan[] = [
  { name: '百度搜索常年投放', kind: 'search', utmKey: 'baidu-always-on', channel: 'sem', from: 360, to: null, share: 0.8, monthly: 380_000, landing: '/demo' },
  { name: '春季工业博览会', kind: 'exhibition', utmKey: 'expo-spring', channel: 'exhibition', from: 250, to: 190, share: 0.9, monthly: 650_000, landing: '/expo' },
  { name: '秋季自动化展', kind: 'exhibition', utmKey: 'expo-autumn', channel: 'exhibition', from: 75, to: 20, share: 0.9, monthly: 480_000, landing: '/expo' },
  { name: '白皮书《柔性产线选型》', kind: 'content', utmKey: 'whitepaper-line', channel: 'content', from: 300, to: null, share: 0.7, monthly: 120_000, landing: '/whitepaper' },
  { name: '视频号：机器视觉实战', kind: 'social', utmKey: 'wechat-vision', channel: 'social', from: 220, to: null, share: 0.75, monthly: 90_000, landing: '/vision' },
  { name: '老客户转介绍计划', kind: 'referral', utmKey: 'referral-plan', channel: 'referral', from: 330, to: null, share: 0.6, monthly: 60_000, landing: '/partner' },
]
/** A lead of one campaign was met again by another before it bought, with this chance. */
const metAgain = 0.35

/** What marketing did for the demo company: campaigns, what they cost month by month, codes at the stands, and which leads each touched. Set-based. */
export async function writeCampaigns(tx: Tx, act: Act & { actorId: string }): Promise<void> {
  const { orgId, actorId } = act
  const rng = createRng(20260307)
  const now = Date.parse(act.now)
  const instant = (daysAgo: number) => new Date(now - daysAgo * dayMs).toISOString()
  const dayOf = (daysAgo: number) => instant(daysAgo).slice(0, 10)
  const channels = new Map((await tx.selectFrom('channel').select(['id', 'key']).where('org_id', '=', orgId).execute()).map(({ key, id }) => [key, id]))
  const people = await tx.selectFrom('app_user').select(['id', 'role', 'team_id as teamId']).where('org_id', '=', orgId).orderBy('created_at').orderBy('id').execute()
  const owner = people.find(({ role }) => role === 'marketing') ?? people[0]
  const promoters = people.filter(({ role }) => role === 'rep').slice(0, 6)
  if (owner === undefined) return
  const made = plans.map((plan) => ({ ...plan, id: newId(), channelId: channels.get(plan.channel) ?? null, codes: plan.kind === 'exhibition' ? promoters.map(({ id }) => ({ id: newId(), promoterId: id })) : [] }))
  await tx.insertInto('campaign').values(made.map((one) => ({
    org_id: orgId, id: one.id, name: one.name, kind: one.kind, utm_key: one.utmKey, currency: 'CNY', from_on: dayOf(one.from), to_on: one.to === null ? null : dayOf(one.to),
    budget_minor: Math.ceil((one.from - (one.to ?? 0)) / 30) * one.monthly * 100, owner_id: owner.id, team_id: owner.teamId, landing_url: site + one.landing, created_by: actorId, created_at: instant(one.from + 10),
  }))).execute()
  await tx.insertInto('campaign_cost').values(made.flatMap((one) => Array.from({ length: Math.ceil((one.from - (one.to ?? 0)) / 30) }, (_, month) => ({
    org_id: orgId, id: newId(), campaign_id: one.id, channel_id: one.channelId, on_day: dayOf(one.from - month * 30 - 9), amount_minor: Math.round(one.monthly * (0.85 + 0.3 * rng.next())) * 100,
    created_by: actorId, created_at: instant(one.from - month * 30 - 9),
  })))).execute()
  const codes = made.flatMap((one) => (one.channelId === null ? [] : one.codes.map((code) => ({
    org_id: orgId, id: code.id, code: codeFrom(Uint8Array.from({ length: 7 }, () => rng.int(256))), campaign_id: one.id, channel_id: one.channelId as string, promoter_id: code.promoterId, created_by: actorId, created_at: instant(one.from),
  }))))
  if (codes.length > 0) await tx.insertInto('channel_code').values(codes).execute()

  const { rows: leads } = await sql<{ id: string; createdAt: string; channel: string; endedAt: string | null }>`
    select l.id, l.created_at as "createdAt", c.key as channel, d.ended_at as "endedAt" from lead l
      join channel c on c.org_id = l.org_id and c.id = l.source_id
      left join lateral (select coalesce(max(closed_at), ${act.now}::timestamptz) as ended_at from deal where org_id = l.org_id and lead_id = l.id having count(*) > 0) d on true
    where l.org_id = ${orgId} order by l.id`.execute(tx)
  const touches: object[] = []
  const touch = (one: (typeof made)[number], leadId: string, at: number) => {
    const code = one.codes.length === 0 ? null : rng.pick(one.codes)
    touches.push({
      id: newId(at), at: new Date(at).toISOString(), kind: code === null ? 'tagged' : 'code', leadId, campaignId: one.id, channelId: one.channelId, codeId: code?.id ?? null, promoterId: code?.promoterId ?? null,
      source: code === null ? one.channel : null, campaign: one.utmKey, page: site + one.landing,
    })
  }
  for (const lead of leads) {
    const created = Date.parse(lead.createdAt)
    const daysAgo = (now - created) / dayMs
    const runs = (one: Plan, ago: number) => ago <= one.from && ago >= (one.to ?? 0)
    const own = made.find((one) => one.channel === lead.channel && runs(one, daysAgo))
    if (own === undefined || !rng.chance(own.share)) continue
    // The arrival is what the lead was captured with; an earlier one came some days before.
    if (rng.chance(metAgain)) touch(rng.pick(made.filter((one) => runs(one, daysAgo + 4) || one === own)), lead.id, created - rng.next() * 4 * dayMs - 60_000)
    touch(own, lead.id, created - rng.next() * 30_000)
    if (lead.endedAt === null || !rng.chance(metAgain)) continue
    const later = created + rng.next() * (Math.min(now, Date.parse(lead.endedAt)) - created)
    const others = made.filter((one) => runs(one, (now - later) / dayMs))
    if (later > created && others.length > 0) touch(rng.pick(others), lead.id, later)
  }
  await sql`
    insert into touch (org_id, id, at, kind, lead_id, campaign_id, channel_id, code_id, promoter_id, utm_source, utm_campaign, landing_page)
    select ${orgId}::uuid, id, at, kind, "leadId", "campaignId", "channelId", "codeId", "promoterId", source, campaign, page
    from jsonb_to_recordset(${JSON.stringify(touches)}::jsonb) as r(id uuid, at timestamptz, kind text, "leadId" uuid, "campaignId" uuid, "channelId" uuid, "codeId" uuid, "promoterId" uuid, source text, campaign text, page text)`.execute(tx)
  // Whatever else touched them before: the first there was, and the last until the capture.
  await sql`
    update lead l set first_touch_id = t.first_id, last_touch_id = coalesce(t.last_id, t.first_id)
    from (
      select x.lead_id, (array_agg(x.id order by x.at, x.id))[1] as first_id, (array_agg(x.id order by x.at desc, x.id desc) filter (where x.at <= y.created_at))[1] as last_id
      from touch x join lead y on y.org_id = x.org_id and y.id = x.lead_id where x.org_id = ${orgId} group by x.lead_id) t
    where l.org_id = ${orgId} and l.id = t.lead_id`.execute(tx)
}
