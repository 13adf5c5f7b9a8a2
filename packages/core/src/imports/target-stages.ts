import { letterKey } from '../lib/text.ts'
import type { Mapping, MappingProblem } from './mapping.ts'
import type { NameRef } from './records.ts'

export interface OpenStage {
  key: string
  name: string
}

/** A pipeline with its open stages in order. */
export interface TargetPipeline {
  id: string
  name: string
  stages: readonly OpenStage[]
}

/** A pipeline of this import: existing, or made by it (its stages' keys are then their names). */
export interface Target {
  ref: NameRef
  stages: readonly OpenStage[]
}

/** The pipeline that the mapping names, or null when a column names it. Problems are added, not thrown. */
export function targetOf(mapping: Mapping, pipelines: readonly TargetPipeline[], problems: MappingProblem[]): Target | null {
  const wanted = mapping.pipeline
  if (wanted === undefined) return null
  if ('create' in wanted) {
    // Made by an earlier run of the same mapping: the second import goes into it.
    const there = pipelines.filter((pipeline) => pipeline.name === wanted.create)
    const [same] = there
    if (same !== undefined && there.length === 1) return { ref: { id: same.id }, stages: same.stages }
    return { ref: { create: wanted.create }, stages: wanted.stages.map((name) => ({ key: name, name })) }
  }
  const found = pipelines.filter((pipeline) => pipeline.id === wanted.use)
  const named = found.length > 0 ? found : pipelines.filter((pipeline) => pipeline.name === wanted.use)
  const [pipeline] = named
  if (pipeline === undefined || named.length > 1) {
    problems.push({
      code: pipeline === undefined ? 'mapping.pipeline_unknown' : 'mapping.name_ambiguous',
      path: 'pipeline.use',
      detail: wanted.use,
    })
    return null
  }
  return { ref: { id: pipeline.id }, stages: pipeline.stages }
}

/** A stage by its key, by its exact name, or by a name that differs in case, width or blanks only. */
export function stageOf(target: Target, wanted: string, exact = false): OpenStage | null {
  const { stages } = target
  const direct = stages.find((stage) => stage.key === wanted) ?? stages.find((stage) => stage.name === wanted)
  if (direct !== undefined || exact) return direct ?? null
  const key = letterKey(wanted)
  const like = stages.filter((stage) => letterKey(stage.name) === key)
  return like.length === 1 ? (like[0] ?? null) : null
}
