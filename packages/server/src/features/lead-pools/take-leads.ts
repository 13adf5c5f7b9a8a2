import type { givePooledLeads, pickLeads } from '@sluice/core/lead-pools/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf } from '@sluice/core/lib/contract'
import { dayOf } from '@sluice/core/lib/dates'
import type { RefusalCode } from '@sluice/core/refusals'
import { sql } from 'kysely'
import { assignOwner } from '../../platform/assign-owner.ts'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { notify } from '../../platform/notify.ts'
import { refuse } from '../../platform/refusal.ts'
import { readWorkTime, type WorkTime } from '../answering/work-time.ts'
import { closeHandOver } from '../assignment/give-lead.ts'
import { selectCard } from '../assignment/lead-card.query.ts'
import { lockHeld, ownLead, type HeldLead } from '../assignment/own-lead.ts'
import { coolsUntil, inHandSql, isGiver, isPicker, selectPool, type Asking, type Pool } from './pools.queries.ts'

type Refused = { id: string; code: RefusalCode; until: string | null }

/** The viewer takes leads out of a pool, as far as limits and cool-downs go; each that cannot be taken is told with its code. */
export async function pick(tx: Tx, act: Act, asking: Asking, poolId: string, leadIds: readonly string[]): Promise<AnswerOf<typeof pickLeads>> {
  const { viewer, now } = asking
  const pool = await openPool(tx, viewer, poolId)
  if (!isPicker(viewer)) refuse('pool.not_picker')
  // One person's picks of a day wait for one another here, so that two clicks at once never go over a limit.
  const taken = await lockQuota(tx, act, asking, pool)
  const { rows } = await sql<{ n: number }>`select ${inHandSql(viewer.userId)} as n from lead_pool p where p.org_id = ${viewer.orgId} and p.id = ${pool.id}`.execute(tx)
  const free = { day: pool.pickPerDay === null ? Infinity : pool.pickPerDay - taken, hand: pool.handLimit === null ? Infinity : pool.handLimit - (rows[0]?.n ?? 0) }
  const time = await readWorkTime(tx, viewer.orgId)
  const leads = new Map((await lockHeld(tx, viewer.orgId, leadIds)).map((lead) => [lead.id, lead]))
  const picked: string[] = []
  const refused: Refused[] = []
  for (const id of new Set(leadIds)) {
    const lead = leads.get(id)
    const until = lead === undefined ? null : coolsUntil(lead, pool, viewer.userId, now)
    const code = !isWaiting(lead, pool) ? 'pool.taken' : until !== null ? 'pool.cooling_down' : picked.length >= free.day ? 'pool.day_limit' : picked.length >= free.hand ? 'pool.hand_limit' : null
    if (code !== null || lead === undefined) {
      refused.push({ id, code: code ?? 'pool.taken', until: code === 'pool.cooling_down' ? until : null })
      continue
    }
    await take(tx, act, time, pool, lead, { id: viewer.userId, teamId: viewer.teamId }, null)
    picked.push(id)
  }
  await sql`update pool_quota set taken = taken + ${picked.length} where org_id = ${viewer.orgId} and pool_id = ${pool.id} and user_id = ${viewer.userId} and day = ${dayOf(now, asking.timeZone)}::date`.execute(tx)
  return { picked, refused }
}

/** A manager gives leads of a pool to somebody of the team; limits and cool-downs are for those who pick. */
export async function give(tx: Tx, act: Act, { viewer }: Asking, poolId: string, leadIds: readonly string[], ownerId: string): Promise<AnswerOf<typeof givePooledLeads>> {
  const pool = await openPool(tx, viewer, poolId)
  if (!isGiver(viewer)) refuse('permission.denied')
  const owned = await assignOwner(tx, viewer, 'lead', ownerId)
  if (owned.ownerId === null || owned.teamId === null) refuse('record.unknown_owner')
  const owner = { id: owned.ownerId, teamId: owned.teamId }
  const time = await readWorkTime(tx, viewer.orgId)
  const leads = new Map((await lockHeld(tx, viewer.orgId, leadIds)).map((lead) => [lead.id, lead]))
  const given: string[] = []
  const refused: Refused[] = []
  for (const id of new Set(leadIds)) {
    const lead = leads.get(id)
    if (lead === undefined || !isWaiting(lead, pool)) {
      refused.push({ id, code: 'pool.taken', until: null })
      continue
    }
    const dueAt = await take(tx, act, time, pool, lead, owner, viewer.userId)
    const card = await selectCard(tx, viewer.orgId, id)
    await notify(tx, act, [{ userId: owner.id, kind: 'lead_assigned', data: { ...card, why: null, dueAt, how: 'person', handsOver: false }, subjectType: 'lead', subjectId: id }])
    given.push(id)
  }
  return { given, refused }
}

const isWaiting = (lead: HeldLead | undefined, pool: Pool) => lead !== undefined && lead.poolId === pool.id && lead.ownerId === null

async function openPool(tx: Tx, viewer: Viewer, id: string): Promise<Pool> {
  const pool = (await selectPool(tx, viewer, id)) ?? refuse('record.not_found')
  if (pool.isArchived) refuse('pool.archived')
  return pool
}

async function lockQuota(tx: Tx, act: Act, { viewer, timeZone, now }: Asking, pool: Pool): Promise<number> {
  const key = { org_id: act.orgId, pool_id: pool.id, user_id: viewer.userId, day: dayOf(now, timeZone) }
  await tx.insertInto('pool_quota').values(key).onConflict((conflict) => conflict.doNothing()).execute()
  const { rows } = await sql<{ taken: number }>`
    select taken from pool_quota where org_id = ${key.org_id} and pool_id = ${key.pool_id} and user_id = ${key.user_id} and day = ${key.day}::date for update`.execute(tx)
  return rows[0]?.taken ?? 0
}

async function take(tx: Tx, act: Act, time: WorkTime, pool: Pool, lead: HeldLead, owner: { id: string; teamId: string }, givenBy: string | null): Promise<string | null> {
  const { dueAt, changes } = await ownLead(tx, act, time, lead, owner)
  await closeHandOver(tx, act, lead.id)
  await tx.insertInto('pool_pick').values({ org_id: act.orgId, id: newId(), pool_id: pool.id, lead_id: lead.id, user_id: owner.id, given_by: givenBy, at: act.now }).execute()
  await append(tx, act, [{ type: 'lead.picked', payload: { poolId: pool.id, userId: owner.id, givenBy, changes }, subjectType: 'lead', subjectId: lead.id, ownerId: owner.id, teamId: owner.teamId }])
  return dueAt
}
