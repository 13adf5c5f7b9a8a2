import * as contracts from '@sluice/core/attribution/contract'
import { campaignSteps, topLeak } from '@sluice/core/attribution/campaign-funnel'
import { pressureThresholds } from '@sluice/core/diagnosis/pressure'
import { remediesFor } from '@sluice/core/diagnosis/remedies/for-causes'
import { sentence } from '@sluice/core/diagnosis/sentence'
import { share } from '@sluice/core/funnel/measured'
import { readsWholeFunnel } from '@sluice/core/identity/policy'
import { selectFacts } from '../../features/campaigns/campaign-facts.queries.ts'
import type { Api } from '../../platform/api.ts'
import { requireScope } from '../../platform/policy.ts'
import { readerLanguage } from '../../platform/reader-language.ts'
import { refuse } from '../../platform/refusal.ts'
import { route, streamRoute } from '../../platform/route.ts'
import type { Session } from '../../platform/session.ts'
import { attributionCsv } from './attribution-csv.ts'
import { answerAttribution, listDeals } from './attribution.ts'
import { selectCampaignFunnel } from './campaign-funnel.query.ts'
import { selectNamesOf } from './journeys.query.ts'
import { periodOf } from './period.ts'
import { type Decided, selectDecided } from './rejections.query.ts'

/** A lead is given so long to become MQL before it is said to have leaked; as in the diagnosis. */
const afterDays = 14

/** Totals of everybody, for those who read more than their own deals, and campaigns. */
export function requireTotals({ viewer }: Session): void {
  if (!readsWholeFunnel(viewer)) refuse('permission.denied')
  requireScope(viewer, 'campaign', 'read')
}

/** What came of whose touches; a campaign's own funnel; what sales gave back. */
export function attributionRoutes(api: Api): void {
  const questionOf = (session: Session, query: { from?: string | undefined; to?: string | undefined; currency?: string | undefined }) => {
    requireTotals(session)
    const { timeZone, currency } = session.org
    return { viewer: session.viewer, period: periodOf(query, timeZone, api.clock.now()), zone: timeZone, currency: query.currency ?? currency }
  }
  route(api, contracts.getAttribution, ({ tx, session, query }) => answerAttribution(tx, questionOf(session, query), query))
  route(api, contracts.listAttributedDeals, ({ tx, session, query }) => listDeals(tx, questionOf(session, query), query))
  streamRoute(api, contracts.exportAttribution, async ({ session, request, query, reply }) => {
    const question = questionOf(session, query)
    const answer = await api.db.forRequests.read(session.viewer.orgId, (tx) => answerAttribution(tx, question, query))
    return reply.type('text/csv; charset=utf-8').header('cache-control', 'no-store').header('content-disposition', 'attachment; filename="attribution.csv"').send(attributionCsv(answer, readerLanguage(request)))
  })

  route(api, contracts.getCampaignFunnel, async ({ tx, session, params, query }) => {
    const { orgId } = session.viewer
    const campaign = await tx.selectFrom('campaign').select('currency').where('org_id', '=', orgId).where('id', '=', params.id).executeTakeFirst()
    // Who sees only their own campaigns is told nothing of the others, not even that they are there.
    if (campaign === undefined || !readsWholeFunnel(session.viewer)) refuse('record.not_found')
    requireTotals(session)
    const facts = await selectFacts(tx, orgId, [params.id], query.model)
    const sum = (key: 'visits' | 'wonMinor' | 'wonWithoutMoney') => facts.reduce((total, one) => total + one[key], 0)
    const matureAt = new Date(api.clock.now().getTime() - afterDays * 86_400_000).toISOString()
    const { mature: n, matureMql: hits, ...counts } = await selectCampaignFunnel(tx, orgId, params.id, query.model, matureAt)
    const { result, value, said } = topLeak({ n, hits })
    const remedies = result === 'failed' ? remediesFor(['poor_leads', 'low_conversion']).slice(0, 3).map(({ remedy }) => ({ key: remedy.key, zh: remedy.name.zh, en: remedy.name.en })) : []
    return {
      steps: campaignSteps({ visits: sum('visits'), ...counts }), wonMinor: sum('wonMinor'), wonWithoutMoney: sum('wonWithoutMoney'), currency: campaign.currency,
      leak: { result, n, hits, value, threshold: pressureThresholds.leadToMql, minN: pressureThresholds.minN, afterDays, text: { zh: sentence(said, 'zh'), en: sentence(said, 'en') }, remedies },
    }
  })

  route(api, contracts.getRejections, async ({ tx, session, query }) => {
    const { viewer, period } = questionOf(session, query)
    requireScope(viewer, 'lead', 'read')
    const decided = await selectDecided(tx, viewer.orgId, period, query.by)
    const keys = [...new Set(decided.map(({ key }) => key))]
    const names = await selectNamesOf(tx, viewer.orgId, keys.filter((key) => key !== null))
    const rows = keys.map((key) => ({ key, name: key === null ? null : (names.get(key) ?? null), ...refusalsOf(decided.filter((one) => one.key === key)) }))
    return { from: period.from, to: period.to, total: refusalsOf(decided), rows: rows.toSorted((a, b) => b.rejected - a.rejected || b.decided - a.decided || (a.key ?? '').localeCompare(b.key ?? '')) }
  })
}

function refusalsOf(decided: readonly Decided[]) {
  const sum = (some: readonly Decided[]) => some.reduce((total, { n }) => total + n, 0)
  const back = decided.filter(({ isRejected }) => isRejected)
  const reasons = [...new Set(back.flatMap(({ reason }) => (reason === null ? [] : [reason])))].map((reason) => ({ reason, n: sum(back.filter((one) => one.reason === reason)) }))
  const { value, low, high, enough } = share(sum(back), sum(decided), 0, 'count')
  return { decided: sum(decided), rejected: sum(back), share: value, low, high, enough, reasons: reasons.toSorted((a, b) => b.n - a.n || a.reason.localeCompare(b.reason)) }
}
