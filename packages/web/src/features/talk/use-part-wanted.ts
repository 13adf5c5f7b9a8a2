import { useLocation } from 'react-router'

/** The part of a record that the address asks for: notices of comments lead to `#comments`. */
export function usePartWanted(): string | undefined {
  return useLocation().hash === '#comments' ? 'comments' : undefined
}
