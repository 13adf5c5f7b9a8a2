import { type Dimensions, listDimensions } from '@sluice/core/funnel/report-contracts'
import type { Api } from '../../platform/api.ts'
import { readerLanguage } from '../../platform/reader-language.ts'
import { route } from '../../platform/route.ts'
import type { Replica } from '../../replica/replica.ts'
import { ask, dimensionsFor } from '../ask.ts'
import { askingOf, ownDimensions } from '../asking.ts'
import { selectNames } from '../names.query.ts'

/** Of each dimension so many values are listed. */
const most = 200

/** What deals can be sliced and grouped by, with the values that occur among those the viewer sees. */
export function dimensionRoutes(api: Api, replica: Replica): void {
  route(api, listDimensions, async ({ tx, viewer, session, query, request }) => {
    const asking = askingOf(api, viewer, session)
    const dimensions = await dimensionsFor(tx, viewer)
    const keys = dimensions.map(({ key }) => key)
    const counts = await ask({ tx, replica, asking, query: { pipeline: query.pipeline } }, 'dimensionValues', { names: keys, most }, { by: keys })
    const values = counts.flatMap(({ name, values: found }) => found.flatMap(({ value }) => (value === null ? [] : [{ dimension: name, value }])))
    const names = await selectNames(tx, viewer.orgId, query.pipeline, values, readerLanguage(request))
    const none = readerLanguage(request) === 'en' ? 'None' : '未填'
    return {
      items: dimensions.map(({ key, label }): Dimensions['items'][number] => {
        const own = counts.find(({ name }) => name === key)
        return {
          key, label, at: ownDimensions.has(key) ? 'event' : 'today',
          parameter: key === 'owner' || key === 'team' || key === 'source' ? key : 'slice',
          values: (own?.values ?? []).map(({ value, deals }) => ({ value: value ?? '', label: value === null ? none : (names[`${key}:${value}`] ?? value), deals })),
          distinct: own?.distinct ?? 0,
        }
      }),
    }
  })
}
