import type { FlowDefinition, FlowStep } from '@sluice/core/approvals/flow'
import type { Moment } from '@sluice/core/approvals/machine'
import { resolveAdmins, resolveApprovers, type Case, type Directory } from '@sluice/core/approvals/resolve'
import type { Asked } from '@sluice/core/approvals/state'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { matchingDeals } from '../gates/matching-deals.ts'
import type { ApprovalDeal } from './approvals.queries.ts'
import { selectDirectory } from './directory.ts'

/** All that the state machine asks: the present, new ids, and who is to be asked now. */
export interface ApprovalMoment extends Moment {
  directory: Directory
  escalate: (step: FlowStep) => readonly Asked[]
  heirs: (step: FlowStep) => readonly Asked[]
}

export async function approvalMoment(tx: Tx, act: Act, about: { definition: FlowDefinition; deal: ApprovalDeal; requestedById: string }): Promise<ApprovalMoment> {
  const directory = await selectDirectory(tx, act.orgId, act.now)
  const { whenNobody } = about.definition
  const { teamId, ownerId, custom } = about.deal
  const asked: Case = { requesterId: about.requestedById, deal: { teamId, ownerId, custom } }
  const ask = (step: FlowStep) => resolveApprovers(step.approvers, asked, directory, whenNobody)
  return {
    now: act.now, newId: () => newId(), directory, ask,
    escalate: (step) => (step.escalateTo === null ? [] : resolveApprovers([step.escalateTo], asked, directory, 'admin')),
    heirs: (step) => [...ask(step), ...resolveAdmins(asked, directory)],
  }
}

/** The steps of a flow whose condition is true of the deal. */
export async function stepsThatApply(tx: Tx, act: Act, flow: FlowDefinition, deal: { id: string }): Promise<Set<string>> {
  const applies = new Set<string>()
  for (const step of flow.steps) {
    const matching = await matchingDeals(tx, { orgId: act.orgId, now: act.now }, [deal.id], step.condition)
    if (matching.has(deal.id)) applies.add(step.id)
  }
  return applies
}
