import { specOf } from '@sluice/core/imports/mapping'
import type { Mapping, StageAction } from '@sluice/core/imports/mapping'
import { nameIndex } from '@sluice/core/imports/name-index'
import { outcomeOf } from '@sluice/core/imports/outcome-words'

/** Changes of a mapping's pipeline and of what stage words stand for. Pure. */

export interface PipelineChoice {
  id: string
  name: string
  stages: readonly { name: string }[]
}

/** The existing pipeline into which deals go, or null (a new one, none, or one that a column names). */
export function usedPipeline<P extends PipelineChoice>(mapping: Mapping, pipelines: readonly P[]): P | null {
  const wanted = mapping.pipeline
  if (wanted === undefined) return null
  // A new one that an earlier run has made already is found by its name, as the server does.
  const name = 'use' in wanted ? wanted.use : wanted.create
  const byId = 'use' in wanted ? pipelines.find((one) => one.id === name) : undefined
  return byId ?? pipelines.find((one) => one.name === name) ?? null
}

/** Names of the open stages of the mapping's pipeline, in order. */
export function stageNames(mapping: Mapping, pipelines: readonly PipelineChoice[]): string[] {
  const wanted = mapping.pipeline
  if (wanted !== undefined && 'create' in wanted) return [...wanted.stages]
  return usedPipeline(mapping, pipelines)?.stages.map((stage) => stage.name) ?? []
}

/** What a stage word or an activity stands for: as the mapping says, else the stage of exactly that name; null: not decided. */
export function stageActionOf(mapping: Mapping, value: string, stages: readonly string[]): StageAction | null {
  const said = Object.hasOwn(mapping.stages, value) ? mapping.stages[value] : undefined
  if (said !== undefined) return said
  return stages.includes(value) ? { stage: value } : null
}

/** Whether an answer names a stage that the pipeline does not have: it then has to be given again. */
export function isKnownStage(action: StageAction | null, stages: readonly string[]): boolean {
  return typeof action !== 'object' || action === null || !('stage' in action) || stages.includes(action.stage)
}

export function setStageAction(mapping: Mapping, value: string, action: StageAction | null): Mapping {
  const stages = { ...mapping.stages }
  if (action === null) delete stages[value]
  else stages[value] = action
  return { ...mapping, stages }
}

/**
 * Deals go into an existing pipeline. Answers that name one of its stages stay; for the others, a word that is only like a
 * stage's name stays undecided: nothing is matched silently.
 */
export function toExistingPipeline(mapping: Mapping, pipeline: PipelineChoice, values: readonly string[]): Mapping {
  const names = pipeline.stages.map((stage) => stage.name)
  return withStages({ ...mapping, pipeline: { use: pipeline.id } }, names, values)
}

/** Deals go into a new pipeline, made from the file's own stages. Words that say won or lost by themselves are no stages. */
export function toOwnPipeline(mapping: Mapping, name: string, values: readonly string[]): Mapping {
  const open = values.filter((value) => outcomeOf(value) === null && !isClosing(mapping.stages[value]))
  const names = open.length > 0 ? open.slice(0, 60) : [name]
  const moved = withStages({ ...mapping, pipeline: { create: name, stages: names } }, names, values)
  return { ...moved, stages: { ...moved.stages, ...Object.fromEntries(names.filter((one) => values.includes(one)).map((one) => [one, { stage: one }])) } }
}

const isClosing = (action: StageAction | undefined): boolean => action === 'won' || action === 'lost' || (typeof action === 'object' && 'lost' in action)

/** Drops what names a stage that is none of `names`. */
function withStages(mapping: Mapping, names: readonly string[], values: readonly string[]): Mapping {
  const stages: Record<string, StageAction> = {}
  for (const [value, action] of Object.entries(mapping.stages)) {
    if (typeof action === 'object' && 'stage' in action) {
      if (names.includes(action.stage)) stages[value] = action
    } else if (values.includes(value)) stages[value] = action
  }
  return dropStageUses({ ...mapping, stages }, (name) => !names.includes(name))
}

/** A new pipeline's stages in another order, or with one renamed, added or taken out (`renamed`: old name → new one, or null). */
export function setNewStages(mapping: Mapping, names: readonly string[], renamed: ReadonlyMap<string, string | null> = new Map()): Mapping {
  const wanted = mapping.pipeline
  if (wanted === undefined || !('create' in wanted)) return mapping
  const stages: Record<string, StageAction> = {}
  for (const [value, action] of Object.entries(mapping.stages)) {
    if (typeof action !== 'object' || !('stage' in action)) {
      stages[value] = action
      continue
    }
    const name = renamed.get(action.stage)
    if (name === undefined) stages[value] = action
    else if (name !== null) stages[value] = { stage: name }
  }
  let next: Mapping = { ...mapping, pipeline: { ...wanted, stages: [...names] }, stages }
  for (const [from, to] of renamed) next = to === null ? dropStageUses(next, (name) => name === from) : renameStageUses(next, from, to)
  return next
}

function dropStageUses(mapping: Mapping, gone: (name: string) => boolean): Mapping {
  const columns = Object.fromEntries(Object.entries(mapping.columns).filter(([, given]) => {
    const { stage } = specOf(given)
    return stage === undefined || !gone(stage)
  }))
  const options = { ...mapping.options }
  if (options.startStage !== undefined && gone(options.startStage)) delete options.startStage
  return { ...mapping, columns, options }
}

function renameStageUses(mapping: Mapping, from: string, to: string): Mapping {
  const columns = Object.fromEntries(Object.entries(mapping.columns).map(([column, given]) => {
    const spec = specOf(given)
    return [column, spec.stage === from ? { ...spec, stage: to } : given]
  }))
  const options = mapping.options.startStage === from ? { ...mapping.options, startStage: to } : mapping.options
  return { ...mapping, columns, options }
}

/** The stage that a word is most like, offered first in its list and never chosen by itself. */
export function likeStages(value: string, stages: readonly string[]): { name: string; score: number }[] {
  return nameIndex(stages.map((name) => ({ id: name, name }))).find(value, 3).map(({ name, score }) => ({ name, score }))
}
