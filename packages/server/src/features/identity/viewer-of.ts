import type { Viewer } from '@sluice/core/identity/policy'
import type { Role } from '@sluice/core/identity/role'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'

/** The reach of a user without a session: commands and jobs act in somebody's name, with that person's permissions. */
export async function viewerOf(tx: Reader, orgId: string, userId: string): Promise<Viewer> {
  const { rows } = await sql<{ role: Role; team_id: string; team_ids: string[] }>`
    select u.role, u.team_id, array(select t.id from team t where t.org_id = u.org_id and t.path @> array[u.team_id]) as team_ids
    from app_user u where u.org_id = ${orgId} and u.id = ${userId} and u.status = 'active'`.execute(tx)
  const row = rows[0] ?? refuse('permission.denied')
  return { orgId, userId, role: row.role, teamId: row.team_id, teamIds: row.team_ids }
}
