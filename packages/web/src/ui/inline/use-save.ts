import { useCallback, useState } from 'react'
import { problemFacts } from '../use-problem-text.ts'

/** One saving of one field: under way, refused, or refused because somebody else was faster. */
export interface Saving {
  busy: boolean
  /** What was refused; the input stays. */
  error: unknown
  isConflict: boolean
  /** True when it was saved. */
  save: () => Promise<boolean>
  clear: () => void
}

/** Runs `write` and keeps its refusal, so that the field can say it and keep what was typed. */
export function useSave(write: () => Promise<unknown>): Saving {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const clear = useCallback(() => setError(null), [])
  return {
    busy,
    error,
    isConflict: error !== null && problemFacts(error).code === 'conflict.stale_version',
    clear,
    async save() {
      setBusy(true)
      setError(null)
      try {
        await write()
        return true
      } catch (refusal) {
        setError(refusal)
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}
