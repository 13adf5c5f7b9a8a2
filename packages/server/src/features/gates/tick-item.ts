import { criteriaOf } from '@sluice/core/config/gate'
import { asks } from '@sluice/core/gates/explain'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { requireWrite } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { readGateWorld } from './gate-world.ts'
import { requireDeal } from './report-gate.ts'
import { touchDeal } from './touch-deal.ts'

/** Ticks or clears an item that a gate of the deal's pipeline asks for. */
export async function tickItem(tx: Tx, act: Act, viewer: Viewer, dealId: string, criterionId: string, isTicked: boolean): Promise<void> {
  const deal = await requireDeal(tx, viewer, dealId, { lock: true })
  requireWrite(viewer, 'deal', deal)
  const { rules, names } = await readGateWorld(tx, act.orgId, viewer, act.now)
  const gates = [
    ...rules.stages.filter((stage) => stage.pipelineId === deal.pipelineId).flatMap((stage) => [stage.entryGate, stage.exitGate]),
    ...rules.pipelines.filter((pipeline) => pipeline.id === deal.pipelineId).map((pipeline) => pipeline.wonGate),
  ]
  const item = gates.flatMap(criteriaOf).find((one) => one.id === criterionId && one.type === 'checklist') ?? refuse('gate.unknown_criterion')
  const written = isTicked
    ? await tx
        .insertInto('checklist_tick')
        .values({ org_id: act.orgId, deal_id: dealId, criterion_id: criterionId, ticked_by: act.actorId, ticked_at: act.now })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
    : await tx.deleteFrom('checklist_tick').where('org_id', '=', act.orgId).where('deal_id', '=', dealId).where('criterion_id', '=', criterionId).executeTakeFirst()
  const changed = 'numDeletedRows' in written ? written.numDeletedRows : (written.numInsertedOrUpdatedRows ?? 0n)
  if (changed === 0n) return
  await touchDeal(tx, act, dealId)
  await append(tx, act, [{
    type: 'checklist.ticked', payload: { criterionId, label: asks(item, names), isTicked }, subjectType: 'deal', subjectId: dealId, ownerId: deal.ownerId, teamId: deal.teamId,
  }])
}

interface Tick {
  criterionId: string
  tickedBy: { id: string; name: string } | null
  tickedAt: string
}

export async function selectTicks(tx: Reader, orgId: string, dealId: string): Promise<Tick[]> {
  const { rows } = await sql<Tick>`
    select k.criterion_id as "criterionId", k.ticked_at as "tickedAt", case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as "tickedBy"
    from checklist_tick k left join app_user u on u.org_id = k.org_id and u.id = k.ticked_by
    where k.org_id = ${orgId} and k.deal_id = ${dealId} order by k.ticked_at, k.criterion_id`.execute(tx)
  return rows
}
