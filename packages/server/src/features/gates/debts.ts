import { criterion as criterionSchema, criteriaOf, type Criterion, type GateGroup } from '@sluice/core/config/gate'
import { asks } from '@sluice/core/gates/explain'
import { isMet, judge } from '@sluice/core/gates/judge'
import type { DebtToRecord } from '@sluice/core/gates/report'
import type { MoveRules } from '@sluice/core/gates/way'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act, type NewEvent } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { partsAsked, selectEvidence } from './evidence.queries.ts'
import { selectOpenDebts, type OpenDebt } from './gates.queries.ts'
import type { GateWorld } from './gate-world.ts'

/** Whose debt it is: the deal and who answers for it at the time. */
export interface Debtor {
  id: string
  ownerId: string | null
  teamId: string | null
}

/** Writes down what deals were let through without, one row a criterion, and says so in the log. Answers the debts' ids in order. */
export async function recordDebts(tx: Tx, act: Act, incurred: readonly { deal: Debtor; debts: readonly DebtToRecord[] }[]): Promise<string[]> {
  const rows = incurred.flatMap(({ deal, debts }) => debts.map((debt) => ({ id: newId(), deal, ...debt })))
  if (rows.length === 0) return []
  for (let from = 0; from < rows.length; from += 1000) {
    await tx
      .insertInto('gate_debt')
      .values(rows.slice(from, from + 1000).map((debt) => ({
        org_id: act.orgId, id: debt.id, deal_id: debt.deal.id, pipeline_id: debt.pipelineId, stage_id: debt.stageId, criterion_id: debt.criterion.id,
        criterion: JSON.stringify(debt.criterion), reason: debt.reason, kind: debt.kind, owner_id: debt.deal.ownerId, team_id: debt.deal.teamId,
        incurred_by: act.actorId, incurred_at: act.now,
      })))
      .execute()
  }
  await append(tx, act, rows.map((debt): NewEvent => ({
    type: 'gate.debt_incurred', subjectType: 'deal', subjectId: debt.deal.id, ownerId: debt.deal.ownerId, teamId: debt.deal.teamId,
    payload: { debtId: debt.id, stageId: debt.stageId, criterionId: debt.criterion.id, asks: debt.asks, kind: debt.kind, reason: debt.reason },
  })))
  return rows.map((debt) => debt.id)
}

type SettledBy = 'evidence' | 'moved_back' | 'closed' | 'waived'

/** Ends open debts of locked deals. A debt that was settled meanwhile stays as it was. */
export async function settleDebts(tx: Tx, act: Act, world: Pick<GateWorld, 'names'>, settled: readonly { debt: OpenDebt; by: SettledBy; reason?: string }[]): Promise<void> {
  if (settled.length === 0) return
  const wanted = settled.map(({ debt, by }) => ({ id: debt.id, by }))
  const { rows } = await sql<{ id: string; dealId: string; ownerId: string | null; teamId: string | null }>`
    update gate_debt g set settled_at = ${act.now}, settled_by = r.by
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as r(id uuid, by text), deal d
    where g.org_id = ${act.orgId} and g.id = r.id and g.settled_at is null and d.org_id = g.org_id and d.id = g.deal_id
    returning g.id, d.id as "dealId", d.owner_id as "ownerId", d.team_id as "teamId"`.execute(tx)
  const done = new Map(rows.map((row) => [row.id, row]))
  await append(tx, act, settled.flatMap(({ debt, by, reason }): NewEvent[] => {
    const row = done.get(debt.id)
    if (row === undefined) return []
    return [{
      type: 'gate.debt_settled', subjectType: 'deal', subjectId: row.dealId, ownerId: row.ownerId, teamId: row.teamId,
      payload: { debtId: debt.id, criterionId: debt.criterionId, asks: asks(storedCriterion(debt), world.names), by, reason: reason ?? null },
    }]
  }))
}

/**
 * What a move makes of the debts of a deal: a loss or a transfer ends them all, a way back those of gates that the deal
 * stands before again; they will be judged anew.
 */
export async function settleByMove(
  tx: Tx, act: Act, world: GateWorld, moves: readonly { dealId: string; settles: { by: 'closed' } | { by: 'moved_back'; stageId: string } }[],
): Promise<void> {
  const byDeal = Map.groupBy(moves, (move) => move.dealId)
  const debts = await selectOpenDebts(tx, act.orgId, [...byDeal.keys()])
  await settleDebts(tx, act, world, debts.flatMap((debt) => {
    const settles = byDeal.get(debt.dealId)?.map((move) => move.settles).find((one) => one.by === 'closed' || standsBefore(debt, one.stageId, world.rules))
    return settles === undefined ? [] : [{ debt, by: settles.by }]
  }))
}

function standsBefore(debt: OpenDebt, stageId: string, { stages }: MoveRules): boolean {
  const at = stages.find((stage) => stage.id === stageId)
  if (at === undefined || debt.pipelineId !== at.pipelineId || debt.stageId === null) return true
  const of = stages.find((stage) => stage.id === debt.stageId)
  if (of === undefined || of.position < at.position) return false
  // In the stage itself its entry is behind, and its way out ahead.
  return of.position > at.position || !criteriaOf(at.entryGate).some((one) => one.id === debt.criterionId)
}

/** Settles debts of these deals whose evidence is there by now. Answers how many. */
export async function settleByEvidence(tx: Tx, act: Act, world: GateWorld, dealIds: readonly string[]): Promise<number> {
  const debts = await selectOpenDebts(tx, act.orgId, dealIds)
  if (debts.length === 0) return 0
  const gates = debts.map((debt) => gateOf(debt, world.rules))
  const evidence = await selectEvidence(tx, act.orgId, debts.map((debt) => debt.dealId), { parts: partsAsked(gates) })
  const settled = debts.filter((debt, i) => {
    const [found, gate] = [evidence.get(debt.dealId), gates[i]]
    if (found === undefined || gate === undefined) return false
    // With another of its any-group there, nothing is owed either.
    const standing = judge(gate, found, world.context).criteria.find((one) => one.criterion.id === debt.criterionId)
    return standing === undefined ? isMet(storedCriterion(debt), found, world.context) : standing.status === 'met' || standing.status === 'not_needed'
  })
  await settleDebts(tx, act, world, settled.map((debt) => ({ debt, by: 'evidence' })))
  return settled.length
}

/** The gate that a debt is of, as it is today; without it (the definition has changed) the criterion alone as it was. */
function gateOf(debt: OpenDebt, { stages, pipelines }: MoveRules): GateGroup {
  const stage = stages.find((one) => one.id === debt.stageId)
  const gates = debt.stageId === null ? [pipelines.find((one) => one.id === debt.pipelineId)?.wonGate ?? null] : [stage?.exitGate ?? null, stage?.entryGate ?? null]
  return gates.find((gate) => criteriaOf(gate).some((one) => one.id === debt.criterionId)) ?? { op: 'all', items: [storedCriterion(debt)] }
}

/** The criterion as it was when the debt was incurred. */
export const storedCriterion = (debt: Pick<OpenDebt, 'criterion'>): Criterion => criterionSchema.parse(debt.criterion)
