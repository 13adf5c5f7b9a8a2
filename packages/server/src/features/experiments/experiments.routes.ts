import * as contracts from '@sluice/core/experiments/contract'
import type { Api } from '../../platform/api.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { changeExperiment, concludeExperiment, createExperiment, removeExperiment, startExperiment, stopExperiment } from './change-experiment.ts'
import { mayWrite, requireReader } from './experiments.policy.ts'
import { requireExperiment, selectDealExperiments, selectDeals, selectExperiments } from './experiments.queries.ts'
import { readPlan } from './plan-figures.ts'
import { readResult } from './result.ts'

/** Experiments: sales paths held against each other, what they need, and what they come to. */
export function experimentRoutes(api: Api): void {
  const asking = (call: { viewer: Parameters<typeof requireReader>[0]; session: { org: { timeZone: string } } }) => ({ viewer: call.viewer, timeZone: call.session.org.timeZone, now: api.clock.now() })

  route(api, contracts.listExperiments, async ({ tx, viewer, query }) => {
    requireReader(viewer)
    return { items: await selectExperiments(tx, viewer, api.clock.now(), query.state), canCreate: mayWrite(viewer, viewer.userId) }
  })
  route(api, contracts.getExperiment, async (call) => {
    requireReader(call.viewer)
    return requireExperiment(call.tx, asking(call), call.params.id)
  })
  route(api, contracts.createExperiment, async (call) => requireExperiment(call.tx, asking(call), await createExperiment(call.tx, call.act, call.viewer, call.body)))
  route(api, contracts.changeExperiment, async (call) => {
    await changeExperiment(call.tx, call.act, call.viewer, call.params.id, call.version, call.body)
    return requireExperiment(call.tx, asking(call), call.params.id)
  })
  route(api, contracts.removeExperiment, async ({ tx, act, viewer, params }) => {
    await removeExperiment(tx, act, viewer, params.id)
    return undefined
  })
  route(api, contracts.planExperiment, async (call) => {
    requireReader(call.viewer)
    return readPlan(call.tx, asking(call), call.body)
  })
  route(api, contracts.startExperiment, async (call) => {
    await startExperiment(call.tx, call.act, asking(call), call.params.id, call.version)
    return requireExperiment(call.tx, asking(call), call.params.id)
  })
  route(api, contracts.stopExperiment, async (call) => {
    await stopExperiment(call.tx, call.act, call.viewer, call.params.id, call.version, call.body.reason)
    return requireExperiment(call.tx, asking(call), call.params.id)
  })
  route(api, contracts.concludeExperiment, async (call) => {
    await concludeExperiment(call.tx, call.act, call.viewer, call.params.id, call.version, call.body)
    return requireExperiment(call.tx, asking(call), call.params.id)
  })

  route(api, contracts.getExperimentResult, async (call) => {
    requireReader(call.viewer)
    return readResult(call.tx, call.viewer, await requireExperiment(call.tx, asking(call), call.params.id), api.clock.now())
  })
  route(api, contracts.listExperimentDeals, async (call) => {
    requireReader(call.viewer)
    return selectDeals(call.tx, call.viewer, await requireExperiment(call.tx, asking(call), call.params.id), call.query, api.clock.now())
  })
  route(api, contracts.listDealExperiments, async ({ tx, viewer, session, params }) => (await selectDealExperiments(tx, viewer, params.id, session.org.timeZone)) ?? refuse('record.not_found'))
}
