import { getBenchmarks, setBenchmarks, type Benchmark } from '@sluice/core/benchmarks/contract'
import { managesFunnel, type Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { append } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'

/** What people hold stages against besides their own history. */
export function benchmarkRoutes(api: Api): void {
  const answer = async (tx: Reader, viewer: Viewer, pipelineId: string) => ({ items: await selectBenchmarks(tx, viewer.orgId, pipelineId), canWrite: managesFunnel(viewer) })

  route(api, getBenchmarks, async ({ tx, viewer, params }) => {
    await requirePipeline(tx, viewer.orgId, params.id)
    return answer(tx, viewer, params.id)
  })
  route(api, setBenchmarks, async ({ tx, act, viewer, params, body }) => {
    const { orgId } = viewer
    const name = await requirePipeline(tx, orgId, params.id)
    if (!managesFunnel(viewer)) refuse('permission.denied')
    const keys = new Set(body.items.map((item) => `${item.stageId} ${item.measure}`))
    if (keys.size < body.items.length) refuse('conflict.duplicate')
    const stages = await tx.selectFrom('stage').select('id').where('org_id', '=', orgId).where('pipeline_id', '=', params.id).where('archived_at', 'is', null).execute()
    const known = new Set(stages.map((stage) => stage.id))
    body.items.forEach((item, i) => {
      if (!known.has(item.stageId)) refuse('conflict.reference', {}, [{ path: `items.${i}.stageId`, code: 'unknown' }])
    })
    // What stays as it is keeps who set it and when.
    const before = await selectBenchmarks(tx, orgId, params.id)
    await tx.deleteFrom('benchmark').where('org_id', '=', orgId).where('pipeline_id', '=', params.id).execute()
    if (body.items.length > 0) {
      await tx.insertInto('benchmark').values(body.items.map((item) => {
        const same = before.find((one) => one.stageId === item.stageId && one.measure === item.measure && one.value === item.value && one.source === item.source)
        return {
          org_id: orgId, pipeline_id: params.id, stage_id: item.stageId, measure: item.measure, value: String(item.value), source: item.source,
          set_by: same === undefined ? act.actorId : (same.setBy?.id ?? null), set_at: same?.setAt ?? act.now,
        }
      })).execute()
    }
    await append(tx, act, [{ type: 'config.changed', payload: { what: 'benchmark', name }, subjectType: 'config', subjectId: params.id, ownerId: null, teamId: null }])
    return answer(tx, viewer, params.id)
  })
}

export async function selectBenchmarks(tx: Reader, orgId: string, pipelineId: string): Promise<Benchmark[]> {
  const { rows } = await sql<Benchmark>`
    select b.stage_id as "stageId", b.measure, b.value::float8 as value, b.source, b.set_at as "setAt",
      case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as "setBy"
    from benchmark b join stage s on s.org_id = b.org_id and s.id = b.stage_id left join app_user u on u.org_id = b.org_id and u.id = b.set_by
    where b.org_id = ${orgId} and b.pipeline_id = ${pipelineId} and s.archived_at is null order by s.position, b.measure`.execute(tx)
  return rows
}

async function requirePipeline(tx: Reader, orgId: string, id: string): Promise<string> {
  const found = await tx.selectFrom('pipeline').select('name').where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()
  return found?.name ?? refuse('record.not_found')
}
