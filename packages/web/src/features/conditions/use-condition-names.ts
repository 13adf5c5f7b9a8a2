import { listChannels, listLossReasons, listPipelines, listProducts, listTags } from '@sluice/core/catalog/contract'
import type { Field } from '@sluice/core/conditions/catalogue'
import { listTeams, listUsers } from '@sluice/core/identity/contract'
import { useCallback, useMemo } from 'react'
import { useContractQuery } from '../../api/query.ts'
import { seldom } from '../pickers/seldom.ts'

interface Named {
  id: string
  name: string
}

/** What reference fields can be set to, by what they point at (`of`), and the name behind an id for sentences. */
export function useConditionNames() {
  const pipelines = useContractQuery(listPipelines, {}, seldom).data
  const channels = useContractQuery(listChannels, {}, seldom).data
  const reasons = useContractQuery(listLossReasons, {}, seldom).data
  const products = useContractQuery(listProducts, {}, seldom).data
  const tags = useContractQuery(listTags, {}, seldom).data
  const teams = useContractQuery(listTeams, {}, seldom).data
  const users = useContractQuery(listUsers, {}, seldom).data

  const lists = useMemo((): Readonly<Record<string, readonly Named[]>> => {
    const many = (pipelines?.items ?? []).length > 1
    return {
      pipeline: pipelines?.items ?? [],
      stage: (pipelines?.items ?? []).flatMap((pipeline) =>
        pipeline.stages.map((stage) => ({ id: stage.id, name: many ? `${pipeline.name} / ${stage.name}` : stage.name })),
      ),
      channel: channels?.items ?? [],
      loss_reason: reasons?.items ?? [],
      product: products?.items ?? [],
      tag: tags?.items ?? [],
      team: teams?.items ?? [],
      user: users?.items ?? [],
    }
  }, [pipelines, channels, reasons, products, tags, teams, users])

  const nameOf = useCallback(
    (field: Field, id: string) => {
      const of = field.type === 'user' || field.type === 'team' ? field.type : (field.of ?? '')
      return lists[of]?.find((one) => one.id === id)?.name
    },
    [lists],
  )
  return { lists, nameOf }
}
