import type { Viewer } from '@sluice/core/identity/policy'
import { startOfDay } from '@sluice/core/lib/dates'
import { weekStartOf } from '@sluice/core/suggestions/week'
import type { Today } from '@sluice/core/suggestions/contract'
import { sql } from 'kysely'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'

/** What the viewer's team (or the nearest above it that asks for something) asks for a week, and how many deals the viewer took further in this one. */
export async function quotaOf(tx: Reader, { viewer, timeZone }: Pick<Asker, 'viewer' | 'timeZone'>, date: string): Promise<Today['quota']> {
  const quota = (await selectQuotas(tx, viewer.orgId, [viewer.userId])).get(viewer.userId)
  if (quota === undefined) return null
  const weekStart = weekStartOf(date)
  return { ...quota, weekStart, done: (await countAdvanced(tx, viewer.orgId, [viewer.userId], startOfDay(weekStart, timeZone), startOfDay(weekStart, timeZone, 7))).get(viewer.userId) ?? 0 }
}

/** What is asked of people for a week, by their team or the nearest above it that asks for something; absent: nothing. */
export async function selectQuotas(tx: Reader, orgId: string, userIds: readonly string[]): Promise<Map<string, { perWeek: number; teamId: string }>> {
  const { rows } = await sql<{ userId: string; perWeek: number; teamId: string }>`
    select distinct on (u.id) u.id as "userId", q.per_week as "perWeek", q.team_id as "teamId"
    from app_user u join team t on t.org_id = u.org_id and t.id = u.team_id join advance_quota q on q.org_id = t.org_id and q.team_id = any(t.path)
    where u.org_id = ${orgId} and u.id = any(${sql.val([...userIds])}::uuid[]) order by u.id, array_position(t.path, q.team_id) desc`.execute(tx)
  return new Map(rows.map(({ userId, ...quota }) => [userId, quota]))
}

/** Deals that left a stage for a later one or the win in `[from, to)` (epoch ms), by who owned them then; a deal counts once. */
export async function countAdvanced(tx: Reader, orgId: Viewer['orgId'], userIds: readonly string[], from: number, to: number): Promise<Map<string, number>> {
  const { rows } = await sql<{ userId: string; n: number }>`
    select owner_id as "userId", count(distinct deal_id) as n from stay
    where org_id = ${orgId} and owner_id = any(${sql.val([...userIds])}::uuid[]) and left_at is not null and left_at >= ${new Date(from).toISOString()} and left_at < ${new Date(to).toISOString()} and exit in ('advance', 'won')
    group by owner_id`.execute(tx)
  return new Map(rows.map(({ userId, n }) => [userId, n]))
}
