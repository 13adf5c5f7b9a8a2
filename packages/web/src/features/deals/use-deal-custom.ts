import { changeDeal, getDeal } from '@sluice/core/pipeline/contract'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { contractKey } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useAskChange } from '../approvals/use-ask-change.tsx'

/** Writes custom fields of a deal against the version that is shown. Rejects when refused: the field says it and keeps the input. */
export function useDealCustom(deal: DealDetail) {
  const client = useQueryClient()
  const refresh = useRefresh()
  const askChange = useAskChange()
  const args = { params: { id: deal.id } }
  const key = contractKey(getDeal, args)
  return {
    async change(custom: Record<string, unknown>) {
      const shown = client.getQueryData<DealDetail>(key) ?? deal
      const body = { custom }
      const saved = await call(changeDeal, { ...args, body, ifMatch: shown.version }).catch((error: unknown) => {
        askChange(deal.id, body, error)
        throw error
      })
      client.setQueryData(key, saved)
      refresh({ type: 'deal.changed', subjectType: 'deal', subjectId: deal.id, pipelineId: deal.pipelineId })
    },
    reload: () => client.refetchQueries({ queryKey: key, exact: true }),
  }
}
