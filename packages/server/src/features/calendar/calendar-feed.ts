import { getCalendarFeed, removeCalendarFeed, renewCalendarFeed, type CalendarItem } from '@sluice/core/calendar/contract'
import { feedFile } from '@sluice/core/calendar/feed-file'
import { dayOf } from '@sluice/core/lib/dates'
import type { Viewer } from '@sluice/core/identity/policy'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Api } from '../../platform/api.ts'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { orgBySlug } from '../../platform/org-by-slug.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { hashToken, newSecret } from '../../platform/session.ts'
import { viewerOf } from '../identity/viewer-of.ts'

/** What a person's own calendar holds on days `[from, to)`; `app.ts` hands it in. */
export type ReadCalendar = (tx: Reader, asker: Asker, from: string, to: string) => Promise<CalendarItem[]>

/** Two weeks back and sixteen ahead, asked for in pieces of six. */
const [backDays, pieceDays, pieces] = [14, 42, 3]

/**
 * A person's own calendar under a secret address, for calendar programmes: `GET /cal/<organisation>/calendar.ics?key=…`. The key stands in
 * the query, which no log holds; only its hash is kept. It reads what its person may see, as long as they are active.
 */
export function calendarFeed(api: Api, read: ReadCalendar): void {
  route(api, getCalendarFeed, async ({ tx, viewer }) => ({ createdAt: await selectSince(tx, viewer) }))
  route(api, renewCalendarFeed, async ({ tx, viewer, act }) => {
    const key = newSecret()
    const made = { token_hash: hashToken(key), created_at: act.now }
    await tx.insertInto('calendar_feed').values({ org_id: viewer.orgId, user_id: viewer.userId, ...made }).onConflict((conflict) => conflict.columns(['org_id', 'user_id']).doUpdateSet(made)).execute()
    const { slug } = await tx.selectFrom('org').select('slug').where('org_id', '=', viewer.orgId).executeTakeFirstOrThrow()
    return { createdAt: act.now, path: `/cal/${slug}/calendar.ics?key=${key}` }
  })
  route(api, removeCalendarFeed, async ({ tx, viewer }) => {
    await tx.deleteFrom('calendar_feed').where('org_id', '=', viewer.orgId).where('user_id', '=', viewer.userId).execute()
    return undefined
  })

  const perAddress = new RateLimiterMemory({ points: 60, duration: 60 })
  api.fastify.get('/cal/:org/calendar.ics', async (request, reply) => {
    await perAddress.consume(request.ip).catch(() => refuse('request.too_many', { seconds: 60 }))
    const { org } = request.params as { org: string }
    const { key } = request.query as { key?: unknown }
    const orgId = typeof key === 'string' && /^[\w-]{43}$/.test(key) ? await orgBySlug(api.db, org) : null
    if (orgId === null || typeof key !== 'string') return refuse('calendar.unknown_address')
    const file = await api.db.forRequests.read(orgId, async (tx) => {
      const feed = await tx
        .selectFrom('calendar_feed as f')
        .innerJoin('app_user as u', (join) => join.onRef('u.org_id', '=', 'f.org_id').onRef('u.id', '=', 'f.user_id'))
        .innerJoin('org as o', 'o.org_id', 'f.org_id')
        .select(['f.user_id', 'u.name', 'o.time_zone'])
        .where('f.org_id', '=', orgId)
        .where('f.token_hash', '=', hashToken(key))
        .where('u.status', '=', 'active')
        .executeTakeFirst()
      if (feed === undefined) return refuse('calendar.unknown_address')
      const asker: Asker = { viewer: await viewerOf(tx, orgId, feed.user_id), timeZone: feed.time_zone, now: api.clock.now() }
      const origin = api.env.SLUICE_URL === undefined ? null : new URL(api.env.SLUICE_URL).origin
      return feedFile(await readAhead(tx, asker, read), { name: `Sluice · ${feed.name}`, origin, now: asker.now })
    })
    return reply.type('text/calendar; charset=utf-8').header('cache-control', 'private, no-store').header('x-robots-tag', 'noindex').header('referrer-policy', 'no-referrer').send(file)
  })
}

async function readAhead(tx: Reader, asker: Asker, read: ReadCalendar): Promise<CalendarItem[]> {
  const today = Date.parse(dayOf(asker.now, asker.timeZone))
  const on = (piece: number) => new Date(today + (piece * pieceDays - backDays) * 86_400_000).toISOString().slice(0, 10)
  const items: CalendarItem[] = []
  for (let piece = 0; piece < pieces; piece++) items.push(...(await read(tx, asker, on(piece), on(piece + 1))))
  return items
}

async function selectSince(tx: Reader, { orgId, userId }: Viewer): Promise<string | null> {
  const row = await tx.selectFrom('calendar_feed').select('created_at').where('org_id', '=', orgId).where('user_id', '=', userId).executeTakeFirst()
  return row?.created_at ?? null
}
