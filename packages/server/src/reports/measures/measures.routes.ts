import { getChannels, getCoverage, getCube, getDecay, getLosses, getPeople, listCubeDeals, listLossDeals } from '@sluice/core/funnel/measure-contracts'
import { dayOfDate } from '@sluice/core/funnel/zone-days'
import { startOfDay } from '@sluice/core/lib/dates'
import { requiredCoverage } from '@sluice/core/planning/coverage'
import type { Api } from '../../platform/api.ts'
import { readerLanguage } from '../../platform/reader-language.ts'
import { route } from '../../platform/route.ts'
import type { Replica } from '../../replica/replica.ts'
import { ask, dimensionsFor } from '../ask.ts'
import { askingOf, cohortOf, instantsOf } from '../asking.ts'
import { selectFigureDeals } from '../funnel/funnel.query.ts'
import { selectNames } from '../names.query.ts'
import { pageOf } from '../paging.ts'

/** The competitor is a dimension of its own, that nothing is grouped by elsewhere. */
const withRivals = { unlisted: ['competitor'] }

/** Losses, channels, people, the cube, what is left of a chance, and coverage: one question each. */
export function measureRoutes(api: Api, replica: Replica): void {
  route(api, getLosses, async ({ tx, viewer, session, query }) => {
    const asking = askingOf(api, viewer, session)
    const answer = await ask({ tx, replica, asking, query }, 'losses', cohortOf(asking, query), withRivals)
    return { ...answer, zone: asking.timeZone, names: await selectNames(tx, viewer.orgId, query.pipeline, []) }
  })
  route(api, listLossDeals, async ({ tx, viewer, session, query }) => {
    const asking = askingOf(api, viewer, session)
    const { from, limit, nextAfter } = pageOf(query)
    const orNull = (id: string) => (id === 'none' ? null : id)
    const key = {
      ...(query.stage !== undefined && { stageId: orNull(query.stage) }), ...(query.reason !== undefined && { reasonId: orNull(query.reason) }),
      ...(query.competitor !== undefined && { competitor: query.competitor === '' ? null : query.competitor }),
    }
    const { ids, total } = await ask({ tx, replica, asking, query }, 'lossDeals', { options: cohortOf(asking, query), key, from, limit }, withRivals)
    return { items: await selectFigureDeals(tx, viewer.orgId, ids), total, nextCursor: nextAfter(total) }
  })

  route(api, getChannels, async ({ tx, viewer, session, query, request }) => {
    const asking = askingOf(api, viewer, session)
    const answer = await ask({ tx, replica, asking, query }, 'channels', cohortOf(asking, query))
    const values = answer.channels.flatMap(({ source }) => (source === null ? [] : [{ dimension: 'source', value: source }]))
    return { ...answer, zone: asking.timeZone, names: await selectNames(tx, viewer.orgId, query.pipeline, values, readerLanguage(request)) }
  })

  route(api, getPeople, async ({ tx, viewer, session, query, request }) => {
    const asking = askingOf(api, viewer, session)
    // Whom is compared cannot be what makes deals alike.
    const within = query.within.filter((name) => name !== query.of)
    const answer = await ask({ tx, replica, asking, query }, 'fair', { ...cohortOf(asking, query), of: query.of, within, figure: query.figure }, { by: within })
    const values = answer.rows.flatMap(({ value }) => (value === null ? [] : [{ dimension: query.of, value }]))
    return { ...answer, zone: asking.timeZone, names: await selectNames(tx, viewer.orgId, query.pipeline, values, readerLanguage(request)) }
  })

  route(api, getCube, async ({ tx, viewer, session, query, request }) => {
    const asking = askingOf(api, viewer, session)
    const quality = query.quality ?? (await qualityOf(tx, viewer))
    const { from: _from, to: _to, ...asked } = cohortOf(asking, query)
    const answer = await ask({ tx, replica, asking, query }, 'cube', { ...asked, quality }, { by: [quality] })
    const values = answer.qualityBands.flatMap(({ name }) => (name === null ? [] : [{ dimension: quality, value: name }]))
    return { ...answer, zone: asking.timeZone, quality, names: await selectNames(tx, viewer.orgId, query.pipeline, values, readerLanguage(request)) }
  })

  route(api, listCubeDeals, async ({ tx, viewer, session, query }) => {
    const asking = askingOf(api, viewer, session)
    const { from, limit, nextAfter } = pageOf(query)
    const quality = query.quality ?? (await qualityOf(tx, viewer))
    const { from: _from, to: _to, ...asked } = cohortOf(asking, query)
    const key = {
      ...(query.stage !== undefined && { stageId: query.stage }), ...(query.band !== undefined && { quality: query.band }), ...(query.decay !== undefined && { decay: query.decay }),
    }
    const { ids, total } = await ask({ tx, replica, asking, query }, 'cubeDeals', { options: { ...asked, quality }, key, from, limit }, { by: [quality] })
    return { items: await selectFigureDeals(tx, viewer.orgId, ids), total, nextCursor: nextAfter(total) }
  })

  route(api, getDecay, async ({ tx, viewer, session, query }) => {
    const asking = askingOf(api, viewer, session)
    const answer = await ask({ tx, replica, asking, query }, 'decay', cohortOf(asking, query))
    return { ...answer, zone: asking.timeZone, names: await selectNames(tx, viewer.orgId, query.pipeline, []) }
  })

  route(api, getCoverage, async ({ tx, viewer, session, query }) => {
    const asking = askingOf(api, viewer, session)
    const question = { tx, replica, asking, query }
    const { asOf } = instantsOf(asking, query)
    const answer = await ask(question, 'coverage', { ...cohortOf(asking, query), closing: { from: dayOfDate(query.from), to: dayOfDate(query.to) }, targetMinor: query.target })
    // How much is won of what closes says the year before the period, as far as it was known.
    const begin = startOfDay(query.from, asking.timeZone)
    const year = { ...cohortOf(asking, {}), from: startOfDay(query.from, asking.timeZone, -365), to: begin, asOf, ...(query.currency !== undefined && { currency: query.currency }) }
    const past = await ask(question, 'funnel', year)
    const required = requiredCoverage(past.winRates.closedValue)
    const short = answer.state === 'reached' || answer.coverage.value === null || required.value === null ? null : answer.coverage.value < required.value
    return { ...answer, zone: asking.timeZone, required, short, names: await selectNames(tx, viewer.orgId, query.pipeline, []) }
  })
}

/** What says how good a deal is: a field of one's own whose name says so (a grade, a score, a fit), else the customer's size. */
async function qualityOf(...[tx, viewer]: Parameters<typeof dimensionsFor>): Promise<string> {
  const keys = (await dimensionsFor(tx, viewer)).map(({ key }) => key)
  return keys.find((key) => /^(account_)?c_.*(score|grade|quality|fit|bant|champ|level)/i.test(key)) ?? 'size'
}
