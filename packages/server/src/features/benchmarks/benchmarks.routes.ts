import { getBenchmarks, setBenchmarks } from '@sluice/core/benchmarks/contract'
import { managesFunnel, type Viewer } from '@sluice/core/identity/policy'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { append } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { selectBenchmarks } from './benchmarks.queries.ts'

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

async function requirePipeline(tx: Reader, orgId: string, id: string): Promise<string> {
  const found = await tx.selectFrom('pipeline').select('name').where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()
  return found?.name ?? refuse('record.not_found')
}
