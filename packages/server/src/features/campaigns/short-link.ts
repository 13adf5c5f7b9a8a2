import { readCode } from '@sluice/core/campaigns/code'
import { landingProblem, redirectTarget } from '@sluice/core/campaigns/landing'
import { readArrival } from '@sluice/core/touches/arrival'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { orgBySlug } from '../../platform/org-by-slug.ts'
import { seenByPerson } from '../../platform/seen-by-person.ts'
import { answerWords } from '../../platform/words-page.ts'
import { recordTouch } from '../touches/record-touch.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const visitorDays = 365

/**
 * `GET /c/:org/:code`: what a channel code's link and QR code say. Records the visit and redirects to the page that the campaign names,
 * with the source on its address. Nothing of the request decides where it leads. A code that leads nowhere gives a page of words.
 * Whoever floods it is still redirected, but no longer counted.
 */
export function shortLinks(api: Api): void {
  const perAddress = new RateLimiterMemory({ points: 60, duration: 60 })

  const follow = async (request: FastifyRequest, reply: FastifyReply) => {
    const { org, code: typed } = request.params as { org: string; code: string }
    void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex')
    const text = readCode(typed)
    const orgId = text === null ? null : await orgBySlug(api.db, org)
    const code = orgId === null || text === null ? undefined : await api.db.forRequests.read(orgId, (tx) => selectTarget(tx, orgId, text))
    if (orgId === null || code === undefined) return answerWords(request, reply, 404, pages.unknown)
    const landing = code.landingUrl
    if (code.isEnded || landing === null || landingProblem(landing) !== null) return answerWords(request, reply, 410, pages.ended)
    const touchId = seenByPerson(request) && (await perAddress.consume(request.ip).then(() => true, () => false)) ? await recordVisit(api, request, reply, orgId, org, code) : null
    return reply.redirect(redirectTarget(landing, {
      code: code.code, touchId, utmCampaign: code.utmKey, utmSource: code.channelKey ?? 'code', utmMedium: 'code',
    }), 302)
  }
  api.fastify.get('/c/:org/:code', follow)
}

interface Target {
  id: string; code: string; campaignId: string; channelId: string; promoterId: string | null
  landingUrl: string | null; isEnded: boolean; utmKey: string; channelKey: string | null
}
async function selectTarget(tx: Reader, orgId: string, code: string): Promise<Target | undefined> {
  const { rows } = await sql<Target>`
    select k.id, k.code, k.campaign_id as "campaignId", k.channel_id as "channelId", k.promoter_id as "promoterId", coalesce(k.landing_url, c.landing_url) as "landingUrl",
      k.ended_at is not null as "isEnded", c.utm_key as "utmKey", h.key as "channelKey"
    from channel_code k join campaign c on c.org_id = k.org_id and c.id = k.campaign_id join channel h on h.org_id = k.org_id and h.id = k.channel_id
    where k.org_id = ${orgId} and k.code = ${code}`.execute(tx)
  return rows[0]
}

/** Keeps the visit, and answers its touch. A browser that asks not to be followed gets no id, and its visits do not meet. */
async function recordVisit(api: Api, request: FastifyRequest, reply: FastifyReply, orgId: string, slug: string, code: Target): Promise<string> {
  const now = api.clock.now()
  const silent = request.headers.dnt === '1' || request.headers['sec-gpc'] === '1'
  // Of one organisation each: two that share an address must not recognise each other's visitors.
  const name = `sl_v_${slug.toLowerCase()}`
  const known = request.cookies[name]
  const visitorId = silent ? null : known !== undefined && uuid.test(known) ? known : newId()
  const arrival = readArrival(`${request.protocol}://${request.host}${request.url}`, request.headers.referer)
  const id = newId()
  await api.db.forRequests.write(orgId, (tx) =>
    recordTouch(tx, orgId, {
      id, at: now.toISOString(), kind: 'code', visitorId, campaignId: code.campaignId, channelId: code.channelId, codeId: code.id, promoterId: code.promoterId,
      // What the link's own address says (an advertiser adds its click id) counts; where it leads is no part of it.
      arrival: { ...arrival, landingPage: null },
    }))
  if (visitorId !== null) {
    const secure = (api.env.SLUICE_URL?.startsWith('https:') ?? false) || request.protocol === 'https'
    void reply.setCookie(name, visitorId, { path: `/`, httpOnly: true, sameSite: 'lax', secure, maxAge: visitorDays * 86_400 })
  }
  return id
}

const pages = {
  unknown: { zh: ['没有这个链接', '请检查是否输入完整，或向给您链接的人确认。'], en: ['No such link', 'Check that it is complete, or ask who gave it to you.'] },
  ended: { zh: ['活动链接已停用', '感谢您的关注。请联系给您链接的人。'], en: ['This link is no longer in use', 'Thank you for your interest. Please contact who gave it to you.'] },
} as const
