import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { createLead as createLeadContract } from '@sluice/core/leads/contract'
import type { BodyOf } from '@sluice/core/lib/contract'
import { assignOwner } from '../../platform/assign-owner.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireScope } from '../../platform/policy.ts'
import { requireKnown } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import { writeCustom } from '../fields/write-custom.ts'
import { joinTouches, readTouches, sourceOf } from '../touches/capture.ts'
import { loadLeads } from './load-leads.ts'

/** Creates a lead and answers its id. Who reaches only their own leads cannot make one that belongs to nobody. */
export async function createLead(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof createLeadContract>): Promise<string> {
  requireScope(viewer, 'lead', 'write')
  const owned = await assignOwner(tx, viewer, 'lead', body.ownerId)
  if (owned.ownerId === null && scopeOf(viewer, 'lead', 'write') === 'own') refuse('permission.denied')
  await requireKnown(tx, viewer.orgId, body)
  const captured = await readTouches(tx, act, body.arrival)
  const id = newId()
  await loadLeads(tx, act, [{ ...body, ...owned, id, sourceId: body.sourceId ?? sourceOf(captured), createdAt: act.now }])
  await joinTouches(tx, act, { id, ...owned }, captured)
  await writeCustom(tx, act, viewer, { object: 'lead', id, isNew: true, record: { ...body, ...owned, status: 'new', createdAt: act.now } }, body.custom)
  return id
}
