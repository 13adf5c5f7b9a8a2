import { handBackReasons, type HandBackReason } from '@sluice/core/assignment/hand-over'
import { allows, type Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { notify } from '../../platform/notify.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { readWorkTime } from '../answering/work-time.ts'
import { disownLead, isOpen, lockHeld, type HeldLead } from './own-lead.ts'

interface Open {
  id: string
  toId: string
  byId: string | null
}

/** Sales takes the lead: it is sales-qualified, and worked on from now. */
export async function acceptHandOver(tx: Tx, act: Act, viewer: Viewer, leadId: string): Promise<void> {
  const { lead, open } = await hold(tx, viewer, leadId)
  if (!isOpen(lead)) refuse('assignment.closed')
  await close(tx, act, open.id, 'accepted', null, '')
  const status = lead.status === 'new' || lead.status === 'nurturing' ? 'working' : lead.status
  await sql`
    update lead set sql_at = coalesce(sql_at, ${act.now}), mql_at = coalesce(mql_at, ${act.now}), status = ${status},
      status_at = case when status = ${status} then status_at else ${act.now}::timestamptz end, version = version + 1
    where org_id = ${act.orgId} and id = ${leadId}`.execute(tx)
  const about = { subjectType: 'lead', subjectId: leadId, ownerId: lead.ownerId, teamId: lead.teamId } as const
  await append(tx, act, [
    { ...about, type: 'lead.accepted', payload: { handOverId: open.id, userId: viewer.userId } },
    ...(status === lead.status ? [] : [{ ...about, type: 'lead.changed' as const, payload: { changes: { status: [lead.status, status] as [unknown, unknown] } } }]),
  ])
}

/** What sales gives back to be warmed up; the rest is for marketing to judge. */
const toNurturing: ReadonlySet<HandBackReason> = new Set(['not_ready', 'no_need', 'no_budget', 'unreachable'])

/** Sales gives the lead back: nobody owns it, marketing is told at once. */
export async function rejectHandOver(tx: Tx, act: Act, viewer: Viewer, leadId: string, reason: HandBackReason, note: string): Promise<void> {
  const { lead, open } = await hold(tx, viewer, leadId)
  if (!isOpen(lead)) refuse('assignment.closed')
  await close(tx, act, open.id, 'rejected', reason, note)
  const status = toNurturing.has(reason) ? 'nurturing' : lead.status === 'working' ? 'new' : lead.status
  const changes = await disownLead(tx, act, await readWorkTime(tx, act.orgId), lead, 'rejected', null, { status })
  await append(tx, act, [{
    type: 'lead.rejected', payload: { handOverId: open.id, userId: viewer.userId, reason, note, changes }, subjectType: 'lead', subjectId: leadId, ownerId: null, teamId: lead.teamId,
  }])
  const { rows } = await sql<{ id: string }>`select id from app_user where org_id = ${act.orgId} and status = 'active' and role = 'marketing' order by id`.execute(tx)
  const admins = rows.length > 0 ? rows : await tx.selectFrom('app_user').select('id').where('org_id', '=', act.orgId).where('status', '=', 'active').where('role', '=', 'admin').orderBy('id').execute()
  const by = await tx.selectFrom('app_user').select('name').where('org_id', '=', act.orgId).where('id', '=', viewer.userId).executeTakeFirst()
  const told = new Set([...admins.map((row) => row.id), ...(open.byId === null ? [] : [open.byId])])
  const data = { name: lead.name, company: lead.company, by: by?.name ?? '', reason: handBackReasons[reason], note }
  await notify(tx, act, [...told].map((userId) => ({ userId, kind: 'lead_rejected' as const, data, subjectType: 'lead' as const, subjectId: leadId })))
}

/** The lead that the viewer sees and the hand-over that waits, both locked. Who may decide: whom it was handed to, and who manages them. */
async function hold(tx: Tx, viewer: Viewer, leadId: string): Promise<{ lead: HeldLead; open: Open }> {
  const seen = await sql`select 1 from lead l where l.org_id = ${viewer.orgId} and l.id = ${leadId} and ${scopeFilter(viewer, 'lead', 'read', 'l')}`.execute(tx)
  if (seen.rows.length === 0) refuse('record.not_found')
  const [lead] = await lockHeld(tx, viewer.orgId, [leadId])
  if (lead === undefined) refuse('record.not_found')
  const { rows } = await sql<Open>`select id, to_id as "toId", by_id as "byId" from hand_over where org_id = ${viewer.orgId} and lead_id = ${leadId} and status = 'open' for update`.execute(tx)
  const open = rows[0] ?? refuse('hand_over.none')
  if (!mayDecide(viewer, lead)) refuse('permission.denied')
  return { lead, open }
}

/** Marketing, which hands over, does not say yes for sales. */
export function mayDecide(viewer: Viewer, lead: { ownerId: string | null; teamId: string | null }): boolean {
  if (lead.ownerId === viewer.userId) return true
  return (viewer.role === 'manager' || viewer.role === 'admin') && allows(viewer, 'lead', 'write', lead)
}

async function close(tx: Tx, act: Act, id: string, status: 'accepted' | 'rejected', reason: string | null, note: string): Promise<void> {
  await tx.updateTable('hand_over').set({ status, decided_at: act.now, decided_by: act.actorId, reason, note }).where('org_id', '=', act.orgId).where('id', '=', id).execute()
}
