import type { Pipeline } from '@sluice/core/catalog/contract'
import type { PipelineDefinition } from '@sluice/core/config/pipeline-definition'

/** The live definition of a pipeline, as the catalogue tells it. */
export function definitionOf(pipeline: Pipeline): PipelineDefinition {
  const { name, definition, businessLine, wonName, wonCriteria, lostName, wonGate, routing, routingPriority, rules, stages } = pipeline
  return { name, definition, businessLine, wonName, wonCriteria, lostName, wonGate, routing, routingPriority, rules, stages }
}
