import type { ProjectPerson } from '@sluice/core/projects/template'
import type { Role } from '@sluice/core/identity/role'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { managerOf } from '../identity/manager-of.ts'

/** Who answers for the records that a project is about. */
export interface ProjectAbout {
  dealOwnerId: string | null
  accountOwnerId: string | null
}

/**
 * Finds who a template means: active people, null when there is nobody. Of those who have a role it is who has fewest tasks of
 * projects to do, and the same one throughout.
 */
export function findPeople(tx: Reader, orgId: string, about: ProjectAbout) {
  const known = new Map<string, string | null>()
  const active = async (id: string | null) => (id === null ? null : ((await tx.selectFrom('app_user').select('id').where('org_id', '=', orgId).where('id', '=', id).where('status', '=', 'active').executeTakeFirst())?.id ?? null))
  const seller = about.dealOwnerId ?? about.accountOwnerId
  const find = async (who: ProjectPerson): Promise<string | null> => {
    switch (who.kind) {
      case 'project_owner': return null
      case 'deal_owner': return active(seller)
      case 'account_owner': return active(about.accountOwnerId)
      case 'owner_manager': return seller === null ? null : managerOf(tx, orgId, seller)
      case 'user': return active(who.userId)
      case 'role': return ofRole(tx, orgId, who.role)
    }
  }
  return async (who: ProjectPerson): Promise<string | null> => {
    const key = JSON.stringify(who)
    const before = known.get(key)
    if (before !== undefined) return before
    const id = await find(who)
    known.set(key, id)
    return id
  }
}

async function ofRole(tx: Reader, orgId: string, role: Role): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select u.id from app_user u where u.org_id = ${orgId} and u.role = ${role} and u.status = 'active'
    order by (select count(*) from action_item i where i.org_id = u.org_id and i.assignee_id = u.id and i.status = 'open' and i.project_id is not null), u.created_at, u.id limit 1`.execute(tx)
  return rows[0]?.id ?? null
}
