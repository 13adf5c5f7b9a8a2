import type { Viewer } from '@sluice/core/identity/policy'
import { getTakeOver, handBack as handBackContract, listTakeOvers, startTakeOver as startContract, type TakeOver } from '@sluice/core/take-overs/contract'
import type { Api } from '../../platform/api.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import type { Session } from '../../platform/session.ts'
import { zoneDay } from '../../platform/zone-day.ts'
import { selectDealDetail } from '../pipeline/pipeline.queries.ts'
import { handBack, leads, startTakeOver } from './take-over.ts'
import { selectTakeOver, selectTakeOverOf, selectTakeOvers } from './take-overs.queries.ts'

/** Deals that a manager takes over and hands back. */
export function takeOverRoutes(api: Api): void {
  const today = (session: Session) => zoneDay(api.clock.now(), session.org.timeZone)
  const shown = (viewer: Viewer, { teamId, ...row }: Omit<TakeOver, 'canHandBack'> & { teamId: string | null }): TakeOver => ({ ...row, canHandBack: leads(viewer, { teamId }) })

  route(api, getTakeOver, async ({ tx, viewer, session, params }) => {
    const deal = (await selectDealDetail(tx, viewer, params.id)) ?? refuse('record.not_found')
    const running = await selectTakeOverOf(tx, viewer, today(session), params.id)
    return {
      takeOver: running === undefined ? null : shown(viewer, running),
      canTakeOver: running === undefined && deal.status === 'open' && deal.owner !== null && deal.owner.id !== viewer.userId && leads(viewer, deal),
    }
  })
  route(api, startContract, async ({ tx, act, viewer, session, params, version, body }) => {
    const id = await startTakeOver(tx, act, viewer, params.id, version, today(session), body)
    return shown(viewer, (await selectTakeOver(tx, viewer, today(session), id)) ?? refuse('record.not_found'))
  })
  route(api, handBackContract, async ({ tx, act, viewer, params, version, body }) => {
    const { dealId, ownerId } = await handBack(tx, act, viewer, params.id, version, body)
    const owner = await tx.selectFrom('app_user').select(['id', 'name']).where('org_id', '=', viewer.orgId).where('id', '=', ownerId).executeTakeFirstOrThrow()
    const deal = await tx.selectFrom('deal').select('version').where('org_id', '=', viewer.orgId).where('id', '=', dealId).executeTakeFirstOrThrow()
    return { dealId, owner, deal }
  })
  route(api, listTakeOvers, async ({ tx, viewer, session, query }) => ({ items: (await selectTakeOvers(tx, viewer, today(session), query.team)).map((row) => shown(viewer, row)) }))
}
