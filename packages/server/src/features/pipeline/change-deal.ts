import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import type { changeDeal as changeDealContract } from '@sluice/core/pipeline/contract'
import { assignOwner } from '../../platform/assign-owner.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { changesOf, requireKnown } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import { judgeCustom } from '../fields/write-custom.ts'
import { requireChangesApproved } from '../gates/field-guard.ts'
import { requireAccountName } from './deal-references.ts'
import { lockDealForChange } from './move-deal.ts'
import type { DealRecord } from './pipeline.queries.ts'
import { saveDeals, type DealWrite } from './save-deals.ts'

type Fields = BodyOf<typeof changeDealContract>

/**
 * Changes a deal that the viewer sees at `version`. What stays as it was is neither written nor logged. A field that an
 * approval flow guards is refused with `approval.required`, unless it is its grant that changes it (`isGranted`).
 */
export async function changeDeal(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, body: Fields, { isGranted = false } = {}): Promise<void> {
  const deal = await lockDealForChange(tx, viewer, id)
  if (deal.version !== version) refuse('conflict.stale_version')
  const { custom, ...fields } = body
  const write = await changed(tx, viewer, deal, fields)
  const { changes, store } = await judgeCustom(tx, act, viewer, { object: 'deal', id, isNew: false, record: write?.after ?? deal }, custom)
  if (!isGranted) {
    const own = write?.events.flatMap(({ body: event }) => (event.type === 'deal.changed' ? Object.keys(event.payload.changes) : []))
    await requireChangesApproved(tx, act.orgId, id, [...(own ?? []), ...Object.keys(changes)], act.now)
  }
  await store()
  if (Object.keys(changes).length === 0) {
    if (write !== null) await saveDeals(tx, act, [write])
    return
  }
  const events = write?.events ?? [{ body: { type: 'deal.changed' as const, payload: { pipelineId: deal.pipelineId, changes: {} } } }]
  await saveDeals(tx, act, [{
    before: deal, after: write?.after ?? deal,
    events: events.map((event) => (event.body.type === 'deal.changed'
      ? { ...event, body: { ...event.body, payload: { ...event.body.payload, changes: { ...event.body.payload.changes, ...changes } } } }
      : event)),
  }])
}

/**
 * The deal with other fields, its references checked; null when nothing differs. Who the deal may be given to: active
 * people of one's own teams, anybody for who reaches all (platform/assign-owner.ts). Its team becomes the new owner's.
 */
export async function changed(tx: Tx, viewer: Viewer, deal: DealRecord, body: Omit<Fields, 'custom'>): Promise<DealWrite | null> {
  const owned = body.ownerId === undefined || body.ownerId === deal.ownerId ? {} : await assignOwner(tx, viewer, 'deal', body.ownerId)
  if ('ownerId' in owned && owned.ownerId === null && scopeOf(viewer, 'deal', 'write') === 'own') refuse('permission.denied')
  const changes = changesOf<Partial<DealRecord>>(deal, { ...body, ...owned })
  if (Object.keys(changes).length === 0) return null
  await requireKnown(tx, viewer.orgId, { ...(changes.tagIds && { tagIds: body.tagIds }), ...(changes.sourceId && { sourceId: body.sourceId }) })
  const accountName = changes.accountId ? await requireAccountName(tx, viewer, body.accountId) : deal.accountName
  const values = Object.fromEntries(Object.entries(changes).map(([field, [, value]]) => [field, value]))
  return {
    before: deal,
    after: { ...deal, ...values, accountName },
    events: [{ body: { type: 'deal.changed', payload: { pipelineId: deal.pipelineId, changes } } }],
  }
}
