import { addApprover, comment as addComment, decide, delegate, resubmit, withdraw, type Decision, type Outcome } from '@sluice/core/approvals/machine'
import { openTaskOf } from '@sluice/core/approvals/state'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { notify } from '../../platform/notify.ts'
import { refuse } from '../../platform/refusal.ts'
import { approvalMoment, stepsThatApply } from './approval-moment.ts'
import { isReadable, lockApproval, type ApprovalRecord } from './approvals.queries.ts'
import { carryOut } from './grant.ts'
import { aboutApproval, notice, saveApproval } from './save-approval.ts'

/** An approval that the viewer may read, locked with its deal: two who act at once act one after the other. */
async function lockFor(tx: Tx, viewer: Viewer, id: string): Promise<ApprovalRecord> {
  if (!(await isReadable(tx, viewer, id))) refuse('record.not_found')
  return (await lockApproval(tx, viewer.orgId, id)) ?? refuse('record.not_found')
}

function allowed(outcome: Outcome): Outcome & { ok: true } {
  return outcome.ok ? outcome : refuse(outcome.code, outcome.data)
}

/** The viewer's word on their own task. The last yes grants it, and what was asked for is done. */
export async function decideApproval(tx: Tx, act: Act, viewer: Viewer, id: string, by: { decision: Decision; comment: string; taskId?: string | undefined }): Promise<void> {
  const approval = await lockFor(tx, viewer, id)
  const mine = openTaskOf(approval.state, viewer.userId, by.taskId)
  const next = allowed(decide(approval.definition, approval.state, { userId: viewer.userId, ...by }, await approvalMoment(tx, act, approval)))
  await saveApproval(tx, act, approval, next, [{
    type: 'approval.decided',
    payload: { ...aboutApproval(approval), stepName: mine?.step.name ?? '', decision: by.decision, comment: by.comment, forUserId: mine?.task.forUserId ?? null },
  }], by.comment)
  if (next.state.status === 'approved') await carryOut(tx, act, approval)
}

/** Takes a request back: who asked, or an administrator, so that nothing waits for ever. */
export async function withdrawApproval(tx: Tx, act: Act, viewer: Viewer, id: string, comment: string): Promise<void> {
  const approval = await lockFor(tx, viewer, id)
  if (approval.requestedById !== viewer.userId && viewer.role !== 'admin') refuse('permission.denied')
  const next = allowed(withdraw(approval.state, act.now))
  await saveApproval(tx, act, approval, next, [], comment)
}

/** Asks again after a return, by who asked; the branches are judged anew. */
export async function resubmitApproval(tx: Tx, act: Act, viewer: Viewer, id: string, comment: string): Promise<void> {
  const approval = await lockFor(tx, viewer, id)
  if (approval.requestedById !== viewer.userId) refuse('permission.denied')
  const { definition, deal } = approval
  const applies = await stepsThatApply(tx, act, definition, deal)
  const next = allowed(resubmit(definition, approval.state, applies, await approvalMoment(tx, act, approval)))
  await saveApproval(tx, act, approval, next, [{ type: 'approval.changed', payload: { ...aboutApproval(approval), what: 'resubmitted', userId: null, comment } }])
  if (next.state.status === 'approved') await carryOut(tx, act, approval)
}

/** Hands the viewer's task to somebody else of the organisation. */
export async function delegateApproval(tx: Tx, act: Act, viewer: Viewer, id: string, toUserId: string, comment: string): Promise<void> {
  const approval = await lockFor(tx, viewer, id)
  const moment = await approvalMoment(tx, act, approval)
  requireOther(approval, toUserId, moment.directory.people)
  const next = allowed(delegate(approval.state, { userId: viewer.userId, toUserId, comment }, moment))
  await saveApproval(tx, act, approval, next, [{ type: 'approval.changed', payload: { ...aboutApproval(approval), what: 'delegated', userId: toUserId, comment } }])
}

/** Asks one more person in the viewer's step. */
export async function addOneApprover(tx: Tx, act: Act, viewer: Viewer, id: string, userId: string, comment: string): Promise<void> {
  const approval = await lockFor(tx, viewer, id)
  const moment = await approvalMoment(tx, act, approval)
  requireOther(approval, userId, moment.directory.people)
  const next = allowed(addApprover(approval.state, { userId: viewer.userId, addUserId: userId }, moment))
  await saveApproval(tx, act, approval, next, [{ type: 'approval.changed', payload: { ...aboutApproval(approval), what: 'approver_added', userId, comment } }])
}

/** A remark; everybody who has to do with it and has not left it behind is told. */
export async function commentApproval(tx: Tx, act: Act, viewer: Viewer, id: string, text: string): Promise<void> {
  const approval = await lockFor(tx, viewer, id)
  const next = allowed(addComment(approval.state, { userId: viewer.userId, text }, act.now))
  await saveApproval(tx, act, approval, next, [{ type: 'approval.changed', payload: { ...aboutApproval(approval), what: 'commented', userId: null, comment: text } }])
  const open = approval.state.steps.flatMap((step) => step.tasks.filter((task) => task.status === 'open').map((task) => task.userId))
  const involved = new Set([approval.requestedById, ...open, ...approval.state.comments.map((one) => one.authorId)])
  await notify(tx, act, [...involved].map((userId) => notice(approval, userId, 'approval_comment', { comment: text })))
}

/** Somebody active, and not the one who asked. */
function requireOther(approval: ApprovalRecord, userId: string, people: readonly { id: string; isActive: boolean }[]): void {
  if (!people.some((person) => person.id === userId && person.isActive)) refuse('approval.unknown_person')
  if (userId === approval.requestedById) refuse('approval.own_request')
}
