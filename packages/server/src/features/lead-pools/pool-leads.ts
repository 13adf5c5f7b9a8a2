import type { poolLeads as poolLeadsContract } from '@sluice/core/lead-pools/contract'
import { allows, scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf } from '@sluice/core/lib/contract'
import type { RefusalCode } from '@sluice/core/refusals'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { readWorkTime, type WorkTime } from '../answering/work-time.ts'
import { closeHandOver } from '../assignment/give-lead.ts'
import { disownLead, isOpen, lockHeld, type HeldLead } from '../assignment/own-lead.ts'
import { selectPool, type Pool } from './pools.queries.ts'

/** Puts leads that the viewer may change into a pool. */
export async function poolLeads(tx: Tx, act: Act, viewer: Viewer, poolId: string, leadIds: readonly string[], reason: string): Promise<AnswerOf<typeof poolLeadsContract>> {
  const pool = (await selectPool(tx, viewer, poolId)) ?? refuse('record.not_found')
  if (scopeOf(viewer, 'lead', 'write') === 'none') refuse('permission.denied')
  if (pool.isArchived) refuse('pool.archived')
  const { rows } = await sql<{ id: string }>`
    select l.id from lead l where l.org_id = ${viewer.orgId} and l.id = any(${sql.val([...leadIds])}::uuid[]) and ${scopeFilter(viewer, 'lead', 'read', 'l')}`.execute(tx)
  const seen = new Set(rows.map((row) => row.id))
  const time = await readWorkTime(tx, viewer.orgId)
  const leads = new Map((await lockHeld(tx, viewer.orgId, [...seen])).map((lead) => [lead.id, lead]))
  const pooled: string[] = []
  const refused: { id: string; code: RefusalCode }[] = []
  for (const id of new Set(leadIds)) {
    const lead = leads.get(id)
    const code = lead === undefined ? 'record.not_found' : !allows(viewer, 'lead', 'write', lead) ? 'permission.denied' : !isOpen(lead) ? 'pool.closed_lead' : null
    if (lead === undefined || code !== null) {
      refused.push({ id, code: code ?? 'record.not_found' })
      continue
    }
    await putIn(tx, act, time, pool, lead, { by: 'person', idleDays: null, reason })
    pooled.push(id)
  }
  return { pooled, refused }
}

/** Nobody owns the lead any more; it waits in the pool. The caller holds its row. */
export async function putIn(tx: Tx, act: Act, time: WorkTime, pool: Pick<Pool, 'id' | 'teamId' | 'hidesDetails'>, lead: HeldLead, why: { by: 'person' | 'rule'; idleDays: number | null; reason: string }): Promise<void> {
  const changes = await disownLead(tx, act, time, lead, 'pooled', pool)
  await closeHandOver(tx, act, lead.id)
  await append(tx, act, [{ type: 'lead.pooled', payload: { poolId: pool.id, from: lead.ownerId, ...why, changes }, subjectType: 'lead', subjectId: lead.id, ownerId: null, teamId: pool.teamId ?? lead.teamId }])
}
