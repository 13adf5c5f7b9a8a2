import { drawExit } from './hazards.ts'
import type { Cause, SimulationParams } from './params.ts'
import { leaking, leakOf, pipelineOf, segmentRates, type Segment } from './segments.ts'
import type { Rng } from './rng.ts'

/** One stay of a deal, in smooth days since the company's start. `left` may lie beyond now: then it is not seen. */
export interface PathStay {
  stage: number
  entered: number
  left: number
  cause: Cause
  /** Where it led; null: won or lost for good (see `cause` and `won`). */
  next: number | null
  won: boolean
  /** It was lost, and entered again at this time. */
  reopenedAt: number | null
  /** The loss fell into a leak of this key. */
  leakKey: string | null
}

/**
 * The whole life of a deal created at `created`, until it is closed for good or `until` has passed.
 * The rules of movement are those of `chainOf`, which the truth is computed from: `advance` from the last stage and `skip` from the last but one win.
 */
export function dealPath(params: SimulationParams, segment: Segment, created: number, until: number, rng: Rng): PathStay[] {
  const pipeline = pipelineOf(params, segment.pipelineKey)
  const rates = segmentRates(params, segment)
  const last = rates.length - 1
  const path: PathStay[] = []
  let stage = 0
  let entered = created
  while (entered < until) {
    const hazards = pipeline.stages[stage]
    const own = rates[stage]
    if (hazards === undefined || own === undefined) throw new Error('stage outside of the pipeline')
    const leak = leakOf(params, segment, hazards.stageKey)
    const changeAt = leak === undefined ? Infinity : params.days - leak.daysAgo - entered
    const exit = drawExit(rng, hazards.shape, own, leak === undefined ? own : leaking(own, leak), changeAt)
    const left = entered + exit.days
    const target = { advance: stage + 1, skip: stage + 2, back: Math.max(0, stage - 1), won: last + 1, lost: stage }[exit.cause]
    const reopens = exit.cause === 'lost' && rng.chance(pipeline.reopenShare)
    const reopenedAt = reopens ? left + rng.exponential() * pipeline.reopenMeanDays : null
    const won = target > last
    const next = won || (exit.cause === 'lost' && !reopens) ? null : target
    const leakKey = leak !== undefined && exit.days >= changeAt ? leak.key : null
    path.push({ stage, entered, left, cause: exit.cause, next, won, reopenedAt, leakKey })
    if (next === null) break
    stage = next
    entered = reopenedAt ?? left
  }
  return path
}
