import type { ResponseRow, TouchRow } from '@sluice/core/funnel/measures/activity-measures'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { among, type OwnershipFilter } from '../ownership-filter.ts'

/** `[from, to)` and what was known at `asOf`, all ISO. */
export interface Window {
  from: string
  to: string
  asOf: string
}

const ms = (column: string) => sql.raw(`floor(extract(epoch from ${column}) * 1000)::float8`)

/**
 * Leads that came in within the window, and deals of the pipeline that came without a lead, with their first contact: any activity
 * but a note. A lead belongs to whoever holds it today.
 */
export async function selectResponses(tx: Reader, viewer: Viewer, pipelineId: string, window: Window, owned: OwnershipFilter, dealFilter: RawBuilder<boolean>, withLeads: boolean): Promise<ResponseRow[]> {
  const { orgId } = viewer
  const { from, to, asOf } = window
  const first = (subject: 'lead' | 'deal', alias: string) => sql`
    (select min(a.at) from activity a where a.org_id = ${sql.ref(`${alias}.org_id`)} and a.subject_type = ${subject} and a.subject_id = ${sql.ref(`${alias}.id`)}
      and a.kind <> 'note' and a.deleted_at is null and a.at >= ${sql.ref(`${alias}.created_at`)} and a.at <= ${asOf})`
  const leads = withLeads
    ? sql`select l.owner_id, l.created_at, ${first('lead', 'l')} as first_at from lead l
        where l.org_id = ${orgId} and l.created_at >= ${from} and l.created_at < ${to} and l.created_at <= ${asOf} and l.status <> 'invalid'
          and ${scopeFilter(viewer, 'lead', 'read', 'l', { countsHidden: true })} and ${among(owned, 'l')}
        union all `
    : sql``
  const { rows } = await sql<{ owner_id: string | null; at_ms: number; first_ms: number | null }>`
    select owner_id, ${ms('created_at')} as at_ms, ${ms('first_at')} as first_ms from (
      ${leads}
      select d.owner_id, d.created_at, ${first('deal', 'd')} as first_at from deal d
      where d.org_id = ${orgId} and d.pipeline_id = ${pipelineId} and d.lead_id is null and d.created_at >= ${from} and d.created_at < ${to} and d.created_at <= ${asOf}
        and ${scopeFilter(viewer, 'deal', 'read', 'd')} and ${among(owned, 'd')} and ${dealFilter}
    ) came`.execute(tx)
  return rows.map((row) => ({ ownerId: row.owner_id, at: row.at_ms, firstAt: row.first_ms }))
}

/** Stays of the pipeline that ran at any time of the window, with the contacts made in them: activities of the deal but notes. */
export async function selectTouches(tx: Reader, viewer: Viewer, pipelineId: string, window: Window, owned: OwnershipFilter, dealFilter: RawBuilder<boolean>): Promise<TouchRow[]> {
  const { orgId } = viewer
  const { from, to, asOf } = window
  const { rows } = await sql<{ deal_id: string; owner_id: string | null; stage_id: string; touches: number; exit: TouchRow['exit'] | 'remap' }>`
    with own as (
      select s.deal_id, s.n, s.stage_id, s.owner_id, s.entered_at, case when s.left_known_at <= ${asOf} then s.left_at end as left_at,
             case when s.left_known_at <= ${asOf} then s.exit end as exit
      from stay s join deal d on d.org_id = s.org_id and d.id = s.deal_id
      where s.org_id = ${orgId} and s.pipeline_id = ${pipelineId} and s.entered_at < ${to} and s.entered_known_at <= ${asOf}
        and (s.left_at is null or s.left_at >= ${from} or s.left_known_at > ${asOf})
        and ${scopeFilter(viewer, 'deal', 'read', 'd')} and ${among(owned, 's')} and ${dealFilter})
    select o.deal_id, o.owner_id, o.stage_id, o.exit,
      -- Counted stay by stay, through the index of a deal's activities: as a join it may be planned badly while the tables have no statistics.
      (select count(*) from activity a where a.org_id = ${orgId} and a.subject_type = 'deal' and a.subject_id = o.deal_id and a.kind <> 'note' and a.deleted_at is null
        and a.at >= o.entered_at and a.at <= ${asOf} and (o.left_at is null or a.at < o.left_at))::int as touches
    from own o`.execute(tx)
  return rows.map((row) => ({
    dealId: row.deal_id, ownerId: row.owner_id, stageId: row.stage_id, touches: row.touches,
    // Put into another stage by a new version of the pipeline: it did not move.
    exit: row.exit === 'remap' ? 'transfer' : row.exit,
  }))
}
