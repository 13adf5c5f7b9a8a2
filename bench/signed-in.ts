/** A browser's session with a running product, over real sockets. */
export interface SignedIn {
  get(path: string): Promise<Response>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<unknown>
  /** Opens an answer that does not end; `onText` gets its pieces. The result closes it. */
  stream(path: string, onText: (text: string) => void): Promise<() => void>
}

/** Makes the first organisation of an empty product and signs in as its administrator; or signs in to the one made so before. */
export async function signInFirst(url: string): Promise<SignedIn> {
  const headers: Record<string, string> = { 'x-sluice-csrf': '1', 'content-type': 'application/json' }
  const call = async (method: string, path: string, body?: unknown, more: Record<string, string> = {}) => {
    const answer = await fetch(`${url}/api/v1${path}`, { method, headers: { ...headers, ...more }, ...(body !== undefined && { body: JSON.stringify(body) }) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const login = { email: 'bench@example.com', password: 'a long password' }
  const made = await call('POST', '/session', login).catch(() => call('POST', '/orgs', { orgName: '测量', name: '管理员', ...login }))
  headers['cookie'] = made.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ')
  return {
    get: (path) => call('GET', path),
    post: async (path, body, more) => (await call('POST', path, body, more)).json(),
    async stream(path, onText) {
      const stop = new AbortController()
      const answer = await fetch(`${url}/api/v1${path}`, { headers, signal: stop.signal })
      if (!answer.ok || answer.body === null) throw new Error(`GET ${path}: ${answer.status}`)
      const decoder = new TextDecoder()
      void (async () => {
        try {
          for await (const piece of answer.body ?? []) onText(decoder.decode(piece, { stream: true }))
        } catch (error) {
          if (!stop.signal.aborted) throw error
        }
      })()
      return () => stop.abort()
    },
  }
}
