import type { Changes } from '@sluice/core/events/deal-events'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { startClock, endClock, type EndReason } from '../answering/clocks.ts'
import type { WorkTime } from '../answering/work-time.ts'

/** A lead as whoever gives it away or takes it back needs it. */
export interface HeldLead {
  id: string
  number: number
  name: string
  company: string | null
  title: string | null
  score: number | null
  status: string
  sourceId: string | null
  ownerId: string | null
  teamId: string | null
  poolId: string | null
  pooledAt: string | null
  formerOwnerId: string | null
}

export const isOpen = (lead: Pick<HeldLead, 'status'>) => lead.status !== 'converted' && lead.status !== 'invalid'

/** Leads with their rows locked, in the order of their ids. */
export async function lockHeld(tx: Tx, orgId: string, ids: readonly string[]): Promise<HeldLead[]> {
  const { rows } = await sql<HeldLead>`
    select id, number, name, company, title, score, status, source_id as "sourceId", owner_id as "ownerId", team_id as "teamId", pool_id as "poolId", pooled_at as "pooledAt",
      former_owner_id as "formerOwnerId"
    from lead where org_id = ${orgId} and id = any(${sql.val([...ids])}::uuid[]) order by id for update`.execute(tx)
  return rows
}

/**
 * The lead is somebody's from now on: its row is written, the clock of its first answer begins. The caller holds the lead's row and writes
 * the log. Answers when the answer is due, and what changed.
 */
export async function ownLead(tx: Tx, act: Act, time: WorkTime, lead: HeldLead, owner: { id: string; teamId: string }): Promise<{ dueAt: string | null; changes: Changes }> {
  await sql`
    update lead set owner_id = ${owner.id}, team_id = ${owner.teamId}, owned_at = ${act.now}, pooled_at = null, recycle_warned_at = null, version = version + 1
    where org_id = ${act.orgId} and id = ${lead.id}`.execute(tx)
  await tx.deleteFrom('assign_wait').where('org_id', '=', act.orgId).where('lead_id', '=', lead.id).execute()
  const dueAt = await startClock(tx, act, time, { id: lead.id, ownerId: owner.id, teamId: owner.teamId, sourceId: lead.sourceId })
  return { dueAt, changes: { ownerId: [lead.ownerId, owner.id], teamId: [lead.teamId, owner.teamId] } }
}

/** The lead is nobody's from now on. With a pool, it waits there. */
export async function disownLead(tx: Tx, act: Act, time: WorkTime, lead: HeldLead, reason: EndReason, pool: { id: string; teamId: string | null; hidesDetails: boolean } | null, more: { status?: string } = {}): Promise<Changes> {
  const status = more.status ?? lead.status
  const teamId = pool === null ? lead.teamId : (pool.teamId ?? lead.teamId)
  await sql`
    update lead set owner_id = null, team_id = ${teamId}, owned_at = null, former_owner_id = ${lead.ownerId ?? lead.formerOwnerId}, recycle_warned_at = null,
      pool_id = ${pool?.id ?? null}, pooled_at = ${pool === null ? null : act.now}, is_hidden = ${pool?.hidesDetails ?? false},
      status = ${status}, status_at = case when status = ${status} then status_at else ${act.now}::timestamptz end, version = version + 1
    where org_id = ${act.orgId} and id = ${lead.id}`.execute(tx)
  await tx.deleteFrom('assign_wait').where('org_id', '=', act.orgId).where('lead_id', '=', lead.id).execute()
  await endClock(tx, act, time, lead.id, reason)
  return {
    ...(lead.ownerId !== null && { ownerId: [lead.ownerId, null] }), ...(teamId !== lead.teamId && { teamId: [lead.teamId, teamId] }), ...(status !== lead.status && { status: [lead.status, status] }),
  }
}
