import { getDeal } from '@sluice/core/pipeline/contract'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { contractKey } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'

/** Changes a part of a deal (its contacts, products, collaborators): shows `guess` at once and the answer when it comes. */
export function useDealPart(deal: DealDetail): (guess: Partial<DealDetail>, send: () => Promise<DealDetail>) => Promise<boolean> {
  const client = useQueryClient()
  const toast = useToast()
  const refresh = useRefresh()
  return useCallback(
    async (guess, send) => {
      const key = contractKey(getDeal, { params: { id: deal.id } })
      client.setQueryData<DealDetail>(key, (shown) => shown && { ...shown, ...guess })
      try {
        client.setQueryData<DealDetail>(key, await send())
        refresh({ type: 'deal.changed', subjectType: 'deal', subjectId: deal.id, pipelineId: deal.pipelineId })
        return true
      } catch (error) {
        client.setQueryData<DealDetail>(key, deal)
        void client.invalidateQueries({ queryKey: [getDeal.path, { id: deal.id }] })
        toast.failed(error)
        return false
      }
    },
    [client, deal, refresh, toast],
  )
}
