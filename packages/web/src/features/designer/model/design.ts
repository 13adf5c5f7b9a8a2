import type { GateGroup } from '@sluice/core/config/gate'
import type { PipelineDefinition, StageDefinition, StageMapping } from '@sluice/core/config/pipeline-definition'

/** What is being designed: the definition, and where the deals of stages go that are taken away. */
export interface Design {
  definition: PipelineDefinition
  mapping: StageMapping
}

/** Makes ids of new stages and criteria. */
export type MakeId = () => string

const withStages = (design: Design, stages: StageDefinition[]): Design => ({ ...design, definition: { ...design.definition, stages } })

/** Changes a part of the pipeline itself. */
export function changePipeline(design: Design, part: Partial<PipelineDefinition>): Design {
  return { ...design, definition: { ...design.definition, ...part } }
}

/** Changes a part of one stage. */
export function changeStage(design: Design, id: string, part: Partial<StageDefinition>): Design {
  return withStages(design, design.definition.stages.map((stage) => (stage.id === id ? { ...stage, ...part } : stage)))
}

/** Moves a stage to a place in the order, `[0, stages)`. */
export function moveStage(design: Design, id: string, to: number): Design {
  const { stages } = design.definition
  const stage = stages.find((one) => one.id === id)
  if (!stage) return design
  const others = stages.filter((one) => one.id !== id)
  return withStages(design, [...others.slice(0, to), stage, ...others.slice(to)])
}

/** Adds a stage after another one, or first. Its probability lies between those of its neighbours, its layer is that of the one before. */
export function addStage(design: Design, afterId: string | null, stage: Pick<StageDefinition, 'id' | 'name' | 'color'>): Design {
  const { stages } = design.definition
  const at = afterId === null ? 0 : stages.findIndex((one) => one.id === afterId) + 1
  const before = stages[at - 1]
  const after = stages[at]
  const probability = Math.round((((before?.winProbability ?? 0) + (after?.winProbability ?? 1)) / 2) * 100) / 100
  const added: StageDefinition = {
    ...stage, definition: '', entryCriteria: '', exitCriteria: '', winProbability: probability, forecastCategory: before?.forecastCategory ?? 'pipeline',
    layer: before?.layer ?? after?.layer ?? 'advance', dwell: null, entryGate: null, exitGate: null,
    playbook: { scripts: '', questions: [], materials: [], objections: [] }, nextStepHint: '', nextStepRequired: false,
  }
  return withStages(design, [...stages.slice(0, at), added, ...stages.slice(at)])
}

/** The same gate with ids of its own: ticks and debts refer to the id of a criterion. */
export function copyGate(gate: GateGroup | null, makeId: MakeId): GateGroup | null {
  return gate && { op: gate.op, items: gate.items.map((item) => ('op' in item ? (copyGate(item, makeId) ?? item) : { ...item, id: makeId() })) }
}

/** A stage like another one, behind it. */
export function duplicateStage(design: Design, id: string, name: string, makeId: MakeId): Design {
  const { stages } = design.definition
  const at = stages.findIndex((one) => one.id === id)
  const stage = stages[at]
  if (!stage) return design
  const copy = { ...stage, id: makeId(), name, entryGate: copyGate(stage.entryGate, makeId), exitGate: copyGate(stage.exitGate, makeId) }
  return withStages(design, [...stages.slice(0, at + 1), copy, ...stages.slice(at + 1)])
}

/**
 * Takes a stage away. `to` takes its place for the deals in it and for its past stays; null when it was never live, or when it is not
 * decided yet. Stages that were mapped to it are mapped to `to` from now on.
 */
export function removeStage(design: Design, id: string, to: string | null, wasLive: boolean): Design {
  const stages = design.definition.stages.filter((one) => one.id !== id)
  const followed = design.mapping.flatMap((one) => (one.to !== id ? [one] : to === null ? [] : [{ from: one.from, to }]))
  const mapping = wasLive && to !== null ? [...followed.filter((one) => one.from !== id), { from: id, to }] : followed
  return { ...withStages(design, stages), mapping }
}

/** Says which stage stands for one that was taken away. */
export function mapStage(design: Design, from: string, to: string): Design {
  return { ...design, mapping: [...design.mapping.filter((one) => one.from !== from), { from, to }] }
}

/**
 * Splits a stage in two. Both are new stages, so that what was said of the old one stays true of the past; `heir` (0 or 1) takes its deals
 * and its past stays. The way in keeps the entry gate, the way out the exit gate.
 */
export function splitStage(design: Design, id: string, names: readonly [string, string], heir: 0 | 1, wasLive: boolean, makeId: MakeId): Design {
  const { stages } = design.definition
  const at = stages.findIndex((one) => one.id === id)
  const stage = stages[at]
  if (!stage) return design
  const after = stages[at + 1]?.winProbability ?? 1
  const between = Math.round(((stage.winProbability + after) / 2) * 100) / 100
  const first: StageDefinition = { ...stage, id: makeId(), name: names[0], exitCriteria: '', exitGate: null }
  const second: StageDefinition = {
    ...stage, id: makeId(), name: names[1], entryCriteria: '', entryGate: null, winProbability: between,
    playbook: { scripts: '', questions: [], materials: [], objections: [] },
  }
  const split = withStages(design, [...stages.slice(0, at), first, second, ...stages.slice(at)])
  return removeStage(split, id, heir === 0 ? first.id : second.id, wasLive)
}

/** Merges a stage with the one behind it. The first stays, with the second's way out; the second's deals and past stays count as the first's. */
export function mergeStage(design: Design, id: string, name: string, wasLive: (id: string) => boolean): Design {
  const { stages } = design.definition
  const at = stages.findIndex((one) => one.id === id)
  const first = stages[at]
  const second = stages[at + 1]
  if (!first || !second) return design
  const join = (a: string, b: string) => [a, b].filter((text) => text.trim() !== '').join('\n')
  const merged: StageDefinition = {
    ...first, name, definition: join(first.definition, second.definition), exitCriteria: second.exitCriteria, exitGate: second.exitGate,
    nextStepHint: second.nextStepHint || first.nextStepHint, nextStepRequired: first.nextStepRequired || second.nextStepRequired,
    playbook: {
      scripts: join(first.playbook.scripts, second.playbook.scripts).slice(0, 5000),
      questions: [...first.playbook.questions, ...second.playbook.questions].slice(0, 30),
      materials: [...first.playbook.materials, ...second.playbook.materials].slice(0, 30),
      objections: [...first.playbook.objections, ...second.playbook.objections].slice(0, 30),
    },
  }
  const kept = withStages(design, stages.map((stage) => (stage.id === id ? merged : stage)))
  return removeStage(kept, second.id, id, wasLive(second.id))
}
