import { getChannelQuality } from '@sluice/core/channel-quality/contract'
import { channelMatrix } from '@sluice/core/channel-quality/quality'
import { plusDays } from '@sluice/core/diagnosis/days'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { readerLanguage } from '../../platform/reader-language.ts'
import { route } from '../../platform/route.ts'
import type { Replica } from '../../replica/replica.ts'
import { ask } from '../ask.ts'
import { askingOf, cohortOf } from '../asking.ts'
import { requireTotals } from '../attribution/attribution.routes.ts'
import { selectCosts } from '../attribution/journeys.query.ts'
import { type Period, periodOf } from '../attribution/period.ts'
import { selectNames } from '../names.query.ts'

/** Channels against one another: the channel report of the funnel for this period and the one before, with what they cost. */
export function channelQualityRoutes(api: Api, replica: Replica): void {
  route(api, getChannelQuality, async ({ tx, viewer, session, query, request }) => {
    requireTotals(session)
    // Costs are of the whole organisation; so are the deals that they are held against.
    const asking = { ...askingOf(api, viewer, session), viewer: { ...viewer, role: 'admin' as const } }
    const period = periodOf(query, asking.timeZone, asking.now)
    const currency = query.currency ?? asking.currency
    const days = Math.round((Date.parse(period.to) - Date.parse(period.from)) / 86_400_000)
    const channelsIn = async (from: string, to: string) => {
      const asked = { pipeline: query.pipeline }
      return (await ask({ tx, replica, asking, query: asked }, 'channels', cohortOf(asking, { from, to, currency, cohort: 'entry', fill: 'linear', matureDays: 30 }))).channels
    }
    const now = await channelsIn(period.from, period.to)
    const before = await channelsIn(plusDays(period.from, -days), period.from)
    const costs = (await selectCosts(tx, viewer.orgId, period, 'channel')).filter((cost) => cost.currency === currency)
    const matrix = channelMatrix(now, before, new Map(costs.map(({ key, costMinor }) => [key, costMinor])), await selectLeads(tx, viewer.orgId, period))
    const values = matrix.rows.flatMap(({ source }) => (source === null ? [] : [{ dimension: 'source', value: source }]))
    return { ...matrix, from: period.from, to: period.to, currency, names: await selectNames(tx, viewer.orgId, query.pipeline, values, readerLanguage(request)) }
  })
}

/** Leads captured in the period, by their channel. */
async function selectLeads(tx: Reader, orgId: string, { fromAt, toAt }: Period): Promise<Map<string | null, number>> {
  const { rows } = await sql<{ source: string | null; n: number }>`
    select source_id as source, count(*) as n from lead where org_id = ${orgId} and merged_into is null and created_at >= ${fromAt} and created_at < ${toAt} group by 1`.execute(tx)
  return new Map(rows.map(({ source, n }) => [source, n]))
}
