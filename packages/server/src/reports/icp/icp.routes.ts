import { getIcp } from '@sluice/core/icp/contract'
import { type IcpCount, icpRows } from '@sluice/core/icp/icp'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { readerLanguage } from '../../platform/reader-language.ts'
import { route } from '../../platform/route.ts'
import type { Replica } from '../../replica/replica.ts'
import { ask } from '../ask.ts'
import { askingOf, cohortOf } from '../asking.ts'
import { requireTotals } from '../attribution/attribution.routes.ts'
import { type Period, periodOf } from '../attribution/period.ts'
import { selectNames } from '../names.query.ts'

const sliced = ['industry', 'size', 'region', 'source'] as const

/** The attributes of deals that win: the breakdown of the funnel by each of them, and the roles that took part. */
export function icpRoutes(api: Api, replica: Replica): void {
  route(api, getIcp, async ({ tx, viewer, session, query, request }) => {
    requireTotals(session)
    const asking = askingOf(api, viewer, session)
    const period = periodOf(query, asking.timeZone, asking.now)
    const asked = { ...cohortOf(asking, { from: period.from, to: period.to, cohort: 'entry', fill: 'linear', matureDays: 30 }) }
    const counts: IcpCount[] = []
    let whole = null
    for (const dimension of sliced) {
      const { rows, total } = await ask({ tx, replica, asking, query: { pipeline: query.pipeline } }, 'breakdown', { ...asked, by: [dimension] }, { by: [dimension] })
      whole = total.closedWinRate
      for (const { values, isOther, closedWinRate } of rows) if (!isOther) counts.push({ dimension, value: values[0] ?? null, won: closedWinRate.hits ?? 0, closed: closedWinRate.n })
    }
    counts.push(...(await selectRoles(tx, viewer, query.pipeline, period)))
    if (whole === null) throw new Error('no dimension was asked for')
    const rows = icpRows(counts, { won: whole.hits ?? 0, closed: whole.n })
    const values = rows.flatMap(({ dimension, value }) => (value === null ? [] : [{ dimension, value }]))
    return { from: period.from, to: period.to, whole, rows, names: await selectNames(tx, viewer.orgId, query.pipeline, values, readerLanguage(request)) }
  })
}

/** Closed deals in which somebody of a role took part. */
async function selectRoles(tx: Reader, viewer: Viewer, pipelineId: string, { fromAt, toAt }: Period): Promise<IcpCount[]> {
  const { rows } = await sql<{ value: string; won: number; closed: number }>`
    select k.role as value, count(distinct d.id) filter (where d.status = 'won') as won, count(distinct d.id) as closed
    from deal d join deal_contact k on k.org_id = d.org_id and k.deal_id = d.id
    where d.org_id = ${viewer.orgId} and d.pipeline_id = ${pipelineId} and d.status in ('won', 'lost') and d.closed_at >= ${fromAt} and d.closed_at < ${toAt} and ${scopeFilter(viewer, 'deal', 'read', 'd')}
    group by 1`.execute(tx)
  return rows.map(({ value, won, closed }) => ({ dimension: 'role' as const, value, won, closed }))
}
