import { successorOf } from '@sluice/core/catalog/successor'
import type { Viewer } from '@sluice/core/identity/policy'
import type { GatePass } from '@sluice/core/gates/contract'
import type { Transition, Verdict } from '@sluice/core/pipeline/transition'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { requireWrite } from '../../platform/policy.ts'
import { changesOf } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectSuccessors } from '../catalog/catalog.queries.ts'
import { rankOfCard, type Neighbours } from './card-rank.ts'
import { readDecider, refuseMove, requireUnlocked } from './decide.ts'
import { lockDeals, type DealRecord } from './pipeline.queries.ts'
import { saveDeals, type DealWrite } from './save-deals.ts'

/** What may come along with a move. */
export interface Along extends Neighbours, GatePass {
  nextStep?: string | undefined
  nextStepDue?: string | undefined
}

/**
 * Moves, wins, loses or reopens one deal: lock, decide (decide.ts), rank, save, tell. Refused when the deal is out of sight
 * (`record.not_found`) or of reach (`permission.denied`), or with the code of the decision.
 */
export async function moveDeal(tx: Tx, act: Act, viewer: Viewer, id: string, wanted: Transition, along: Along = {}): Promise<void> {
  const deal = await lockDeal(tx, viewer, id)
  const decider = await readDecider(tx, act, viewer, [deal])
  const verdict = decider.decide(deal, wanted.kind === 'reopen' ? { ...wanted, stageId: await standingFor(tx, act.orgId, wanted.stageId ?? deal.stageId) } : wanted, along)
  if (!verdict.ok) refuseMove(id, verdict)
  const write = placed(deal, verdict)
  if (verdict.enters) write.after.rank = await rankOfCard(tx, viewer, write.after, id, along)
  const next = { nextStep: along.nextStep, nextStepDue: along.nextStepDue }
  const changes = changesOf<Partial<DealRecord>>(deal, next)
  if (Object.keys(changes).length > 0) {
    Object.assign(write.after, Object.fromEntries(Object.entries(changes).map(([field, [, value]]) => [field, value])))
    write.events.push({ body: { type: 'deal.changed', payload: { pipelineId: write.after.pipelineId, changes } } })
  }
  await saveDeals(tx, act, [write])
  await decider.record(tx, [{ deal: write.after, passage: verdict }])
}

/** Where a deal comes back to: its stage may have been taken away since it was closed. */
async function standingFor(tx: Tx, orgId: string, stageId: string): Promise<string> {
  return successorOf(await selectSuccessors(tx, orgId))(stageId)
}

/** The same for a change of the deal itself: refused besides while an approval keeps it from being changed. */
export async function lockDealForChange(tx: Tx, viewer: Viewer, id: string): Promise<DealRecord> {
  const deal = await lockDeal(tx, viewer, id)
  await requireUnlocked(tx, viewer.orgId, id)
  return deal
}

/** The deal, locked for a change by somebody who sees it and may change it. */
export async function lockDeal(tx: Tx, viewer: Viewer, id: string): Promise<DealRecord> {
  const deal = (await lockDeals(tx, viewer, [id]))[0] ?? refuse('record.not_found')
  requireWrite(viewer, 'deal', deal)
  return deal
}

/** The deal after a transition, with the events that tell of it; its rank is still the old one. */
export function placed(deal: DealRecord, verdict: Extract<Verdict, { ok: true }>): DealWrite & { events: DealWrite['events'][number][] } {
  return { before: deal, after: { ...deal, ...verdict.patch }, events: verdict.events.map((body) => ({ body, at: verdict.at })) }
}
