import { useSyncExternalStore } from 'react'

/** Whether a CSS media query holds, kept current. */
export function useMediaQuery(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => window.matchMedia(query).matches,
    () => false,
  )
}

/** Below 768 px the layout is the phone's: tab bar, sheets and cards. */
export function usePhone(): boolean {
  return useMediaQuery('(max-width: 767.98px)')
}
