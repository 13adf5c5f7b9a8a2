import type { Viewer } from '@sluice/core/identity/policy'
import { allows } from '@sluice/core/identity/policy'
import type { GateReport } from '@sluice/core/gates/contract'
import type { Evidence } from '@sluice/core/gates/evidence'
import { gateReport, judgeWay } from '@sluice/core/gates/report'
import { stagesOf, wayTo, type Destination } from '@sluice/core/gates/way'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectEvidence } from './evidence.queries.ts'
import { selectFlowsInUse } from './flows-in-use.ts'
import { readFlowGuard, withApprovals } from './flow-guard.ts'
import { readGateWorld, type GateWorld } from './gate-world.ts'
import { selectOpenDebts } from './gates.queries.ts'

/** A deal as gates show it to somebody who may see it. */
export interface SeenDeal {
  id: string
  pipelineId: string
  stageId: string
  status: 'open' | 'won' | 'lost'
  nextStep: string | null
  nextStepDue: string | null
  stageEnteredAt: string
  amountMinor: number | null
  currency: string
  ownerId: string | null
  teamId: string | null
  collaboratorIds: string[]
}

/** The deal if the viewer may see it; `lock` for who is about to add to its evidence. */
export async function requireDeal(tx: Reader, viewer: Viewer, id: string, { lock = false } = {}): Promise<SeenDeal> {
  const { rows } = await sql<SeenDeal>`
    select d.id, d.pipeline_id as "pipelineId", d.stage_id as "stageId", d.status, d.next_step as "nextStep", d.next_step_due as "nextStepDue",
      d.stage_entered_at as "stageEnteredAt", d.amount_minor as "amountMinor", d.currency,
      d.owner_id as "ownerId", d.team_id as "teamId", array(select c.user_id from deal_collaborator c where c.org_id = d.org_id and c.deal_id = d.id) as "collaboratorIds"
    from deal d where d.org_id = ${viewer.orgId} and d.id = ${id} and ${scopeFilter(viewer, 'deal', 'read', 'd')} ${lock ? sql`for update of d` : sql``}`.execute(tx)
  return rows[0] ?? refuse('record.not_found')
}

/** What the way to a stage or the win would meet, today. */
export async function readGateReport(tx: Reader, viewer: Viewer, deal: SeenDeal, to: Destination, now: string): Promise<GateReport> {
  const world = await readGateWorld(tx, viewer.orgId, viewer, now)
  const evidence = (await selectEvidence(tx, viewer.orgId, [deal.id])).get(deal.id) ?? refuse('record.not_found')
  return (await reportTo(tx, viewer, deal, to, world, evidence)) ?? refuse('deal.unknown_stage')
}

/** The report of the next step of an open deal: the stage after its own, or the win from the last. Null for a closed one. */
export async function readNextReport(tx: Reader, viewer: Viewer, deal: SeenDeal, world: GateWorld): Promise<GateReport | null> {
  if (deal.status !== 'open') return null
  const stages = stagesOf(world.rules, deal.pipelineId)
  const next = stages[stages.findIndex((stage) => stage.id === deal.stageId) + 1]
  const evidence = (await selectEvidence(tx, viewer.orgId, [deal.id])).get(deal.id) ?? refuse('record.not_found')
  return reportTo(tx, viewer, deal, next === undefined ? 'won' : { stageId: next.id }, world, evidence)
}

async function reportTo(tx: Reader, viewer: Viewer, deal: SeenDeal, to: Destination, world: GateWorld, evidence: Evidence): Promise<GateReport | null> {
  const way = wayTo(deal, to, world.rules)
  if (way === null) return null
  const owed = new Set((await selectOpenDebts(tx, viewer.orgId, [deal.id])).map((debt) => debt.criterionId))
  const passage = {
    evidence, owed, context: world.context, names: world.names, today: world.today, nextStep: deal.nextStep, nextStepDue: deal.nextStepDue,
    reopens: deal.status !== 'open', role: allows(viewer, 'deal', 'write', deal) ? viewer.role : null,
  }
  const flows = await readFlowGuard(tx, viewer.orgId, [deal.id], world, await selectFlowsInUse(tx, viewer.orgId))
  return withApprovals(gateReport(way, judgeWay(way, passage), passage), flows.along(deal, way, evidence), evidence, world)
}
