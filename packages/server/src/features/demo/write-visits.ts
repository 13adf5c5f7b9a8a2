import { createRng, type Rng } from '@sluice/core/simulator/rng'
import type { BehaviourKind } from '@sluice/core/tracking/behaviour'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { raiseSignals } from '../tracking/raise-signals.ts'

const dayMs = 86_400_000
/** So far back single events are shown; the site keeps them longer. */
const visitDays = 60
const freshDays = 1
const host = 'www.example.cn'
const origin = `https://${host}`

/** How warm a lead is by its status: the chance that it was on the site in these weeks, and its visits. */
const warmth: Record<string, [chance: number, visits: number]> = { new: [0.35, 2], nurturing: [0.5, 3], working: [0.65, 4], qualified: [0.95, 6], converted: [0.5, 4] }

interface Page { kind: BehaviourKind; subject: string; title: string | null }
const page = (path: string, title: string, kind: BehaviourKind = 'page_view'): Page => ({ kind, subject: host + path, title })
const home = page('/', '云帆智能 · 柔性产线与机器视觉')
const pages = [page('/products', '产品与方案'), page('/products/vision', '机器视觉检测'), page('/news', '新闻'), page('/about', '关于我们'), page('/cases', '客户案例')]
const documents = [page('/cases/auto-parts.pdf', '汽车零部件产线案例', 'document_view'), page('/docs/selection-guide.pdf', '选型白皮书', 'document_view'), page('/docs/vision-specs.pdf', '视觉检测参数表', 'document_view')]
const pricing = page('/pricing', '价格与套餐', 'pricing_view')
const download: Page = { kind: 'download', subject: `${host}/docs/selection-guide.pdf`, title: '选型白皮书' }
const form: Page = { kind: 'form_start', subject: '预约演示', title: '预约演示' }

const media: Record<string, [source: string, medium: string, referrer: string | null]> = {
  sem: ['baidu', 'cpc', 'www.baidu.com'], seo: ['baidu', 'organic', 'www.baidu.com'], social: ['wechat', 'social', null], content: ['wechat', 'article', null],
}

/**
 * The demo company's web site: some weeks of visits of its leads, with where they came from; what they did by day, and the signals of
 * those who were there today. Set-based, so that the first start stays short.
 */
