import { useState } from 'react'
import type { z } from 'zod'

/** State remembered on this device: chosen columns, the last kind of activity. What is stored in another shape counts as nothing. */
export function useStored<S extends z.ZodType>(key: string, schema: S, initial: z.output<S>) {
  const [value, setValue] = useState<z.output<S>>(() => {
    try {
      const parsed = schema.safeParse(JSON.parse(localStorage.getItem(key) ?? ''))
      return parsed.success ? parsed.data : initial
    } catch {
      return initial
    }
  })
  const store = (next: z.output<S>) => {
    setValue(next)
    try {
      localStorage.setItem(key, JSON.stringify(next))
    } catch {
      // Not remembered then.
    }
  }
  return [value, store] as const
}
