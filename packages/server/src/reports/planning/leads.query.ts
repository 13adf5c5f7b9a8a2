import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** Leads created in `[from, to)`, those of them that became a deal of the pipeline, and who they belonged to. Instants in UTC. */
export async function selectLeadStep(tx: Reader, orgId: string, pipelineId: string, from: string, to: string): Promise<{ entered: number; reached: number; owners: number }> {
  const { rows } = await sql<{ entered: number; reached: number; owners: number }>`
    select count(*) as entered, count(*) filter (where d.id is not null) as reached, count(distinct l.owner_id) as owners
    from lead l left join deal d on d.org_id = l.org_id and d.id = l.converted_deal_id and d.pipeline_id = ${pipelineId}
    where l.org_id = ${orgId} and l.created_at >= ${from} and l.created_at < ${to}`.execute(tx)
  return rows[0] ?? { entered: 0, reached: 0, owners: 0 }
}

/** Leads created by month and source (''= none); months as `YYYY-MM` in the zone. */
export async function selectLeadsByMonth(tx: Reader, orgId: string, timeZone: string, from: string, to: string): Promise<{ month: string; source: string; count: number }[]> {
  const { rows } = await sql<{ month: string; source: string; count: number }>`
    select to_char(l.created_at at time zone ${timeZone}, 'YYYY-MM') as month, coalesce(l.source_id::text, '') as source, count(*) as count
    from lead l where l.org_id = ${orgId} and l.created_at >= ${from} and l.created_at < ${to} group by 1, 2`.execute(tx)
  return rows
}
