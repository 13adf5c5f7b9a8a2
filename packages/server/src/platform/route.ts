import type { AnswerOf, BodyOf, Contract, ParamsOf, QueryOf } from '@sluice/core/lib/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Api } from './api.ts'
import type { Tx } from './db.ts'
import type { Act } from './event-log.ts'
import { once } from './idempotency.ts'
import { readerLanguage, readsAs } from './reader-language.ts'
import { refuse } from './refusal.ts'
import { findSession, readToken, sessionCookie, touchSession, type Session } from './session.ts'

/** What a handler receives: the parsed request, who asks, and a transaction of the asker's organisation. */
export interface Call<C> {
  params: ParamsOf<C>
  query: QueryOf<C>
  body: BodyOf<C>
  viewer: Viewer
  session: Session
  /** What the log needs to know of who acts and when. */
  act: Act
  /** The version the asker saw (`If-Match`); 0 unless the contract says `ifMatch`. */
  version: number
  request: FastifyRequest
  reply: FastifyReply
}
export interface TxCall<C> extends Call<C> {
  /** Read-only for a GET. */
  tx: Tx
}
export type AnonymousCall<C> = Omit<Call<C>, 'viewer' | 'session' | 'act' | 'version'> & { now: Date }

const touchAfter = 5 * 60_000

/**
 * Registers a contract. The handler runs in one transaction (read-only for GET): what it refuses or fails at is rolled
 * back whole, an `Idempotency-Key` is stored with the change itself, and the answer is checked by the contract.
 */
export function route<const C extends Contract>(api: Api, contract: C, handler: (call: TxCall<C>) => Promise<AnswerOf<C>>): void {
  register(api, contract, async (request, reply) => {
    const token = readToken(request.cookies[sessionCookie]) ?? refuse('session.required')
    if (contract.method !== 'GET') requireOwnOrigin(api, request)
    const input = parse(contract, request)
    const now = api.clock.now()
    let stale: Session | null = null
    const run = async (tx: Tx) => {
      const session = (await findSession(tx, token.orgId, token.hash, now)) ?? refuse('session.required')
      if (now.getTime() - Date.parse(session.lastSeenAt) > touchAfter) stale = session
      const viewer = readerOf(session, request)
      const act: Act = { orgId: viewer.orgId, actorId: viewer.userId, now: now.toISOString() }
      const answer = async () => {
        const result = await handler({ ...input, viewer, session, act, tx, version: versionOf(contract, request), request, reply })
        return contract.response === undefined ? null : contract.response.parse(result)
      }
      return contract.method === 'POST' && contract.confidential !== true ? once(tx, { request, reply, contract, act }, answer) : answer()
    }
    const db = api.db.forRequests
    const body = contract.method === 'GET' ? await db.read(token.orgId, (tx) => run(tx as Tx)) : await againAfterDeadlock(() => db.write(token.orgId, run))
    const seen = stale as Session | null
    if (seen !== null) {
      // The work is done and committed: what goes wrong here must not be told as its failure.
      await db.write(token.orgId, (tx) => touchSession(tx, token.orgId, token.hash, seen.viewer.userId, now)).catch((error: unknown) => request.log.warn({ err: error }, 'session not touched'))
    }
    return send(contract, reply, body)
  })
}

/** Of transactions that wait for each other PostgreSQL ends one; nothing of it was written, so it is done again, twice at most. */
async function againAfterDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 2; ; left--) {
    try {
      return await work()
    } catch (error) {
      if (left === 0 || (error as { code?: unknown }).code !== '40P01') throw error
    }
  }
}

/** Registers a contract whose handler opens its own transactions: uploads, downloads, streams, long work. */
export function streamRoute<const C extends Contract>(api: Api, contract: C, handler: (call: Call<C>) => Promise<AnswerOf<C> | FastifyReply>): void {
  register(api, contract, async (request, reply) => {
    const token = readToken(request.cookies[sessionCookie]) ?? refuse('session.required')
    if (contract.method !== 'GET') requireOwnOrigin(api, request)
    const input = parse(contract, request)
    const now = api.clock.now()
    const session = (await api.db.forRequests.read(token.orgId, (tx) => findSession(tx, token.orgId, token.hash, now))) ?? refuse('session.required')
    const viewer = readerOf(session, request)
    const act: Act = { orgId: token.orgId, actorId: viewer.userId, now: now.toISOString() }
    const result = await handler({ ...input, viewer, session, act, version: versionOf(contract, request), request, reply })
    if (result === reply || reply.sent || reply.raw.headersSent) return reply
    return send(contract, reply, contract.response === undefined ? null : contract.response.parse(result))
  })
}

/** Who asks, in the language that they read here; what is refused from now on is worded in it too. */
function readerOf({ viewer, locale }: Session, request: FastifyRequest): Viewer {
  readsAs(request, locale)
  return { ...viewer, language: readerLanguage(request) }
}

/** Registers a contract that needs no session; the handler opens its own transactions. */
export function openRoute<const C extends Contract>(api: Api, contract: C, handler: (call: AnonymousCall<C>) => Promise<AnswerOf<C>>): void {
  if (contract.anonymous !== true) throw new Error(`${contract.name} is not anonymous`)
  register(api, contract, async (request, reply) => {
    if (contract.method !== 'GET') requireOwnOrigin(api, request)
    const result = await handler({ ...parse(contract, request), now: api.clock.now(), request, reply })
    return send(contract, reply, contract.response === undefined ? null : contract.response.parse(result))
  })
}

function register(api: Api, contract: Contract, handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>): void {
  api.contracts.push(contract)
  api.fastify.route({ method: contract.method, url: `/api/v1${contract.path}`, handler })
}

function parse<C extends Contract>(contract: C, request: FastifyRequest) {
  // One place turns unknown input into the contract's types; zod throws, problem.ts names the fields.
  return {
    params: contract.params?.parse(request.params) as ParamsOf<C>,
    query: contract.query?.parse(request.query) as QueryOf<C>,
    body: (contract.upload ? undefined : contract.body?.parse(request.body)) as BodyOf<C>,
  }
}

function send(contract: Contract, reply: FastifyReply, body: unknown): unknown {
  const status = contract.status ?? (contract.response === undefined ? 204 : 200)
  if (typeof body === 'object' && body !== null && 'version' in body) reply.header('etag', `"${String(body.version)}"`)
  return reply.status(status).header('cache-control', 'no-store').send(body ?? undefined)
}

/**
 * Cross-site requests are refused twice: a header that a foreign form cannot send, and the browser's own Origin.
 * The cookie is SameSite=Lax besides.
 */
function requireOwnOrigin({ env }: Api, request: FastifyRequest): void {
  if (request.headers['x-sluice-csrf'] !== '1') refuse('request.cross_site')
  const { origin } = request.headers
  if (origin === undefined) return
  // A proxy may ask under a name of its own; the address that people use is SLUICE_URL then.
  const own = [request.host, ...(env.SLUICE_URL === undefined ? [] : [new URL(env.SLUICE_URL).host])]
  if (!URL.canParse(origin) || !own.includes(new URL(origin).host)) refuse('request.cross_site')
}

function versionOf(contract: Contract, request: FastifyRequest): number {
  if (contract.ifMatch !== true) return 0
  const match = /^"?(\d{1,9})"?$/.exec(request.headers['if-match'] ?? '')
  return match?.[1] === undefined ? refuse('conflict.version_required') : Number(match[1])
}
