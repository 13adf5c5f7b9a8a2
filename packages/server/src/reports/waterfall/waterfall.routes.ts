import { getWaterfall, listWaterfallDeals, type waterfallQuery } from '@sluice/core/funnel/report-contracts'
import type { WaterfallOptions } from '@sluice/core/funnel/measures/waterfall'
import { dayOfDate } from '@sluice/core/funnel/zone-days'
import { startOfDay } from '@sluice/core/lib/dates'
import type { z } from 'zod'
import type { Api } from '../../platform/api.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import type { Replica } from '../../replica/replica.ts'
import { ask } from '../ask.ts'
import { type Asking, askingOf } from '../asking.ts'
import { pageOf } from '../paging.ts'
import { selectNames } from '../names.query.ts'
import { selectFigureDeals } from '../funnel/funnel.query.ts'

/** How the open pipeline became another between two instants, and the deals behind each bar. */
export function waterfallRoutes(api: Api, replica: Replica): void {
  route(api, getWaterfall, async ({ tx, viewer, session, query }) => {
    const asking = askingOf(api, viewer, session)
    const answer = await ask({ tx, replica, asking, query }, 'waterfall', optionsOf(asking, query))
    return { ...answer, zone: asking.timeZone, names: await selectNames(tx, viewer.orgId, query.pipeline, []) }
  })

  route(api, listWaterfallDeals, async ({ tx, viewer, session, query }) => {
    const asking = askingOf(api, viewer, session)
    const { from, limit, nextAfter } = pageOf(query)
    const { items, total } = await ask({ tx, replica, asking, query }, 'waterfallDeals', { options: optionsOf(asking, query), bar: query.bar, from, limit })
    const shares = new Map(items.map(({ id, at, amountMinor }) => [id, { amountMinor, at }]))
    const deals = await selectFigureDeals(tx, viewer.orgId, items.map(({ id }) => id))
    return { items: deals.flatMap((deal) => { const share = shares.get(deal.id); return share === undefined ? [] : [{ ...deal, share }] }), total, nextCursor: nextAfter(total) }
  })
}

/** An instant is what was known when its day began; the end is now unless it is named, and never later. */
function optionsOf({ timeZone, now, currency }: Asking, query: z.output<typeof waterfallQuery>): WaterfallOptions {
  const instant = (day: string) => Math.min(startOfDay(day, timeZone) - 1, now.getTime())
  const [from, to] = [instant(query.from), query.to === undefined ? now.getTime() : instant(query.to)]
  if (to < from) refuse('request.invalid', {}, [{ path: 'to', code: 'out_of_range' }])
  const day = (text: string | undefined) => (text === undefined ? null : dayOfDate(text))
  return { from, to, closing: { from: day(query.closeFrom), to: day(query.closeTo) }, currency: query.currency ?? currency, mode: query.mode }
}