export async function writeVisits(tx: Tx, act: Act & { actorId: string }): Promise<void> {
  const { orgId } = act
  const rng = createRng(20260306)
  const now = Date.parse(act.now)
  const siteId = newId()
  await tx.insertInto('site').values({
    org_id: orgId, id: siteId, name: '官网', consent: 'assumed', pricing_paths: ['*/pricing*'], document_paths: ['*.pdf', '/docs/*'],
    // Nothing was sealed with it: whoever asks for the secret gets a new one.
    secret: '', created_by: act.actorId, created_at: new Date(now - 200 * dayMs).toISOString(),
  }).execute()
  await tx.insertInto('site_origin').values({ org_id: orgId, origin, site_id: siteId }).execute()
  const { rows: leads } = await sql<{ id: string; status: string; createdAt: string; convertedAt: string | null; channelId: string | null; channel: string | null }>`
    select l.id, l.status, l.created_at as "createdAt", l.converted_at as "convertedAt", l.source_id as "channelId", c.key as channel from lead l left join channel c on c.org_id = l.org_id and c.id = l.source_id
    where l.org_id = ${orgId} and l.status = any(${sql.val(Object.keys(warmth))}::text[]) and (l.converted_at is null or l.converted_at > ${new Date(now - visitDays * dayMs).toISOString()}) order by l.id`.execute(tx)

  const visitors: object[] = []
  const events: (Page & { id: string; at: string; visitorId: string; leadId: string })[] = []
  const touches: object[] = []
  for (const lead of leads) {
    const [chance, visits] = warmth[lead.status] ?? [0, 0]
    if (!rng.chance(chance)) continue
    const visitorId = newId()
    const created = Date.parse(lead.createdAt)
    const earliest = Math.max(now - visitDays * dayMs, created - 12 * dayMs)
    const begins = Array.from({ length: 1 + rng.int(visits) }, () => earliest + rng.next() * (now - 15 * 60_000 - earliest)).toSorted((a, b) => a - b)
    for (const at of begins) for (const [i, seen] of walk(rng, lead.status).entries()) events.push({ ...seen, id: newId(at), at: new Date(Math.min(now, at + i * (20_000 + rng.int(90_000)))).toISOString(), visitorId, leadId: lead.id })
    const first = begins[0] ?? now
    visitors.push({ id: visitorId, leadId: lead.id, firstAt: new Date(first).toISOString(), lastAt: new Date(begins.at(-1) ?? now).toISOString(), knownAt: new Date(Math.max(first, created)).toISOString() })
    // Only who was on the site before being a lead came by it.
    if (first < created) touches.push(touchOf(lead, visitorId, first))
  }
  const [from, to] = [new Date(now - (visitDays + 7) * dayMs).toISOString(), new Date(now + 14 * dayMs).toISOString()]
  await sql`select make_visit_weeks(${from}, ${to})`.execute(tx)
  await sql`
    insert into visitor (org_id, id, site_id, first_at, last_at, lead_id, known_by, known_at)
    select ${orgId}::uuid, id, ${siteId}::uuid, "firstAt", "lastAt", "leadId", 'demo', "knownAt"
    from jsonb_to_recordset(${JSON.stringify(visitors)}::jsonb) as r(id uuid, "firstAt" timestamptz, "lastAt" timestamptz, "leadId" uuid, "knownAt" timestamptz)`.execute(tx)
  await sql`
    insert into visit_event (org_id, at, id, site_id, visitor_id, lead_id, kind, subject, title)
    select ${orgId}::uuid, at, id, ${siteId}::uuid, "visitorId", "leadId", kind, subject, title
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as r(id uuid, at timestamptz, "visitorId" uuid, "leadId" uuid, kind text, subject text, title text)`.execute(tx)
  await sql`
    insert into lead_behaviour_day (org_id, lead_id, day, kind, subject, n, last_at)
    select v.org_id, v.lead_id, (v.at at time zone o.time_zone)::date, v.kind, v.subject, count(*), max(v.at) from visit_event v join org o on o.org_id = v.org_id
    where v.org_id = ${orgId} group by 1, 2, 3, 4, 5`.execute(tx)
  await sql`
    insert into site_day (org_id, site_id, day, kept, last_at)
    select org_id, site_id, (at at time zone 'UTC')::date, count(*), max(at) from visit_event where org_id = ${orgId} group by 1, 2, 3`.execute(tx)
  await writeTouches(tx, orgId, touches)
  const fresh = new Date(now - freshDays * dayMs).toISOString()
  await raiseSignals(tx, orgId, events.filter(({ at }) => at >= fresh), act.now)
}

/** One visit: the warmer the lead, the nearer to documents and prices. */
function walk(rng: Rng, status: string): Page[] {
  const isWarm = status !== 'new'
  const seen = [home, ...Array.from({ length: 1 + rng.int(2) }, () => rng.pick(pages))]
  if (rng.chance(isWarm ? 0.6 : 0.3)) seen.push(rng.pick(documents))
  if (rng.chance(isWarm ? 0.25 : 0.1)) seen.push(pricing)
  if (rng.chance(0.15)) seen.push(download)
  if (rng.chance(0.15)) seen.push(form)
  return seen
}

function touchOf(lead: { id: string; channelId: string | null; channel: string | null }, visitorId: string, first: number): object {
  const [source, medium, referrer] = media[lead.channel ?? ''] ?? [lead.channel ?? 'direct', 'link', null]
  return { id: newId(first), at: new Date(first).toISOString(), visitorId, leadId: lead.id, channelId: lead.channelId, source, medium, referrer, page: `${origin}/` }
}

async function writeTouches(tx: Tx, orgId: string, touches: readonly object[]): Promise<void> {
  await sql`
    with made as (
      insert into touch (org_id, id, at, kind, visitor_id, lead_id, channel_id, utm_source, utm_medium, referrer_host, landing_page)
      select ${orgId}::uuid, id, at, 'tagged', "visitorId", "leadId", "channelId", source, medium, referrer, page
      from jsonb_to_recordset(${JSON.stringify(touches)}::jsonb) as r(id uuid, at timestamptz, "visitorId" uuid, "leadId" uuid, "channelId" uuid, source text, medium text, referrer text, page text)
      returning id, lead_id)
    update lead l set first_touch_id = coalesce(l.first_touch_id, m.id), last_touch_id = coalesce(l.last_touch_id, m.id) from made m where l.org_id = ${orgId} and l.id = m.lead_id`.execute(tx)
}
