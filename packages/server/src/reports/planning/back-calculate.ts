import { backCalculate, PLAN_METHODS } from '@sluice/core/planning/back-calculation'
import { checkCapacity } from '@sluice/core/planning/capacity'
import type { BackCalculationAnswer, backCalculateTarget, PlanningBaseline } from '@sluice/core/planning/contract'
import { productMisleads } from '@sluice/core/planning/product-misleads'
import { wantedDeals } from '@sluice/core/planning/target'
import type { BodyOf } from '@sluice/core/lib/contract'

/** The three methods on one baseline, whether the simple product misleads, and the load of the months by the answer to be trusted most. */
export function answerTarget(baseline: PlanningBaseline, body: BodyOf<typeof backCalculateTarget>): BackCalculationAnswer {
  const { facts } = baseline
  const used = { ...facts, leadSteps: body.withLeads ? facts.leadSteps : [] }
  const layout = {
    months: body.months, ...(body.monthWeights !== undefined && { monthWeights: body.monthWeights }),
    channels: body.channels ?? baseline.channels.map(({ channelKey, share }) => ({ channelKey, share })),
  }
  const wanted = wantedDeals(body.target, baseline.won)
  const answers = PLAN_METHODS.map((method): BackCalculationAnswer['answers'][number] => {
    if (wanted === null) return { method, result: null, why: 'no_wins' }
    const answer = backCalculate(method, wanted, used, layout)
    return answer.ok ? { method, result: answer.result, why: null } : { method, result: null, why: answer.why }
  })
  // The delays know most, then skips and returns; what rests on too few deals comes after what does not.
  const ranked = [...answers].reverse()
  const best = ranked.find(({ result }) => result?.enough === true) ?? ranked.find(({ result }) => result !== null) ?? null
  return {
    baseline, answers, method: best?.method ?? null,
    misleading: productMisleads(facts, layout).reasons.map(({ kind, share }) => ({ why: kind, evidence: { share } })),
    capacity: best?.result == null ? [] : checkCapacity(best.result.months, body.resources.map(({ share, ...one }) => ({ ...one, ...(share !== undefined && { share }) }))),
  }
}
