import { changeLead, getLead } from '@sluice/core/leads/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { contractKey, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'

export type LeadChange = BodyInputOf<typeof changeLead>

/** One lead: read, changed against the version that is shown (a stale one is refused), read again. */
export function useLead(id: string) {
  const client = useQueryClient()
  const refresh = useRefresh()
  const args = { params: { id } }
  const read = useContractQuery(getLead, args)
  const change = async (part: LeadChange) => {
    // The version of the cache, not of the last render: two fields may be saved one right after the other.
    const current = client.getQueryData<NonNullable<typeof read.data>>(contractKey(getLead, args))
    const changed = await call(changeLead, { ...args, body: part, ifMatch: current?.version ?? 1 })
    client.setQueryData(contractKey(getLead, args), { customNames: {}, firstTouch: null, lastTouch: null, ...current, ...changed, canWrite: current?.canWrite ?? true })
    refresh({ type: 'lead.changed', subjectType: 'lead', subjectId: id })
    return changed
  }
  return { read, change, reload: () => read.refetch() }
}
