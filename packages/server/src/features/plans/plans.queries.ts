import type { listPlans, PlanRecord } from '@sluice/core/planning/contract'
import { managesFunnel, type Viewer } from '@sluice/core/identity/policy'
import type { QueryOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { keysetAfter, keysetOrder, keyText, type Keyset } from '../../platform/keyset.ts'

/** The latest period first. */
export const latestFirst: Keyset = { name: 'from', alias: 'p', key: sql`p.from_on`, type: 'day', nullable: false, direction: 'desc' }
type Row = PlanRecord & { cursorKey: string | null }

const columns = (viewer: Viewer) => sql`p.id, p.name, p.pipeline_id as "pipelineId", p.status, p.from_on as "fromOn", p.to_on as "toOn", p.definition,
  jsonb_build_object('id', u.id, 'name', u.name) as owner, p.created_at as "createdAt", p.changed_at as "changedAt", ${managesFunnel(viewer)}::boolean as "canWrite", p.version
  from plan p join app_user u on u.org_id = p.org_id and u.id = p.owner_id`

/** One page and one row more. */
export async function selectPlans(tx: Reader, viewer: Viewer, query: QueryOf<typeof listPlans>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select ${keyText(latestFirst)} as "cursorKey", ${columns(viewer)} where p.org_id = ${viewer.orgId}
      and (${query.pipeline ?? null}::uuid is null or p.pipeline_id = ${query.pipeline ?? null}) and (${query.status ?? null}::text is null or p.status = ${query.status ?? null})
      and ${keysetAfter(latestFirst, query.cursor)} order by ${keysetOrder(latestFirst)} limit ${query.limit + 1}`.execute(tx)
  return rows
}

export async function selectPlan(tx: Reader, viewer: Viewer, id: string): Promise<PlanRecord | undefined> {
  const { rows } = await sql<PlanRecord>`select ${columns(viewer)} where p.org_id = ${viewer.orgId} and p.id = ${id}`.execute(tx)
  return rows[0]
}
