import { createContext, useContext, useSyncExternalStore } from 'react'
import type { DropHint } from './drop.ts'

/**
 * Which card is held, and where. Outside of React's state: a pointer moves sixty times a second, and only the column that it
 * enters or leaves is drawn again.
 */
export interface DropStore {
  get(): DropHint | null
  set(hint: DropHint | null): void
  lifted(): string | null
  lift(id: string | null): void
  subscribe(changed: () => void): () => void
}

export function createDropStore(): DropStore {
  let hint: DropHint | null = null
  let lifted: string | null = null
  const watchers = new Set<() => void>()
  const tell = () => {
    for (const watcher of watchers) watcher()
  }
  return {
    get: () => hint,
    set(next) {
      if (hint?.column === next?.column && hint?.gap === next?.gap) return
      hint = next
      tell()
    },
    lifted: () => lifted,
    lift(id) {
      lifted = id
      tell()
    },
    subscribe(changed) {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
  }
}

export const DropContext = createContext<DropStore>(createDropStore())

/** The gap held over this column: a number, `'whole'`, or null when the card is elsewhere. */
export function useDropGap(column: string): number | 'whole' | null {
  const store = useContext(DropContext)
  return useSyncExternalStore(store.subscribe, () => {
    const hint = store.get()
    return hint?.column === column ? (hint.gap ?? 'whole') : null
  })
}

/** The card that is held, or null. */
export function useLifted(): string | null {
  const store = useContext(DropContext)
  return useSyncExternalStore(store.subscribe, store.lifted)
}
