import type { BodyInputOf, Contract, ParamsInputOf, QueryInputOf, ResponseOf } from '@sluice/core/lib/contract'
import { ApiError, problemOf } from './api-error.ts'
import { randomKey } from './random-key.ts'
import { apiBase, fillPath, queryString } from './request.ts'

/** A part of a call: required as soon as its contract requires something in it. */
type Part<K extends string, T> = [T] extends [undefined]
  ? { [P in K]?: undefined }
  : {} extends T
    ? { [P in K]?: T }
    : { [P in K]: T }

export type CallArgs<C extends Contract> = Part<'params', ParamsInputOf<C>> &
  Part<'query', QueryInputOf<C>> &
  Part<'body', BodyInputOf<C>> & {
    /** The record's version; sent as `If-Match`, so that a stale write is refused. */
    ifMatch?: number | string
    /** Makes a repeated POST harmless. One is made when none is given. */
    idempotencyKey?: string
    signal?: AbortSignal
  }

/** The last argument of `call`: may be left out when the contract needs nothing. */
export type CallRest<C extends Contract> = {} extends CallArgs<C> ? [args?: CallArgs<C>] : [args: CallArgs<C>]

interface LooseArgs {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  ifMatch?: number | string
  idempotencyKey?: string
  signal?: AbortSignal
}

const listeners = new Set<() => void>()

/** Told when the session has ended (a 401 outside of an anonymous operation). Returns the function that stops it. */
export function onSessionEnd(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Performs one operation of the API. Typed by its contract; throws `ApiError`.
 * A GET that the network dropped is tried three times in all; a write is never repeated on its own, the caller may repeat
 * it with the same `idempotencyKey`.
 */
export async function call<C extends Contract>(contract: C, ...[given]: CallRest<C>): Promise<ResponseOf<C>> {
  const args = (given ?? {}) as LooseArgs
  const url = apiUrl(contract, given as CallArgs<C>)
  const writes = contract.method !== 'GET'
  // Templates and refusals come in the language on the screen, whatever the browser's own is.
  const headers = new Headers({ accept: 'application/json', 'accept-language': languageOnScreen() })
  let body: BodyInit | undefined
  if (args.body instanceof FormData || args.body instanceof Blob) body = args.body
  else if (args.body !== undefined) {
    headers.set('content-type', 'application/json')
    body = JSON.stringify(args.body)
  }
  // A page of another site cannot set this header without a preflight, which the server refuses.
  if (writes) headers.set('x-sluice-csrf', '1')
  if (args.ifMatch !== undefined) headers.set('if-match', `"${String(args.ifMatch)}"`)
  if (contract.method === 'POST') headers.set('idempotency-key', args.idempotencyKey ?? randomKey())

  const answer = await send(url, { method: contract.method, headers, body, signal: args.signal, credentials: 'same-origin' }, writes)
  if (answer.ok) {
    if (answer.status === 204 || contract.file) return undefined as ResponseOf<C>
    const value: unknown = await answer.json()
    // In production the server has checked its own answer against the same contract already.
    if (import.meta.env.DEV && contract.response) {
      const checked = contract.response.safeParse(value)
      if (!checked.success) console.error(`${contract.name}: the answer does not fit its contract`, checked.error.issues)
    }
    return value as ResponseOf<C>
  }
  const problem = problemOf(answer.status, await readJson(answer), answer.headers.get('x-request-id'))
  if (answer.status === 401 && !contract.anonymous) for (const listener of listeners) listener()
  throw problem
}

/** What requests ask for: the language chosen on this device, whatever the browser's own is. */
export const languageOnScreen = (): string => document.documentElement.lang || 'zh-CN'

/** The address of an operation: for links to files (exports, attachments) that the browser fetches itself. */
export function apiUrl<C extends Contract>(contract: C, ...[given]: CallRest<C>): string {
  const args = (given ?? {}) as LooseArgs
  return apiBase + fillPath(contract.path, args.params) + queryString(args.query)
}

async function send(url: string, init: RequestInit, writes: boolean): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetch(url, init)
    } catch (error) {
      if (init.signal?.aborted) throw error
      if (writes || attempt >= 3) throw new ApiError({ code: 'network', status: 0 })
      await pause(300 * 2 ** attempt)
    }
  }
}

async function readJson(answer: Response): Promise<unknown> {
  try {
    return await answer.json()
  } catch {
    return null
  }
}
