import { useState } from 'react'

/** Something that was put away until the browser tab ends: `[isAway, putAway]`. */
export function useDismissed(key: string): [boolean, () => void] {
  const name = `sluice.away.${key}`
  const [away, setAway] = useState(() => {
    try {
      return sessionStorage.getItem(name) === '1'
    } catch {
      return false
    }
  })
  return [
    away,
    () => {
      setAway(true)
      try {
        sessionStorage.setItem(name, '1')
      } catch {
        // Put away for this page only then.
      }
    },
  ]
}
