import { activityKinds, type ActivityKindKey } from '@sluice/core/config/activity-kinds'
import { asks } from '@sluice/core/gates/explain'
import type { Evidence } from '@sluice/core/gates/evidence'
import { judgeWay } from '@sluice/core/gates/report'
import { stagesOf, wayTo } from '@sluice/core/gates/way'
import type { Cycle } from '@sluice/core/suggestions/cycle'
import { suggest, type DealFacts, type Suggestion } from '@sluice/core/suggestions/next-action'
import { sql } from 'kysely'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { selectCadence } from '../catalog/cadence.queries.ts'
import { selectEvidence } from '../gates/evidence.queries.ts'
import { readGateWorld, type GateWorld } from '../gates/gate-world.ts'
import { selectOpenDebts } from '../gates/gates.queries.ts'

interface Row {
  id: string
  pipelineId: string
  stageId: string
  nextStep: string | null
  nextStepDue: string | null
  createdAt: string
  enteredAt: string
  stage: DealFacts['stage']
}
/** What is known beyond the deal itself; nothing where it was not asked for. */
interface Knowledge {
  cycle: Cycle | null
  effects: DealFacts['effects']
}

const dayMs = 86_400_000
const facing = new Map(activityKinds.filter((kind) => kind.customerFacing).map((kind) => [kind.key as string, new Set(kind.outcomes.filter((one) => one.effective).map((one) => one.key))]))
const isFacing = (kind: string): kind is ActivityKindKey => facing.has(kind)

/** What to do next about open deals, the most pressing first: five queries, however many. Ids of others are left out. The caller knows that the viewer sees them. */
export async function suggestDeals(tx: Reader, { viewer, now }: Asker, dealIds: readonly string[], knowledge: Knowledge = { cycle: null, effects: {} }): Promise<Map<string, Suggestion[]>> {
  if (dealIds.length === 0) return new Map()
  const { orgId } = viewer
  const { rows } = await sql<Row>`
    select d.id, d.pipeline_id as "pipelineId", d.stage_id as "stageId", d.next_step as "nextStep", d.next_step_due as "nextStepDue", d.created_at as "createdAt", d.stage_entered_at as "enteredAt",
      jsonb_build_object('name', s.name, 'dwellDays', s.dwell_days, 'layer', s.layer, 'hint', s.next_step_hint, 'questions', coalesce(s.playbook->'questions', '[]')) as stage
    from deal d join stage s on s.org_id = d.org_id and s.id = d.stage_id where d.org_id = ${orgId} and d.id = any(${sql.val([...dealIds])}::uuid[]) and d.status = 'open'`.execute(tx)
  if (rows.length === 0) return new Map()
  const world = await readGateWorld(tx, orgId, viewer, now.toISOString())
  const evidence = await selectEvidence(tx, orgId, rows.map((row) => row.id))
  const limits = await selectCadence(tx, orgId)
  const debts = Map.groupBy(await selectOpenDebts(tx, orgId, rows.map((row) => row.id)), (debt) => debt.dealId)
  return new Map(rows.flatMap((row) => {
    const own = evidence.get(row.id)
    if (own === undefined) return []
    const owed = new Set((debts.get(row.id) ?? []).map((debt) => debt.criterionId))
    return [[row.id, suggest({ ...factsOf(row, own, now, world.today), next: wayOn(row, own, owed, world), limits, ...knowledge })] as const]
  }))
}

function factsOf(row: Row, { activities, contacts }: Evidence, now: Date, today: string): Omit<DealFacts, 'next' | 'cycle' | 'effects' | 'limits'> {
  return {
    now: now.getTime(), today, nextStep: row.nextStep, stepLateDays: row.nextStepDue === null ? null : Math.round((Date.parse(today) - Date.parse(row.nextStepDue)) / dayMs),
    createdAt: Date.parse(row.createdAt), enteredAt: Date.parse(row.enteredAt), stage: row.stage, roles: contacts.map((one) => one.role),
    contacts: activities.flatMap(({ kind, at, outcome }) => (isFacing(kind) ? [{ at: Date.parse(at), kind, isEffective: outcome === null || (facing.get(kind)?.has(outcome) ?? false) }] : [])),
  }
}

/** How the deal stands at the way out of its stage, by the gates alone: what an approval guards is asked at the move. */
function wayOn(deal: Row, evidence: Evidence, owed: ReadonlySet<string>, world: GateWorld): DealFacts['next'] {
  const stages = stagesOf(world.rules, deal.pipelineId)
  const next = stages[stages.findIndex((stage) => stage.id === deal.stageId) + 1]
  const way = wayTo(deal, next === undefined ? 'won' : { stageId: next.id }, world.rules)
  if (way === null) return null
  const { criteria, lacking } = judgeWay(way, { evidence, context: world.context, owed, pass: undefined })
  return {
    to: next?.id ?? 'won', name: next?.name ?? way.pipeline.wonName, passes: lacking === 0, asked: criteria.length,
    lacking: criteria.filter((one) => one.stops).map(({ criterion }) => ({
      asks: asks(criterion, world.names), activity: criterion.type === 'activity' ? (criterion.kinds[0] ?? null) : null, isContact: criterion.type === 'contact',
    })),
  }
}
