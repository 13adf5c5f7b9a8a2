import { useEffect } from 'react'
import { z } from 'zod'
import { useSession } from '../session/session.ts'

const recent = z.object({ type: z.enum(['deal', 'lead', 'account', 'contact']), id: z.string(), name: z.string(), detail: z.string() })
export type Recent = z.infer<typeof recent>
const kept = 8
const storageKey = (userId: string) => `sluice.recent.${userId}`

/** The records this person opened last on this device, newest first. */
export function readRecent(userId: string): Recent[] {
  try {
    return z.array(recent).parse(JSON.parse(localStorage.getItem(storageKey(userId)) ?? '[]'))
  } catch {
    return []
  }
}

/** A list with `opened` at its head, once. Pure. */
export function withRecent(list: readonly Recent[], opened: Recent): Recent[] {
  return [opened, ...list.filter((one) => one.id !== opened.id)].slice(0, kept)
}

export function clearRecent(userId: string): void {
  try {
    localStorage.removeItem(storageKey(userId))
  } catch {
    // Nothing is kept then either.
  }
}

/** Remembers that a record is open: the search box offers it first next time. */
export function useRecent(opened: Recent | undefined): void {
  const { user } = useSession()
  const text = opened && JSON.stringify(opened)
  useEffect(() => {
    if (text === undefined) return
    try {
      localStorage.setItem(storageKey(user.id), JSON.stringify(withRecent(readRecent(user.id), recent.parse(JSON.parse(text)))))
    } catch {
      // Not remembered then.
    }
  }, [text, user.id])
}
