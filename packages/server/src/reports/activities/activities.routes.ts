import { dealObject } from '@sluice/core/conditions/objects'
import { activityMeasures } from '@sluice/core/funnel/measures/activity-measures'
import { getActivityMeasures } from '@sluice/core/funnel/measure-contracts'
import { sql } from 'kysely'
import { withCustomFields } from '../../features/fields/custom-catalogue.queries.ts'
import type { Api } from '../../platform/api.ts'
import { conditionFilter } from '../../platform/condition-filter.ts'
import { readerLanguage } from '../../platform/reader-language.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import type { Replica } from '../../replica/replica.ts'
import { ask } from '../ask.ts'
import { askingOf, instantsOf, otherSlices, ownershipOf } from '../asking.ts'
import { selectNames } from '../names.query.ts'
import { selectResponses, selectTouches } from './activities.query.ts'

const DAY_MS = 86_400_000

/** First response, touches a stage takes, deals that are worked much and get nowhere. Without a period: the last year. */
export function activityMeasureRoutes(api: Api, replica: Replica): void {
  route(api, getActivityMeasures, async ({ tx, viewer, session, query, request }) => {
    const asking = askingOf(api, viewer, session)
    if (otherSlices(query.slice).length > 0) refuse('request.invalid', {}, [{ path: 'slice', code: 'unknown' }])
    const stages = await ask({ tx, replica, asking, query }, 'stages', null)
    const { from, to, asOf } = instantsOf(asking, query)
    const iso = (at: number) => new Date(at).toISOString()
    const window = { from: iso(from ?? asOf - 365 * DAY_MS), to: iso(to ?? asOf + 1), asOf: iso(asOf) }
    const owned = await ownershipOf(tx, asking, query)
    const where = await conditionFilter(tx, asking, await withCustomFields(tx, viewer.orgId, viewer.role, dealObject), 'd', query.where)
    const products = query.product === undefined ? sql<boolean>`true` : sql<boolean>`exists (select from deal_product dp where dp.org_id = d.org_id and dp.deal_id = d.id and dp.product_id = any(${sql.val(query.product)}::uuid[]))`
    const filter = sql<boolean>`(${where} and ${products})`
    const withLeads = query.product === undefined && (query.where ?? '') === ''
    const responses = await selectResponses(tx, viewer, query.pipeline, window, owned, filter, withLeads)
    const touches = await selectTouches(tx, viewer, query.pipeline, window, owned, filter)
    const answer = activityMeasures({ responses, touches }, stages, { asOf, withinHours: query.withinHours })
    const values = answer.byOwner.flatMap(({ ownerId }) => (ownerId === null ? [] : [{ dimension: 'owner', value: ownerId }]))
    return { ...answer, zone: asking.timeZone, names: await selectNames(tx, viewer.orgId, query.pipeline, values, readerLanguage(request)) }
  })
}
