import { allows, type Viewer } from '@sluice/core/identity/policy'
import type { BodyOf, AnswerOf } from '@sluice/core/lib/contract'
import type { bulkChangeDeals as bulkContract } from '@sluice/core/pipeline/contract'
import { assignOwner } from '../../platform/assign-owner.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { changesOf, requireKnown } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import { topRanks } from './card-rank.ts'
import { placed } from './move-deal.ts'
import { readDecider, type Passage } from './decide.ts'
import { lockDeals, type DealRecord } from './pipeline.queries.ts'
import { readFieldGuard } from '../gates/field-guard.ts'
import { selectFlowsInUse } from '../gates/flows-in-use.ts'
import { selectLocks } from '../gates/gates.queries.ts'
import { saveDeals, type DealWrite } from './save-deals.ts'

/**
 * Owner, stage and tags of many deals in one transaction: each is decided by itself, by the same functions as a single
 * one, before anything is written; the refused ones are named with their code and the others are done. A request that
 * could not succeed for any deal (an unknown stage, owner or tag) is refused whole.
 */
export async function bulkChangeDeals(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof bulkContract>): Promise<AnswerOf<typeof bulkContract>> {
  const { orgId } = act
  const owned = body.ownerId === undefined ? {} : await assignOwner(tx, viewer, 'deal', body.ownerId)
  await requireKnown(tx, orgId, { tagIds: body.addTagIds })

  const ids = [...new Set(body.ids)]
  const deals = new Map((await lockDeals(tx, viewer, ids)).map((deal) => [deal.id, deal]))
  const decider = body.stageId === undefined ? undefined : await readDecider(tx, act, viewer, [...deals.values()])
  const stage = decider?.rules.stages.find((one) => one.id === body.stageId && one.isArchived !== true)
  if (body.stageId !== undefined && stage === undefined) refuse('deal.unknown_stage')
  const locks = await selectLocks(tx, orgId, ids)
  const guard = await readFieldGuard(tx, orgId, ids, act.now, await selectFlowsInUse(tx, orgId))
  const passages: { deal: DealRecord; passage: Passage }[] = []
  const refused: { id: string; code: string; missing?: number }[] = []
  const writes: DealWrite[] = []
  const entering: DealWrite[] = []
  for (const id of ids) {
    const deal = deals.get(id)
    if (deal === undefined || !allows(viewer, 'deal', 'write', deal)) {
      refused.push({ id, code: deal === undefined ? 'record.not_found' : 'permission.denied' })
      continue
    }
    if (locks.get(id)?.lock === 'all') {
      refused.push({ id, code: 'deal.locked' })
      continue
    }
    const changes = changesOf<Partial<DealRecord>>(deal, { ...owned, ...tagsOf(deal, body) })
    if (guard.guarded(id, Object.keys(changes)) !== null) {
      refused.push({ id, code: 'approval.required' })
      continue
    }
    let write: DealWrite & { events: DealWrite['events'][number][] } = { before: deal, after: { ...deal }, events: [] }
    if (decider !== undefined && stage !== undefined && (stage.id !== deal.stageId || deal.status !== 'open')) {
      const verdict = decider.decide(deal, { kind: 'move', stageId: stage.id })
      if (!verdict.ok) {
        refused.push({ id, code: verdict.code, ...(verdict.report !== undefined && { missing: verdict.report.lacking }) })
        continue
      }
      write = placed(deal, verdict)
      entering.push(write)
      passages.push({ deal: write.after, passage: verdict })
    }
    if (Object.keys(changes).length > 0) {
      Object.assign(write.after, Object.fromEntries(Object.entries(changes).map(([field, [, value]]) => [field, value])))
      write.events.push({ body: { type: 'deal.changed', payload: { pipelineId: write.after.pipelineId, changes } } })
    }
    if (write.events.length > 0) writes.push(write)
  }
  if (stage !== undefined) {
    const ranks = await topRanks(tx, orgId, { pipelineId: stage.pipelineId, stageId: stage.id }, entering.map((write) => write.before.id))
    entering.forEach((write, i) => Object.assign(write.after, { rank: ranks[i] }))
  }
  await saveDeals(tx, act, writes)
  await decider?.record(tx, passages)
  const isRefused = new Set(refused.map((one) => one.id))
  return { changed: ids.filter((id) => !isRefused.has(id)), refused }
}

function tagsOf(deal: DealRecord, body: BodyOf<typeof bulkContract>): { tagIds?: string[] } {
  if (body.addTagIds === undefined && body.removeTagIds === undefined) return {}
  const kept = deal.tagIds.filter((id) => body.removeTagIds?.includes(id) !== true)
  return { tagIds: [...new Set([...kept, ...(body.addTagIds ?? [])])] }
}
