import { createChannel, listTags } from '@sluice/core/catalog/contract'
import { createCampaign } from '@sluice/core/campaigns/contract'
import { createLead, getLead } from '@sluice/core/leads/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import {
  changeSite, createSite, getLeadBehaviour, getSiteArrivals, getSiteSecret, listSignalRules, listSites, removeSignalRule, saveSignalRule,
} from '@sluice/core/tracking/contract'
import { createHmac, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestApp, day, hour, type TestApp, type TestClient, type TestOrg } from '../../testing/app.ts'
import { naughtyTexts } from '../../testing/arbitrary-input.ts'
import { markLink } from './mark-link.ts'
import { noteBehaviour } from './note-behaviour.ts'
import { stitchVisitor } from './stitch-visitor.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const origin = 'https://www.example.cn'
const person = 'Mozilla/5.0 (Windows NT 10.0) Firefox/130.0'
let addresses = 0

interface Sent { i?: string; n?: number; e?: object[]; [more: string]: unknown }
/** A browser: it numbers its batches. Each has an address of its own. */
function browserOf(slug: string, more: { origin?: string; headers?: Record<string, string> } = {}) {
  const id = randomUUID()
  const remoteAddress = `10.1.${++addresses >> 8}.${addresses & 255}`
  let n = 0
  const post = (payload: string, headers: Record<string, string> = {}) => t.app.fastify.inject({
    method: 'POST', url: `/t/${slug}`, payload, remoteAddress,
    headers: { 'content-type': 'text/plain;charset=UTF-8', 'user-agent': person, origin: more.origin ?? origin, ...more.headers, ...headers },
  })
  return {
    id, post,
    async send(events: object[], rest: Sent = {}) {
      const answer = await post(JSON.stringify({ v: 1, i: id, n: ++n, c: 1, e: events, ...rest }))
      expect(answer.statusCode).toBe(204)
      await t.app.tracker.flush()
    },
  }
}
const page = (p: string, more: object = {}) => ({ k: 'p', p, d: 0, ...more })

async function scene(more: object = {}) {
  const org = await t.org()
  const marketing = await org.user('marketing', '王芳')
  const site = await marketing.ok(createSite, { body: { name: '官网', origins: [origin], ...more } })
  const slug = /\/t\/(.+)\.js$/.exec(site.scriptUrl)?.[1] ?? ''
  return { org, marketing, site, slug }
}
const leadOf = async (client: TestClient, more: object = {}) => (await client.ok(createLead, { body: { name: '陈晓', company: '远景能源', ...more } })).id
const act = (org: TestOrg) => ({ orgId: org.orgId, actorId: null, now: t.clock.now().toISOString() })
const stitch = (org: TestOrg, visitorId: string, leadId: string) => t.db.write(org.orgId, (tx) => stitchVisitor(tx, act(org), { visitorId, leadId, by: 'form' }))
const rows = <R>(org: TestOrg, query: ReturnType<typeof sql<R>>) => t.db.read(org.orgId, async (tx) => (await query.execute(tx)).rows)
const events = (org: TestOrg) => rows(org, sql<{ kind: string; subject: string; title: string | null; visitor_id: string; lead_id: string | null; at: string }>`select * from visit_event where org_id = ${org.orgId} order by at, id`)
const counts = async () => {
  const { body } = await t.app.fastify.inject({ method: 'GET', url: '/metrics' })
  return Object.fromEntries([...body.matchAll(/sluice_tracking_events_total\{outcome="(\w+)"\} (\d+)/g)].map(([, outcome = '', n]): [string, number] => [outcome, Number(n)]))
}
/** By how much each figure of /metrics rose. */
async function told(work: () => Promise<unknown>) {
  const before = await counts()
  await work()
  const after = await counts()
  return Object.fromEntries(Object.entries(after).map(([key, n]) => [key, n - (before[key] ?? 0)]).filter(([, n]) => n !== 0))
}

