import type { ExperimentDefinition } from './definition.ts'

export const experimentProblems = ['no_pipeline', 'unknown_pipeline', 'unknown_stage', 'outcome_before_entry', 'no_path', 'same_name', 'condition'] as const
export type ExperimentProblem = (typeof experimentProblems)[number]

/** Stages of each pipeline that is in use, in order. */
export type KnownStages = ReadonlyMap<string, readonly string[]>

/** What stands in the way of starting; whether the condition fits is asked by whoever knows the fields. */
export function problemsOf({ pipelineId, entry, outcome, arms }: ExperimentDefinition, stages: KnownStages): ExperimentProblem[] {
  const problems: ExperimentProblem[] = []
  const own = pipelineId === null ? undefined : stages.get(pipelineId)
  if (pipelineId === null) problems.push('no_pipeline')
  else if (own === undefined) problems.push('unknown_pipeline')
  else {
    const place = (stageId: string) => own.indexOf(stageId)
    const from = entry.kind === 'stage' ? place(entry.stageId) : -1
    const to = outcome.kind === 'stage' ? place(outcome.stageId) : own.length
    if ((entry.kind === 'stage' && from < 0) || to < 0) problems.push('unknown_stage')
    else if (to <= Math.max(from, 0)) problems.push('outcome_before_entry')
  }
  if (arms.some((arm) => arm.path.trim() === '' && arm.tasks.length === 0)) problems.push('no_path')
  if (new Set(arms.map((arm) => arm.name.trim())).size < arms.length) problems.push('same_name')
  return problems
}
