import * as contracts from '@sluice/core/lead-pools/contract'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import type { Session } from '../../platform/session.ts'
import { changePool, createPool } from './change-pool.ts'
import { poolLeads } from './pool-leads.ts'
import { selectPool, selectPooledLeads, selectPools, type Asking } from './pools.queries.ts'
import { give, pick } from './take-leads.ts'

/** Leads that nobody has: pools by team, picking, giving, putting back. */
export function leadPoolRoutes(api: Api): void {
  const asking = ({ viewer, org }: Session): Asking => ({ viewer, timeZone: org.timeZone, now: api.clock.now() })
  const shown = async (tx: Reader, session: Session, id: string) => (await selectPools(tx, asking(session), id))[0] ?? refuse('record.not_found')

  route(api, contracts.listLeadPools, async ({ tx, viewer, session }) => {
    requireScope(viewer, 'lead', 'read')
    return { items: await selectPools(tx, asking(session)) }
  })
  route(api, contracts.createLeadPool, async ({ tx, act, viewer, session, body }) => shown(tx, session, await createPool(tx, act, viewer, body)))
  route(api, contracts.changeLeadPool, async ({ tx, act, viewer, session, params, version, body }) => {
    await changePool(tx, act, viewer, params.id, version, body)
    return shown(tx, session, params.id)
  })
  route(api, contracts.listPooledLeads, async ({ tx, viewer, session, params, query }) => {
    const pool = (await selectPool(tx, viewer, params.id)) ?? refuse('record.not_found')
    return selectPooledLeads(tx, asking(session), pool, query)
  })
  route(api, contracts.pickLeads, ({ tx, act, session, params, body }) => pick(tx, act, asking(session), params.id, body.leadIds))
  route(api, contracts.givePooledLeads, ({ tx, act, session, params, body }) => give(tx, act, asking(session), params.id, body.leadIds, body.ownerId))
  route(api, contracts.poolLeads, ({ tx, act, viewer, params, body }) => poolLeads(tx, act, viewer, params.id, body.leadIds, body.reason ?? ''))
}
