/** Work of organisations, one piece after the other in this process: on a beat, and soon after a commit. */
export interface WorkQueue {
  /** Does now what is due, after what is under way in this process; throws what the work throws. */
  work(orgId: string): Promise<void>
  /** Asks for it soon; many calls in a row are one. */
  wake(orgId: string): void
  /** Takes nothing more on, and waits for what is under way. */
  stop(): Promise<void>
}

/** `once` does all that is due for one organisation; it looks at `isStopped` between its steps. */
export function openWorkQueue(
  once: (orgId: string, isStopped: () => boolean) => Promise<void>, { soonMs, onError }: { soonMs: number; onError: (error: Error) => void },
): WorkQueue {
  const waiting = new Map<string, NodeJS.Timeout>()
  let tail: Promise<void> = Promise.resolve()
  let stopped = false
  const work = (orgId: string) => {
    const mine = tail.then(() => (stopped ? undefined : once(orgId, () => stopped)))
    tail = mine.catch(() => undefined)
    return mine
  }
  return {
    work,
    wake(orgId) {
      if (stopped || waiting.has(orgId)) return
      waiting.set(orgId, setTimeout(() => {
        waiting.delete(orgId)
        work(orgId).catch(onError)
      }, soonMs).unref())
    },
    async stop() {
      stopped = true
      for (const timer of waiting.values()) clearTimeout(timer)
      await tail
    },
  }
}
