import type { Approval } from '@sluice/core/approvals/contract'
import { useCallback, useState } from 'react'
import { useRefresh } from '../../api/refresh.ts'
import { useToast } from '../../ui/use-toast.tsx'

/** Does something to an approval: says it when done or refused, and reads again what shows approvals and their deal. */
export function useApprovalAction(): { busy: boolean; run: (dealId: string, work: () => Promise<unknown>, done: string) => Promise<boolean> } {
  const toast = useToast()
  const refresh = useRefresh()
  const [busy, setBusy] = useState(false)
  const run = useCallback(
    async (dealId: string, work: () => Promise<unknown>, done: string) => {
      setBusy(true)
      try {
        await work()
        toast.done(done)
        return true
      } catch (error) {
        toast.failed(error)
        return false
      } finally {
        setBusy(false)
        // Refused, too: it may have ended meanwhile. A granted one may have moved its deal.
        refresh({ type: 'approval.decided', subjectType: 'deal', subjectId: dealId })
      }
    },
    [refresh, toast],
  )
  return { busy, run }
}

export type Decision = 'approve' | 'reject' | 'return'
export type AskedOf = Pick<Approval, 'id' | 'deal'>
