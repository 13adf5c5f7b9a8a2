import { getMe, type Me } from '@sluice/core/identity/contract'
import { liveMessage } from '@sluice/core/live/contract'
import { useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { isCalm, reportPause } from './live-pace.ts'
import { concerns } from './live-rules.ts'
import type { LiveMessage } from './live-rules.ts'
import { contractKey } from './query.ts'
import { apiBase } from './request.ts'

export type ConnectionState = 'connecting' | 'live' | 'paused' | 'offline'

/** A hidden tab keeps its stream this long; then it is closed and resumed from the last id when the tab is seen again. */
const hiddenPause = 5 * 60_000
/** Messages are gathered this long, so that a bulk edit of 500 deals refreshes each query once. */
const gather = 200

interface Live {
  start(): () => void
  state(): ConnectionState
  subscribe(changed: () => void): () => void
  onMessage(listener: (message: LiveMessage) => void): () => void
}

/** The stream of changes: keeps the cache true, and says whether it is connected. One per page. */
export function createLive(client: QueryClient, url = `${apiBase}/live`): Live {
  let source: EventSource | null = null
  let state: ConnectionState = 'connecting'
  let lastId = ''
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let flushTimer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let calmTimer: ReturnType<typeof setTimeout> | undefined
  let calmAt = 0
  let pending: LiveMessage[] = []
  let calmPending: LiveMessage[] = []
  const watchers = new Set<() => void>()
  const listeners = new Set<(message: LiveMessage) => void>()

  const become = (next: ConnectionState) => {
    if (state === next) return
    state = next
    for (const watcher of watchers) watcher()
  }

  const invalidate = (messages: readonly LiveMessage[], calm: boolean) =>
    void client.invalidateQueries({
      predicate: ({ queryKey }) => {
        const [path, params, query] = queryKey
        if (typeof path !== 'string' || isCalm(path) !== calm) return false
        const read = {
          path,
          params: (params ?? null) as Record<string, unknown> | null,
          query: (query ?? null) as Record<string, unknown> | null,
        }
        return messages.some((message) => concerns(message, read))
      },
    })

  const flush = () => {
    flushTimer = undefined
    const messages = pending
    pending = []
    invalidate(messages, false)
  }

  const flushCalm = () => {
    // Reading again cancels what is being read: under a steady stream of moves no report would ever be answered. So it waits.
    if (client.isFetching({ predicate: ({ queryKey: [path] }) => typeof path === 'string' && isCalm(path) }) > 0) {
      calmTimer = setTimeout(flushCalm, gather)
      return
    }
    calmTimer = undefined
    calmAt = Date.now()
    const messages = calmPending
    calmPending = []
    invalidate(messages, true)
  }

  const receive = (event: MessageEvent<string>) => {
    if (event.lastEventId) lastId = event.lastEventId
    const parsed = liveMessage.safeParse(safeJson(event.data))
    if (!parsed.success) return
    const { type } = parsed.data
    if (type === 'hello') return
    if (type === 'resync') {
      // The server could not tell all that was missed: anything may have changed.
      void client.invalidateQueries()
      return
    }
    pending.push(parsed.data)
    for (const listener of listeners) listener(parsed.data)
    flushTimer ??= setTimeout(flush, gather)
    calmPending.push(parsed.data)
    calmTimer ??= setTimeout(flushCalm, Math.max(gather, calmAt + reportPause - Date.now()))
  }

  const close = () => {
    clearTimeout(retryTimer)
    source?.close()
    source = null
  }

  const open = () => {
    close()
    become(failures > 0 ? 'offline' : 'connecting')
    // From what was heard last, or from where the page began to read: what happened since is told, not missed. (The browser
    // says the last id only when it reconnects by itself.)
    const after = lastId || client.getQueryData<Me>(contractKey(getMe))?.liveId
    source = new EventSource(after === undefined ? url : `${url}?after=${encodeURIComponent(after)}`)
    source.addEventListener('open', () => {
      failures = 0
      become('live')
    })
    source.addEventListener('message', receive)
    source.addEventListener('error', () => {
      // A stream ends now and then by design; only one that does not come back is worth a word.
      become(state === 'live' ? 'connecting' : 'offline')
      // The browser repeats a dropped stream itself, except after a refusal (readyState CLOSED): then we do, ever slower.
      if (source?.readyState !== EventSource.CLOSED) return
      failures += 1
      clearTimeout(retryTimer)
      retryTimer = setTimeout(open, Math.min(1_000 * 2 ** failures, 60_000))
    })
  }

  const onVisibility = () => {
    clearTimeout(hiddenTimer)
    if (document.visibilityState === 'hidden') {
      hiddenTimer = setTimeout(() => {
        close()
        become('paused')
      }, hiddenPause)
    } else if (source === null) open()
  }
  const onOnline = () => {
    if (state === 'offline') open()
  }

  return {
    start() {
      open()
      document.addEventListener('visibilitychange', onVisibility)
      window.addEventListener('online', onOnline)
      return () => {
        document.removeEventListener('visibilitychange', onVisibility)
        window.removeEventListener('online', onOnline)
        clearTimeout(hiddenTimer)
        clearTimeout(flushTimer)
        clearTimeout(calmTimer)
        flushTimer = undefined
        calmTimer = undefined
        close()
        become('connecting')
      }
    },
    state: () => state,
    subscribe(changed) {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    onMessage(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const perClient = new WeakMap<QueryClient, Live>()
function liveOf(client: QueryClient): Live {
  const live = perClient.get(client) ?? createLive(client)
  perClient.set(client, live)
  return live
}

/** Keeps the stream open while the component is shown and `enabled` (signed in), and gives the state of the connection. */
export function useLiveConnection(enabled: boolean): ConnectionState {
  const live = liveOf(useQueryClient())
  useEffect(() => (enabled ? live.start() : undefined), [live, enabled])
  return useSyncExternalStore(live.subscribe, live.state)
}

/** Calls `listener` for each message: for effects beyond refreshing, such as flashing the card a teammate moved. */
export function useLiveMessages(listener: (message: LiveMessage) => void): void {
  const live = liveOf(useQueryClient())
  useEffect(() => live.onMessage(listener), [live, listener])
}
