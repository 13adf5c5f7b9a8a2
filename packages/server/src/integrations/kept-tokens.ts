/** Access tokens of platforms, kept in memory: fetched once however many ask at the same time, and anew before they end. */
export interface KeptTokens {
  /** The token kept under `key`, else what `fetch` answers; `seconds` is for how long it holds. */
  get(key: string, fetch: () => Promise<{ token: string; seconds: number }>): Promise<string>
  /** Keeps it no longer; with `token` only when it is that one: another call may have fetched the next meanwhile. */
  drop(key: string, token?: string): Promise<void>
}

/** A token is fetched anew this long before it ends. */
const marginMs = 5 * 60_000
/** Until a token is here, others wait for it at most so long. */
const fetchingMs = 8000
const most = 1000

export function keepTokens(now: () => Date): KeptTokens {
  const tokens = new Map<string, { token: Promise<string>; endsAt: number }>()
  return {
    get(key, fetch) {
      const kept = tokens.get(key)
      if (kept !== undefined && kept.endsAt > now().getTime()) return kept.token
      const entry = { token: Promise.resolve(''), endsAt: now().getTime() + fetchingMs }
      entry.token = fetch().then(({ token, seconds }) => {
        entry.endsAt = now().getTime() + Math.max(0, seconds * 1000 - marginMs)
        return token
      }, (error: unknown) => {
        if (tokens.get(key) === entry) tokens.delete(key)
        throw error
      })
      tokens.delete(key)
      tokens.set(key, entry)
      const [oldest] = tokens.keys()
      if (tokens.size > most && oldest !== undefined) tokens.delete(oldest)
      return entry.token
    },
    async drop(key, token) {
      const kept = tokens.get(key)
      if (kept !== undefined && (token === undefined || (await kept.token.catch(() => '')) === token)) tokens.delete(key)
    },
  }
}
