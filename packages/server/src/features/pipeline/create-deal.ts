import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import type { createDeal as createDealContract } from '@sluice/core/pipeline/contract'
import { step, type DealFact } from '@sluice/core/pipeline/project'
import { assignOwner } from '../../platform/assign-owner.ts'
import { nextNumbers } from '../../platform/counter.ts'
import type { Tx } from '../../platform/db.ts'
import { append, type Act, type NewEvent } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { sharePlaces } from '../../platform/place-lock.ts'
import { requireScope } from '../../platform/policy.ts'
import { requireKnown } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import { writeCustom } from '../fields/write-custom.ts'
import { topRanks } from './card-rank.ts'
import { requireAccountName, requireContacts, requireProducts } from './deal-references.ts'
import { readDecider, refuseMove } from './decide.ts'
import { isPipelineInUse, selectStageInUse } from './pipeline.queries.ts'
import { dealTerms } from './save-deals.ts'
import { insertContacts, insertProducts } from './write-deal-parts.ts'
import { writeProjections } from './write-projections.ts'

export type NewDeal = BodyOf<typeof createDealContract> & { leadId?: string }

/**
 * Creates a deal on top of its stage (the pipeline's first unless named) and answers its id. The gates before that stage
 * are judged as if it had come through them. It belongs to its maker unless an owner is named. `currency` is the organisation's, used when the deal names none.
 */
export async function createDeal(tx: Tx, act: Act, viewer: Viewer, currency: string, body: NewDeal): Promise<string> {
  requireScope(viewer, 'deal', 'write')
  const { orgId } = act
  await sharePlaces(tx, orgId)
  const column = { pipelineId: body.pipelineId, stageId: await requireStage(tx, orgId, body.pipelineId, body.stageId) }
  const owned = await assignOwner(tx, viewer, 'deal', body.ownerId)
  // Who reaches only their own would lose sight of a deal that belongs to nobody.
  if (owned.ownerId === null && scopeOf(viewer, 'deal', 'write') === 'own') refuse('permission.denied')
  await requireKnown(tx, orgId, body)
  const accountName = await requireAccountName(tx, viewer, body.accountId)
  const contacts = [...new Map((body.contactIds ?? []).map((contact) => [contact.id, contact])).values()]
  await requireContacts(tx, viewer, contacts.map((contact) => contact.id))
  const products = [...new Map((body.products ?? []).map((product) => [product.id, product])).values()]
  await requireProducts(tx, orgId, products.map((product) => product.id))

  const id = newId()
  const [rank = 'i'] = await topRanks(tx, orgId, column, [id])
  const number = await nextNumbers(tx, orgId, 'deal', 1)
  const measured = {
    ...column, ...owned, amountMinor: body.amountMinor ?? null, currency: body.currency ?? currency, winProbability: body.winProbability ?? null,
    expectedCloseOn: body.expectedCloseOn ?? null, sourceId: body.sourceId ?? null,
  }
  await tx
    .insertInto('deal')
    .values({
      org_id: orgId, id, number, title: body.title, pipeline_id: column.pipelineId, stage_id: column.stageId, amount_minor: measured.amountMinor,
      currency: measured.currency, win_probability: measured.winProbability === null ? null : String(measured.winProbability),
      forecast_category: body.forecastCategory ?? null, expected_close_on: measured.expectedCloseOn, next_step: body.nextStep ?? null,
      next_step_due: body.nextStepDue ?? null, account_id: body.accountId ?? null, owner_id: owned.ownerId, team_id: owned.teamId,
      source_id: measured.sourceId, lead_id: body.leadId ?? null, note: body.note ?? '', rank, stage_entered_at: act.now, tag_ids: body.tagIds ?? [],
      search: dealTerms({ title: body.title, accountName, number }), created_at: act.now,
    })
    .execute()
  await writeCustom(tx, act, viewer, { object: 'deal', id, isNew: true, record: { ...body, ...measured, createdAt: act.now, status: 'open' } }, body.custom)
  await insertContacts(tx, orgId, id, contacts)
  await insertProducts(tx, orgId, id, products.map((product) => ({ ...product, priceMinor: product.priceMinor ?? null })))

  const created = {
    type: 'deal.created',
    payload: { ...measured, number, title: body.title, accountId: body.accountId ?? null, leadId: body.leadId ?? null, riskFrom: null, importId: null },
  } as const
  const fact: DealFact = { ...created, at: act.now, knownAt: act.now, imported: false }
  const { stays, versions } = step(null, fact)
  await writeProjections(tx, orgId, [{ dealId: id, stays, versions }])
  const about = { subjectType: 'deal', subjectId: id, ...owned } as const
  await append(tx, act, [
    { ...created, ...about },
    ...contacts.map((contact): NewEvent => ({ type: 'deal.contacts_changed', payload: { added: [contact.id], removed: [], role: contact.role }, ...about })),
  ])
  // By what it was written with, custom values and their defaults among it.
  const decider = await readDecider(tx, act, viewer, [{ id }])
  const begun = decider.begin({ id, stageId: column.stageId }, { override: body.override, reasons: body.reasons })
  if (!begun.ok) refuseMove(null, begun)
  await decider.record(tx, [{ deal: { id, ...owned }, passage: { debts: begun.debts, settles: null } }])
  return id
}

async function requireStage(tx: Tx, orgId: string, pipelineId: string, wanted: string | undefined): Promise<string> {
  if (!(await isPipelineInUse(tx, orgId, pipelineId))) refuse('deal.unknown_pipeline')
  return (await selectStageInUse(tx, orgId, pipelineId, wanted)) ?? refuse('deal.unknown_stage')
}
