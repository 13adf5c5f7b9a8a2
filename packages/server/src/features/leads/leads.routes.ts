import * as contracts from '@sluice/core/leads/contract'
import type { Lead } from '@sluice/core/leads/contract'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import type { Api } from '../../platform/api.ts'
import { assignOwner } from '../../platform/assign-owner.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireScope } from '../../platform/policy.ts'
import { requireKnown } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { showOne } from '../fields/show-custom.queries.ts'
import { writeCustom } from '../fields/write-custom.ts'
import { joinTouches, readTouches, sourceOf } from '../touches/capture.ts'
import { bulkChangeLeads } from './bulk-change-leads.ts'
import { changeLead } from './change-lead.ts'
import { noteRefusal } from './effort.ts'
import { selectLead, selectLeads, selectSurvivor } from './leads.queries.ts'
import { loadLeads } from './load-leads.ts'

/** Leads, but for their conversion, which is the pipeline's. */
export function leadRoutes(api: Api): void {
  route(api, contracts.listLeads, ({ tx, viewer, session, query }) =>
    selectLeads(tx, { viewer, timeZone: session.org.timeZone, now: api.clock.now() }, query))
  route(api, contracts.getLead, async ({ tx, viewer, params }) => (await selectLead(tx, viewer, params.id))
    // A merged lead's address shows the one that stands for it now.
    ?? (await selectLead(tx, viewer, (await selectSurvivor(tx, viewer.orgId, params.id)) ?? refuse('record.not_found'))) ?? refuse('record.not_found'))
  route(api, contracts.createLead, async ({ tx, act, viewer, body }) => shown(tx, viewer, await createLead(tx, act, viewer, body)))
  route(api, contracts.changeLead, async ({ tx, act, viewer, params, version, body }) => {
    try {
      await changeLead(tx, act, viewer, params.id, version, body)
    } catch (error) {
      // This transaction is rolled back; that somebody wanted to give up without having tried is kept in one of its own.
      await api.db.forRequests.write(act.orgId, (own) => noteRefusal(own, act, params.id, body.invalidReason ?? '', error))
      throw error
    }
    return shown(tx, viewer, params.id)
  })
  route(api, contracts.bulkChangeLeads, async ({ tx, act, viewer, body }) => {
    requireScope(viewer, 'lead', 'write')
    return bulkChangeLeads(tx, act, viewer, body)
  })
}

/** Creates a lead and answers its id. Who reaches only their own leads cannot make one that belongs to nobody. */
async function createLead(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof contracts.createLead>): Promise<string> {
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

/** What was just written, also when it was given away and is out of sight from now on. */
async function shown(tx: Reader, viewer: Viewer, id: string): Promise<Lead> {
  return showOne(tx, viewer, 'lead', (await selectLead(tx, { ...viewer, role: 'admin' }, id)) ?? refuse('record.not_found'))
}
