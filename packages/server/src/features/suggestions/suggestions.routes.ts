import * as contracts from '@sluice/core/suggestions/contract'
import type { Suggestions } from '@sluice/core/suggestions/contract'
import type { Api } from '../../platform/api.ts'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { route } from '../../platform/route.ts'
import { selectCadence } from '../catalog/cadence.queries.ts'
import { selectEvidence } from '../gates/evidence.queries.ts'
import { requireDeal } from '../gates/report-gate.ts'
import { selectCycle, selectEffects } from './knowledge.queries.ts'
import { changeCadence } from './change-cadence.ts'
import { selectTeamQuotas, setQuota } from './set-quota.ts'
import { snooze, unsnooze } from './snooze.ts'
import { suggestDeals } from './suggest-deals.ts'
import { today } from './today.ts'

/** The working day: what to do now, and what to do next about a deal. */
export function suggestionRoutes(api: Api): void {
  const now = () => api.clock.now()
  route(api, contracts.getToday, ({ tx, viewer, session, query }) => today(tx, { viewer, timeZone: session.org.timeZone, now: now() }, session.org.currency, query.scope))
  route(api, contracts.getAdvanceQuotas, ({ tx, viewer }) => selectTeamQuotas(tx, viewer))
  route(api, contracts.setAdvanceQuota, async ({ tx, act, viewer, params, body }) => {
    await setQuota(tx, act, viewer, params.id, body.perWeek)
    return selectTeamQuotas(tx, viewer)
  })
  route(api, contracts.getCadence, ({ tx, viewer }) => selectCadence(tx, viewer.orgId))
  route(api, contracts.changeCadence, ({ tx, act, viewer, version, body }) => changeCadence(tx, act, viewer, version, body))
  route(api, contracts.snoozeItem, async ({ tx, viewer, params, body }) => {
    await snooze(tx, viewer, params.key, body.until, now())
    return { until: body.until }
  })
  route(api, contracts.unsnoozeItem, async ({ tx, viewer, params }) => {
    await unsnooze(tx, viewer, params.key)
    return undefined
  })
  route(api, contracts.getSuggestions, async ({ tx, viewer, session, params }) => {
    const deal = await requireDeal(tx, viewer, params.id)
    return suggestionsOf(tx, { viewer, timeZone: session.org.timeZone, now: now() }, deal)
  })
}

async function suggestionsOf(tx: Reader, asker: Asker, deal: { id: string; stageId: string; status: string }): Promise<Suggestions> {
  if (deal.status !== 'open') return { items: [], cycle: null }
  const { orgId } = asker.viewer
  const cycle = await selectCycle(tx, orgId, deal.id)
  const items = (await suggestDeals(tx, asker, [deal.id], { cycle, effects: await selectEffects(tx, orgId, deal.stageId) })).get(deal.id) ?? []
  const own = (await selectEvidence(tx, orgId, [deal.id], { parts: new Set(['activities']) })).get(deal.id)
  if (cycle === null || own === undefined) return { items, cycle: null }
  const made = own.fields['createdAt']
  const createdAt = typeof made === 'string' ? new Date(made) : asker.now
  const ageDays = Math.floor((asker.now.getTime() - createdAt.getTime()) / 86_400_000)
  return { items, cycle: { ...cycle, ageDays, usual: cycle.usual.map((one) => ({ ...one, own: own.activities.filter(({ kind }) => kind === one.activity).length })) } }
}
