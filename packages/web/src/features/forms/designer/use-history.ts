import { useCallback, useState } from 'react'

interface History<T> {
  past: readonly T[]
  present: T
  future: readonly T[]
  /** Typing in one place is one step: changes that carry the same tag are joined. */
  tag: string | null
}
const depth = 100

/** A value with the way back and on again. */
export function useHistory<T>(initial: T) {
  const [history, setHistory] = useState<History<T>>({ past: [], present: initial, future: [], tag: null })
  const set = useCallback(
    (next: T | ((present: T) => T), tag: string | null = null) =>
      setHistory((now) => {
        const present = typeof next === 'function' ? (next as (present: T) => T)(now.present) : next
        if (present === now.present) return now
        const joined = tag !== null && tag === now.tag
        return { past: joined ? now.past : [...now.past, now.present].slice(-depth), present, future: [], tag }
      }),
    [],
  )
  const undo = useCallback(
    () =>
      setHistory((now) => {
        const last = now.past.at(-1)
        return last === undefined ? now : { past: now.past.slice(0, -1), present: last, future: [now.present, ...now.future], tag: null }
      }),
    [],
  )
  const redo = useCallback(
    () =>
      setHistory((now) => {
        const [next, ...rest] = now.future
        return next === undefined ? now : { past: [...now.past, now.present], present: next, future: rest, tag: null }
      }),
    [],
  )
  const reset = useCallback((value: T) => setHistory({ past: [], present: value, future: [], tag: null }), [])
  return { value: history.present, set, undo, redo, reset, canUndo: history.past.length > 0, canRedo: history.future.length > 0 }
}