test('a site is set up, changed with the version seen, and its script tells consent without naming the site', async () => {
  const { org, marketing, site, slug } = await scene({ consent: 'assumed' })
  expect(site).toMatchObject({ name: '官网', isOn: true, origins: [origin], retentionDays: 90, canWrite: true, version: 1, lastAt: null })
  expect((await marketing.call(createSite, { body: { name: '又一个', origins: [`${origin}/x`] } })).code).toBe('site.origin_taken')
  expect((await marketing.call(createSite, { body: { name: '坏', origins: ['javascript:alert(1)'] } })).status).toBe(400)
  expect((await marketing.call(changeSite, { params: { id: site.id }, version: 9, body: { isOn: false } })).code).toBe('conflict.stale_version')
  const rep = await org.user('rep')
  expect((await rep.call(createSite, { body: { name: '不行', origins: ['a.cn'] } })).code).toBe('permission.denied')
  expect((await rep.call(listSites)).code).toBe('permission.denied')
  const viewer = await org.user('viewer')
  expect((await viewer.ok(listSites)).items).toMatchObject([{ name: '官网', canWrite: false }])
  expect((await viewer.call(getSiteSecret, { params: { id: site.id }, body: {} })).code).toBe('permission.denied')

  const script = await t.app.fastify.inject({ method: 'GET', url: `/t/${slug}.js` })
  expect(script.statusCode).toBe(200)
  expect(script.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'cross-origin-resource-policy': 'cross-origin' })
  expect(script.body).not.toContain('example.cn')
  expect(Buffer.byteLength(script.body)).toBeLessThan(5 * 1024)
  expect((await t.app.fastify.inject({ method: 'GET', url: '/t/nobody-here.js' })).statusCode).toBe(404)
  expect((await t.app.fastify.inject({ method: 'GET', url: `/t/${slug}` })).statusCode).toBe(404)
})

test('events are classified by the site, timed by the server, and shown where the site is set up', async () => {
  const { org, marketing, site, slug } = await scene()
  const browser = browserOf(slug)
  await browser.send([page('/?phone=13800138000', { t: '首页', d: 60_000 }), page('/pricing'), page('/cases/a.pdf'), { k: 'l', p: 'www.example.cn/cases/a.pdf', d: 0 }, { k: 'f', p: '/contact', s: '联系我们', d: 0 }, page('/old', { d: 1e12 })])
  const kept = await events(org)
  expect(kept.map(({ kind, subject }) => [kind, subject])).toEqual([
    ['page_view', 'www.example.cn/old'], ['page_view', 'www.example.cn/'], ['pricing_view', 'www.example.cn/pricing'], ['document_view', 'www.example.cn/cases/a.pdf'],
    ['download', 'www.example.cn/cases/a.pdf'], ['form_start', '联系我们'],
  ])
  // No page reports of longer ago than half an hour, whatever it says.
  expect(kept.map(({ at }) => t.clock.now().getTime() - Date.parse(at))).toEqual([30 * 60_000, 60_000, 0, 0, 0, 0])
  const shown = await marketing.ok(getSiteArrivals, { params: { id: site.id } })
  expect(shown).toMatchObject({ days: [{ day: '2026-03-02', kept: 6, refused: 0 }], strangers: [] })
  expect(shown.latest).toHaveLength(6)
  expect((await marketing.ok(listSites)).items[0]).toMatchObject({ keptToday: 6, lastAt: t.clock.now().toISOString() })
})

test('what is not listed, switched off, without consent, or a robot, is answered alike and leaves nothing', async () => {
  const { org, marketing, site, slug } = await scene()
  const one = [page('/')]
  expect(await told(() => browserOf(slug, { origin: 'https://evil.example' }).send(one))).toEqual({ unknown_site: 1 })
  expect((await marketing.ok(getSiteArrivals, { params: { id: site.id } })).strangers).toMatchObject([{ origin: 'https://evil.example', n: 1 }])
  expect(await told(() => browserOf('nobody-here').send(one))).toEqual({ unknown_site: 1 })
  expect(await told(() => browserOf(slug).send(one, { c: undefined }))).toEqual({ no_consent: 1 })
  expect(await told(() => browserOf(slug, { headers: { dnt: '1' } }).send(one))).toEqual({ no_consent: 1 })
  expect(await told(() => browserOf(slug, { headers: { 'sec-gpc': '1' } }).send(one))).toEqual({ no_consent: 1 })
  expect(await told(() => browserOf(slug, { headers: { 'user-agent': 'Baiduspider/2.0' } }).send(one))).toEqual({ robot: 1 })
  expect(await events(org)).toEqual([])
  expect(await rows(org, sql`select from visitor where org_id = ${org.orgId}`)).toEqual([])
  await marketing.ok(changeSite, { params: { id: site.id }, version: 1, body: { isOn: false } })
  // The doors hear of it through the log, a moment later.
  await vi.waitFor(async () => expect(await told(() => browserOf(slug).send(one))).toEqual({ site_off: 1 }), 30_000)
})

