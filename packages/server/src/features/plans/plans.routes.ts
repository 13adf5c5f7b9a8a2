import { changePlan, createPlan, getPlan, listPlans, type PlanRecord, type PlanTrack, trackPlan } from '@sluice/core/planning/contract'
import { monthAfter } from '@sluice/core/planning/earlier'
import { type Plan, type PlanActuals, type PlanMeasure, planSchema, track } from '@sluice/core/planning/plan'
import { managesFunnel, readsWholeFunnel, type Viewer } from '@sluice/core/identity/policy'
import type { Api } from '../../platform/api.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { cutPage } from '../../platform/keyset.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import type { Session } from '../../platform/session.ts'
import { latestFirst, selectPlan, selectPlans } from './plans.queries.ts'

/** What has happened in the months of a plan; `app.ts` hands it in. */
export type ActualsOf = (tx: Reader, session: Session, plan: Plan) => Promise<PlanActuals>

/** Plans that are kept and tracked. They are about the whole pipeline: for those who read more than their own deals. */
export function planRoutes(api: Api, actualsOf: ActualsOf): void {
  route(api, listPlans, async ({ tx, viewer, query }) => {
    requireReader(viewer)
    const page = cutPage(latestFirst, await selectPlans(tx, viewer, query), query.limit)
    return { items: page.rows, nextCursor: page.nextCursor }
  })
  route(api, getPlan, ({ tx, viewer, params }) => find(tx, viewer, params.id))
  route(api, createPlan, async ({ tx, act, viewer, body }) => {
    requireWriter(viewer)
    await requirePlaces(tx, viewer.orgId, body.definition)
    const id = newId()
    await tx.insertInto('plan').values({ org_id: viewer.orgId, id, ...columns(body.definition), status: body.status, owner_id: viewer.userId, created_at: act.now, changed_at: act.now }).execute()
    const made = await find(tx, viewer, id)
    await tell(tx, act, made, 'created')
    return made
  })
  route(api, changePlan, async ({ tx, act, viewer, params, version, body }) => {
    await tx.selectFrom('plan').select('id').where('org_id', '=', viewer.orgId).where('id', '=', params.id).forUpdate().execute()
    const plan = await find(tx, viewer, params.id)
    requireWriter(viewer)
    if (plan.version !== version) refuse('conflict.stale_version')
    // An archived plan can only be taken back.
    if (plan.status === 'archived' && (body.definition !== undefined || body.status === undefined)) refuse('plan.archived')
    if (body.definition !== undefined) await requirePlaces(tx, viewer.orgId, body.definition)
    await tx
      .updateTable('plan')
      .set({ ...(body.definition !== undefined && columns(body.definition)), ...(body.status !== undefined && { status: body.status }), changed_at: act.now, version: version + 1 })
      .where('org_id', '=', viewer.orgId)
      .where('id', '=', params.id)
      .execute()
    const after = await find(tx, viewer, params.id)
    await tell(tx, act, after, body.status === 'archived' && plan.status !== 'archived' ? 'archived' : 'changed')
    return after
  })
  route(api, trackPlan, async ({ tx, viewer, session, params }) => {
    const plan = planSchema.parse((await find(tx, viewer, params.id)).definition)
    return trackOf(plan, await actualsOf(tx, session, plan))
  })
}

/** Every measure of the plan beside what happened. */
function trackOf(plan: Plan, actuals: PlanActuals): PlanTrack {
  const measures: PlanMeasure[] = [
    { kind: 'wins' }, ...(plan.target.kind === 'money' ? [{ kind: 'won_minor' } as const] : []), { kind: 'start' },
    ...plan.stages.map(({ stageKey }) => ({ kind: 'stage', stageKey }) as const), ...plan.channels.map(({ channelKey }) => ({ kind: 'channel', channelKey }) as const),
  ]
  return {
    asOf: actuals.asOf,
    measures: measures.map((measure) => {
      const periods = track(plan, actuals, measure)
      const sum = (of: (period: (typeof periods)[number]) => number) => periods.reduce((total, period) => total + of(period), 0)
      return { measure, periods, total: { planned: sum((one) => one.planned), actual: sum((one) => one.actual ?? 0), expectedByNow: sum((one) => one.expectedByNow) } }
    }),
  }
}

function columns(plan: Plan) {
  const [first, last] = [plan.months[0]?.month ?? '', plan.months.at(-1)?.month ?? '']
  return { name: plan.name, pipeline_id: plan.pipelineId, definition: JSON.stringify(plan), from_on: `${first}-01`, to_on: `${monthAfter(last)}-01` }
}

function requireReader(viewer: Viewer): void {
  if (!readsWholeFunnel(viewer)) refuse('permission.denied')
}
function requireWriter(viewer: Viewer): void {
  if (!managesFunnel(viewer)) refuse('permission.denied')
}

async function find(tx: Reader, viewer: Viewer, id: string): Promise<PlanRecord> {
  // To who may not see plans, there are none.
  if (!readsWholeFunnel(viewer)) refuse('record.not_found')
  return (await selectPlan(tx, viewer, id)) ?? refuse('record.not_found')
}

/** The pipeline and the stages must be there. Steps before the pipeline have keys of their own. */
async function requirePlaces(tx: Reader, orgId: string, plan: Plan): Promise<void> {
  const pipeline = await tx.selectFrom('pipeline').select('id').where('org_id', '=', orgId).where('id', '=', plan.pipelineId).executeTakeFirst()
  if (pipeline === undefined) refuse('plan.unknown_place', {}, [{ path: 'definition.pipelineId', code: 'plan.unknown_place' }])
  const stages = new Set((await tx.selectFrom('stage').select('id').where('org_id', '=', orgId).where('pipeline_id', '=', plan.pipelineId).execute()).map((row) => row.id))
  plan.stages.forEach(({ stageKey }, i) => {
    if (stageKey !== 'lead' && !stages.has(stageKey)) refuse('plan.unknown_place', {}, [{ path: `definition.stages.${i}`, code: 'plan.unknown_place' }])
  })
}

async function tell(tx: Tx, act: Act, plan: PlanRecord, what: 'created' | 'changed' | 'archived'): Promise<void> {
  await append(tx, act, [{ type: 'plan.changed', payload: { what, name: plan.name, pipelineId: plan.pipelineId }, subjectType: 'plan', subjectId: plan.id, ownerId: plan.owner.id, teamId: null }])
}
