import { listPipelines } from '@sluice/core/catalog/contract'
import { useContractQuery } from '../../api/query.ts'
import { seldom } from '../pickers/seldom.ts'
import type { OptionGroup } from './slots.tsx'

/** The stages of all pipelines in use, by pipeline; a whole pipeline as `p:<id>` where that can be chosen. */
export function useStageOptions(whole: ((pipeline: string) => string) | null): readonly OptionGroup[] {
  const pipelines = useContractQuery(listPipelines, {}, seldom).data?.items ?? []
  return pipelines.filter((one) => !one.isArchived).map((one) => ({
    label: one.name,
    options: [...(whole === null ? [] : [{ value: `p:${one.id}`, label: whole(one.name) }]), ...one.stages.map((stage) => ({ value: stage.id, label: stage.name }))],
  }))
}

/** The pipeline of a stage; null when no pipeline in use has it. */
export function usePipelineOf(): (stageId: string) => string | null {
  const pipelines = useContractQuery(listPipelines, {}, seldom).data?.items ?? []
  return (stageId) => pipelines.find((one) => one.stages.some((stage) => stage.id === stageId))?.id ?? null
}
