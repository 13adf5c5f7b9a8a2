import type { Pipeline } from '../catalog/contract.ts'
import { pipelineDefinition, type PipelineDefinition } from '../config/pipeline-definition.ts'

/** A colour that a stage of long ago may lack. */
const plainColor = '#7aa7f0'

/** The live definition of a pipeline as one document: what a draft begins with, and what a version keeps. */
export function definitionOf(pipeline: Pipeline): PipelineDefinition {
  return pipelineDefinition.parse({
    ...pipeline,
    stages: pipeline.stages.map((stage) => ({ ...stage, color: /^#[0-9a-f]{6}$/i.test(stage.color) ? stage.color : plainColor })),
  })
}
