import { listChannels } from '@sluice/core/catalog/contract'
import { useContractQuery } from '../../api/query.ts'
import { seldom } from '../pickers/seldom.ts'

/** The name of a channel by its id. */
export function useChannelNames(): (id: string | null) => string | null {
  const read = useContractQuery(listChannels, {}, seldom)
  const names = new Map((read.data?.items ?? []).map((one) => [one.id, one.name]))
  return (id) => (id === null ? null : (names.get(id) ?? null))
}
