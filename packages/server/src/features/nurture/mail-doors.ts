import { orgSlug } from '@sluice/core/identity/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Api } from '../../platform/api.ts'
import type { Act } from '../../platform/event-log.ts'
import { markLink } from '../tracking/mark-link.ts'
import { noteBehaviour } from '../tracking/note-behaviour.ts'
import { sendContentFile } from './content-file.ts'
import { readDoorToken, type MailDoor } from './mail-links.ts'
import { suppress } from './suppress.ts'

/** What fetches links to look at them is nobody's click. */
const robots = /bot\b|bot\/|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|curl\/|wget\/|python|headlesschrome|monitor|uptime|proofpoint|mimecast|barracuda|safelinks/i
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
/** More is counted no further: a mail that a machine fetches for ever must not grow. */
const countedAtMost = 1000

/**
 * The addresses in mails: `/m/:org/o/…` an open, `/m/:org/l/…` a link, `/m/:org/u/…` leaving the list. Each names a row by a signed id;
 * a link leads to the address that stands in the mail, never to one of the request. Whoever floods is answered but not counted.
 */
export function mailDoors(api: Api): void {
  const perAddress = new RateLimiterMemory({ points: 120, duration: 60 })
  const counts = async (request: FastifyRequest) => {
    const ahead = `${String(request.headers['sec-purpose'] ?? '')} ${String(request.headers.purpose ?? '')}`.includes('prefetch')
    if (request.method !== 'GET' || ahead || robots.test(request.headers['user-agent'] ?? '')) return false
    return perAddress.consume(request.ip).then(() => true, () => false)
  }
  const read = async (request: FastifyRequest, reply: FastifyReply, door: MailDoor): Promise<{ orgId: string; id: string } | null> => {
    void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex')
    const { org, token } = request.params as { org: string; token: string }
    const slug = orgSlug.safeParse(org.toLowerCase())
    if (!slug.success) return null
    const { rows } = await sql<{ id: string | null }>`select org_by_slug(${slug.data}) as id`.execute(api.db.outside)
    const orgId = rows[0]?.id ?? null
    const id = orgId === null ? null : readDoorToken(api.secrets, door, orgId, token.replace(/\.gif$/, ''))
    return orgId === null || id === null ? null : { orgId, id }
  }

  api.fastify.get('/m/:org/o/:token', async (request, reply) => {
    const mail = await read(request, reply, 'o')
    if (mail !== null && (await counts(request))) await noteOpen(api, mail.orgId, mail.id)
    // A mail is read at other origins: a browser shows no picture that does not allow that.
    return reply.type('image/gif').header('cross-origin-resource-policy', 'cross-origin').send(pixel)
  })

  api.fastify.get('/m/:org/l/:token', async (request, reply) => {
    const found = await read(request, reply, 'l')
    const link = found === null ? undefined : await api.db.forRequests.read(found.orgId, async (tx) => (await sql<{ id: string; leadId: string | null; url: string | null; contentId: string | null; current: string | null }>`
      select k.id, k.lead_id as "leadId", k.url, k.content_id as "contentId", c.url as current from tracked_link k left join content_item c on c.org_id = k.org_id and c.id = k.content_id
      where k.org_id = ${found.orgId} and k.id = ${found.id}`.execute(tx)).rows[0])
    if (found === null || link === undefined) return words(request, reply, 404, 'unknown')
    const isPerson = await counts(request)
    if (isPerson) await noteClick(api, found.orgId, link.id)
    const url = link.url ?? link.current
    // A browser that asks not to be followed is not named to the page.
    const silent = request.headers.dnt === '1' || request.headers['sec-gpc'] === '1'
    if (url !== null) return reply.redirect(isPerson && !silent && link.leadId !== null ? await named(api, found.orgId, link.leadId, url) : url, 302)
    return (link.contentId !== null && (await sendContentFile(api, reply, found.orgId, link.contentId))) || words(request, reply, 404, 'unknown')
  })

  // A GET only asks: what looks into links must not take anybody off the list.
  api.fastify.get('/m/:org/u/:token', async (request, reply) => {
    const found = await read(request, reply, 'u')
    return found === null ? words(request, reply, 404, 'unknown') : words(request, reply, 200, 'ask')
  })
  void api.fastify.register(async (scope) => {
    // One-click (RFC 8058) posts a form of one field; what it says does not matter, the address does.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 4096 }, (_request, _body, done) => done(null, null))
    scope.post('/m/:org/u/:token', async (request, reply) => {
      const found = await read(request, reply, 'u')
      if (found === null) return words(request, reply, 404, 'unknown')
      const blocked = await perAddress.consume(request.ip).then(() => false, () => true)
      if (blocked) return words(request, reply, 429, 'later')
      await api.db.forRequests.write(found.orgId, async (tx) => {
        const act: Act = { orgId: found.orgId, actorId: null, now: api.clock.now().toISOString() }
        const mail = await tx.selectFrom('outbox').select(['to_address', 'unsubscribed_at']).where('org_id', '=', found.orgId).where('id', '=', found.id).executeTakeFirst()
        if (mail === undefined || mail.unsubscribed_at !== null) return
        await tx.updateTable('outbox').set({ unsubscribed_at: act.now }).where('org_id', '=', found.orgId).where('id', '=', found.id).execute()
        await suppress(tx, act, { address: mail.to_address, reason: 'unsubscribed' }, found.id)
      })
      return words(request, reply, 200, 'left')
    })
  })
}

