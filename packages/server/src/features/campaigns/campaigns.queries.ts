import type { Campaign, CampaignCost, ChannelCode, getCampaign, listCampaigns, listChannelCodes } from '@sluice/core/campaigns/contract'
import { campaignFigures, noFacts, sumFacts, type CampaignFacts } from '@sluice/core/campaigns/figures'
import { campaignStatus } from '@sluice/core/campaigns/status'
import { allows, readsWholeFunnel, scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf, QueryOf } from '@sluice/core/lib/contract'
import type { Ref } from '@sluice/core/lib/wire'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { cutPage, keysetAfter, keysetOrder, keyText, type Keyset } from '../../platform/keyset.ts'
import { listRows } from '../../platform/list-rows.ts'
import { selectFacts, type Model } from './campaign-facts.queries.ts'

/** All SQL that reads campaigns, costs and codes, but for what they brought. Every query is of one organisation and shows what the viewer may see. */

/** Who asks, and what day it is there. */
export interface Asking {
  viewer: Viewer
  today: string
  /** What short links begin with: `https://crm.example.cn/c/acme/`. */
  linkBase: string
}

interface Row extends Omit<Campaign, 'status' | 'canWrite' | 'figures'> {
  teamId: string | null
}
const columns = sql`c.id, c.name, c.kind, c.utm_key as "utmKey", c.budget_minor as "budgetMinor", c.currency, c.from_on as "fromOn", c.to_on as "toOn",
  jsonb_build_object('id', u.id, 'name', u.name) as owner, c.team_id as "teamId", c.target_leads as "targetLeads", c.target_won_minor as "targetWonMinor",
  c.landing_url as "landingUrl", c.note, c.archived_at is not null as "isArchived", c.created_at as "createdAt", c.version`
const from = sql`campaign c join app_user u on u.org_id = c.org_id and u.id = c.owner_id`

/** Those a viewer may see: all, or those they own or have a code of. */
export function campaignFilter(viewer: Viewer): RawBuilder<boolean> {
  const scope = scopeOf(viewer, 'campaign', 'read')
  if (scope === 'all') return sql<boolean>`true`
  if (scope === 'none') return sql<boolean>`false`
  return sql<boolean>`(c.owner_id = ${viewer.userId} or exists (select from channel_code k where k.org_id = c.org_id and k.campaign_id = c.id and k.promoter_id = ${viewer.userId}))`
}
export const mayWrite = (viewer: Viewer, row: { owner: Ref; teamId: string | null }) => allows(viewer, 'campaign', 'write', { ownerId: row.owner.id, teamId: row.teamId })

const latestFirst: Keyset = { name: 'from', alias: 'c', key: sql`c.from_on`, type: 'day', nullable: false, direction: 'desc' }

export async function selectCampaigns(tx: Reader, asking: Asking, query: QueryOf<typeof listCampaigns>) {
  const { viewer, today } = asking
  const where = [
    sql<boolean>`c.org_id = ${viewer.orgId}`, campaignFilter(viewer),
    ...(query.q === undefined || query.q === '' ? [] : [sql<boolean>`(c.name ilike ${like(query.q)} or c.utm_key like ${like(query.q.toLowerCase())})`]),
    // Archived ones only when asked for.
    query.status === undefined ? sql<boolean>`c.archived_at is null` : statusFilter(query.status, today),
    ...(query.kind === undefined ? [] : [sql<boolean>`c.kind = ${query.kind}`]),
    ...(query.owner === undefined ? [] : [sql<boolean>`c.owner_id = ${query.owner}`]),
  ]
  const page = await listRows<Row>(tx, { columns, from, countFrom: sql`campaign c`, where, keyset: latestFirst, cursor: query.cursor, limit: query.limit })
  return { ...page, items: await shown(tx, asking, page.items, query.model) }
}

const like = (text: string) => `%${text.replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`

function statusFilter(status: Campaign['status'], today: string): RawBuilder<boolean> {
  switch (status) {
    case 'archived': return sql<boolean>`c.archived_at is not null`
    case 'planned': return sql<boolean>`(c.archived_at is null and c.from_on > ${today}::date)`
    case 'ended': return sql<boolean>`(c.archived_at is null and c.to_on <= ${today}::date)`
    case 'running': return sql<boolean>`(c.archived_at is null and c.from_on <= ${today}::date and (c.to_on is null or c.to_on > ${today}::date))`
  }
}

