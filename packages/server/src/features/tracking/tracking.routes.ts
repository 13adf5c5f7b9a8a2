import * as contracts from '@sluice/core/tracking/contract'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { FastifyRequest } from 'fastify'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { requireScope, scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { sql } from 'kysely'
import { selectLeadBehaviour } from './behaviour.queries.ts'
import { changeSite, createSite, siteSecret } from './change-site.ts'
import { dropSignalRule, keepSignalRule, selectSignalRules } from './signal-rules.ts'
import { selectArrivals, selectSites } from './sites.queries.ts'
import type { Strangers } from './strangers.ts'

const arrivalDays = 14

/** Sites, what counts as a signal, and what a lead did. The public side is collect.ts. */
export function trackingRoutes(api: Api, strangers: Strangers): void {
  const shown = async (tx: Reader, viewer: Viewer, request: FastifyRequest, id?: string) => {
    const { slug } = await tx.selectFrom('org').select('slug').where('org_id', '=', viewer.orgId).executeTakeFirstOrThrow()
    // SLUICE_URL is the address people use; without it, the one that was asked.
    const scriptUrl = `${new URL(api.env.SLUICE_URL ?? `${request.protocol}://${request.host}`).origin}/t/${slug}.js`
    const found = await selectSites(tx, viewer.orgId, api.clock.now().toISOString().slice(0, 10), id)
    return found.map((site) => ({ ...site, scriptUrl, canWrite: mayWrite(viewer) }))
  }
  const one = async (tx: Reader, viewer: Viewer, request: FastifyRequest, id: string) => (await shown(tx, viewer, request, id))[0] ?? refuse('record.not_found')

  route(api, contracts.listSites, async ({ tx, viewer, request }) => {
    requireRead(viewer)
    return { items: await shown(tx, viewer, request) }
  })
  route(api, contracts.createSite, async ({ tx, act, viewer, request, body }) => {
    requireWrite(viewer)
    const id = await createSite(tx, { ...act, actorId: viewer.userId }, api.secrets, body)
    return one(tx, viewer, request, id)
  })
  route(api, contracts.changeSite, async ({ tx, act, viewer, request, params, version, body }) => {
    requireWrite(viewer)
    await changeSite(tx, act, params.id, version, body)
    return one(tx, viewer, request, params.id)
  })
  route(api, contracts.getSiteSecret, async ({ tx, act, viewer, params, body }) => {
    requireWrite(viewer)
    return { secret: await siteSecret(tx, act, api.secrets, params.id, body.renew) }
  })
  route(api, contracts.getSiteArrivals, async ({ tx, viewer, request, params }) => {
    requireRead(viewer)
    await one(tx, viewer, request, params.id)
    const since = new Date(api.clock.now().getTime() - arrivalDays * 86_400_000).toISOString()
    return { ...(await selectArrivals(tx, viewer.orgId, params.id, since)), strangers: strangers.of(viewer.orgId) }
  })

  const rules = async (tx: Reader, viewer: Viewer) => (await selectSignalRules(tx, viewer.orgId)).map((rule) => ({ ...rule, canWrite: mayWrite(viewer) }))
  route(api, contracts.listSignalRules, async ({ tx, viewer }) => {
    requireScope(viewer, 'lead', 'read')
    return { items: await rules(tx, viewer) }
  })
  route(api, contracts.saveSignalRule, async ({ tx, act, viewer, params, body }) => {
    requireWrite(viewer)
    await keepSignalRule(tx, act, params.key, body)
    return (await rules(tx, viewer)).find(({ key }) => key === params.key) ?? refuse('record.not_found')
  })
  route(api, contracts.removeSignalRule, async ({ tx, act, viewer, params }) => {
    requireWrite(viewer)
    await dropSignalRule(tx, act, params.key)
    return undefined
  })

  route(api, contracts.getLeadBehaviour, async ({ tx, viewer, session, params, query }) => {
    const { rows } = await sql`select from lead l where l.org_id = ${viewer.orgId} and l.id = ${params.id} and ${scopeFilter(viewer, 'lead', 'read', 'l')}`.execute(tx)
    if (rows.length === 0) refuse('record.not_found')
    return selectLeadBehaviour(tx, viewer.orgId, params.id, session.org.timeZone, query.before)
  })
}

/** Marketing and administrators set sites up; who sees all campaigns sees them. */
const mayWrite = (viewer: Viewer) => scopeOf(viewer, 'campaign', 'write') === 'all'
function requireWrite(viewer: Viewer): void {
  if (!mayWrite(viewer)) refuse('permission.denied')
}
function requireRead(viewer: Viewer): void {
  if (scopeOf(viewer, 'campaign', 'read') !== 'all') refuse('permission.denied')
}
