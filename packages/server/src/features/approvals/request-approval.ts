import type { requestApproval as requestContract } from '@sluice/core/approvals/contract'
import { flowDefinition, type FlowDefinition } from '@sluice/core/approvals/flow'
import { changeOf } from '@sluice/core/approvals/guarded-fields'
import { begin } from '@sluice/core/approvals/machine'
import type { ApprovalState } from '@sluice/core/approvals/state'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { nextNumbers } from '../../platform/counter.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { lockDeal } from '../pipeline/move-deal.ts'
import { approvalMoment, stepsThatApply } from './approval-moment.ts'
import { selectProductTotals } from '../gates/product-totals.ts'
import { lockApprovalDeal, type ApprovalRecord, type Target } from './approvals.queries.ts'
import { carryOut } from './grant.ts'
import { aboutApproval, saveApproval } from './save-approval.ts'

/** Asks for an approval of a deal that the viewer may change; answers its id. One flow waits at most once for a deal. */
export async function requestApproval(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof requestContract>): Promise<string> {
  await lockDeal(tx, viewer, body.dealId)
  const deal = (await lockApprovalDeal(tx, act.orgId, body.dealId)) ?? refuse('record.not_found')
  const flow = await selectUsableFlow(tx, act.orgId, body.flowId)
  requireChange(flow.definition, body.change)
  await requireTarget(tx, act.orgId, deal.status, body.target)
  const waiting = await tx
    .selectFrom('approval')
    .select('number')
    .where('org_id', '=', act.orgId)
    .where('deal_id', '=', deal.id)
    .where('flow_id', '=', flow.id)
    .where('status', 'in', ['waiting', 'returned'])
    .executeTakeFirst()
  if (waiting !== undefined) refuse('approval.already_waiting', { number: waiting.number })

  const { definition } = flow
  const moment = await approvalMoment(tx, act, { definition, deal, requestedById: viewer.userId })
  const begun = begin(definition, await stepsThatApply(tx, act, definition, deal), moment)
  if (!begun.ok) refuse(begun.code, begun.data)
  const id = newId()
  const target: Target = {
    to: body.target, change: body.change, amountMinor: deal.amountMinor, currency: deal.currency,
    productsMinor: (await selectProductTotals(tx, act.orgId, [deal.id])).get(deal.id) ?? null,
  }
  const number = await nextNumbers(tx, act.orgId, 'approval', 1)
  // As it was before anybody was asked; what is saved next is the first thing that happens to it.
  const empty: ApprovalState = { status: 'waiting', round: 1, steps: [], comments: [], earlier: [] }
  await tx
    .insertInto('approval')
    .values({
      org_id: act.orgId, id, number, flow_id: flow.id, flow_name: flow.name, definition: JSON.stringify(definition), deal_id: deal.id, target: JSON.stringify(target),
      status: 'waiting', state: JSON.stringify(empty), lock: definition.lock, comment: body.comment, requested_by: viewer.userId, requested_at: act.now,
      owner_id: deal.ownerId, team_id: deal.teamId, version: 0,
    })
    .execute()
  const approval: ApprovalRecord = {
    id, number, flowId: flow.id, flowName: flow.name, definition, state: empty, target, lock: definition.lock, requestedById: viewer.userId, version: 0, deal,
  }
  await saveApproval(tx, act, approval, begun, [{ type: 'approval.requested', payload: { ...aboutApproval(approval), target: body.target, comment: body.comment } }])
  if (begun.state.status === 'approved') await carryOut(tx, act, approval)
  return id
}

async function selectUsableFlow(tx: Tx, orgId: string, id: string): Promise<{ id: string; name: string; definition: FlowDefinition }> {
  const flow = await tx
    .selectFrom('approval_flow')
    .select(['id', 'name', 'definition'])
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('is_active', '=', true)
    .where('archived_at', 'is', null)
    .executeTakeFirst()
  if (flow === undefined) refuse('approval.unknown_flow')
  return { id: flow.id, name: flow.name, definition: flowDefinition.parse(flow.definition) }
}

/** A flow that guards a field is asked with the change that it is about, and no other flow with any. */
function requireChange({ trigger }: FlowDefinition, change: Target['change']): void {
  const fits = trigger.type === 'field_change' ? change !== null && change.field === trigger.field && changeOf(change.field, change.value) !== null : change === null
  if (!fits) refuse('approval.bad_change', {}, [{ path: 'change', code: 'approval.bad_change' }])
}

/** Only an open deal can be moved, and only to a stage in use. */
async function requireTarget(tx: Tx, orgId: string, status: string, target: string | null): Promise<void> {
  if (target === null) return
  if (status !== 'open') refuse('deal.not_open')
  if (target === 'won') return
  const stage = await tx.selectFrom('stage').select('id').where('org_id', '=', orgId).where('id', '=', target).where('archived_at', 'is', null).executeTakeFirst()
  if (stage === undefined) refuse('deal.unknown_stage')
}
