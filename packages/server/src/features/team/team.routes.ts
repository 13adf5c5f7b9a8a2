import { managesFunnel, type Viewer } from '@sluice/core/identity/policy'
import { getTeam, getTeamMember } from '@sluice/core/team/contract'
import type { Api } from '../../platform/api.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { memberDeals, teamRows, totalOf } from './team.ts'
import { countAlarms, selectLedTeams, selectReps } from './team.queries.ts'

/** Those who lead: what their people have in hand. */
export function teamRoutes(api: Api): void {
  const requireLeader = (viewer: Viewer) => (managesFunnel(viewer) ? undefined : refuse('permission.denied'))

  route(api, getTeam, async ({ tx, viewer, session, query }) => {
    requireLeader(viewer)
    const { currency, timeZone } = session.org
    const items = await teamRows(tx, { viewer, timeZone, now: api.clock.now() }, await selectReps(tx, viewer, query.team), currency, query.days)
    return { currency, days: query.days, items, total: totalOf(items, (await countAlarms(tx, viewer.orgId)).all), teams: await selectLedTeams(tx, viewer) }
  })
  route(api, getTeamMember, async ({ tx, viewer, session, params, query }) => {
    requireLeader(viewer)
    const { currency, timeZone } = session.org
    const asker = { viewer, timeZone, now: api.clock.now() }
    const rep = (await selectReps(tx, viewer, undefined)).find(({ user }) => user.id === params.id) ?? refuse('record.not_found')
    const [member] = await teamRows(tx, asker, [rep], currency, query.days)
    return { currency, member: member ?? refuse('record.not_found'), deals: await memberDeals(tx, asker, params.id, currency), total: member?.open.deals ?? 0 }
  })
}
