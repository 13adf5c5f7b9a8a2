import { listChannels, listLossReasons, listPipelines, listProducts } from '@sluice/core/catalog/contract'
import type { Pipeline } from '@sluice/core/catalog/contract'
import { listUsers } from '@sluice/core/identity/contract'
import { leadStatuses } from '@sluice/core/imports/lead-statuses'
import type { ValueField } from '@sluice/core/imports/mapping'
import { useMemo } from 'react'
import { useContractQuery } from '../../api/query.ts'
import { seldom } from '../pickers/seldom.ts'

const nothing: readonly Pipeline[] = []

/** The pipelines that deals can go into. */
export function usePipelines(): readonly Pipeline[] {
  const { data } = useContractQuery(listPipelines, {}, seldom)
  return useMemo(() => data?.items.filter((one) => !one.isArchived) ?? nothing, [data])
}

/** Everything of a kind that a value of the file can stand for. */
export function useExisting(field: ValueField): readonly { id: string; name: string }[] {
  const users = useContractQuery(listUsers, {}, { ...seldom, enabled: field === 'owner' || field === 'resource' })
  const channels = useContractQuery(listChannels, {}, { ...seldom, enabled: field === 'source' })
  const products = useContractQuery(listProducts, {}, { ...seldom, enabled: field === 'product' })
  const reasons = useContractQuery(listLossReasons, {}, { ...seldom, enabled: field === 'lostReason' })
  const pipelines = usePipelines()
  switch (field) {
    case 'owner':
    case 'resource':
      // Who has left counts too: old deals are theirs.
      return users.data?.items ?? []
    case 'source':
      return channels.data?.items.filter((one) => !one.isArchived) ?? []
    case 'product':
      return products.data?.items.filter((one) => !one.isArchived) ?? []
    case 'lostReason':
      return leaves(reasons.data?.items ?? [])
    case 'status':
      return leadStatuses
    case 'pipeline':
      return pipelines
  }
}

/** Loss reasons without their groups: a group is no reason of its own. */
function leaves<T extends { id: string; parentId: string | null; isArchived: boolean }>(reasons: readonly T[]): T[] {
  const groups = new Set(reasons.map((one) => one.parentId))
  return reasons.filter((one) => !one.isArchived && !groups.has(one.id))
}
