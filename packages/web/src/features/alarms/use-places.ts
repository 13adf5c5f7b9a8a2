import { listPipelines } from '@sluice/core/catalog/contract'
import { useMemo } from 'react'
import { useContractQuery } from '../../api/query.ts'
import { seldom } from '../pickers/seldom.ts'

/** Pipelines and stages by id, as they are named today. */
export function usePlaces() {
  const read = useContractQuery(listPipelines, {}, seldom)
  return useMemo(() => {
    const pipelines = read.data?.items ?? []
    const stages = new Map(pipelines.flatMap((one) => one.stages.map((stage) => [stage.id, stage.name] as const)))
    return {
      isPending: read.isPending,
      pipelines: pipelines.filter((one) => !one.isArchived),
      pipeline: (id: string) => pipelines.find((one) => one.id === id),
      pipelineName: (id: string) => pipelines.find((one) => one.id === id)?.name ?? '…',
      stageName: (id: string) => stages.get(id) ?? '…',
    }
  }, [read.data, read.isPending])
}
export type Places = ReturnType<typeof usePlaces>
