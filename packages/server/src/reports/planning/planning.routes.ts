import { readsWholeFunnel } from '@sluice/core/identity/policy'
import { backCalculateTarget, getPlanningBaseline } from '@sluice/core/planning/contract'
import type { Api } from '../../platform/api.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import type { Replica } from '../../replica/replica.ts'
import { askingOf } from '../asking.ts'
import { answerTarget } from './back-calculate.ts'
import { readBaseline } from './baseline.ts'

/** Planning over the whole pipeline: what a target takes, and what what-if sliders start from. */
export function planningRoutes(api: Api, replica: Replica): void {
  route(api, getPlanningBaseline, async ({ tx, viewer, session, query }) => {
    if (!readsWholeFunnel(viewer)) refuse('permission.denied')
    return readBaseline(tx, replica, askingOf(api, viewer, session), query)
  })
  route(api, backCalculateTarget, async ({ tx, viewer, session, body }) => {
    if (!readsWholeFunnel(viewer)) refuse('permission.denied')
    const { months, monthWeights } = body
    if (months.some((month, i) => i > 0 && month <= (months[i - 1] ?? ''))) refuse('plan.months_out_of_order')
    if (monthWeights !== undefined && monthWeights.length !== months.length) refuse('request.invalid', {}, [{ path: 'monthWeights', code: 'wrong_length' }])
    const asked = { pipeline: body.pipelineId, from: body.from, to: body.to, ...(body.target.kind === 'money' && { currency: body.target.currency }), firstMonth: months[0] ?? '' }
    return answerTarget(await readBaseline(tx, replica, askingOf(api, viewer, session), asked), body)
  })
}
