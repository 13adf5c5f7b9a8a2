import type { Benchmark } from '@sluice/core/benchmarks/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** Benchmarks of the stages in use, in their order. */
export async function selectBenchmarks(tx: Reader, orgId: string, pipelineId: string): Promise<Benchmark[]> {
  const { rows } = await sql<Benchmark>`
    select b.stage_id as "stageId", b.measure, b.value::float8 as value, b.source, b.set_at as "setAt",
      case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as "setBy"
    from benchmark b join stage s on s.org_id = b.org_id and s.id = b.stage_id left join app_user u on u.org_id = b.org_id and u.id = b.set_by
    where b.org_id = ${orgId} and b.pipeline_id = ${pipelineId} and s.archived_at is null order by s.position, b.measure`.execute(tx)
  return rows
}
