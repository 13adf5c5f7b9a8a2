import { pipelineDefinition, stageDefinition, type PipelineDefinition, type StageDefinition } from '../config/pipeline-definition.ts'

/** For tests: an id that says which one it is. */
export const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

export function stageOf(n: number, more: Partial<StageDefinition> = {}): StageDefinition {
  return stageDefinition.parse({ id: idOf(n), name: `阶段${n}`, winProbability: (n % 10) / 10, forecastCategory: 'pipeline', layer: 'advance', color: '#336699', ...more })
}

export function definitionWith(stages: StageDefinition[], more: Partial<PipelineDefinition> = {}): PipelineDefinition {
  return pipelineDefinition.parse({ name: '流程', wonName: '赢单', lostName: '丢单', stages, ...more })
}
