import type { changeLeadPool, createLeadPool } from '@sluice/core/lead-pools/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectPool } from './pools.queries.ts'

type Body = BodyOf<typeof createLeadPool>

/** Makes a pool and answers its id. */
export async function createPool(tx: Tx, act: Act, viewer: Viewer, body: Body): Promise<string> {
  requireAdmin(viewer)
  await checked(tx, act.orgId, body)
  const id = newId()
  const { position } = await tx.selectFrom('lead_pool').select((eb) => eb.fn.countAll<number>().as('position')).where('org_id', '=', act.orgId).executeTakeFirstOrThrow()
  await tx.insertInto('lead_pool').values({ org_id: act.orgId, id, position, ...columns(body), created_by: act.actorId, created_at: act.now }).execute()
  await tell(tx, act, id, body.name)
  return id
}

/** Changes a pool. One that stops or begins to hide does so for the leads it has. */
export async function changePool(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, body: BodyOf<typeof changeLeadPool>): Promise<void> {
  const before = (await selectPool(tx, viewer, id)) ?? refuse('record.not_found')
  requireAdmin(viewer)
  await tx.selectFrom('lead_pool').select('id').where('org_id', '=', act.orgId).where('id', '=', id).forUpdate().execute()
  if ((await selectPool(tx, viewer, id))?.version !== version) refuse('conflict.stale_version')
  const { isArchived = before.isArchived, ...more } = body
  const after = { ...before, ...more }
  await checked(tx, act.orgId, after)
  if (isArchived && !before.isArchived) {
    const waiting = await tx.selectFrom('lead').select('id').where('org_id', '=', act.orgId).where('pool_id', '=', id).where('owner_id', 'is', null).limit(1).executeTakeFirst()
    if (waiting !== undefined) refuse('pool.not_empty')
  }
  await tx
    .updateTable('lead_pool')
    .set({ ...columns(after), archived_at: isArchived ? (before.isArchived ? undefined : act.now) : null, version: version + 1 })
    .where('org_id', '=', act.orgId)
    .where('id', '=', id)
    .execute()
  if (after.hidesDetails !== before.hidesDetails) await sql`update lead set is_hidden = ${after.hidesDetails} where org_id = ${act.orgId} and pool_id = ${id}`.execute(tx)
  await tell(tx, act, id, after.name)
}

const columns = (pool: Body) => ({
  name: pool.name, team_id: pool.teamId, pick_per_day: pool.pickPerDay, hand_limit: pool.handLimit, cool_down_days: pool.coolDownDays, recycle_days: pool.recycleDays, warn_days: pool.warnDays,
  takes_team_leads: pool.takesTeamLeads, hides_details: pool.hidesDetails,
})

async function checked(tx: Reader, orgId: string, pool: Body): Promise<void> {
  if (pool.recycleDays !== null && pool.warnDays >= pool.recycleDays) refuse('pool.warn_after_recycle', {}, [{ path: 'warnDays', code: 'pool.warn_after_recycle' }])
  if (pool.teamId === null) return
  const team = await tx.selectFrom('team').select('id').where('org_id', '=', orgId).where('id', '=', pool.teamId).where('archived_at', 'is', null).executeTakeFirst()
  if (team === undefined) refuse('pool.unknown_team', {}, [{ path: 'teamId', code: 'pool.unknown_team' }])
}

function requireAdmin(viewer: Viewer): void {
  if (viewer.role !== 'admin') refuse('permission.denied')
}

const tell = (tx: Tx, act: Act, id: string, name: string) =>
  append(tx, act, [{ type: 'config.changed', payload: { what: 'lead_pool', name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])
