import { dealObject } from '@sluice/core/conditions/objects'
import { dayOf } from '@sluice/core/lib/dates'
import type { DealFilter } from '@sluice/core/pipeline/contract'
import { sql, type RawBuilder } from 'kysely'
import { conditionFilter, type Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { textFilter } from '../../platform/text-filter.ts'
import { selectCadence, silentDaysSql } from '../catalog/cadence.queries.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'

/**
 * Which deals of `d` the asker sees under the filter: the one filter of list, board, column and export.
 * A team means it and all below it. Days are those of the organisation's zone.
 */
export async function dealWhere(tx: Reader, asker: Asker, filter: DealFilter): Promise<RawBuilder<boolean>> {
  const { viewer } = asker
  const among = (column: string, ids: readonly string[] | undefined) =>
    ids === undefined ? [] : [sql<boolean>`${sql.ref(column)} = any(${sql.val([...ids])}::uuid[])`]
  const conditions = [
    sql<boolean>`d.org_id = ${viewer.orgId}`,
    scopeFilter(viewer, 'deal', 'read', 'd'),
    textFilter('deal', 'd', filter.q),
    await conditionFilter(tx, asker, await withCustomFields(tx, viewer.orgId, viewer.role, dealObject), 'd', filter.where),
    ...(filter.pipeline === undefined ? [] : [sql<boolean>`d.pipeline_id = ${filter.pipeline}`]),
    ...(filter.account === undefined ? [] : [sql<boolean>`d.account_id = ${filter.account}`]),
    ...(filter.status === undefined ? [] : [statusFilter(filter.status)]),
    ...among('d.stage_id', filter.stage), ...among('d.owner_id', filter.owner), ...among('d.source_id', filter.source),
    ...(filter.team === undefined ? [] : [sql<boolean>`d.team_id in (select t.id from team t
        where t.org_id = ${viewer.orgId} and t.path && ${sql.val([...filter.team])}::uuid[])`]),
    ...(filter.tag === undefined ? [] : [sql<boolean>`d.tag_ids && ${sql.val([...filter.tag])}::uuid[]`]),
    ...(filter.quick === undefined ? [] : [filter.quick === 'stale' ? await staleFilter(tx, asker) : quickFilter(asker, filter.quick)]),
  ]
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** Dormant deals are open ones that are paused: in no list of the open. */
function statusFilter(status: NonNullable<DealFilter['status']>): RawBuilder<boolean> {
  if (status === 'dormant') return sql<boolean>`(d.status = 'open' and d.dormant_at is not null)`
  return status === 'open' ? sql<boolean>`(d.status = 'open' and d.dormant_at is null)` : sql<boolean>`d.status = ${status}`
}

function quickFilter({ viewer, timeZone, now }: Asker, quick: Exclude<NonNullable<DealFilter['quick']>, 'stale'>): RawBuilder<boolean> {
  const today = sql`${dayOf(now, timeZone)}::date`
  switch (quick) {
    case 'mine':
      return sql<boolean>`d.owner_id = ${viewer.userId}`
    case 'team':
      return sql<boolean>`d.team_id = any(${sql.val([...viewer.teamIds])}::uuid[])`
    case 'closing_this_month':
      return sql<boolean>`(d.status = 'open' and d.dormant_at is null and d.expected_close_on >= date_trunc('month', ${today}) and d.expected_close_on < date_trunc('month', ${today}) + interval '1 month')`
    case 'no_next_step':
      return sql<boolean>`(d.status = 'open' and d.dormant_at is null and d.next_step is null)`
    case 'overdue':
      return sql<boolean>`(d.status = 'open' and d.dormant_at is null and d.next_step_due < ${today})`
  }
}

/** Without activity for longer than its layer allows, or in a stage for twice its usual time, a deal counts as stale. */
async function staleFilter(tx: Reader, { viewer, now }: Asker): Promise<RawBuilder<boolean>> {
  const silentDays = silentDaysSql(await selectCadence(tx, viewer.orgId), 'st')
  return sql<boolean>`(d.status = 'open' and d.dormant_at is null and exists (select from stage st where st.org_id = d.org_id and st.id = d.stage_id
    and (coalesce(d.last_activity_at, d.created_at) < ${now.toISOString()}::timestamptz - make_interval(days => ${silentDays})
      or d.stage_entered_at < ${now.toISOString()}::timestamptz - make_interval(days => 2 * st.dwell_days))))`
}