test('forged, malformed and oversized reports: 204 or a refusal with a code, never a fault', async () => {
  const { org, slug } = await scene()
  const browser = browserOf(slug)
  const whole = { v: 1, i: browser.id, n: 1, c: 1, e: [page('/')] }
  for (const body of ['', '{', 'null', '[]', '"x"', '[[[[', JSON.stringify({ ...whole, n: 1e308 }), JSON.stringify({ ...whole, e: Array(21).fill(page('/')) }), JSON.stringify({ ...whole, i: "' or 1=1" })]) {
    expect((await browser.post(body)).statusCode, body).toBe(204)
  }
  expect((await browser.post(JSON.stringify({ ...whole, x: 'x'.repeat(9000) }))).statusCode).toBe(413)
  const types = await Promise.all(['application/json', 'text/html', 'multipart/form-data; boundary=b', 'application/x-www-form-urlencoded', ''].map((type) => browser.post(JSON.stringify(whole), { 'content-type': type })))
  for (const answer of types) expect([204, 400, 413, 415]).toContain(answer.statusCode)
  await t.app.tracker.flush()
  expect(await events(org)).toEqual([])
})

test('naughty strings in every text field are kept or dropped, and the answer stays the same', async () => {
  const { org, slug } = await scene()
  for (const [n, text] of naughtyTexts.entries()) {
    const browser = browserOf(slug)
    const short = text.slice(0, 200)
    expect((await browser.post(JSON.stringify({ v: 1, i: browser.id, n: n + 1, c: 1, e: [page(short, { t: short, s: short }), { k: 'd', p: short, s: short, d: 0 }, { k: 'f', p: short, s: short, t: short, d: 0 }], a: { u: `${origin}/?utm_source=${encodeURIComponent(short.toWellFormed()).slice(0, 600)}`, r: short.slice(0, 400) }, g: short.slice(0, 900) }))).statusCode, text.slice(0, 40)).toBe(204)
    expect((await t.app.fastify.inject({ method: 'POST', url: `/t/${encodeURIComponent(text.toWellFormed()).slice(0, 150)}`, payload: '{}', headers: { 'content-type': 'text/plain', origin } })).statusCode).toBeLessThan(500)
  }
  expect(await told(() => t.app.tracker.flush())).not.toHaveProperty('failed')
  const kept = await events(org)
  expect(kept.length).toBeGreaterThan(naughtyTexts.length * 2)
  expect(kept.map(({ title }) => title)).toContain('<script>alert(1)</script>')
})

test('a batch that comes again counts once; one that was overtaken still counts', async () => {
  const { org, slug } = await scene()
  const browser = browserOf(slug)
  const batch = (n: number, path: string) => JSON.stringify({ v: 1, i: browser.id, n, c: 1, e: [page(path)] })
  const sent = await told(async () => {
    await browser.post(batch(2, '/b'))
    await browser.post(batch(1, '/a'))
    await browser.post(batch(2, '/b'))
    await t.app.tracker.flush()
    await browser.post(batch(1, '/a'))
    await t.app.tracker.flush()
  })
  expect(sent).toEqual({ kept: 2, repeated: 2 })
  expect((await events(org)).map(({ subject }) => subject).toSorted()).toEqual(['www.example.cn/a', 'www.example.cn/b'])
})

test('a flood of one browser, of one address, and beyond the day’s limit of a site ends', async () => {
  const { org, slug } = await scene({ dailyLimit: 500 })
  const twenty = Array.from({ length: 20 }, (_, i) => page(`/${i}`))
  const browser = browserOf(slug)
  expect(await told(async () => { for (let i = 0; i < 14; i++) await browser.send(twenty) })).toEqual({ kept: 240, too_many: 40 })
  // Many forged browsers of one address.
  const forged = await told(async () => {
    for (let n = 1; n <= 62; n++) {
      await t.app.fastify.inject({
        method: 'POST', url: `/t/${slug}`, payload: JSON.stringify({ v: 1, i: randomUUID(), n, c: 1, e: twenty }), remoteAddress: '10.9.9.9',
        headers: { 'content-type': 'text/plain', 'user-agent': person, origin },
      })
    }
    await t.app.tracker.flush()
  })
  expect(forged).toEqual({ kept: 260, daily_limit: 940, too_many: 40 })
  expect(await events(org)).toHaveLength(500)
})

