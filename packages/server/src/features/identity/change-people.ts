import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectTeam, selectUser } from './identity.queries.ts'
import { hashPassword } from './password.ts'

interface UserChange {
  name?: string | undefined
  role?: string | undefined
  teamId?: string | undefined
  status?: 'active' | 'disabled' | undefined
  /** A new one, for somebody who has forgotten theirs. */
  password?: string | undefined
}

/** Changes a user. The last active administrator cannot be demoted or disabled; disabling and a new password end all sessions, and what reaches them outside. */
export async function changeUser(tx: Tx, act: Act, id: string, version: number, change: UserChange): Promise<void> {
  // Administrators are counted under this lock, so that two cannot disable each other at the same moment.
  const admins = await tx.selectFrom('app_user').select('id').where('org_id', '=', act.orgId).where('role', '=', 'admin').where('status', '=', 'active').orderBy('id').forNoKeyUpdate().execute()
  const staysAdmin = (change.role ?? 'admin') === 'admin' && change.status !== 'disabled'
  if (admins.length === 1 && admins[0]?.id === id && !staysAdmin) refuse('user.last_admin')
  if (change.teamId !== undefined && (await selectTeam(tx, act.orgId, change.teamId)) === undefined) refuse('user.unknown_team')
  const passwordHash = change.password === undefined ? undefined : await hashPassword(change.password)
  const changed = await tx
    .updateTable('app_user')
    .set((eb) => ({
      ...(passwordHash !== undefined && { password_hash: passwordHash }),
      ...(change.name !== undefined && { name: change.name }), ...(change.role !== undefined && { role: change.role }),
      ...(change.teamId !== undefined && { team_id: change.teamId }), ...(change.status !== undefined && { status: change.status }),
      version: eb('version', '+', 1),
    }))
    .where('org_id', '=', act.orgId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) {
    const exists = await tx.selectFrom('app_user').select('id').where('org_id', '=', act.orgId).where('id', '=', id).executeTakeFirst()
    refuse(exists === undefined ? 'record.not_found' : 'conflict.stale_version')
  }
  if (change.status === 'disabled' || change.password !== undefined) await tx.deleteFrom('session').where('org_id', '=', act.orgId).where('user_id', '=', id).execute()
  if (change.status === 'disabled') await endReach(tx, act, id)
  // Whoever knew the old password may have left ways that need none.
  if (change.password !== undefined) for (const table of ['push_device', 'calendar_feed'] as const) await tx.deleteFrom(table).where('org_id', '=', act.orgId).where('user_id', '=', id).execute()
  await append(tx, act, [{ type: 'user.changed', payload: { what: Object.keys(change).join(',') }, subjectType: 'user', subjectId: id, ownerId: null, teamId: null }])
}

/** Somebody who was disabled is told nothing more outside: their browsers are forgotten, with what waits for them, and what waits for apps is not written. */
async function endReach(tx: Tx, { orgId, now }: Act, userId: string): Promise<void> {
  await tx.deleteFrom('push_device').where('org_id', '=', orgId).where('user_id', '=', userId).execute()
  await sql`update delivery set state = 'cancelled', settled_at = ${now}::timestamptz where org_id = ${orgId} and user_id = ${userId} and app_id is not null and state = 'queued'`.execute(tx)
}

/** Holds the tree still until the transaction ends: two moves at once could hang each of two teams below the other. */
export async function lockTeams(tx: Tx, orgId: string): Promise<void> {
  await tx.selectFrom('team').select('id').where('org_id', '=', orgId).orderBy('id').forNoKeyUpdate().execute()
}

/** Renames a team, names its head (anybody active), or hangs it, with all below it, under another. */
export async function changeTeam(tx: Tx, act: Act, id: string, version: number, change: { name?: string | undefined; parentId?: string | undefined; leadUserId?: string | null | undefined }): Promise<void> {
  await lockTeams(tx, act.orgId)
  const team = (await selectTeam(tx, act.orgId, id)) ?? refuse('record.not_found')
  if (team.version !== version) refuse('conflict.stale_version')
  if (change.parentId !== undefined && change.parentId !== team.parentId) {
    const parent = (await selectTeam(tx, act.orgId, change.parentId)) ?? refuse('user.unknown_team')
    if (parent.path.includes(id) || team.parentId === null) refuse('team.cycle')
    // The subtree keeps its inner order: the old chain up to the team's parent is replaced by the new one.
    await sql`update team set path = ${sql.val(parent.path)}::uuid[] || path[${team.path.length}::int:],
        parent_id = case when id = ${id} then ${parent.id}::uuid else parent_id end
      where org_id = ${act.orgId} and path @> array[${id}::uuid]`.execute(tx)
  }
  if (change.leadUserId !== undefined && change.leadUserId !== null && (await selectUser(tx, act.orgId, change.leadUserId))?.status !== 'active') refuse('user.unknown_person')
  await tx
    .updateTable('team')
    .set((eb) => ({ ...(change.name !== undefined && { name: change.name }), ...(change.leadUserId !== undefined && { lead_user_id: change.leadUserId }), version: eb('version', '+', 1) }))
    .where('org_id', '=', act.orgId)
    .where('id', '=', id)
    .execute()
  await append(tx, act, [{ type: 'user.changed', payload: { what: 'team' }, subjectType: 'user', subjectId: id, ownerId: null, teamId: null }])
}
