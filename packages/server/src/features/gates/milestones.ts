import { milestones as milestoneKinds, type MilestoneKind } from '@sluice/core/config/milestones'
import type { Milestone, recordMilestone as recordContract } from '@sluice/core/gates/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireWrite } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { requireQuoteApproved } from './quote-guard.ts'
import { requireDeal, type SeenDeal } from './report-gate.ts'
import { touchDeal } from './touch-deal.ts'

/** Clocks of phones run ahead. */
const toleranceMs = 5 * 60_000

/**
 * Records a dated fact of the sale: by who may change the deal; a payment by finance or an administrator, on any deal
 * they see, because finance changes no deal otherwise.
 */
export async function recordMilestone(tx: Tx, act: Act, viewer: Viewer, dealId: string, body: BodyOf<typeof recordContract>): Promise<Milestone> {
  const deal = await requireDeal(tx, viewer, dealId, { lock: true })
  requireRecorder(viewer, deal, body.kind)
  if (body.kind === 'quote_sent') await requireQuoteApproved(tx, act.orgId, dealId, act.now)
  const at = body.at ?? act.now
  if (Date.parse(at) > Date.parse(act.now) + toleranceMs) refuse('deal.in_the_future', {}, [{ path: 'at', code: 'deal.in_the_future' }])
  const id = newId()
  const amountMinor = body.amountMinor ?? null
  await tx
    .insertInto('milestone')
    .values({ org_id: act.orgId, id, deal_id: dealId, kind: body.kind, at, amount_minor: amountMinor, note: body.note, recorded_by: act.actorId, created_at: act.now })
    .execute()
  await append(tx, act, [{
    type: 'milestone.recorded', payload: { milestoneId: id, kind: body.kind, at, amountMinor, note: body.note }, subjectType: 'deal', subjectId: dealId, ownerId: deal.ownerId, teamId: deal.teamId,
  }])
  await touchDeal(tx, act, dealId)
  return (await selectMilestones(tx, act.orgId, dealId)).find((one) => one.id === id) ?? refuse('record.not_found')
}

/** Takes one back; the log keeps that it was there. */
export async function removeMilestone(tx: Tx, act: Act, viewer: Viewer, dealId: string, id: string): Promise<void> {
  const deal = await requireDeal(tx, viewer, dealId, { lock: true })
  const found = (await selectMilestones(tx, act.orgId, dealId)).find((one) => one.id === id) ?? refuse('record.not_found')
  requireRecorder(viewer, deal, found.kind)
  await tx.updateTable('milestone').set({ deleted_at: act.now }).where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await append(tx, act, [{
    type: 'milestone.removed', payload: { milestoneId: id, kind: found.kind }, subjectType: 'deal', subjectId: dealId, ownerId: deal.ownerId, teamId: deal.teamId,
  }])
}

function requireRecorder(viewer: Viewer, deal: SeenDeal, kind: MilestoneKind): void {
  const byFinance = milestoneKinds.find((one) => one.key === kind)?.by === 'finance'
  if (!byFinance) return requireWrite(viewer, 'deal', deal)
  if (viewer.role !== 'finance' && viewer.role !== 'admin') refuse('gate.finance_only')
}

/** The milestones of a deal, the latest first. */
export async function selectMilestones(tx: Reader, orgId: string, dealId: string): Promise<Milestone[]> {
  const { rows } = await sql<Milestone>`
    select m.id, m.kind, m.at, m.amount_minor as "amountMinor", m.note, m.created_at as "createdAt",
      case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as "recordedBy"
    from milestone m left join app_user u on u.org_id = m.org_id and u.id = m.recorded_by
    where m.org_id = ${orgId} and m.deal_id = ${dealId} and m.deleted_at is null order by m.at desc, m.id desc`.execute(tx)
  return rows
}
