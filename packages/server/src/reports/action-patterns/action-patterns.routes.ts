import { getActionPatterns } from '@sluice/core/experiments/contract'
import { type ClosedDeal, patternRows } from '@sluice/core/experiments/patterns'
import { readsWholeFunnel, type Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { type Period, periodOf } from '../attribution/period.ts'

/** Steps of one deal that are read at most. */
const stepsAtMost = 60

/** Which ways of selling go together with winning. */
export function actionPatternRoutes(api: Api): void {
  route(api, getActionPatterns, async ({ tx, viewer, session, query }) => {
    if (!readsWholeFunnel(viewer)) refuse('permission.denied')
    const period = periodOf(query, session.org.timeZone, api.clock.now())
    const { deals, early } = await selectClosed(tx, viewer, query.pipeline, period, query.days)
    return { from: period.from, to: period.to, n: deals.length, hits: deals.filter((deal) => deal.isWon).length, early, rows: patternRows(deals).map((row) => ({ ...row, pattern: { kind: row.pattern.kind, steps: [...row.pattern.steps] } })) }
  })
}

/** Closed deals that the viewer may see and that were open for their first days, with what was done in these. */
async function selectClosed(tx: Reader, viewer: Viewer, pipelineId: string, { fromAt, toAt }: Period, days: number): Promise<{ deals: ClosedDeal[]; early: number }> {
  const { rows } = await sql<ClosedDeal & { isEarly: boolean }>`
    with closed as (
      select d.id, d.status = 'won' as won, case when d.currency = o.currency then d.amount_minor end as amount, d.source_id, d.closed_at, s.entered_at as began
      from deal d join org o on o.org_id = d.org_id join stay s on s.org_id = d.org_id and s.deal_id = d.id and s.n = 1
      where d.org_id = ${viewer.orgId} and d.pipeline_id = ${pipelineId} and d.status in ('won', 'lost') and d.closed_at >= ${fromAt}::timestamptz and d.closed_at < ${toAt}::timestamptz and ${scopeFilter(viewer, 'deal', 'read', 'd')})
    select c.won as "isWon", c.amount as "amountMinor", c.source_id as "sourceId", c.closed_at < c.began + make_interval(days => ${days}) as "isEarly", coalesce(x.steps, '[]'::jsonb) as steps
    from closed c left join lateral (
      select jsonb_agg(jsonb_build_object('kind', f.kind, 'day', extract(epoch from f.at - c.began) / 86400, 'decider', f.decider) order by f.at, f.kind) as steps from (
        select a.kind, a.at, exists (select from deal_contact k where k.org_id = a.org_id and k.deal_id = c.id and k.contact_id = a.contact_id and k.role = 'decision_maker') as decider
        from activity a where a.org_id = ${viewer.orgId} and a.subject_type = 'deal' and a.subject_id = c.id and a.deleted_at is null and a.kind <> 'note' and a.at >= c.began and a.at < c.began + make_interval(days => ${days})
        union all
        select case m.kind when 'demo_held' then 'demo' else 'quote' end, m.at, false
        from milestone m where m.org_id = ${viewer.orgId} and m.deal_id = c.id and m.deleted_at is null and m.kind in ('demo_held', 'quote_sent') and m.at >= c.began and m.at < c.began + make_interval(days => ${days})
        order by at limit ${stepsAtMost}) f) x on true`.execute(tx)
  return { deals: rows.filter((row) => !row.isEarly), early: rows.filter((row) => row.isEarly).length }
}
