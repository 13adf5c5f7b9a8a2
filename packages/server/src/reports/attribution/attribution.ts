import { setImmediate } from 'node:timers/promises'
import type { getAttribution, listAttributedDeals } from '@sluice/core/attribution/contract'
import { creditsOf } from '@sluice/core/attribution/credits'
import { type AttributionModel, attributionModels, type AttributionOptions, keyOf, type Touch, type WonDeal } from '@sluice/core/attribution/model'
import { attributionRows, creditedBy } from '@sluice/core/attribution/report'
import type { Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf, QueryOf } from '@sluice/core/lib/contract'
import type { Reader } from '../../platform/db.ts'
import { pageOf } from '../paging.ts'
import { type Journey, selectCosts, selectJourneys, selectNamesOf, selectShown } from './journeys.query.ts'
import type { Period } from './period.ts'

type Asked = QueryOf<typeof getAttribution>
interface Question { viewer: Viewer; period: Period; zone: string; currency: string }

const optionsOf = ({ halfLifeDays, firstPercent, lastPercent, lookbackDays }: Asked, model: AttributionModel): AttributionOptions => ({ model, halfLifeDays, firstPercent, lastPercent, lookbackDays: lookbackDays ?? null })

/** All models side by side. Deals and costs in the question's currency; what there is of others is said apart. */
export async function answerAttribution(tx: Reader, { viewer, period, zone, currency }: Question, query: Asked): Promise<AnswerOf<typeof getAttribution>> {
  const journeys = await selectJourneys(tx, viewer, period)
  const costs = await selectCosts(tx, viewer.orgId, period, query.by)
  const of = (kind: Journey['kind']) => journeys.filter((one) => one.kind === kind && (kind === 'lead' || one.currency === currency))
  const parts = { leads: of('lead'), opened: of('opened'), won: of('won') }
  const credits: ReturnType<typeof creditedBy>[] = []
  for (const model of attributionModels) {
    credits.push(creditedBy(parts, query.by, optionsOf(query, model)))
    // Years of leads take a moment; other requests go in between.
    await setImmediate()
  }
  const own = costs.filter((cost) => cost.currency === currency)
  const rows = attributionRows(credits, attributionModels, new Map(own.map(({ key, costMinor }) => [key, costMinor])))
  const names = await selectNamesOf(tx, viewer.orgId, rows.flatMap(({ key }) => (key === null ? [] : [key])))
  const untouched = (list: readonly WonDeal[]) => list.filter((one) => creditsOf(one, optionsOf(query, 'last')).length === 0).length
  const sum = (list: readonly WonDeal[]) => list.reduce((total, { amountMinor }) => total + amountMinor, 0)
  const foreign = journeys.filter((one) => one.kind === 'won' && one.currency !== currency)
  const others = [...new Set([...foreign, ...costs.filter((cost) => cost.currency !== currency)].map((one) => one.currency))].toSorted()
  return {
    from: period.from, to: period.to, zone, currency, by: query.by,
    leads: { n: parts.leads.length, untouched: untouched(parts.leads) },
    opened: { n: parts.opened.length, untouched: untouched(parts.opened), amountMinor: sum(parts.opened) },
    won: { n: parts.won.length, untouched: untouched(parts.won), amountMinor: sum(parts.won), withoutAmount: parts.won.filter((one) => !one.hasAmount).length },
    costMinor: own.reduce((total, { costMinor }) => total + costMinor, 0),
    others: others.map((other) => {
      const won = foreign.filter((one) => one.currency === other)
      return { currency: other, won: won.length, wonMinor: sum(won), costMinor: costs.filter((cost) => cost.currency === other).reduce((total, { costMinor }) => total + costMinor, 0) }
    }),
    rows: rows.map((row) => ({ ...row, name: row.key === null ? null : (names.get(row.key) ?? null) })),
  }
}

/** The deals behind one credit with their touches. The path holds all touches up to the win; those after it are counted. */
export async function listDeals(tx: Reader, { viewer, period, currency }: Question, query: QueryOf<typeof listAttributedDeals>): Promise<AnswerOf<typeof listAttributedDeals>> {
  const { from, limit, nextAfter } = pageOf(query)
  const options = optionsOf(query, query.model)
  const isAsked = (touch: Touch) => query.key !== 'untouched' && keyOf(touch, query.by) === (query.key === 'none' ? null : query.key)
  const found = (await selectJourneys(tx, viewer, period, ['won'])).filter((deal) => deal.currency === currency).flatMap((deal) => {
    const credits = creditsOf(deal, options)
    if (query.key === 'untouched') return credits.length === 0 ? [{ deal, credits, share: 1, creditMinor: deal.amountMinor }] : []
    const own = credits.filter(({ touch, share }) => share > 0 && isAsked(touch))
    return own.length === 0 ? [] : [{ deal, credits, share: own.reduce((total, one) => total + one.share, 0), creditMinor: own.reduce((total, one) => total + one.amountMinor, 0) }]
  })
  const seen = found.filter(({ deal }) => deal.isVisible).toSorted((a, b) => b.creditMinor - a.creditMinor || b.deal.wonAt - a.deal.wonAt || a.deal.id.localeCompare(b.deal.id))
  const shown = seen.slice(from, from + limit)
  const touches = shown.flatMap(({ deal }) => deal.touches)
  const names = await selectNamesOf(tx, viewer.orgId, touches.flatMap((one) => [one.channelId, one.campaignId, one.promoterId].filter((id) => id !== null)))
  const about = await selectShown(tx, viewer.orgId, shown.map(({ deal }) => deal.id), touches.map(({ id }) => id))
  const ref = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' })
  return {
    items: shown.map(({ deal, credits, share, creditMinor }) => {
      const before = deal.touches.filter(({ at }) => at <= deal.wonAt)
      const { title = '', account = null } = about.deals.get(deal.id) ?? {}
      return {
        id: deal.id, title, account, wonAt: new Date(deal.wonAt).toISOString(), amountMinor: deal.hasAmount ? deal.amountMinor : null, currency: deal.currency, share, creditMinor,
        after: deal.touches.length - before.length,
        path: before.map((touch) => {
          const credit = credits.find((one) => one.touch.id === touch.id)
          return {
            id: touch.id, at: new Date(touch.at).toISOString(), kind: about.kinds.get(touch.id) ?? 'typed', channel: ref(touch.channelId), campaign: ref(touch.campaignId), promoter: ref(touch.promoterId),
            share: credit?.share ?? 0, creditMinor: credit?.amountMinor ?? 0, isAsked: isAsked(touch),
          }
        }),
      }
    }),
    total: seen.length, hidden: found.length - seen.length, nextCursor: nextAfter(seen.length),
  }
}