/** The organisation's own site is told whose browser comes. */
const named = (api: Api, orgId: string, leadId: string, url: string) =>
  api.db.forRequests.read(orgId, (tx) => markLink(tx, api.secrets, orgId, { url, leadId, now: api.clock.now().toISOString() }))

async function noteOpen(api: Api, orgId: string, mailId: string): Promise<void> {
  const at = api.clock.now().toISOString()
  await api.db.forRequests.write(orgId, async (tx) => {
    const { rows } = await sql<{ leadId: string | null; subject: string; first: boolean }>`
      update outbox set opens = opens + 1, opened_at = coalesce(opened_at, ${at}::timestamptz) where org_id = ${orgId} and id = ${mailId} and sent_at is not null and opens < ${countedAtMost}
      returning lead_id as "leadId", subject, opens = 1 as first`.execute(tx)
    const mail = rows[0]
    if (mail !== undefined && mail.leadId !== null) await noteBehaviour(tx, orgId, mail.leadId, { kind: 'mail_open', subject: mail.subject, at })
  })
}

async function noteClick(api: Api, orgId: string, linkId: string): Promise<void> {
  const at = api.clock.now().toISOString()
  await api.db.forRequests.write(orgId, async (tx) => {
    const { rows } = await sql<{ leadId: string | null; mailId: string | null; contentId: string | null; url: string | null; title: string | null }>`
      update tracked_link k set clicks = clicks + 1, first_click_at = coalesce(first_click_at, ${at}::timestamptz), last_click_at = ${at}::timestamptz
      where k.org_id = ${orgId} and k.id = ${linkId} and clicks < ${countedAtMost}
      returning lead_id as "leadId", mail_id as "mailId", content_id as "contentId", url, (select title from content_item c where c.org_id = k.org_id and c.id = k.content_id) as title`.execute(tx)
    const link = rows[0]
    if (link === undefined) return
    let subject = link.title ?? ''
    if (link.mailId !== null) {
      // Who clicks has opened it, also when the pictures were not loaded.
      const mail = await sql<{ subject: string }>`
        update outbox set clicks = clicks + 1, clicked_at = coalesce(clicked_at, ${at}::timestamptz), opens = greatest(opens, 1), opened_at = coalesce(opened_at, ${at}::timestamptz)
        where org_id = ${orgId} and id = ${link.mailId} returning subject`.execute(tx)
      subject = mail.rows[0]?.subject ?? subject
    }
    if (link.leadId === null) return
    await noteBehaviour(tx, orgId, link.leadId, { kind: 'mail_click', subject, at })
    if (link.contentId !== null && link.title !== null) await noteBehaviour(tx, orgId, link.leadId, { kind: 'document_view', subject: link.title, at })
  })
}

const pages = {
  unknown: { zh: ['没有这个链接', '请检查是否输入完整，或向发件人确认。'], en: ['No such link', 'Check that it is complete, or ask who sent it to you.'] },
  ask: { zh: ['退订邮件', '退订后，您不会再收到我们的培育邮件。', '确认退订'], en: ['Unsubscribe', 'You will get no more of these mails from us.', 'Unsubscribe'] },
  left: { zh: ['已退订', '您不会再收到这类邮件。'], en: ['Unsubscribed', 'You will get no more of these mails.'] },
  later: { zh: ['请稍后再试', '请求太频繁，请一分钟后再试。'], en: ['Try again later', 'Too many requests; try again in a minute.'] },
} as const

/** A page of fixed words: nothing of the request is in it. Its form posts to where it is. */
function words(request: FastifyRequest, reply: FastifyReply, status: number, which: keyof typeof pages): FastifyReply {
  const language = /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'
  const [title, text, button] = pages[which][language]
  return reply.status(status).type('text/html; charset=utf-8').send(
    `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title>`
    + '<style>body{font:16px/1.7 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;display:grid;place-content:center;min-height:90vh;margin:0 24px;text-align:center;color-scheme:light dark}h1{font-size:20px;margin:0}p{opacity:.7;margin:8px 0}button{font:inherit;min-height:44px;padding:0 24px;border-radius:8px;border:1px solid currentColor;background:none;color:inherit;cursor:pointer;margin-top:12px}</style>'
    + `<h1>${title}</h1><p>${text}</p>${button === undefined ? '' : `<form method="post"><button>${button}</button></form>`}</html>`,
  )
}
