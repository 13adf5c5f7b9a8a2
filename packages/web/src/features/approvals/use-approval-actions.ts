import { useCallback, useState } from 'react'
import { useRefresh } from '../../api/refresh.ts'
import { useToast } from '../../ui/use-toast.tsx'

/** Does something to an approval: says it when done or refused, and reads again what shows approvals and their deal. */
export function useApprovalAction(): { busy: boolean; run: <T>(dealId: string, work: () => Promise<T>, done: string | ((answer: T) => string)) => Promise<boolean> } {
  const toast = useToast()
  const refresh = useRefresh()
  const [busy, setBusy] = useState(false)
  const run = useCallback(
    async <T>(dealId: string, work: () => Promise<T>, done: string | ((answer: T) => string)) => {
      setBusy(true)
      try {
        const answer = await work()
        toast.done(typeof done === 'string' ? done : done(answer))
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
