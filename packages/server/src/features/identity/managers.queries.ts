import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** Whose managers are asked for; the team is their own unless said. */
export interface Managed { userId: string; teamId?: string | null }

/** The nearest team upward that has a manager who is not that person: its managers; without any, the administrators. */
export async function managersOf(tx: Reader, orgId: string, { userId, teamId }: Managed): Promise<string[]> {
  const from = teamId === undefined ? sql`(select team_id from app_user where org_id = ${orgId} and id = ${userId})` : sql`${teamId}`
  const { rows } = await sql<{ id: string }>`
    with up as (select p.id, p.depth from team t, unnest(t.path) with ordinality as p(id, depth) where t.org_id = ${orgId} and t.id = ${from}),
      found as (select u.id, up.depth from up join app_user u on u.org_id = ${orgId} and u.team_id = up.id and u.role = 'manager' and u.status = 'active' and u.id <> ${userId})
    select id from found where depth = (select max(depth) from found) order by id`.execute(tx)
  if (rows.length > 0) return rows.map((row) => row.id)
  const admins = await tx.selectFrom('app_user').select('id').where('org_id', '=', orgId).where('role', '=', 'admin').where('status', '=', 'active').where('id', '<>', userId).orderBy('id').execute()
  return admins.map((row) => row.id)
}

/** So many levels up: the managers of somebody's managers are the second. Who stands at the top keeps their own: nobody is above. */
export async function managersAbove(tx: Reader, orgId: string, userId: string, levels: 1 | 2): Promise<string[]> {
  const first = await managersOf(tx, orgId, { userId })
  if (levels === 1) return first
  const second = new Set<string>()
  for (const id of first) for (const above of await managersOf(tx, orgId, { userId: id })) if (above !== userId) second.add(above)
  return second.size > 0 ? [...second] : first
}
