import { useCallback } from 'react'
import { useRefresh } from '../../api/refresh.ts'

/** After one's own evidence: the gate, the deal and what lists say of it are read again at once, not only when the stream tells. */
export function useEvidenceRefresh(dealId: string): (type: string) => void {
  const refresh = useRefresh()
  return useCallback(
    (type) => {
      refresh({ type, subjectType: 'deal', subjectId: dealId })
      refresh({ type: 'gate.debt_settled', subjectType: 'deal', subjectId: dealId })
    },
    [dealId, refresh],
  )
}
