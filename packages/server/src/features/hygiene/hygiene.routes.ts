import { decideHygiene as decideContract, getHygiene, hygieneIssue, listHygiene, reviewLoss as reviewContract, sleepDeal, wakeDeal } from '@sluice/core/hygiene/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Api } from '../../platform/api.ts'
import { cutPage } from '../../platform/keyset.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import type { Session } from '../../platform/session.ts'
import { lockDeal } from '../pipeline/move-deal.ts'
import { sleepDeals, wakeDeals } from '../pipeline/sleep-deals.ts'
import { decideHygiene } from './decide-hygiene.ts'
import { selectIssueRows, selectIssueTotals } from './hygiene.queries.ts'
import { reviewLoss } from './review-loss.ts'

const dayMs = 86_400_000

/** Keeping the funnel clean: what sleeps or lies about, and the decisions over it. */
export function hygieneRoutes(api: Api): void {
  const asker = (viewer: Viewer, session: Session) => ({ viewer, timeZone: session.org.timeZone, now: api.clock.now() })

  route(api, getHygiene, async ({ tx, viewer, session, query }) => {
    const counts = []
    for (const issue of hygieneIssue.options) counts.push({ issue, ...(await selectIssueTotals(tx, asker(viewer, session), issue, query, session.org.currency)) })
    return { counts }
  })
  route(api, listHygiene, async ({ tx, viewer, session, params, query }) => {
    const asking = asker(viewer, session)
    const { rows, keyset } = await selectIssueRows(tx, asking, params.issue, query, query.cursor, query.limit)
    const page = cutPage(keyset, rows, query.limit)
    const { count } = await selectIssueTotals(tx, asking, params.issue, query, session.org.currency)
    const days = (since: string | null) => (since === null ? null : Math.max(0, Math.floor((asking.now.getTime() - Date.parse(since)) / dayMs)))
    return { items: page.rows.map((row) => ({ ...row, days: days(row.since) })), nextCursor: page.nextCursor, total: count }
  })
  route(api, decideContract, ({ tx, act, viewer, body }) => decideHygiene(tx, act, viewer, body))
  route(api, reviewContract, ({ tx, act, viewer, params, body }) =>
    reviewLoss(tx, { ...act, actorId: act.actorId ?? refuse('permission.denied') }, viewer, params.id, body))
  route(api, sleepDeal, async ({ tx, act, viewer, params }) => {
    await sleepDeals(tx, act, [await lockDeal(tx, viewer, params.id)])
    return { id: params.id, dormantAt: act.now }
  })
  route(api, wakeDeal, async ({ tx, act, viewer, params }) => {
    await wakeDeals(tx, act, [await lockDeal(tx, viewer, params.id)], 'person')
    return { id: params.id, dormantAt: null }
  })
}
