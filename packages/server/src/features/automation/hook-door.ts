import { objectOf } from '@sluice/core/automation/definition'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { z } from 'zod'
import type { Api } from '../../platform/api.ts'
import type { Act } from '../../platform/event-log.ts'
import { orgBySlug } from '../../platform/org-by-slug.ts'
import { refuse } from '../../platform/refusal.ts'
import { secretContext } from './automations.ts'
import { setOff } from './set-off.ts'
import { selectActive } from './versions.ts'

const bodyBytes = 16 * 1024
/** How far a sender's clock may be off, seconds. */
const toleranceSeconds = 300
const called = z.object({ recordId: z.uuid().nullable().default(null), text: z.string().max(2000).refine((text) => !text.includes('\u0000') && text.isWellFormed()).default('') })

/**
 * `POST /hooks/<organisation>/<automation's key>`: another system sets an automation off, signed with its secret over time and body
 * (`X-Sluice-Signature: t=<seconds>,v1=<hex HMAC-SHA-256 of "t.body">`), as doors are. The same signature counts once. The body may name the
 * record that it is about and bring a text. The organisation is found before anything else is believed.
 */
export function automationHook(api: Api): void {
  const limits = { perHook: new RateLimiterMemory({ points: 300, duration: 60 }), perAddress: new RateLimiterMemory({ points: 600, duration: 60 }) }
  void api.fastify.register((scope, _, done) => {
    // The signature is over the bytes as they came.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyBytes }, (_request, body, parsed) => parsed(null, body))
    scope.post('/hooks/:org/:key', { bodyLimit: bodyBytes }, async (request, reply) => take(api, request, reply, limits))
    done()
  })
}

async function take(api: Api, request: FastifyRequest, reply: FastifyReply, limits: { perHook: RateLimiterMemory; perAddress: RateLimiterMemory }): Promise<FastifyReply> {
  const { org, key } = request.params as { org: string; key: string }
  await within(limits.perAddress, request.ip)
  const orgId = await orgBySlug(api.db, org)
  if (orgId === null || !/^[a-z0-9]{20}$/.test(key)) refuse('door.unknown')
  await within(limits.perHook, `${orgId} ${key}`)
  const now = api.clock.now()
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const { runId } = await api.db.forRequests.write(orgId, async (tx) => {
    const row = await tx.selectFrom('automation').select(['id', 'hook_secret']).where('org_id', '=', orgId).where('hook_key', '=', key).executeTakeFirst()
    if (row === undefined || row.hook_secret === null) refuse('door.unknown')
    const said = request.headers['x-sluice-signature']
    const signature = requireSignature(api.secrets.open(row.hook_secret, secretContext(orgId)), typeof said === 'string' ? said : undefined, body, now)
    const automation = (await selectActive(tx, orgId)).find((one) => one.id === row.id)
    const trigger = automation?.definition.trigger
    if (automation === undefined || trigger?.kind !== 'webhook_in') refuse('door.closed')
    const { recordId, text } = read(body)
    const object = objectOf(trigger)
    if ((object === null) !== (recordId === null)) refuse('automation.wrong_record')
    const act: Act = { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }
    const [id] = await setOff(tx, act, [{ automation, key: `hook:${signature}`, recordType: object, recordId, causeSeq: null, depth: 0, actorId: null, occasion: `hook:${signature}`, inputs: { text }, at: act.now }])
    return { runId: id ?? refuse('door.replayed') }
  })
  return reply.status(202).header('cache-control', 'no-store').send({ runId })
}

function read(body: Buffer): z.infer<typeof called> {
  try {
    return called.parse(body.length === 0 ? {} : JSON.parse(body.toString('utf8')))
  } catch {
    return refuse('door.unreadable')
  }
}

async function within(limiter: RateLimiterMemory, key: string): Promise<void> {
  const over = await limiter.consume(key).then(() => null, (rest: unknown) => rest)
  if (over !== null) refuse('request.too_many', { seconds: Math.ceil(Number(Object(over).msBeforeNext ?? 60_000) / 1000) })
}

/** The signature's hex, when it is right and of now. Compared in constant time. */
function requireSignature(secret: string | null, said: string | undefined, body: Buffer, now: Date): string {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec((said ?? '').replaceAll(' ', '').toLowerCase())
  if (match?.[1] === undefined || match[2] === undefined) refuse('door.signature_missing')
  const expected = createHmac('sha256', secret ?? '').update(`${match[1]}.`).update(body).digest()
  if (secret === null || !timingSafeEqual(expected, Buffer.from(match[2], 'hex'))) refuse('door.signature_wrong')
  if (Math.abs(now.getTime() / 1000 - Number(match[1])) > toleranceSeconds) refuse('door.too_old')
  return match[2]
}
