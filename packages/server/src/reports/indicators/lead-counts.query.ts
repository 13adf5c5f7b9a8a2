import type { LeadCounts } from '@sluice/core/funnel/measures/indicators'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { among, type OwnershipFilter } from '../ownership-filter.ts'

/** Leads created in the period that the viewer may see: how many became a deal by `asOf`, and how many are undecided then. */
export async function selectLeadCounts(tx: Reader, viewer: Viewer, period: { from: string | null; to: string | null; asOf: string }, owned: OwnershipFilter): Promise<LeadCounts> {
  const { from, to, asOf } = period
  const { rows } = await sql<LeadCounts>`
    select count(*)::int as created,
           count(*) filter (where l.converted_deal_id is not null and l.converted_at <= ${asOf})::int as converted,
           count(*) filter (where not (l.converted_at is not null and l.converted_at <= ${asOf}) and not (l.status = 'invalid' and l.status_at <= ${asOf}))::int as open
    from lead l
    where l.org_id = ${viewer.orgId} and l.created_at <= ${asOf}
      and (${from}::timestamptz is null or l.created_at >= ${from}) and (${to}::timestamptz is null or l.created_at < ${to})
      and ${scopeFilter(viewer, 'lead', 'read', 'l', { countsHidden: true })} and ${among(owned, 'l')}`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('a count has a row')
  return row
}
