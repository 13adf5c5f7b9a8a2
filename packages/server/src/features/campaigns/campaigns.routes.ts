import * as contracts from '@sluice/core/campaigns/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { readsWholeFunnel } from '@sluice/core/identity/policy'
import { dayOf } from '@sluice/core/lib/dates'
import type { FastifyRequest } from 'fastify'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import type { Session } from '../../platform/session.ts'
import { selectCampaign, selectCampaignPage, selectCampaigns, selectCodes, selectCodesById, selectCost, selectCosts, type Asking } from './campaigns.queries.ts'
import { changeCampaign } from './change-campaign.ts'
import { changeCode } from './change-code.ts'
import { addCost, removeCost } from './costs.ts'
import { createCampaign } from './create-campaign.ts'
import { createCodes } from './create-codes.ts'

/** Campaigns, what they cost and brought, and their channel codes. The public side of the codes is short-link.ts. */
export function campaignRoutes(api: Api): void {
  const asking = async (tx: Reader, { viewer, org }: Session, request: FastifyRequest): Promise<Asking> => {
    const { slug } = await tx.selectFrom('org').select('slug').where('org_id', '=', viewer.orgId).executeTakeFirstOrThrow()
    // SLUICE_URL is the address people use; without it, the one that was asked.
    const origin = new URL(api.env.SLUICE_URL ?? `${request.protocol}://${request.host}`).origin
    return { viewer, today: dayOf(api.clock.now(), org.timeZone), linkBase: `${origin}/c/${slug}/` }
  }
  const find = async (tx: Reader, asker: Asking, id: string) => (await selectCampaign(tx, asker, id)) ?? refuse('record.not_found')
  /** What was just written, also when it was given away and is out of sight from now on. */
  const written = (tx: Reader, asker: Asking, id: string) => find(tx, { ...asker, viewer: { ...asker.viewer, role: 'admin' } }, id)

  route(api, contracts.listCampaigns, async ({ tx, session, request, query }) => {
    requireScope(session.viewer, 'campaign', 'read')
    return selectCampaigns(tx, await asking(tx, session, request), query)
  })
  route(api, contracts.getCampaign, async ({ tx, session, request, params, query }) =>
    (await selectCampaignPage(tx, await asking(tx, session, request), params.id, query.model)) ?? refuse('record.not_found'))
  route(api, contracts.createCampaign, async ({ tx, act, session, request, body }) =>
    written(tx, await asking(tx, session, request), await createCampaign(tx, act, session, body)))
  route(api, contracts.changeCampaign, async ({ tx, act, session, request, params, version, body }) => {
    const asker = await asking(tx, session, request)
    await find(tx, asker, params.id)
    await changeCampaign(tx, act, session.viewer, params.id, version, body)
    return written(tx, asker, params.id)
  })

  route(api, contracts.listCampaignCosts, async ({ tx, session, request, params, query }) => {
    await find(tx, await asking(tx, session, request), params.id)
    requireMoney(session.viewer)
    return selectCosts(tx, session.viewer.orgId, params.id, query)
  })
  route(api, contracts.addCampaignCost, async ({ tx, act, session, request, params, body }) => {
    await find(tx, await asking(tx, session, request), params.id)
    const id = await addCost(tx, act, session.viewer, params.id, body)
    return (await selectCost(tx, session.viewer.orgId, id)) ?? refuse('record.not_found')
  })
  route(api, contracts.removeCampaignCost, async ({ tx, act, session, request, params }) => {
    const cost = (await selectCost(tx, session.viewer.orgId, params.id)) ?? refuse('record.not_found')
    await find(tx, await asking(tx, session, request), cost.campaignId)
    await removeCost(tx, act, session.viewer, cost.campaignId, params.id)
    return undefined
  })

  route(api, contracts.listChannelCodes, async ({ tx, session, request, query }) => {
    requireScope(session.viewer, 'campaign', 'read')
    return selectCodes(tx, await asking(tx, session, request), query)
  })
  route(api, contracts.createChannelCodes, async ({ tx, act, session, request, params, body }) => {
    const asker = await asking(tx, session, request)
    await find(tx, asker, params.id)
    const { ids, created } = await createCodes(tx, act, session.viewer, params.id, body)
    return { items: await selectCodesById(tx, asker, ids), created }
  })
  route(api, contracts.changeChannelCode, async ({ tx, act, session, request, params, version, body }) => {
    const asker = await asking(tx, session, request)
    const before = (await selectCodesById(tx, asker, [params.id]))[0] ?? refuse('record.not_found')
    await changeCode(tx, act, session.viewer, before, version, body)
    return (await selectCodesById(tx, asker, [params.id]))[0] ?? refuse('record.not_found')
  })
}

/** What was spent is for those who read the numbers of everybody. */
function requireMoney(viewer: Viewer): void {
  if (!readsWholeFunnel(viewer)) refuse('permission.denied')
}
