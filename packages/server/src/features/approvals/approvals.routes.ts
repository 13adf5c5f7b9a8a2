import * as contracts from '@sluice/core/approvals/contract'
import type { Approval } from '@sluice/core/approvals/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { addOneApprover, commentApproval, decideApproval, delegateApproval, resubmitApproval, withdrawApproval } from './act-on-approval.ts'
import { selectApproval, selectApprovals } from './approvals.queries.ts'
import { changeFlow, createFlow, selectFlows } from './flows.ts'
import { requestApproval } from './request-approval.ts'
import { addSubstitute, removeSubstitute, selectSubstitutes } from './substitutes.ts'

/** Approvals: flows, what runs through them, and who stands in for whom. */
export function approvalRoutes(api: Api): void {
  route(api, contracts.listApprovalFlows, async ({ tx, viewer }) => ({ items: await selectFlows(tx, viewer.orgId) }))
  route(api, contracts.createApprovalFlow, async ({ tx, act, viewer, body }) => {
    requireScope(viewer, 'config', 'write')
    const id = await createFlow(tx, act, body)
    return (await selectFlows(tx, viewer.orgId, id))[0] ?? refuse('record.not_found')
  })
  route(api, contracts.changeApprovalFlow, async ({ tx, act, viewer, params, version, body }) => {
    requireScope(viewer, 'config', 'write')
    await changeFlow(tx, act, params.id, version, body)
    return (await selectFlows(tx, viewer.orgId, params.id))[0] ?? refuse('record.not_found')
  })

  route(api, contracts.listApprovals, ({ tx, act, viewer, query }) => selectApprovals(tx, viewer, act.now, query))
  route(api, contracts.getApproval, ({ tx, act, viewer, params }) => shown(tx, viewer, act.now, params.id))
  route(api, contracts.requestApproval, async ({ tx, act, viewer, body }) => shown(tx, viewer, act.now, await requestApproval(tx, act, viewer, body)))
  route(api, contracts.decideApproval, async ({ tx, act, viewer, params, body }) => {
    await decideApproval(tx, act, viewer, params.id, body)
    return shown(tx, viewer, act.now, params.id)
  })
  route(api, contracts.withdrawApproval, async ({ tx, act, viewer, params, body }) => {
    await withdrawApproval(tx, act, viewer, params.id, body.comment)
    return shown(tx, viewer, act.now, params.id)
  })
  route(api, contracts.resubmitApproval, async ({ tx, act, viewer, params, body }) => {
    await resubmitApproval(tx, act, viewer, params.id, body.comment)
    return shown(tx, viewer, act.now, params.id)
  })
  route(api, contracts.delegateApproval, async ({ tx, act, viewer, params, body }) => {
    await delegateApproval(tx, act, viewer, params.id, body.userId, body.comment)
    return shown(tx, viewer, act.now, params.id)
  })
  route(api, contracts.addApprover, async ({ tx, act, viewer, params, body }) => {
    await addOneApprover(tx, act, viewer, params.id, body.userId, body.comment)
    return shown(tx, viewer, act.now, params.id)
  })
  route(api, contracts.commentApproval, async ({ tx, act, viewer, params, body }) => {
    await commentApproval(tx, act, viewer, params.id, body.text)
    return shown(tx, viewer, act.now, params.id)
  })

  route(api, contracts.listSubstitutes, async ({ tx, act, viewer }) => ({ items: await selectSubstitutes(tx, viewer, act.now) }))
  route(api, contracts.addSubstitute, ({ tx, act, viewer, body }) => addSubstitute(tx, viewer, act.now, body))
  route(api, contracts.removeSubstitute, async ({ tx, viewer, params }) => {
    await removeSubstitute(tx, viewer, params.id)
    return undefined
  })
}

async function shown(tx: Reader, viewer: Viewer, now: string, id: string): Promise<Approval> {
  return (await selectApproval(tx, viewer, now, id)) ?? refuse('record.not_found')
}
