import type { Effects } from '@sluice/core/approvals/machine'
import type { ApprovalState, TaskState } from '@sluice/core/approvals/state'
import type { EventBody } from '@sluice/core/events/catalogue'
import type { NotificationKind } from '@sluice/core/notifications/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { notify, type Notice } from '../../platform/notify.ts'
import type { ApprovalRecord } from './approvals.queries.ts'

type ApprovalEvent = Extract<EventBody, { type: `approval.${string}` }>

/** What every event and notice of an approval says of it. */
export const aboutApproval = (approval: Pick<ApprovalRecord, 'id' | 'number' | 'flowName'>) =>
  ({ approvalId: approval.id, number: approval.number, flowName: approval.flowName })

/**
 * Writes what became of an approval: its state, the rows of its tasks, the events on the deal and the notices, and what
 * follows from its end. The approval must be locked (or new).
 */
export async function saveApproval(tx: Tx, act: Act, approval: ApprovalRecord, next: { state: ApprovalState; effects: Effects }, told: readonly ApprovalEvent[], comment = ''): Promise<void> {
  const { state, effects } = next
  const isEnded = state.status !== 'waiting' && state.status !== approval.state.status
  await tx
    .updateTable('approval')
    .set((eb) => ({
      state: JSON.stringify(state), status: state.status, version: eb('version', '+', 1),
      // A remark after the end does not end it again: a grant holds from when it was given.
      ...(isEnded && state.status !== 'returned' && { ended_at: act.now }),
    }))
    .where('org_id', '=', act.orgId)
    .where('id', '=', approval.id)
    .execute()
  await writeTasks(tx, act.orgId, approval.id, state)
  const ended: ApprovalEvent[] =
    isEnded && state.status !== 'waiting' ? [{ type: 'approval.ended', payload: { ...aboutApproval(approval), status: state.status, comment } }] : []
  await tellOnDeal(tx, act, approval, [...told, ...ended])
  const toEach = (kind: NotificationKind, tasks: readonly TaskState[]) => tasks.map((task) => notice(approval, task.userId, kind, { taskId: task.id }))
  const toRequester: Notice[] = isEnded && state.status !== 'withdrawn' && state.status !== 'approved'
    ? [notice(approval, approval.requestedById, state.status === 'returned' ? 'approval_returned' : 'approval_ended', { status: state.status, comment })]
    : []
  await notify(tx, act, [
    ...toEach('approval_asked', effects.opened), ...toEach('approval_reminder', effects.reminded), ...toEach('approval_escalated', effects.escalated), ...toRequester,
  ])
}

/** Puts events of an approval into its deal's timeline and the log. */
export async function tellOnDeal(tx: Tx, act: Act, { deal }: Pick<ApprovalRecord, 'deal'>, bodies: readonly ApprovalEvent[]): Promise<void> {
  await append(tx, act, bodies.map((body) => ({ ...body, subjectType: 'deal', subjectId: deal.id, ownerId: deal.ownerId, teamId: deal.teamId })))
}

/** A notice about an approval; its data name it and its deal, so that it can be shown to who may not see the deal. */
export function notice(approval: ApprovalRecord, userId: string, kind: NotificationKind, more: Record<string, unknown> = {}): Notice {
  const { deal } = approval
  return { userId, kind, data: { ...aboutApproval(approval), dealTitle: deal.title, dealNumber: deal.number, ...more }, subjectType: 'deal', subjectId: deal.id }
}

/** One row a task, of this round and the earlier ones. */
export async function writeTasks(tx: Tx, orgId: string, approvalId: string, state: ApprovalState): Promise<void> {
  const tasks = [...state.earlier, ...state.steps.flatMap((step) => step.tasks.map((task) => ({ ...task, stepId: step.id })))]
  if (tasks.length === 0) return
  await sql`
    insert into approval_task (org_id, id, approval_id, step_id, user_id, for_user_id, status, opened_at, due_at, reminded_at, escalated_at, decided_at, comment)
    select ${orgId}::uuid, r.id, ${approvalId}::uuid, r."stepId", r."userId", r."forUserId", r.status, r."openedAt", r."dueAt", r."remindedAt", r."escalatedAt", r."decidedAt", r.comment
    from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb) as r(id uuid, "stepId" uuid, "userId" uuid, "forUserId" uuid, status text, "openedAt" timestamptz,
      "dueAt" timestamptz, "remindedAt" timestamptz, "escalatedAt" timestamptz, "decidedAt" timestamptz, comment text)
    on conflict (org_id, id) do update set status = excluded.status, reminded_at = excluded.reminded_at, escalated_at = excluded.escalated_at,
      decided_at = excluded.decided_at, comment = excluded.comment`.execute(tx)
}
