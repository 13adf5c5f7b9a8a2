import * as contracts from '@sluice/core/leads/contract'
import type { Lead } from '@sluice/core/leads/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { showOne } from '../fields/show-custom.queries.ts'
import { bulkChangeLeads } from './bulk-change-leads.ts'
import { changeLead } from './change-lead.ts'
import { createLead } from './create-lead.ts'
import { noteRefusal } from './effort.ts'
import { selectLead, selectLeads, selectSurvivor } from './leads.queries.ts'

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

/** What was just written, also when it was given away and is out of sight from now on. */
async function shown(tx: Reader, viewer: Viewer, id: string): Promise<Lead> {
  return showOne(tx, viewer, 'lead', (await selectLead(tx, { ...viewer, role: 'admin' }, id)) ?? refuse('record.not_found'))
}
