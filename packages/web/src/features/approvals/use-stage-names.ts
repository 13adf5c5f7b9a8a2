import { listPipelines } from '@sluice/core/catalog/contract'
import type { Pipeline, Stage } from '@sluice/core/catalog/contract'
import { useMemo } from 'react'
import { useContractQuery } from '../../api/query.ts'

/** Stages by id with their pipeline, over all pipelines, former ones as those that stand for them; empty while they are read. */
export function useStagesById(): ReadonlyMap<string, { stage: Stage; pipeline: Pipeline }> {
  const { data } = useContractQuery(listPipelines, {}, { staleTime: 10 * 60_000 })
  return useMemo(() => new Map((data?.items ?? []).flatMap((pipeline) => {
    const inUse = pipeline.stages.map((stage) => [stage.id, { stage, pipeline }] as const)
    const former = pipeline.formerStages.flatMap(({ id, successorId }) => inUse.filter(([stageId]) => stageId === successorId).map(([, at]) => [id, at] as const))
    return [...inUse, ...former]
  })), [data])
}

/** The name of a target: a stage's, or what winning is called in the pipeline of `from`. */
export function useTargetName(): (target: string, from?: string) => string {
  const stages = useStagesById()
  return (target, from) => (target === 'won' ? (stages.get(from ?? '')?.pipeline.wonName ?? '') : (stages.get(target)?.stage.name ?? ''))
}
