import * as contracts from '@sluice/core/gates/contract'
import { mayOverride } from '@sluice/core/gates/report'
import type { Api } from '../../platform/api.ts'
import { requireWrite } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { listDebts, selectDebt, selectDebtsOfDeal } from './debts.queries.ts'
import { settleDebts } from './debts.ts'
import { readGateWorld } from './gate-world.ts'
import { selectOpenDebts } from './gates.queries.ts'
import { recordMilestone, removeMilestone, selectMilestones } from './milestones.ts'
import { readGateReport, readNextReport, requireDeal } from './report-gate.ts'
import { selectTicks, tickItem } from './tick-item.ts'

/** Gates as deals meet them: what is asked, what there is, and what is owed. */
export function gateRoutes(api: Api): void {
  route(api, contracts.getGate, async ({ tx, viewer, act, params, query }) => {
    const deal = await requireDeal(tx, viewer, params.id)
    return readGateReport(tx, viewer, deal, query.to === 'won' ? 'won' : { stageId: query.to }, act.now)
  })
  route(api, contracts.getEvidence, async ({ tx, viewer, act, params }) => {
    const deal = await requireDeal(tx, viewer, params.id)
    const world = await readGateWorld(tx, act.orgId, viewer, act.now)
    return {
      milestones: await selectMilestones(tx, act.orgId, deal.id), ticks: await selectTicks(tx, act.orgId, deal.id),
      debts: await selectDebtsOfDeal(tx, act.orgId, deal.id, world.names), next: await readNextReport(tx, viewer, deal, world),
    }
  })
  route(api, contracts.recordMilestone, ({ tx, viewer, act, params, body }) => recordMilestone(tx, act, viewer, params.id, body))
  route(api, contracts.removeMilestone, async ({ tx, viewer, act, params }) => {
    await removeMilestone(tx, act, viewer, params.id, params.milestoneId)
    return undefined
  })
  route(api, contracts.tickItem, async ({ tx, viewer, act, params, body }) => {
    await tickItem(tx, act, viewer, params.id, params.criterionId, body.isTicked)
    return body
  })

  route(api, contracts.listGateDebts, async ({ tx, viewer, act, query }) => {
    const { names, currency } = await readGateWorld(tx, act.orgId, viewer, act.now)
    return listDebts(tx, viewer, currency, names, query)
  })
  route(api, contracts.waiveGateDebt, async ({ tx, viewer, act, params, body }) => {
    const world = await readGateWorld(tx, act.orgId, viewer, act.now)
    const debt = (await selectDebt(tx, viewer, params.id, world.names)) ?? refuse('record.not_found')
    const deal = await requireDeal(tx, viewer, debt.dealId, { lock: true })
    requireWrite(viewer, 'deal', deal)
    const rules = world.rules.pipelines.find((one) => one.id === debt.pipelineId)?.rules
    if (rules === undefined || !mayOverride(rules, viewer.role)) refuse('gate.may_not_override')
    const open = (await selectOpenDebts(tx, act.orgId, [deal.id])).find((one) => one.id === debt.id) ?? refuse('gate.debt_settled')
    await settleDebts(tx, act, world, [{ debt: open, by: 'waived', reason: body.reason }])
    return (await selectDebt(tx, viewer, debt.id, world.names)) ?? refuse('record.not_found')
  })
}
