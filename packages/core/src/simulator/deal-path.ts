import { drawExit } from './hazards.ts'
import type { Cause, PlantedChange, SimulationParams } from './params.ts'
import { applies, concerning, piecesOf, type Traits } from './planted.ts'
import { pipelineOf, segmentRates, type Segment } from './segments.ts'
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
  /** What was planted and applied when it ended. */
  planted: PlantedChange[]
}

/**
 * The whole life of a deal created at `created`, until it is closed for good or `until` has passed.
 * The rules of movement are those of `chainOf`, which the truth is computed from: `advance` from the last stage and `skip` from the last but one win.
 */
export function dealPath(params: SimulationParams, changes: readonly PlantedChange[], segment: Segment, traits: Traits, created: number, until: number, rng: Rng): PathStay[] {
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
    const here = concerning(changes, segment, traits, hazards.stageKey)
    const exit = drawExit(rng, hazards.shape, piecesOf(own, here, params.days, entered))
    const left = entered + exit.days
    const planted = here.filter((change) => applies(change, params.days, entered, exit.days))
    const swept = sweptTo(params, segment.pipelineKey, hazards.stageKey, entered, left, rng)
    if (swept !== null) {
      const next = pipeline.stages.findIndex((s) => s.stageKey === swept.toStageKey)
      path.push({ stage, entered, left: swept.at, cause: next < stage ? 'back' : 'advance', next, won: false, reopenedAt: null, planted })
      stage = next
      entered = swept.at
      continue
    }
    const target = { advance: stage + 1, skip: stage + 2, back: Math.max(0, stage - 1), won: last + 1, lost: stage }[exit.cause]
    const reopens = exit.cause === 'lost' && rng.chance(pipeline.reopenShare)
    const reopenedAt = reopens ? left + rng.exponential() * pipeline.reopenMeanDays : null
    const won = target > last
    const next = won || (exit.cause === 'lost' && !reopens) ? null : target
    path.push({ stage, entered, left, cause: exit.cause, next, won, reopenedAt, planted })
    if (next === null) break
    stage = next
    entered = reopenedAt ?? left
  }
  return path
}

/** Where a sweep put the deal while it was in the stage, if one did. */
function sweptTo(params: SimulationParams, pipelineKey: string, stageKey: string, entered: number, left: number, rng: Rng): { at: number; toStageKey: string } | null {
  for (const sweep of params.sweeps ?? []) {
    const at = params.days - sweep.daysAgo
    if (sweep.pipelineKey === pipelineKey && sweep.fromStageKey === stageKey && entered < at && at < left && rng.chance(sweep.share)) return { at, toStageKey: sweep.toStageKey }
  }
  return null
}
