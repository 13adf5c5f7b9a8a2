import { readBatch, batchBytes } from '@sluice/core/tracking/batch'
import { classify } from '@sluice/core/tracking/classify'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Api } from '../../platform/api.ts'
import { isRobot } from '../../platform/seen-by-person.ts'
import { addressKey } from './address-key.ts'
import { scriptSettings, type SiteDirectory } from './site-directory.ts'
import { snippetText } from './snippet-text.ts'
import type { Strangers } from './strangers.ts'
import type { Tracker } from './tracker.ts'

/** Events a minute: of one address (an office behind one), of one browser. */
const perAddressPoints = 1200
const perVisitorPoints = 240
/** A page cannot report of longer ago. */
const latestMs = 30 * 60_000

/**
 * The two public doors: `GET /t/<slug>.js`, what an organisation's pages load, and `POST /t/<slug>`, what they report. The answer to a report is
 * always the same, whatever became of it: who forges events learns nothing. Nothing of a request is kept but what a batch may say.
 */
export function collect(api: Api, { tracker, sites, strangers }: { tracker: Tracker; sites: SiteDirectory; strangers: Strangers }): void {
  const perAddress = new RateLimiterMemory({ points: perAddressPoints, duration: 60 })
  const perVisitor = new RateLimiterMemory({ points: perVisitorPoints, duration: 60 })
  const allowed = (limiter: RateLimiterMemory, key: string, points: number) => limiter.consume(key, points).then(() => true, () => false)

  api.fastify.get('/t/:file', async (request, reply) => {
    const { file } = request.params as { file: string }
    const place = file.endsWith('.js') ? await sites.find(file.slice(0, -3)) : null
    open(reply).type('text/javascript; charset=utf-8')
    if (place === null) return reply.status(404).header('cache-control', 'no-store').send('// 404\n')
    return reply.header('cache-control', 'public, max-age=300').send(`(()=>{const SLUICE=${JSON.stringify(scriptSettings(place))};${snippetText}})()\n`)
  })

  api.fastify.post('/t/:slug', { bodyLimit: batchBytes }, async (request, reply) => {
    await take(request)
    return open(reply).header('cache-control', 'no-store').status(204).send()
  })

  const take = async (request: FastifyRequest): Promise<void> => {
    const batch = readBatch(request.body)
    if (batch === null) return tracker.count('malformed', 1)
    const size = Math.max(1, batch.e.length)
    if (isRobot(request)) return tracker.count('robot', size)
    // The address first: forged browsers must not fill the memory of the second limit.
    if (!(await allowed(perAddress, addressKey(request.ip), size)) || !(await allowed(perVisitor, batch.i, size))) return tracker.count('too_many', size)
    const place = await sites.find((request.params as { slug: string }).slug)
    const { origin } = request.headers
    const site = origin === undefined ? undefined : place?.sites.get(origin)
    if (place === null || origin === undefined || site === undefined) {
      if (place !== null && origin !== undefined) strangers.note(place.orgId, origin, api.clock.now())
      return tracker.count('unknown_site', size)
    }
    if (!site.isOn) return tracker.count('site_off', size)
    const refuses = request.headers.dnt === '1' || request.headers['sec-gpc'] === '1'
    if (refuses || (site.consent === 'ask' && batch.c !== 1)) return tracker.count('no_consent', size)
    const now = api.clock.now().getTime()
    const { host } = new URL(origin)
    tracker.push(place.orgId, {
      site, visitorId: batch.i, n: batch.n, at: new Date(now).toISOString(), token: batch.g ?? null,
      events: batch.e.map((event) => ({ ...classify(event, host, site), at: new Date(now - Math.min(event.d, latestMs)).toISOString() })),
      arrival: arrivalOf(batch.a, origin, place.hosts),
    })
  }
}

/** Other origins load and ask this: the frame of the app's own pages does not hold here. */
const open = (reply: FastifyReply) => reply.header('cross-origin-resource-policy', 'cross-origin').header('access-control-allow-origin', '*').header('x-robots-tag', 'noindex')

/** The address must be the reporting page's own; coming from another page of the organisation is no source. */
function arrivalOf(said: { u: string; r?: string | undefined } | undefined, origin: string, hosts: ReadonlySet<string>): { url: string; referrer: string | null } | null {
  if (said === undefined || !URL.canParse(said.u) || new URL(said.u).origin !== origin) return null
  const referrer = said.r !== undefined && URL.canParse(said.r) && !hosts.has(new URL(said.r).host) ? said.r : null
  return { url: said.u, referrer }
}
