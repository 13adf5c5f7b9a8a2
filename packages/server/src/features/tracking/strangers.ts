/** Pages that load an organisation's script and are not listed: shown where sites are set up, since a forgotten `www.` is the usual fault. */
export interface Strangers {
  note(orgId: string, origin: string, now: Date): void
  of(orgId: string): { origin: string; at: string; n: number }[]
}

const perOrg = 5
const orgsAtMost = 1000

/** In memory, the latest few: strangers write this. */
export function openStrangers(): Strangers {
  const known = new Map<string, Map<string, { at: string; n: number }>>()
  return {
    note(orgId, origin, now) {
      if (!/^https?:\/\/[^\s/]{1,200}$/.test(origin)) return
      if (known.size >= orgsAtMost && !known.has(orgId)) known.clear()
      const mine = known.get(orgId) ?? new Map<string, { at: string; n: number }>()
      known.set(orgId, mine)
      const before = mine.get(origin)
      // Behind the others again: the first of a map is the one not seen longest.
      mine.delete(origin)
      mine.set(origin, { at: now.toISOString(), n: (before?.n ?? 0) + 1 })
      const oldest = mine.size > perOrg ? mine.keys().next().value : undefined
      if (oldest !== undefined) mine.delete(oldest)
    },
    of: (orgId) => [...(known.get(orgId) ?? [])].map(([origin, seen]) => ({ origin, ...seen })).toReversed(),
  }
}
