import type { FastifyReply, FastifyRequest } from 'fastify'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Api } from './api.ts'
import { orgBySlug } from './org-by-slug.ts'
import { refuse } from './refusal.ts'

/** How far a sender's clock may be off, seconds. */
export const toleranceSeconds = 300

/** A call as it came in: of a known organisation, not yet believed. */
export interface SignedCall {
  orgId: string
  /** The last part of the address: twenty letters and digits. */
  key: string
  now: Date
  body: Buffer
  header: (name: string) => string | undefined
  /** Refuses unless the body is signed with this secret, now; answers the signature's hex, which counts once. */
  requireSignature: (secret: string | null) => string
}

/**
 * `POST <path>/<organisation>/<key>` for other systems, signed with a secret over time and body (`X-Sluice-Signature:
 * t=<seconds>,v1=<hex HMAC-SHA-256 of "t.body">`), bounded by address and key. The organisation is found before anything
 * else is believed; what the key opens, and that a signature counts once, is for `take` to see.
 */
export function signedDoor(api: Api, path: `/${string}`, bodyBytes: number, take: (call: SignedCall, reply: FastifyReply) => Promise<FastifyReply>): void {
  const perKey = new RateLimiterMemory({ points: 300, duration: 60 })
  const perAddress = new RateLimiterMemory({ points: 600, duration: 60 })
  const called = async (request: FastifyRequest, reply: FastifyReply) => {
    const { org, key } = request.params as { org: string; key: string }
    await within(perAddress, request.ip)
    const orgId = await orgBySlug(api.db, org)
    if (orgId === null || !/^[a-z0-9]{20}$/.test(key)) refuse('door.unknown')
    await within(perKey, `${orgId} ${key}`)
    const now = api.clock.now()
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const header = (name: string) => {
      const value = request.headers[name]
      return typeof value === 'string' ? value : undefined
    }
    return take({ orgId, key, now, body, header, requireSignature: (secret) => requireSignature(secret, header('x-sluice-signature'), body, now) }, reply)
  }
  void api.fastify.register((scope, _, done) => {
    // The signature is over the bytes as they came.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyBytes }, (_request, body, parsed) => parsed(null, body))
    scope.post(`${path}/:org/:key`, { bodyLimit: bodyBytes }, called)
    done()
  })
}

async function within(limiter: RateLimiterMemory, key: string): Promise<void> {
  const over = await limiter.consume(key).then(() => null, (rest: unknown) => rest)
  if (over !== null) refuse('request.too_many', { seconds: Math.ceil(Number(Object(over).msBeforeNext ?? 60_000) / 1000) })
}

/** Compared in constant time. */
function requireSignature(secret: string | null, said: string | undefined, body: Buffer, now: Date): string {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec((said ?? '').replaceAll(' ', '').toLowerCase())
  if (match?.[1] === undefined || match[2] === undefined) refuse('door.signature_missing')
  const expected = createHmac('sha256', secret ?? '').update(`${match[1]}.`).update(body).digest()
  if (secret === null || !timingSafeEqual(expected, Buffer.from(match[2], 'hex'))) refuse('door.signature_wrong')
  if (Math.abs(now.getTime() / 1000 - Number(match[1])) > toleranceSeconds) refuse('door.too_old')
  return match[2]
}
