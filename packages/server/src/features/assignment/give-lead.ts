import type { EventPayload } from '@sluice/core/events/catalogue'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { notify } from '../../platform/notify.ts'
import type { WorkTime } from '../answering/work-time.ts'
import { selectCard } from './lead-card.query.ts'
import { ownLead, type HeldLead } from './own-lead.ts'

/** Why somebody is given a lead. */
export interface Giving extends Pick<EventPayload<'lead.assigned'>, 'by' | 'choice' | 'isAfterHours' | 'trace' | 'reason'> {
  rule: { id: string; name: string } | null
  why: { zh: string; en: string } | null
  handsOver: boolean
}

/** By a person's word: no rule was asked. */
export const byPerson: Giving = { by: null, choice: null, isAfterHours: false, trace: [], reason: 'person', rule: null, why: null, handsOver: true }

/** Writes all that giving a lead to somebody means. The caller holds the lead's row, and for a rule the lock of assigning. */
export async function giveLead(tx: Tx, act: Act, time: WorkTime, lead: HeldLead, owner: { id: string; teamId: string }, giving: Giving): Promise<void> {
  const { orgId, now } = act
  const { rule, why, handsOver, ...facts } = giving
  const { dueAt, changes } = await ownLead(tx, act, time, lead, owner)
  await closeHandOver(tx, act, lead.id)
  const about = { subjectType: 'lead', subjectId: lead.id, ownerId: owner.id, teamId: owner.teamId } as const
  const handOverId = newId()
  if (handsOver) {
    await tx
      .insertInto('hand_over')
      .values({ org_id: orgId, id: handOverId, lead_id: lead.id, at: now, by_id: act.actorId, rule_id: rule?.id ?? null, to_id: owner.id, team_id: owner.teamId })
      .execute()
    await sql`update lead set mql_at = coalesce(mql_at, ${now}) where org_id = ${orgId} and id = ${lead.id}`.execute(tx)
  }
  await append(tx, act, [
    { ...about, type: 'lead.assigned', payload: { ...facts, userId: owner.id, from: lead.ownerId, ruleId: rule?.id ?? null, ruleName: rule?.name ?? null, changes } },
    ...(handsOver ? [{ ...about, type: 'lead.handed_over' as const, payload: { handOverId, userId: owner.id, ruleId: rule?.id ?? null } }] : []),
  ])
  const card = await selectCard(tx, orgId, lead.id)
  await notify(tx, act, [{ userId: owner.id, kind: 'lead_assigned', data: { ...card, why, dueAt, how: giving.reason, handsOver }, subjectType: 'lead', subjectId: lead.id }])
}

/** Whoever was asked before need not answer any more. */
export async function closeHandOver(tx: Tx, act: Act, leadId: string): Promise<void> {
  await tx.updateTable('hand_over').set({ status: 'withdrawn', decided_at: act.now, decided_by: act.actorId }).where('org_id', '=', act.orgId).where('lead_id', '=', leadId).where('status', '=', 'open').execute()
}
