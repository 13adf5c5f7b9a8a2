import { criteriaOf } from '../config/gate.ts'
import { pipelineDefinition, type PipelineDefinition } from '../config/pipeline-definition.ts'

/**
 * The same definition for another pipeline: stages and criteria get ids of their own, and whatever in it names one of
 * them, or the pipeline itself (conditions do), names the copy's. `newId` makes ids.
 */
export function copyDefinition(definition: PipelineDefinition, ids: { from: string; to: string }, newId: () => string): PipelineDefinition {
  const renamed = new Map([[ids.from, ids.to]])
  const gates = [definition.wonGate, ...definition.stages.flatMap((stage) => [stage.entryGate, stage.exitGate])]
  for (const { id } of [...definition.stages, ...gates.flatMap(criteriaOf)]) renamed.set(id, newId())
  return pipelineDefinition.parse(mapStrings(definition, (text) => renamed.get(text) ?? text))
}

/** Ids stand alone in their strings; a text in which one occurs among words is left as it is. Depth is bounded by the schema. */
function mapStrings(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value)
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, map))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, map)]))
}