test('a visitor who turns out to be a lead brings the visits before; later ones are added, and none is counted twice', async () => {
  const { org, slug } = await scene()
  const rep = await org.user('rep', '李雷')
  const browser = browserOf(slug)
  await browser.send([page('/', { t: '首页' }), page('/about')], { a: { u: `${origin}/?utm_source=baidu&utm_campaign=spring`, r: 'https://www.baidu.com' } })
  t.clock.advance(hour)
  const leadId = await leadOf(rep)
  await stitch(org, browser.id, leadId)
  await stitch(org, browser.id, leadId)
  await browser.send([page('/about'), page('/cases/a.pdf')])
  const shown = await rep.ok(getLeadBehaviour, { params: { id: leadId } })
  expect(shown).toMatchObject({ knownBy: ['form'], browsers: 1, nextBefore: null, signals: [] })
  expect(shown.counts).toEqual([{ kind: 'page_view', n: 3 }, { kind: 'document_view', n: 1 }])
  expect(shown.days).toHaveLength(1)
  expect(shown.days[0]?.visits.map(({ events: seen, source, site }) => [seen.map(({ subject }) => subject), source?.utm.source ?? null, site])).toEqual([
    [['www.example.cn/about', 'www.example.cn/cases/a.pdf'], null, '官网'], [['www.example.cn/', 'www.example.cn/about'], 'baidu', '官网'],
  ])
  expect(shown.days[0]?.others).toEqual([])
  // The lead had no source of its own: the visitor's is its first and last.
  expect(await rep.ok(getLead, { params: { id: leadId } })).toMatchObject({ firstTouch: { utm: { source: 'baidu' }, referrerHost: 'www.baidu.com' }, lastTouch: { utm: { campaign: 'spring' } } })
  const queued = await rows(org, sql<{ n: number }>`select sum(n)::integer as n from lead_behaviour_day where org_id = ${org.orgId} and lead_id = ${leadId}`)
  expect(queued).toEqual([{ n: 4 }])
  const other = await org.user('rep', '韩梅')
  expect((await other.call(getLeadBehaviour, { params: { id: leadId } })).code).toBe('record.not_found')
})

test('a browser that two people use: what belonged to the first stays the first’s', async () => {
  const { org, slug } = await scene()
  const [first, second] = [await leadOf(org.admin), await leadOf(org.admin, { name: '周敏' })]
  const browser = browserOf(slug)
  await browser.send([page('/a')])
  await stitch(org, browser.id, first)
  await browser.send([page('/b')])
  await stitch(org, browser.id, second)
  await browser.send([page('/c')])
  const subjects = async (id: string) => (await org.admin.ok(getLeadBehaviour, { params: { id } })).days.flatMap(({ visits }) => visits.flatMap((visit) => visit.events.map(({ subject }) => subject))).toSorted()
  expect(await subjects(first)).toEqual(['www.example.cn/a', 'www.example.cn/b'])
  expect(await subjects(second)).toEqual(['www.example.cn/c'])
})

test('touches: a tagged arrival once, also when the page is loaded again; campaign and channel are found; later ones belong to the lead', async () => {
  const { org, marketing, slug } = await scene()
  await marketing.ok(createCampaign, { body: { name: '春季', kind: 'search', fromOn: '2026-03-01', utmKey: 'spring' } })
  await org.admin.ok(createChannel, { body: { name: 'Baidu' } })
  const browser = browserOf(slug)
  const arrival = { a: { u: `${origin}/?utm_source=baidu&utm_campaign=spring&gclid=x1&phone=13800138000`, r: 'https://m.baidu.com' } }
  await browser.send([page('/')], arrival)
  await browser.send([page('/')], arrival)
  await browser.send([page('/')], { a: { u: 'https://evil.example/?utm_source=forged' } })
  const leadId = (await marketing.ok(createLead, { body: { name: '陈晓', arrival: { url: `${origin}/contact`, visitorId: browser.id } } })).id
  await stitch(org, browser.id, leadId)
  t.clock.advance(hour)
  await browser.send([page('/')], { a: { u: `${origin}/?utm_source=newsletter` } })
  const shown = await marketing.ok(getLeadBehaviour, { params: { id: leadId } })
  expect(shown.touches.map(({ utm, campaign, channel, clickId, landingPage }) => [utm.source, campaign?.name ?? null, channel?.name ?? null, clickId, landingPage])).toEqual([
    ['baidu', '春季', 'Baidu', 'x1', `${origin}/`], ['newsletter', null, null, null, `${origin}/`],
  ])
  expect(await marketing.ok(getLead, { params: { id: leadId } })).toMatchObject({ firstTouch: { utm: { source: 'baidu' } }, lastTouch: { utm: { source: 'baidu' } } })
})