/** Rows with where they stand, what the viewer may do and, for those who may see it, what they brought. */
async function shown(tx: Reader, { viewer, today }: Asking, rows: readonly Row[], model: Model): Promise<Campaign[]> {
  const ids = rows.map((row) => row.id)
  const seesAll = readsWholeFunnel(viewer)
  const [facts, costs] = seesAll && ids.length > 0 ? [await selectFacts(tx, viewer.orgId, ids, model), await selectCostSums(tx, viewer.orgId, ids)] : [[], []]
  return rows.map(({ teamId, ...row }) => ({
    ...row, status: campaignStatus(row, today), canWrite: mayWrite(viewer, { owner: row.owner, teamId }),
    figures: seesAll ? campaignFigures(sumFacts(facts.filter((one) => one.campaignId === row.id)), sumCosts(costs.filter((one) => one.campaignId === row.id))) : null,
  }))
}

/** One campaign that the viewer may see, as lists show it. */
export async function selectCampaign(tx: Reader, asking: Asking, id: string, model: Model = 'last'): Promise<Campaign | undefined> {
  const { rows } = await sql<Row>`select ${columns} from ${from} where c.org_id = ${asking.viewer.orgId} and c.id = ${id} and ${campaignFilter(asking.viewer)}`.execute(tx)
  return (await shown(tx, asking, rows, model))[0]
}

/** The same with its logo and what each of its channels brought; leads and costs without a channel stand apart. */
export async function selectCampaignPage(tx: Reader, asking: Asking, id: string, model: Model): Promise<AnswerOf<typeof getCampaign> | undefined> {
  const { orgId } = asking.viewer
  const campaign = await selectCampaign(tx, asking, id, model)
  if (campaign === undefined) return undefined
  const { logo } = await tx.selectFrom('campaign').select('logo').where('org_id', '=', orgId).where('id', '=', id).executeTakeFirstOrThrow()
  if (campaign.figures === null) return { ...campaign, logo, channels: null }
  const [facts, costs] = [await selectFacts(tx, orgId, [id], model), await selectCostSums(tx, orgId, [id])]
  const ids = [...new Set([...facts, ...costs].map((one) => one.channelId))]
  const names = await tx.selectFrom('channel').select(['id', 'name']).where('org_id', '=', orgId).where('id', 'in', [...ids.filter((one) => one !== null), orgId]).execute()
  const channels = ids.map((channelId) => ({
    channel: names.find((one) => one.id === channelId) ?? null,
    figures: campaignFigures(sumFacts(facts.filter((one) => one.channelId === channelId)), sumCosts(costs.filter((one) => one.channelId === channelId))),
  }))
  return { ...campaign, logo, channels: channels.toSorted((a, b) => b.figures.leads - a.figures.leads || b.figures.visits - a.figures.visits || b.figures.costMinor - a.figures.costMinor || (a.channel?.id ?? '').localeCompare(b.channel?.id ?? '')) }
}

const sumCosts = (costs: readonly { amountMinor: number }[]) => costs.reduce((sum, cost) => sum + cost.amountMinor, 0)

async function selectCostSums(tx: Reader, orgId: string, ids: readonly string[]) {
  const { rows } = await sql<{ campaignId: string; channelId: string | null; amountMinor: number }>`
    select campaign_id as "campaignId", channel_id as "channelId", sum(amount_minor)::bigint as "amountMinor" from campaign_cost
    where org_id = ${orgId} and campaign_id = any(${sql.val([...ids])}::uuid[]) group by 1, 2`.execute(tx)
  return rows
}

const latestCost: Keyset = { name: 'day', alias: 'x', key: sql`x.on_day`, type: 'day', nullable: false, direction: 'desc' }
export async function selectCosts(tx: Reader, orgId: string, campaignId: string, query: { cursor?: string | undefined; limit: number }) {
  const { rows } = await sql<CampaignCost & { cursorKey: string | null }>`
    select ${costColumns}, ${keyText(latestCost)} as "cursorKey" from ${costFrom}
    where x.org_id = ${orgId} and x.campaign_id = ${campaignId} and ${keysetAfter(latestCost, query.cursor)} order by ${keysetOrder(latestCost)} limit ${query.limit + 1}`.execute(tx)
  const page = cutPage(latestCost, rows, query.limit)
  return { items: page.rows, nextCursor: page.nextCursor }
}
const costColumns = sql`x.id, case when h.id is null then null else jsonb_build_object('id', h.id, 'name', h.name) end as channel, x.on_day as "onDay",
  x.amount_minor as "amountMinor", x.note, jsonb_build_object('id', u.id, 'name', u.name) as by, x.created_at as "createdAt"`
