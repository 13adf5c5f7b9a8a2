import type { Me } from '@sluice/core/identity/contract'
import { createContext, useContext } from 'react'

/** Who is signed in and to which organisation; null outside of the frame. */
export const SessionContext = createContext<Me | null>(null)

/** The signed-in user, inside the frame. */
export function useSession(): Me {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession is for pages inside the frame')
  return session
}
