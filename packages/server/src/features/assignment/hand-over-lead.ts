import type { Viewer } from '@sluice/core/identity/policy'
import type { Ref } from '@sluice/core/lib/wire'
import { sql } from 'kysely'
import { assignOwner } from '../../platform/assign-owner.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { readWorkTime } from '../answering/work-time.ts'
import { isHeld } from '../cleaning/held.ts'
import { lockAssigning, openAssigning } from './assign-lead.ts'
import { byPerson, giveLead } from './give-lead.ts'
import { mayHandOver } from './hand-over.queries.ts'
import { isOpen, lockHeld } from './own-lead.ts'

/** Marketing or a manager hands a lead over: to somebody who sells, or to whom the rules name. */
export async function handOverLead(tx: Tx, act: Act, viewer: Viewer, leadId: string, ownerId: string | undefined): Promise<{ to: Ref | null; code: string | null }> {
  const { orgId } = act
  const seen = await sql`select 1 from lead l where l.org_id = ${orgId} and l.id = ${leadId} and ${scopeFilter(viewer, 'lead', 'read', 'l')}`.execute(tx)
  if (seen.rows.length === 0) refuse('record.not_found')
  if (!mayHandOver(viewer)) refuse('permission.denied')
  await lockAssigning(tx, orgId)
  const [lead] = await lockHeld(tx, orgId, [leadId])
  if (lead === undefined) refuse('record.not_found')
  if (!isOpen(lead)) refuse('assignment.closed')
  if (await isHeld(tx, orgId, leadId)) refuse('assignment.lead_held')
  const open = await tx.selectFrom('hand_over').select('id').where('org_id', '=', orgId).where('lead_id', '=', leadId).where('status', '=', 'open').executeTakeFirst()
  if (open !== undefined && (ownerId === undefined || ownerId === lead.ownerId)) refuse('hand_over.open')
  if (ownerId !== undefined) {
    const owned = await assignOwner(tx, viewer, 'lead', ownerId)
    if (owned.ownerId === null || owned.teamId === null) refuse('record.unknown_owner')
    await giveLead(tx, act, await readWorkTime(tx, orgId), lead, { id: owned.ownerId, teamId: owned.teamId }, byPerson)
    return { to: await named(tx, orgId, owned.ownerId), code: null }
  }
  const outcome = await (await openAssigning(tx, act))(leadId, { trigger: null, ...(lead.ownerId !== null && { from: lead.ownerId }) })
  if (outcome.to !== null) return { to: await named(tx, orgId, outcome.to), code: null }
  switch (outcome.code) {
    // It waits, and is assigned when somebody is free.
    case 'assignment.held':
    case 'assignment.nobody': return { to: null, code: outcome.code }
    case 'lead_held': return refuse('assignment.lead_held')
    case 'closed':
    case 'owned':
    case 'gone': return refuse('assignment.closed')
    case 'unmatched': return refuse('assignment.no_rules')
  }
}

async function named(tx: Tx, orgId: string, id: string): Promise<Ref> {
  return tx.selectFrom('app_user').select(['id', 'name']).where('org_id', '=', orgId).where('id', '=', id).executeTakeFirstOrThrow()
}
