import type { FigureDeal } from '@sluice/core/funnel/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** Some of the deals of a figure, in the order of the ids given. */
export async function selectFigureDeals(tx: Reader, orgId: string, ids: readonly string[]): Promise<FigureDeal[]> {
  const { rows } = await sql<FigureDeal>`
    select d.id, d.number, d.title, d.stage_id as "stageId", d.status, d.amount_minor as "amountMinor", d.currency,
           d.created_at as "createdAt", d.closed_at as "closedAt", d.stage_entered_at as "stageEnteredAt",
           case when a.id is not null then jsonb_build_object('id', a.id, 'name', a.name) end as account,
           case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name) end as owner
    from unnest(${sql.val([...ids])}::uuid[]) with ordinality as wanted(id, place)
    join deal d on d.org_id = ${orgId} and d.id = wanted.id
    left join account a on a.org_id = d.org_id and a.id = d.account_id
    left join app_user u on u.org_id = d.org_id and u.id = d.owner_id
    order by wanted.place`.execute(tx)
  return rows
}

/** Names of the stages of a pipeline and of all loss reasons, by id. */
export async function selectNames(tx: Reader, orgId: string, pipelineId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from stage where org_id = ${orgId} and pipeline_id = ${pipelineId}
    union all select id, name from loss_reason where org_id = ${orgId}`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.name]))
}
