import { listChannels, listLossReasons, listPipelines, listProducts, listTags } from '@sluice/core/catalog/contract'
import type { Pipeline, Stage } from '@sluice/core/catalog/contract'
import { listTeams, listUsers } from '@sluice/core/identity/contract'
import { useMemo } from 'react'
import { useContractQuery } from '../../api/query.ts'

/** Configuration changes seldom, and an event says when it does. */
const seldom = { staleTime: 10 * 60_000 }

export function usePipelines() {
  return useContractQuery(listPipelines, {}, seldom)
}
export function useUsers() {
  return useContractQuery(listUsers, {}, seldom)
}
export function useTeams() {
  return useContractQuery(listTeams, {}, seldom)
}
export function useChannels() {
  return useContractQuery(listChannels, {}, seldom)
}
export function useTags() {
  return useContractQuery(listTags, {}, seldom)
}
export function useLossReasons() {
  return useContractQuery(listLossReasons, {}, seldom)
}
export function useProducts() {
  return useContractQuery(listProducts, {}, seldom)
}

export interface StageAt {
  stage: Stage
  pipeline: Pipeline
  /** Its place among the pipeline's stages, for its colour. */
  index: number
}

/** Stages by id, over all pipelines. A stage that a publication took away is found as the one that stands for it: closed deals still name it. */
export function useStages(): ReadonlyMap<string, StageAt> {
  const { data } = usePipelines()
  return useMemo(() => {
    const stages = (data?.items ?? []).flatMap((pipeline) =>
      pipeline.stages.map((stage, index) => [stage.id, { stage, pipeline, index }] as const),
    )
    const known = new Map<string, StageAt>(stages)
    for (const former of (data?.items ?? []).flatMap((pipeline) => pipeline.formerStages)) {
      const successor = former.successorId === null ? undefined : known.get(former.successorId)
      if (successor) known.set(former.id, successor)
    }
    return known
  }, [data])
}

/** Names by id of anything listed. */
export function useNames(list: { items: readonly { id: string; name: string }[] } | undefined): ReadonlyMap<string, string> {
  return useMemo(() => new Map((list?.items ?? []).map(({ id, name }) => [id, name])), [list])
}