test('from one page of the organisation to another is no arrival', async () => {
  const { org, slug } = await scene({ origins: [origin, 'https://docs.example.cn'] })
  const browser = browserOf(slug)
  await browser.send([page('/')], { a: { u: `${origin}/`, r: 'https://docs.example.cn' } })
  expect(await rows(org, sql`select from touch where org_id = ${org.orgId}`)).toEqual([])
})

test('a name signed by the organisation’s server: the right secret, not expired, good for one browser', async () => {
  const { org, marketing, site, slug } = await scene()
  const leadId = await leadOf(org.admin, { email: 'Chen@Example.cn' })
  const { secret } = await marketing.ok(getSiteSecret, { params: { id: site.id }, body: {} })
  const sign = (payload: object, key = secret) => {
    const body = Buffer.from(JSON.stringify(payload)).toString('base64url')
    return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`
  }
  const exp = Math.floor(t.clock.now().getTime() / 1000) + 600
  const known = async () => (await rows(org, sql<{ id: string; known_by: string }>`select id, known_by from visitor where org_id = ${org.orgId} and lead_id = ${leadId} order by known_at, id`))
  const bad = [
    sign({ email: 'chen@example.cn', exp }, 'another'), sign({ email: 'chen@example.cn', exp: exp - 600 }), sign({ email: 'chen@example.cn', exp: exp + 90_000 }), sign({ email: 'nobody@example.cn', exp }),
    sign({ lead: randomUUID(), exp }), sign({ exp }), `${sign({ email: 'chen@example.cn', exp })}x`, '.', 'm.a.b', `m.${'a'.repeat(40)}.${'a'.repeat(22)}`,
  ]
  for (const g of bad) await browserOf(slug).send([page('/')], { g })
  expect(await known()).toEqual([])
  const token = sign({ email: 'chen@example.cn', exp })
  const browser = browserOf(slug)
  await browser.send([page('/')])
  await browser.send([page('/pricing')], { g: token })
  await browser.send([], { g: token })
  await browserOf(slug).send([page('/')], { g: token })
  expect(await known()).toEqual([{ id: browser.id, known_by: 'signed' }])
  expect((await org.admin.ok(getLeadBehaviour, { params: { id: leadId } })).counts).toEqual([{ kind: 'page_view', n: 1 }, { kind: 'pricing_view', n: 1 }])
  // A new secret ends names signed with the old one.
  expect((await marketing.ok(getSiteSecret, { params: { id: site.id }, body: { renew: true } })).secret).not.toBe(secret)
  const late = browserOf(slug)
  // The doors hear of it a moment later. Each name is another: one that was taken is refused for that alone.
  let names = 0
  await vi.waitFor(async () => {
    const fresh = browserOf(slug)
    await fresh.send([page('/')], { g: sign({ lead: leadId, exp: exp + ++names }) })
    expect((await known()).map(({ id }) => id)).not.toContain(fresh.id)
  }, 30_000)
  await late.send([page('/')], { g: sign({ lead: leadId, exp: exp + ++names }) })
  expect((await known()).map(({ id }) => id)).not.toContain(late.id)
})

test('a mail’s link tells the page whose browser it is: on own sites alone, for half an hour, once', async () => {
  const { org, slug } = await scene()
  const leadId = await leadOf(org.admin)
  const mark = (url: string) => t.db.read(org.orgId, (tx) => markLink(tx, t.app.api.secrets, org.orgId, { url, leadId, now: t.clock.now().toISOString() }))
  expect(await mark('https://elsewhere.cn/a?b=1')).toBe('https://elsewhere.cn/a?b=1')
  expect(await mark('mailto:a@b.cn')).toBe('mailto:a@b.cn')
  const url = new URL(await mark(`${origin}/cases/a.pdf?b=1`))
  const token = url.searchParams.get('sl_m') ?? ''
  const [browser, forwarded] = [browserOf(slug), browserOf(slug)]
  await browser.send([page('/cases/a.pdf')], { g: token })
  await forwarded.send([page('/cases/a.pdf')], { g: token })
  const late = new URL(await mark(`${origin}/`)).searchParams.get('sl_m') ?? ''
  t.clock.advance(31 * 60_000)
  await browserOf(slug).send([page('/')], { g: late })
  expect(await rows(org, sql`select id, known_by from visitor where org_id = ${org.orgId} and lead_id = ${leadId}`)).toEqual([{ id: browser.id, known_by: 'mail' }])
  const { admin: stranger, ...other } = await t.org()
  await stranger.ok(createSite, { body: { name: '别家', origins: ['https://other.cn'] } })
  const foreign = new URL(await t.db.read(other.orgId, (tx) => markLink(tx, t.app.api.secrets, other.orgId, { url: 'https://other.cn/', leadId, now: t.clock.now().toISOString() }))).searchParams.get('sl_m') ?? ''
  const wrong = browserOf(slug)
  await wrong.send([page('/')], { g: foreign })
  expect(await rows(org, sql`select from visitor where org_id = ${org.orgId} and id = ${wrong.id} and lead_id is not null`)).toEqual([])
})

test('the same document three times: the lead is tagged and its owner told, once until the cool-down is over', async () => {
  const { org, slug } = await scene()
  const rep = await org.user('rep', '李雷')
  const leadId = await leadOf(rep)
  const browser = browserOf(slug)
  await stitch(org, browser.id, leadId)
  const notices = async () => (await rep.ok(listNotifications)).items.filter(({ kind }) => kind === 'lead_signal')
  await browser.send([page('/cases/a.pdf')])
  t.clock.advance(day)
  await browser.send([page('/cases/a.pdf'), page('/cases/b.pdf')])
  expect(await notices()).toEqual([])
  t.clock.advance(day)
  await browser.send([page('/cases/a.pdf', { t: '<script>alert(1)</script>' })])
  expect(await notices()).toMatchObject([{ subjectType: 'lead', subjectId: leadId, data: { name: '陈晓', company: '远景能源', rule: 'same_document', kind: 'document_view', subject: 'www.example.cn/cases/a.pdf', n: 3 } }])
  const tag = (await rep.ok(listTags)).items.find(({ name }) => name === '高意向')
  expect((await rep.ok(getLead, { params: { id: leadId } })).tagIds).toEqual([tag?.id])
  await browser.send([page('/cases/a.pdf')])
  t.clock.advance(6 * day)
  await browser.send([page('/cases/a.pdf'), page('/cases/a.pdf'), page('/cases/a.pdf')])
  expect(await notices()).toHaveLength(1)
  t.clock.advance(day)
  await browser.send([page('/cases/a.pdf')])
  expect(await notices()).toHaveLength(2)
  expect((await rep.ok(getLeadBehaviour, { params: { id: leadId } })).signals.map(({ n }) => n)).toEqual([4, 3])
  const logged = await rows(org, sql<{ type: string }>`select type from event where org_id = ${org.orgId} and subject_id = ${leadId} and type in ('lead.signalled', 'lead.changed') order by seq`)
  expect(logged.map(({ type }) => type)).toEqual(['lead.changed', 'lead.signalled', 'lead.signalled'])
})

test('two doors that note the third view at the same time tell of it once', async () => {
  const org = await t.org()
  const rep = await org.user('rep')
  const leadId = await leadOf(rep)
  const at = t.clock.now().toISOString()
  const note = () => t.db.write(org.orgId, (tx) => noteBehaviour(tx, org.orgId, leadId, { kind: 'document_view', subject: 'w/a.pdf', at }))
  await note()
  await Promise.all([note(), note(), note(), note()])
  expect((await rep.ok(listNotifications)).items.filter(({ kind }) => kind === 'lead_signal')).toHaveLength(1)
  expect(await rows(org, sql`select n from lead_behaviour_day where org_id = ${org.orgId} and lead_id = ${leadId}`)).toEqual([{ n: 5 }])
})

test('rules are data: changed, switched off, added, taken back', async () => {
  const { org, marketing } = await scene()
  const rep = await org.user('rep')
  const leadId = await leadOf(rep)
  const note = (kind: 'pricing_view' | 'mail_click') => t.db.write(org.orgId, (tx) => noteBehaviour(tx, org.orgId, leadId, { kind, subject: 'x', at: t.clock.now().toISOString() }))
  const hits = async () => (await rep.ok(getLeadBehaviour, { params: { id: leadId } })).signals.map(({ key }) => key)
  const before = (await rep.ok(listSignalRules)).items
  expect(before).toMatchObject([{ key: 'same_document', isOn: true, isStandard: true, canWrite: false }, { key: 'pricing', isChanged: false }])
  const pricing = before[1]?.rule
  if (pricing === undefined) throw new Error('arranged')
  expect((await rep.call(saveSignalRule, { params: { key: 'pricing' }, body: { rule: pricing, isOn: false } })).code).toBe('permission.denied')
  await marketing.ok(saveSignalRule, { params: { key: 'pricing' }, body: { rule: pricing, isOn: false } })
  await marketing.ok(saveSignalRule, { params: { key: 'clicks' }, body: { rule: { name: '点了两次', kinds: ['mail_click'], isSameSubject: false, atLeast: 2, withinDays: 3, coolDownDays: 1, tag: null, notifies: false }, isOn: true } })
  await note('pricing_view')
  await note('mail_click')
  expect(await hits()).toEqual([])
  await note('mail_click')
  expect(await hits()).toEqual(['clicks'])
  expect((await rep.ok(listNotifications)).items).toEqual([])
  expect((await rep.ok(getLead, { params: { id: leadId } })).tagIds).toEqual([])
  await marketing.ok(removeSignalRule, { params: { key: 'pricing' } })
  await marketing.ok(removeSignalRule, { params: { key: 'clicks' } })
  expect((await marketing.call(removeSignalRule, { params: { key: 'clicks' } })).code).toBe('record.not_found')
  expect((await rep.ok(listSignalRules)).items.map(({ key, isOn }) => [key, isOn])).toEqual([['same_document', true], ['pricing', true]])
  await note('pricing_view')
  expect(await hits()).toEqual(['pricing', 'clicks'])
})

test('retention: old single events go, sums by day stay; weeks are made ahead and dropped', async () => {
  const { org, slug } = await scene({ retentionDays: 30 })
  const leadId = await leadOf(org.admin)
  const [known, stranger] = [browserOf(slug), browserOf(slug)]
  await stitch(org, known.id, leadId)
  await known.send([page('/')])
  await stranger.send([page('/')])
  const began = t.clock.now().toISOString()
  t.clock.advance(40 * day)
  await known.send([page('/late')])
  await t.app.schedule.round(['tracking-retention'])
  expect((await events(org)).map(({ subject }) => subject)).toEqual(['www.example.cn/late'])
  expect(await rows(org, sql`select kind, sum(n)::integer as n from lead_behaviour_day where org_id = ${org.orgId} and lead_id = ${leadId} group by 1`)).toEqual([{ kind: 'page_view', n: 2 }])
  const weeks = async () => rows(org, sql<{ name: string }>`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'visit_event'::regclass order by 1`)
  const names = (await weeks()).map(({ name }) => name)
  const weekOf = (iso: string) => {
    const date = new Date(iso)
    date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
    return `visit_event_${date.toISOString().slice(0, 10).replaceAll('-', '')}`
  }
  // Two weeks ahead.
  expect(names).toContain(weekOf(new Date(t.clock.now().getTime() + 14 * day).toISOString()))
  // Other organisations of this test keep 90 days: their week stays.
  expect(names).toContain(weekOf(began))
  t.clock.advance(100 * day)
  await t.app.schedule.round(['tracking-retention'])
  expect((await weeks()).map(({ name }) => name)).not.toContain(weekOf(began))
  expect(await events(org)).toEqual([])
  expect(await rows(org, sql<{ id: string }>`select id from visitor where org_id = ${org.orgId}`)).toEqual([{ id: known.id }])
})
