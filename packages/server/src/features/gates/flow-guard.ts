import { flowDefinition, type FlowDefinition } from '@sluice/core/approvals/flow'
import { isGrantedBy, setOff, type FlowFacts, type FlowPlace, type Grant } from '@sluice/core/approvals/required'
import { successorOf } from '@sluice/core/catalog/successor'
import type { Criterion } from '@sluice/core/config/gate'
import type { GateReport, Standing } from '@sluice/core/gates/contract'
import type { Evidence } from '@sluice/core/gates/evidence'
import { asks, has } from '@sluice/core/gates/explain'
import { conditionTest } from '@sluice/core/gates/judge'
import type { Way } from '@sluice/core/gates/way'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { selectSuccessors } from '../catalog/catalog.queries.ts'
import type { EvidencePart } from './evidence.queries.ts'
import type { GateWorld } from './gate-world.ts'
import type { FlowInUse } from './flows-in-use.ts'
import { selectProductTotals } from './product-totals.ts'

/** A deal as it will be after the move: `evidence` holds its fields. */
export interface GuardedDeal {
  id: string
  /** Null: it is about to be made. */
  stageId: string | null
  stageEnteredAt: string
  amountMinor: number | null
  currency: string
}

/** An approval that a move sets off. */
export interface RequiredApproval {
  flowId: string
  name: string
  place: FlowPlace
  isGranted: boolean
  /** Of the one under way, if any. */
  number: number | null
}

/** The flows that moves set off. No role overrides one: an approval that whoever is asked could wave through is none. */
export interface FlowGuard {
  /** What conditions of flows ask about, to be read with the evidence. */
  parts: ReadonlySet<EvidencePart>
  along(deal: GuardedDeal, way: Way, evidence: Evidence): RequiredApproval[]
}

interface Flow {
  id: string
  name: string
  definition: FlowDefinition
}
interface Asked {
  dealId: string
  flowId: string
  number: number
  status: string
  endedAt: string | null
  target: Omit<Grant, 'endedAt'>
}

const guarding = ['stage_entry', 'stage_exit', 'amount', 'discount']
const related: ReadonlySet<EvidencePart> = new Set(['activities', 'contacts', 'products'])

/**
 * Those of the flows in use that guard moves, with what was asked of these deals under them: three queries at most, and none
 * where no such flow is in use. A flow whose condition no longer fits the fields watches every deal.
 */
export async function readFlowGuard(tx: Reader, orgId: string, dealIds: readonly string[], world: Pick<GateWorld, 'context' | 'currency'>, inUse: readonly FlowInUse[]): Promise<FlowGuard> {
  const flows = await guardingFlows(tx, orgId, inUse)
  if (flows.length === 0) return { parts: new Set(), along: () => [] }
  const asked = Map.groupBy(await selectAsked(tx, orgId, dealIds, flows.map((flow) => flow.id)), (one) => `${one.dealId} ${one.flowId}`)
  const totals = flows.some(({ definition }) => definition.trigger.type === 'discount') ? await selectProductTotals(tx, orgId, dealIds) : new Map<string, number>()
  const tests = new Map(flows.map(({ id, definition }) => [id, definition.condition === null ? null : conditionTest(definition.condition, world.context)]))
  return {
    parts: flows.some((flow) => flow.definition.condition !== null) ? related : new Set(),
    along(deal, way, evidence) {
      const facts: FlowFacts = { amountMinor: deal.amountMinor, currency: deal.currency, productsMinor: totals.get(deal.id) ?? null }
      return flows.flatMap(({ id, name, definition: { trigger } }): RequiredApproval[] => {
        const place = setOff(trigger, way, deal.stageId, facts, world.currency)
        if (place === null || tests.get(id)?.(evidence) === false) return []
        const found = asked.get(`${deal.id} ${id}`) ?? []
        const isGranted = found.some(({ status, endedAt, target }) =>
          status === 'approved' && endedAt !== null && isGrantedBy({ ...target, endedAt }, trigger, way, facts, deal.stageEnteredAt))
        return [{ flowId: id, name, place, isGranted, number: found.find((one) => one.status === 'waiting' || one.status === 'returned')?.number ?? null }]
      })
    },
  }
}

async function guardingFlows(tx: Reader, orgId: string, inUse: readonly FlowInUse[]): Promise<Flow[]> {
  const rows = inUse.filter((flow) => guarding.includes(flow.trigger))
  if (rows.length === 0) return []
  const standsFor = successorOf(await selectSuccessors(tx, orgId))
  // As a gate: a flow that cannot be read is a fault and stops the move.
  return rows.map(({ id, name, definition }) => ({ id, name, definition: followStage(flowDefinition.parse(definition), standsFor) }))
}

/** A flow about a stage that a publication took away is about the one that stands for it. */
function followStage(definition: FlowDefinition, standsFor: (stageId: string) => string): FlowDefinition {
  const { trigger } = definition
  return 'stageId' in trigger ? { ...definition, trigger: { ...trigger, stageId: standsFor(trigger.stageId) } } : definition
}

async function selectAsked(tx: Reader, orgId: string, dealIds: readonly string[], flowIds: readonly string[]): Promise<Asked[]> {
  const { rows } = await sql<Asked>`
    select deal_id as "dealId", flow_id as "flowId", number, status, ended_at as "endedAt", target from approval
    where org_id = ${orgId} and deal_id = any(${sql.val([...dealIds])}::uuid[]) and flow_id = any(${sql.val([...flowIds])}::uuid[]) and status in ('approved', 'waiting', 'returned')`.execute(tx)
  const standsFor = successorOf(await selectSuccessors(tx, orgId))
  return rows.map((row) => ({ ...row, target: { ...row.target, to: row.target.to === null ? null : standsFor(row.target.to) } }))
}

/** The report with the approvals that the way sets off besides its gates: criteria of type `approval`, named by their flow. */
export function withApprovals(report: GateReport, approvals: readonly RequiredApproval[], evidence: Evidence, world: Pick<GateWorld, 'context' | 'names'>): GateReport {
  if (approvals.length === 0) return report
  const standings = approvals.map(({ flowId, place, isGranted }): Standing => {
    const criterion: Criterion = { id: flowId, type: 'approval', flowId, severity: 'block', label: '', help: '' }
    return {
      criterion, ...place, status: isGranted ? 'met' : 'missing', stops: !isGranted, group: 'flows.all', op: 'all',
      asks: asks(criterion, world.names), has: has(criterion, isGranted, evidence, world.names, world.context),
    }
  })
  const lacking = report.lacking + approvals.filter((one) => !one.isGranted).length
  return { ...report, passes: report.passes && lacking === 0, lacking, standings: [...report.standings, ...standings] }
}
