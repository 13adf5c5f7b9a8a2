import { listRemedies } from '@sluice/core/remedies/contract'
import { useMemo } from 'react'
import { useContractQuery } from '../../api/query.ts'

/** The strategy library by key; hidden ones are not in it. */
export function useRemedies() {
  const read = useContractQuery(listRemedies, { query: {} }, { staleTime: 5 * 60_000 })
  return useMemo(() => new Map((read.data?.items ?? []).map(({ remedy }) => [remedy.key, remedy])), [read.data])
}
