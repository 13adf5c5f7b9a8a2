import type { planFollowUp } from '@sluice/core/cleaning/contract'
import { nextWorkdays } from '@sluice/core/cleaning/next-workdays'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { dayOf } from '@sluice/core/lib/dates'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireWrite } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { changeLead } from '../leads/change-lead.ts'
import { readEffortPolicy } from '../leads/effort.ts'
import { lockLeads } from '../leads/leads.queries.ts'

const words = {
  no_answer: { zh: (n: number, of: number, name: string) => `再联系 ${name}（第 ${n}/${of} 次）`, en: (n: number, of: number, name: string) => `Reach ${name} again (${n} of ${of})` },
  not_ready: { zh: (n: number, of: number, name: string) => `跟进 ${name} 的时机（第 ${n}/${of} 次）`, en: (n: number, of: number, name: string) => `See whether ${name} is ready (${n} of ${of})` },
} as const

/** Instead of giving a lead up: tasks for its owner on the coming working days, the first also its next step; or nurturing. Answers the days. */
export async function followUp(tx: Tx, act: Act, viewer: Viewer, timeZone: string, leadId: string, { kind, why }: BodyOf<typeof planFollowUp>): Promise<string[]> {
  const lead = (await lockLeads(tx, viewer, [leadId]))[0] ?? refuse('record.not_found')
  requireWrite(viewer, 'lead', lead)
  if (lead.status === 'converted' || lead.status === 'invalid') refuse('follow_up.closed')
  if (kind === 'nurture') {
    await changeLead(tx, act, viewer, leadId, lead.version, { status: 'nurturing', nextStep: null, nextStepDue: null })
    return []
  }
  const ownerId = lead.ownerId ?? refuse('follow_up.no_owner')
  const { planDays } = await readEffortPolicy(tx, act.orgId)
  const days = nextWorkdays(dayOf(act.now, timeZone), planDays, timeZone)
  const say = words[why][viewer.language ?? 'zh']
  const items = days.map((dueOn, i) => ({ id: newId(), title: say(i + 1, days.length, lead.name), dueOn }))
  // A plan made anew takes the place of the one before.
  await tx.updateTable('action_item').set({ status: 'dropped', done_at: act.now, done_by: act.actorId }).where('org_id', '=', act.orgId).where('lead_id', '=', leadId).where('status', '=', 'open').execute()
  await tx.insertInto('action_item').values(items.map((item) => ({
    org_id: act.orgId, id: item.id, kind: 'task', title: item.title, body: [lead.company, lead.phone].filter((one) => one !== null).join(' · '), status: 'open', assignee_id: ownerId, due_on: item.dueOn, lead_id: leadId,
    created_by: viewer.userId, created_at: act.now,
  }))).execute()
  await append(tx, act, items.map((item) => ({
    type: 'action.created', payload: { kind: 'task', title: item.title, alarmId: null, remedyKey: null, userId: ownerId }, subjectType: 'action', subjectId: item.id, ownerId, teamId: null,
  })))
  const [first] = items
  await changeLead(tx, act, viewer, leadId, lead.version, { ...(lead.status === 'new' && { status: 'working' as const }), nextStep: first?.title ?? null, nextStepDue: first?.dueOn ?? null })
  return days
}
