import type { FlowDefinition } from '@sluice/core/approvals/flow'
import { begin, decide, type Decision } from '@sluice/core/approvals/machine'
import type { ApprovalState } from '@sluice/core/approvals/state'
import { nextNumbers } from '../../platform/counter.ts'
import type { Tx } from '../../platform/db.ts'
import { append, type Act, type NewEvent } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { notify } from '../../platform/notify.ts'
import { approvalMoment } from './approval-moment.ts'
import { lockApprovalDeal, type ApprovalRecord } from './approvals.queries.ts'
import { aboutApproval, notice, writeTasks } from './save-approval.ts'

/** An approval of the past. `at` and the instants of its words are ISO UTC and rise. */
export interface ApprovalHistory {
  dealId: string
  requestedById: string
  at: string
  comment: string
  /** What those asked said, one after the other: each the first who was waited for. */
  words: readonly { at: string; decision: Decision; comment: string }[]
}

/**
 * Writes approvals of the past under one flow, whose steps have no conditions: with the same state machine, and as
 * imported history in the log. What still waits is put into people's inboxes. Answers how many there are; one that the
 * flow finds nobody for is left out.
 */
export async function loadApprovals(tx: Tx, act: Act, flow: { id: string; name: string; definition: FlowDefinition }, histories: readonly ApprovalHistory[]): Promise<number> {
  const { orgId } = act
  let count = 0
  for (const history of histories) {
    const deal = await lockApprovalDeal(tx, orgId, history.dealId)
    if (deal === undefined) continue
    const { definition } = flow
    const moment = await approvalMoment(tx, act, { definition, deal, requestedById: history.requestedById })
    const begun = begin(definition, new Set(definition.steps.map((step) => step.id)), { ...moment, now: history.at })
    if (!begun.ok) continue
    const approval: ApprovalRecord = {
      id: newId(Date.parse(history.at)), number: await nextNumbers(tx, orgId, 'approval', 1), flowId: flow.id, flowName: flow.name, definition, state: begun.state,
      target: { to: null, change: null, amountMinor: deal.amountMinor, currency: deal.currency, productsMinor: null }, lock: definition.lock,
      requestedById: history.requestedById, version: 1, deal,
    }
    const event = (body: Pick<NewEvent, 'type' | 'payload'>, at: string, actorId: string) =>
      ({ ...body, subjectType: 'deal', subjectId: deal.id, ownerId: deal.ownerId, teamId: deal.teamId, at, imported: true, actorId }) as NewEvent
    const events = [event({ type: 'approval.requested', payload: { ...aboutApproval(approval), target: null, comment: history.comment } }, history.at, history.requestedById)]
    let state: ApprovalState = begun.state
    let last = history.at
    for (const { at, decision, comment } of history.words) {
      const step = state.steps.find((one) => one.status === 'open')
      const task = step?.tasks.find((one) => one.status === 'open')
      if (step === undefined || task === undefined) break
      const next = decide(definition, state, { userId: task.userId, taskId: task.id, decision, comment }, { ...moment, now: at })
      if (!next.ok) break
      state = next.state
      last = at
      events.push(event({ type: 'approval.decided', payload: { ...aboutApproval(approval), stepName: step.name, decision, comment, forUserId: task.forUserId } }, at, task.userId))
      if (state.status !== 'waiting') events.push(event({ type: 'approval.ended', payload: { ...aboutApproval(approval), status: state.status, comment } }, at, task.userId))
    }
    const isOver = state.status === 'approved' || state.status === 'rejected'
    await tx
      .insertInto('approval')
      .values({
        org_id: orgId, id: approval.id, number: approval.number, flow_id: flow.id, flow_name: flow.name, definition: JSON.stringify(definition), deal_id: deal.id,
        target: JSON.stringify(approval.target), status: state.status, state: JSON.stringify(state), lock: definition.lock, comment: history.comment,
        requested_by: history.requestedById, requested_at: history.at, ended_at: isOver ? last : null, owner_id: deal.ownerId, team_id: deal.teamId,
      })
      .execute()
    await writeTasks(tx, orgId, approval.id, state)
    await append(tx, { ...act, actorId: history.requestedById }, events)
    const waiting = state.steps.flatMap((step) => step.tasks.filter((task) => task.status === 'open'))
    await notify(tx, { ...act, actorId: null, now: last }, waiting.map((task) => notice(approval, task.userId, 'approval_asked', { taskId: task.id })))
    count += 1
  }
  return count
}
