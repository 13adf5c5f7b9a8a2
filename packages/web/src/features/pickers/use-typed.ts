import { useEffect, useState } from 'react'

/** A text as typed, and the same once the typing paused: what a search is made for. */
export function useTyped(pause = 180) {
  const [typed, setTyped] = useState('')
  const [settled, setSettled] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed.trim()), typed === '' ? 0 : pause)
    return () => clearTimeout(timer)
  }, [typed, pause])
  return { typed, settled, setTyped }
}
