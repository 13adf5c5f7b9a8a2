import type { PipelineDefinition, StageMapping } from '../config/pipeline-definition.ts'

/** Stages of the live definition that the draft has no more, in their order. */
export function removedStages(live: PipelineDefinition, draft: PipelineDefinition): PipelineDefinition['stages'] {
  const kept = new Set(draft.stages.map((stage) => stage.id))
  return live.stages.filter((stage) => !kept.has(stage.id))
}

/** Of a draft's mapping what concerns stages that it takes away; one entry a stage, the first. A stage taken away and put back needs none. */
export function mappingInForce(live: PipelineDefinition, draft: PipelineDefinition, mapping: StageMapping): Map<string, string> {
  const removed = new Set(removedStages(live, draft).map((stage) => stage.id))
  const inForce = new Map<string, string>()
  for (const { from, to } of mapping) if (removed.has(from) && !inForce.has(from)) inForce.set(from, to)
  return inForce
}

/**
 * Where the stages go that an undone publication brought: back to the stage whose place they took; else as an earlier
 * publication mapped them; else to the nearest stage before them that has a place, or the first of all.
 * `earlier`: the mappings of former publications, newest first.
 */
export function undoMapping(
  live: PipelineDefinition, former: PipelineDefinition, undone: StageMapping, earlier: readonly StageMapping[],
): StageMapping {
  const back = new Set(former.stages.map((stage) => stage.id))
  const [first] = former.stages
  if (first === undefined) return []
  const inverse = new Map<string, string>()
  // The first stage that was mapped to it: of several merged into one, deals that were moved since cannot be told apart.
  for (const { from, to } of undone) if (back.has(from) && !inverse.has(to)) inverse.set(to, from)
  const before = (stageId: string) => earlier.flatMap((mapping) => mapping.filter((one) => one.from === stageId && back.has(one.to)))[0]?.to
  const mapping: StageMapping = []
  let nearest = first.id
  for (const { id } of live.stages) {
    if (back.has(id)) {
      nearest = id
      continue
    }
    const to = inverse.get(id) ?? before(id) ?? nearest
    mapping.push({ from: id, to })
    nearest = to
  }
  return mapping
}
