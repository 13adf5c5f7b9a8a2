import { eventOf } from '@sluice/core/wecom/event'
import { readFlatXml } from '@sluice/core/wecom/read-xml'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { z } from 'zod'
import type { Api } from '../../platform/api.ts'
import { orgBySlug } from '../../platform/org-by-slug.ts'
import { refuse } from '../../platform/refusal.ts'
import { isSigned, openMessage, type CallbackKeys } from './callback-crypto.ts'
import { takeMessage, takeNonce } from './take-message.ts'
import { keysOf, selectSetting, type WecomSetting } from './wecom.queries.ts'

const bodyBytes = 64 * 1024
/** How far WeCom's clock may be off, seconds. */
const toleranceSeconds = 300

/**
 * `/wecom/<organisation>`: what WeCom calls. GET checks the address (the decrypted `echostr` is the answer), POST tells of something: it is kept in
 * that very request and worked on afterwards, since WeCom waits five seconds. The organisation is found before anything else is believed; what is
 * not signed with its Token, too old, encrypted for another company, or sent a second time with other content, is refused.
 */
export function wecomCallback(api: Api, onMessage: (orgId: string) => void): void {
  const perAddress = new RateLimiterMemory({ points: 1200, duration: 60 })
  const perOrg = new RateLimiterMemory({ points: 3000, duration: 60 })
  const open = async (request: FastifyRequest): Promise<{ orgId: string; setting: WecomSetting; keys: CallbackKeys; now: Date }> => {
    await within(perAddress, request.ip)
    const { org } = request.params as { org: string }
    const orgId = (await orgBySlug(api.db, org)) ?? refuse('wecom.unknown')
    await within(perOrg, orgId)
    const setting = await api.db.forRequests.read(orgId, (tx) => selectSetting(tx, api.secrets, orgId))
    const keys = keysOf(setting)
    if (setting === null || keys === null) refuse('wecom.unknown')
    return { orgId, setting, keys, now: api.clock.now() }
  }

  void api.fastify.register((scope, _, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyBytes }, (_request, body, parsed) => parsed(null, body))

    scope.get('/wecom/:org', async (request, reply) => {
      const { orgId, keys, now } = await open(request)
      const { echostr, ...signed } = echoQuery.safeParse(request.query).data ?? refuse('wecom.signature_wrong')
      // Base64 holds no space: it was a plus that nobody encoded.
      const text = echostr.replaceAll(' ', '+')
      requireSignature(keys, signed, text, now)
      const echo = openMessage(keys, text) ?? refuse('wecom.unreadable')
      await api.db.forRequests.write(orgId, async (tx) => {
        if ((await takeNonce(tx, orgId, keyOf(signed), null, now)) === 'taken') refuse('wecom.replayed')
        await tx.updateTable('wecom_setting').set({ verified_at: now.toISOString() }).where('org_id', '=', orgId).execute()
      })
      return plain(reply, echo)
    })

    scope.post('/wecom/:org', { bodyLimit: bodyBytes }, async (request, reply) => {
      const { orgId, setting, keys, now } = await open(request)
      if (!setting.isOn) refuse('wecom.off')
      const signed = signedQuery.safeParse(request.query).data ?? refuse('wecom.signature_wrong')
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const encrypted = readFlatXml(body.toString('utf8'))?.get('Encrypt') ?? refuse('wecom.unreadable')
      requireSignature(keys, signed, encrypted, now)
      const message = openMessage(keys, encrypted) ?? refuse('wecom.unreadable')
      const fields = readFlatXml(message.toString('utf8')) ?? refuse('wecom.unreadable')
      const isNew = await api.db.forRequests.write(orgId, (tx) => takeMessage(tx, orgId, { key: keyOf(signed), message, event: eventOf(fields, now), now }))
      if (isNew) onMessage(orgId)
      return plain(reply, 'success')
    })
    done()
  })
}

const signedQuery = z.object({ msg_signature: z.string().max(100), timestamp: z.string().regex(/^\d{1,12}$/), nonce: z.string().regex(/^[\x21-\x7e]{1,128}$/) })
const echoQuery = signedQuery.extend({ echostr: z.string().min(1).max(8192) })
type Signed = z.output<typeof signedQuery>
const keyOf = ({ timestamp, nonce }: Signed) => `${timestamp}.${nonce}`

function requireSignature({ token }: CallbackKeys, { msg_signature: signature, timestamp, nonce }: Signed, text: string, now: Date): void {
  if (!isSigned(token, { timestamp, nonce, text, signature })) refuse('wecom.signature_wrong')
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > toleranceSeconds) refuse('wecom.too_old')
}

const plain = (reply: FastifyReply, text: string | Buffer) => reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(text)

async function within(limiter: RateLimiterMemory, key: string): Promise<void> {
  const over = await limiter.consume(key).then(() => null, (rest: unknown) => rest)
  if (over !== null) refuse('request.too_many', { seconds: Math.ceil(Number(Object(over).msBeforeNext ?? 60_000) / 1000) })
}
