import type { GateGroup } from '../config/gate.ts'
import { defaultRules, type PipelineRules } from '../config/pipeline-definition.ts'

/** A stage as moves see it. */
export interface StageRule {
  id: string
  pipelineId: string
  position: number
  name: string
  nextStepRequired: boolean
  entryGate: GateGroup | null
  exitGate: GateGroup | null
  /** Its pipeline is no longer in use: deals that stand in it leave it, and none enters. */
  isArchived?: boolean
}
export interface PipelineRule {
  id: string
  /** What a win is called. */
  wonName: string
  rules: PipelineRules
  wonGate: GateGroup | null
}
/** What of the configuration decides where deals may go. Archived stages are left out; those of archived pipelines say so. */
export interface MoveRules {
  stages: readonly StageRule[]
  pipelines: readonly PipelineRule[]
}

/** Where a deal is; null: nowhere yet, it is about to be made. */
export interface From {
  pipelineId: string
  stageId: string
}
export type Destination = { stageId: string } | 'won'

/** One gate on the way. */
export interface GateOnWay {
  side: 'exit' | 'entry' | 'won'
  /** Null for the gate to the win. */
  stageId: string | null
  gate: GateGroup
}

/** Where a move leads, and what stands in it. */
export interface Way {
  kind: 'stay' | 'forward' | 'back' | 'enter' | 'win'
  pipeline: PipelineRule
  /** Null for a win. */
  stage: StageRule | null
  /** Stages that are passed over without a stay in them, in order. */
  skipped: string[]
  gates: GateOnWay[]
}

/** Stages of a pipeline in order. */
export function stagesOf(rules: MoveRules, pipelineId: string): StageRule[] {
  return rules.stages.filter((stage) => stage.pipelineId === pipelineId).toSorted((a, b) => a.position - b.position)
}

const plainPipeline = (id: string): PipelineRule => ({ id, wonName: '', rules: defaultRules, wonGate: null })

/**
 * The way from where a deal is to where it shall be, with the gates that are judged on it:
 * - forward: the exit of the stage left and of every stage passed over, then the entry of the stage reached;
 * - to the win: the exit of the stage left and of every stage after it, then the gate to the win;
 * - into a pipeline (a new deal, or one of another pipeline): the exit of every stage before the one reached, and its entry.
 *   The pipeline left asks nothing: leaving it is no progress in it. So does a stage that is no longer in use;
 * - back, or within a stage: none.
 * Null when the destination is unknown or no longer in use.
 */
export function wayTo(from: From | null, to: Destination, rules: MoveRules): Way | null {
  const target = to === 'won' ? undefined : rules.stages.find((stage) => stage.id === to.stageId)
  if (to !== 'won' && (target === undefined || target.isArchived === true)) return null
  const pipelineId = target?.pipelineId ?? from?.pipelineId
  if (pipelineId === undefined) return null
  const pipeline = rules.pipelines.find((one) => one.id === pipelineId) ?? plainPipeline(pipelineId)
  const stages = stagesOf(rules, pipelineId)
  const at = from?.pipelineId === pipelineId ? stages.findIndex((stage) => stage.id === from.stageId) : -1
  const goal = target === undefined ? stages.length : stages.indexOf(target)
  const base = { pipeline, stage: target ?? null }
  if (target !== undefined && at === goal) return { ...base, kind: 'stay', skipped: [], gates: [] }
  if (at > goal) return { ...base, kind: 'back', skipped: [], gates: [] }
  const exits = stages.slice(Math.max(at, 0), goal).flatMap((stage) => onWay('exit', stage.id, stage.exitGate))
  const last = target === undefined ? onWay('won', null, pipeline.wonGate) : onWay('entry', target.id, target.entryGate)
  return {
    ...base, kind: target === undefined ? 'win' : at < 0 ? 'enter' : 'forward',
    skipped: stages.slice(at + 1, goal).map((stage) => stage.id), gates: [...exits, ...last],
  }
}

const onWay = (side: GateOnWay['side'], stageId: string | null, gate: GateGroup | null): GateOnWay[] => (gate === null ? [] : [{ side, stageId, gate }])
