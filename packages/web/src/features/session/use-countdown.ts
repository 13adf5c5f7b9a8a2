import { useEffect, useState } from 'react'

/** Whole seconds that are left of `seconds`, counted from when they were given; 0 when nothing is to wait for. */
export function useCountdown(seconds: number | null): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    if (seconds === null) {
      setLeft(0)
      return
    }
    const end = Date.now() + seconds * 1_000
    const count = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1_000)))
    count()
    const timer = setInterval(count, 500)
    return () => clearInterval(timer)
  }, [seconds])
  return left
}
