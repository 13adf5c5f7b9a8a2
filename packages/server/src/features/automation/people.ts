import type { Recipient } from '@sluice/core/automation/definition'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { managerOf } from '../identity/manager-of.ts'

/** Active people that recipients mean, each once. Refused when there is nobody. */
export async function peopleOf(tx: Reader, orgId: string, recipients: readonly Recipient[], { ownerId, actorId }: { ownerId: string | null; actorId: string | null }): Promise<string[]> {
  const named: string[] = []
  for (const to of recipients) {
    switch (to.kind) {
      case 'owner': if (ownerId !== null) named.push(ownerId)
        break
      case 'actor': if (actorId !== null) named.push(actorId)
        break
      case 'user': if (to.userId !== null) named.push(to.userId)
        break
      case 'owner_manager': {
        const manager = ownerId === null ? null : await managerOf(tx, orgId, ownerId)
        if (manager !== null) named.push(manager)
        break
      }
      case 'managers':
        named.push(...(await sql<{ id: string }>`select id from app_user where org_id = ${orgId} and role = 'manager' and status = 'active' order by id`.execute(tx)).rows.map((row) => row.id))
        break
      case 'role':
        named.push(...(await sql<{ id: string }>`select id from app_user where org_id = ${orgId} and role = ${to.role} and status = 'active' order by id`.execute(tx)).rows.map((row) => row.id))
        break
      case 'team':
        named.push(...(await sql<{ id: string }>`select u.id from app_user u join team t on t.org_id = u.org_id and t.id = u.team_id where u.org_id = ${orgId} and u.status = 'active' and t.path @> array[${to.teamId}]::uuid[] order by u.id`.execute(tx)).rows.map((row) => row.id))
    }
  }
  const ids = [...new Set(named)]
  const { rows } = await sql<{ id: string }>`select id from app_user where org_id = ${orgId} and status = 'active' and id = any(${sql.val(ids)}::uuid[])`.execute(tx)
  const active = new Set(rows.map((row) => row.id))
  const found = ids.filter((id) => active.has(id))
  return found.length > 0 ? found : refuse('automation.no_step_result')
}
