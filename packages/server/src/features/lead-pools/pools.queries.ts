import type { LeadPool, listPooledLeads, PooledLead } from '@sluice/core/lead-pools/contract'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import { companyCore } from '@sluice/core/lib/company-name'
import type { AnswerOf, QueryOf } from '@sluice/core/lib/contract'
import { dayOf } from '@sluice/core/lib/dates'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { Keyset } from '../../platform/keyset.ts'
import { listRows } from '../../platform/list-rows.ts'
import { untouchedSinceSql } from '../leads/recycle-at.ts'
import { inHandStatuses } from '../assignment/world.ts'

/** Who asks, and what day it is there. */
export interface Asking {
  viewer: Viewer
  timeZone: string
  now: Date
}

/** A pool as it is stored. */
export interface Pool {
  id: string
  name: string
  teamId: string | null
  pickPerDay: number | null
  handLimit: number | null
  coolDownDays: number
  recycleDays: number | null
  warnDays: number
  takesTeamLeads: boolean
  hidesDetails: boolean
  isArchived: boolean
  version: number
}

const columns = sql`p.id, p.name, p.team_id as "teamId", p.pick_per_day as "pickPerDay", p.hand_limit as "handLimit", p.cool_down_days as "coolDownDays", p.recycle_days as "recycleDays",
  p.warn_days as "warnDays", p.takes_team_leads as "takesTeamLeads", p.hides_details as "hidesDetails", p.archived_at is not null as "isArchived", p.version`

const sellers = new Set(['admin', 'manager', 'rep'])
/** Who may take leads out of pools. */
export const isPicker = (viewer: Viewer) => sellers.has(viewer.role)
/** Who gives leads of a pool to others. */
export const isGiver = (viewer: Viewer) => viewer.role === 'admin' || viewer.role === 'manager'

/** Pools that the viewer reaches: everybody's, those of their team and of teams above and below it; who reads all leads reaches all. */
function reach(viewer: Viewer): RawBuilder<boolean> {
  const scope = scopeOf(viewer, 'lead', 'read')
  if (scope === 'none') return sql<boolean>`false`
  if (scope === 'all') return sql<boolean>`true`
  return sql<boolean>`(p.team_id is null or p.team_id = any(${sql.val([...viewer.teamIds])}::uuid[])
    or exists (select from team t where t.org_id = p.org_id and t.id = ${viewer.teamId} and p.team_id = any(t.path)))`
}

/** One pool that the viewer reaches. */
export async function selectPool(tx: Reader, viewer: Viewer, id: string): Promise<Pool | undefined> {
  return (await sql<Pool>`select ${columns} from lead_pool p where p.org_id = ${viewer.orgId} and p.id = ${id} and ${reach(viewer)}`.execute(tx)).rows[0]
}

/** Leads that the rule of recycling of pool `p` may take: open ones in hand that came from it, or of its team. */
export const recyclableSql = sql<boolean>`(l.owner_id is not null and l.status in ('new', 'working') and (l.pool_id = p.id or (p.takes_team_leads and l.pool_id is null
  and (p.team_id is null or exists (select from team t where t.org_id = l.org_id and t.id = l.team_id and p.team_id = any(t.path))))))`