const costFrom = sql`campaign_cost x left join channel h on h.org_id = x.org_id and h.id = x.channel_id join app_user u on u.org_id = x.org_id and u.id = x.created_by`

export async function selectCost(tx: Reader, orgId: string, id: string): Promise<(CampaignCost & { campaignId: string }) | undefined> {
  const { rows } = await sql<CampaignCost & { campaignId: string }>`select ${costColumns}, x.campaign_id as "campaignId" from ${costFrom} where x.org_id = ${orgId} and x.id = ${id}`.execute(tx)
  return rows[0]
}

interface CodeRow extends Omit<ChannelCode, 'link' | 'canWrite' | keyof Pick<CampaignFacts, 'visits' | 'leads' | 'qualified' | 'won'>> {
  owner: Ref
  teamId: string | null
}
const codeColumns = sql`k.id, k.code, jsonb_build_object('id', c.id, 'name', c.name) as campaign, jsonb_build_object('id', h.id, 'name', h.name) as channel,
  case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as promoter, k.placement, k.landing_url as "landingUrl",
  k.ended_at as "endedAt", k.created_at as "createdAt", k.version, jsonb_build_object('id', c.owner_id, 'name', '') as owner, c.team_id as "teamId"`
const codeFrom = sql`channel_code k join campaign c on c.org_id = k.org_id and c.id = k.campaign_id join channel h on h.org_id = k.org_id and h.id = k.channel_id
  left join app_user u on u.org_id = k.org_id and u.id = k.promoter_id`
const newestCode: Keyset = { name: 'made', alias: 'k', key: sql`k.created_at`, type: 'instant', nullable: false, direction: 'desc' }

/** Codes the viewer may see: all, or their own and those of campaigns they own. */
function codeFilter(viewer: Viewer): RawBuilder<boolean> {
  const scope = scopeOf(viewer, 'campaign', 'read')
  if (scope === 'all') return sql<boolean>`true`
  return scope === 'none' ? sql<boolean>`false` : sql<boolean>`(k.promoter_id = ${viewer.userId} or c.owner_id = ${viewer.userId})`
}

export async function selectCodes(tx: Reader, asking: Asking, query: QueryOf<typeof listChannelCodes>) {
  const where = [
    sql<boolean>`k.org_id = ${asking.viewer.orgId}`, codeFilter(asking.viewer),
    ...(query.campaign === undefined ? [] : [sql<boolean>`k.campaign_id = ${query.campaign}`]),
    ...(query.channel === undefined ? [] : [sql<boolean>`k.channel_id = ${query.channel}`]),
    ...(query.promoter === undefined ? [] : [sql<boolean>`k.promoter_id = ${query.promoter}`]),
  ]
  const page = await listRows<CodeRow>(tx, { columns: codeColumns, from: codeFrom, countFrom: codeFrom, where, keyset: newestCode, cursor: query.cursor, limit: query.limit })
  return { ...page, items: await shownCodes(tx, asking, page.items, query.model) }
}

/** Codes by id, in the order of the ids. */
export async function selectCodesById(tx: Reader, asking: Asking, ids: readonly string[]): Promise<ChannelCode[]> {
  const { rows } = await sql<CodeRow>`select ${codeColumns} from ${codeFrom} where k.org_id = ${asking.viewer.orgId} and k.id = any(${sql.val([...ids])}::uuid[])
    and ${codeFilter(asking.viewer)} order by array_position(${sql.val([...ids])}::uuid[], k.id)`.execute(tx)
  return shownCodes(tx, asking, rows, 'last')
}

async function shownCodes(tx: Reader, { viewer, linkBase }: Asking, rows: readonly CodeRow[], model: Model): Promise<ChannelCode[]> {
  const facts = rows.length === 0 ? [] : await selectFacts(tx, viewer.orgId, [...new Set(rows.map((row) => row.campaign.id))], model)
  return rows.map(({ owner, teamId, ...row }) => {
    const { visits, leads, qualified, won } = facts.find((one) => one.codeId === row.id) ?? noFacts
    return { ...row, link: `${linkBase}${row.code}`, canWrite: mayWrite(viewer, { owner, teamId }), visits, leads, qualified, won }
  })
}
