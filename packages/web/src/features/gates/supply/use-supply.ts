import { useCallback, useState } from 'react'
import { useProblemText } from '../../../ui/use-problem-text.ts'
import { useEvidenceRefresh } from '../use-evidence-refresh.ts'

/** One sending of evidence: busy meanwhile; a failure is said beside the input, which stays as it is. */
export function useSupply(dealId: string): { busy: boolean; problem: string | null; send: (type: string, work: () => Promise<unknown>) => Promise<boolean> } {
  const refresh = useEvidenceRefresh(dealId)
  const say = useProblemText()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const send = useCallback(
    async (type: string, work: () => Promise<unknown>) => {
      setBusy(true)
      setProblem(null)
      try {
        await work()
        refresh(type)
        return true
      } catch (error) {
        setProblem(say(error))
        return false
      } finally {
        setBusy(false)
      }
    },
    [refresh, say],
  )
  return { busy, problem, send }
}