export async function selectPools(tx: Reader, { viewer, timeZone, now }: Asking, id?: string): Promise<LeadPool[]> {
  const { orgId, userId } = viewer
  const day = dayOf(now, timeZone)
  const { rows } = await sql<Pool & { team: LeadPool['team']; n: number; due: number | null; today: number; inHand: number }>`
    select ${columns}, case when t.id is null then null else jsonb_build_object('id', t.id, 'name', t.name) end as team,
      (select count(*) from lead l where l.org_id = p.org_id and l.pool_id = p.id and l.owner_id is null) as n,
      case when p.recycle_days is null then null else (select count(*) from lead l where l.org_id = p.org_id and ${recyclableSql}
        and ${untouchedSinceSql} <= ${now.toISOString()}::timestamptz - p.recycle_days * interval '1 day') end as due,
      coalesce((select q.taken from pool_quota q where q.org_id = p.org_id and q.pool_id = p.id and q.user_id = ${userId} and q.day = ${day}::date), 0) as today,
      ${inHandSql(userId)} as "inHand"
    from lead_pool p left join team t on t.org_id = p.org_id and t.id = p.team_id
    where p.org_id = ${orgId} and ${reach(viewer)} and ${id === undefined ? sql`true` : sql`p.id = ${id}`}
    order by p.archived_at is not null, p.position, p.id`.execute(tx)
  return rows.map(({ today, inHand, due, ...pool }) => ({
    ...pool, due: isGiver(viewer) ? due : null, mine: { today, inHand }, canPick: isPicker(viewer) && !pool.isArchived, canGive: isGiver(viewer) && !pool.isArchived, canWrite: viewer.role === 'admin',
  }))
}

/** Leads of pool `p` that somebody holds. */
export const inHandSql = (userId: string) => sql<number>`(select count(*) from lead l where l.org_id = p.org_id and l.pool_id = p.id and l.owner_id = ${userId} and l.status = any(${sql.val([...inHandStatuses])}::text[]))`

const orders = {
  pooled: { name: 'pooled', alias: 'l', key: sql`l.pooled_at`, type: 'instant', nullable: true, direction: 'desc' },
  score: { name: 'score', alias: 'l', key: sql`l.score`, type: 'number', nullable: true, direction: 'desc' },
} satisfies Record<string, Keyset>

interface Row extends Omit<PooledLead, 'coolsUntil'> {
  formerOwnerId: string | null
}

/**
 * What waits in a pool. No column of it says how to reach the person: phone, mail, WeChat, note and custom fields are not selected at
 * all, the name of a hidden one is its first character, and only the company can be searched for.
 */
export async function selectPooledLeads(tx: Reader, { viewer, now }: Asking, pool: Pool, query: QueryOf<typeof listPooledLeads>): Promise<AnswerOf<typeof listPooledLeads>> {
  const q = query.q === undefined || query.q === '' ? null : query.q
  const where = [
    sql<boolean>`l.org_id = ${viewer.orgId} and l.pool_id = ${pool.id} and l.owner_id is null`,
    ...(q === null ? [] : [sql<boolean>`l.company ilike ${`%${(companyCore(q) || q).replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`}`]),
  ]
  const page = await listRows<Row>(tx, {
    columns: sql`l.id, l.number, case when l.is_hidden then left(l.name, 1) || '**' else l.name end as name, l.company, l.title, l.status, l.score, l.source_id as "sourceId", l.created_at as "createdAt",
      coalesce(l.pooled_at, l.status_at) as "pooledAt", case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as "formerOwner", l.former_owner_id as "formerOwnerId",
      (select count(*) from activity a where a.org_id = l.org_id and a.subject_type = 'lead' and a.subject_id = l.id and a.deleted_at is null) as activities, l.last_activity_at as "lastActivityAt",
      l.tag_ids as "tagIds", l.is_hidden as "isHidden"`,
    from: sql`lead l left join app_user u on u.org_id = l.org_id and u.id = l.former_owner_id`, countFrom: sql`lead l`, where, keyset: orders[query.sort], cursor: query.cursor, limit: query.limit,
  })
  return { ...page, items: page.items.map(({ formerOwnerId, ...row }) => ({ ...row, coolsUntil: coolsUntil({ formerOwnerId, pooledAt: row.pooledAt }, pool, viewer.userId, now) })) }
}

/** Until when somebody, who had the lead before, cannot pick it; null when they can. */
export function coolsUntil(lead: { formerOwnerId: string | null; pooledAt: string | null }, pool: Pick<Pool, 'coolDownDays'>, userId: string, now: Date): string | null {
  if (lead.formerOwnerId !== userId || lead.pooledAt === null || pool.coolDownDays === 0) return null
  const until = Date.parse(lead.pooledAt) + pool.coolDownDays * 86_400_000
  return until > now.getTime() ? new Date(until).toISOString() : null
}
