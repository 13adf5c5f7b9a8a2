import type { reviewLoss as reviewContract } from '@sluice/core/hygiene/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf, BodyOf } from '@sluice/core/lib/contract'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { lockDeal } from '../pipeline/move-deal.ts'
import { selectLossReasons } from '../pipeline/pipeline.queries.ts'

/**
 * Confirms or corrects why a deal was lost. What the funnel counts as the reason of the loss stays the one given when it
 * was lost (the log is not rewritten); the deal shows the reviewed one.
 */
export async function reviewLoss(tx: Tx, act: Act & { actorId: string }, viewer: Viewer, id: string, body: BodyOf<typeof reviewContract>): Promise<AnswerOf<typeof reviewContract>> {
  const deal = await lockDeal(tx, viewer, id)
  if (deal.status !== 'lost') refuse('deal.not_lost')
  const reason = (await selectLossReasons(tx, act.orgId)).find((one) => one.id === body.reasonId) ?? refuse('deal.unknown_loss_reason')
  const note = body.note?.trim() || deal.lostNote
  const competitor = body.competitor?.trim() || deal.competitor
  if (reason.asksText && note === null) refuse('deal.loss_note_required')
  if (reason.asksCompetitor && competitor === null) refuse('deal.loss_competitor_required')
  await tx
    .updateTable('deal')
    .set({ lost_reason_id: reason.id, lost_note: note, competitor, loss_reviewed_at: act.now, loss_reviewed_by: act.actorId, version: deal.version + 1 })
    .where('org_id', '=', act.orgId)
    .where('id', '=', id)
    .execute()
  await append(tx, act, [{
    type: 'deal.loss_reviewed', payload: { before: deal.lostReasonId, reasonId: reason.id, note, competitor },
    subjectType: 'deal', subjectId: id, ownerId: deal.ownerId, teamId: deal.teamId,
  }])
  const by = await tx.selectFrom('app_user').select(['id', 'name']).where('org_id', '=', act.orgId).where('id', '=', act.actorId).executeTakeFirstOrThrow()
  return { id, lostReasonId: reason.id, lostNote: note, competitor, reviewedAt: act.now, reviewedBy: by }
}
