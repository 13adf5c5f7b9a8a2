import type { FunnelView } from '@sluice/core/funnel/overview'
import { useEffect, useRef, useState } from 'react'
import { changedFigures } from './figure-ref.ts'

const none: ReadonlySet<string> = new Set()

/**
 * Keys of the figures that a new answer to the same question (`question`, a text) has changed, for some seconds. Another
 * question changes everything: then nothing is marked.
 */
export function useFreshFigures(view: FunnelView | undefined, question: string): ReadonlySet<string> {
  const last = useRef<{ question: string; view: FunnelView } | null>(null)
  const [fresh, setFresh] = useState(none)

  useEffect(() => {
    if (!view) return
    const before = last.current
    last.current = { question, view }
    if (before?.question !== question || before.view === view) {
      setFresh(none)
      return
    }
    const changed = changedFigures(before.view, view)
    if (changed.size > 0) setFresh(changed)
  }, [view, question])

  useEffect(() => {
    if (fresh.size === 0) return
    const timer = setTimeout(() => setFresh(none), 2_600)
    return () => clearTimeout(timer)
  }, [fresh])

  return fresh
}
