import {
  addCampaignCost, changeCampaign, changeChannelCode, createCampaign, createChannelCodes, getCampaign, listCampaignCosts, listCampaigns, listChannelCodes, removeCampaignCost,
} from '@sluice/core/campaigns/contract'
import { createChannel, listChannels, listPipelines } from '@sluice/core/catalog/contract'
import { changeLead, createLead, getLead, listLeads } from '@sluice/core/leads/contract'
import { changeDeal, convertLead, winDeal } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, day, type TestApp, type TestClient, type TestOrg } from '../../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const landing = 'https://example.cn/apply?form=1'
const campaignOf = (client: TestClient, more: object = {}) =>
  client.ok(createCampaign, { body: { name: '春季展会', kind: 'exhibition', fromOn: '2026-03-01', toOn: '2026-03-05', budgetMinor: 200_000_00, landingUrl: landing, ...more } })
const channelsOf = async (org: TestOrg) => (await org.admin.ok(listChannels)).items
const channelByKey = async (org: TestOrg, key: string) => (await channelsOf(org)).find((one) => one.key === key)?.id ?? ''
const phone = { 'user-agent': 'Mozilla/5.0 (iPhone) MicroMessenger/8.0' }
const follow = (link: string, headers: Record<string, string> = {}, remoteAddress = '10.0.0.1') =>
  t.app.fastify.inject({ method: 'GET', url: new URL(link).pathname, headers: { ...phone, ...headers }, remoteAddress })
const touches = async (org: TestOrg) => t.db.read(org.orgId, async (tx) => (await sql<{ id: string; visitor_id: string | null; lead_id: string | null; kind: string }>`
  select id, visitor_id, lead_id, kind from touch where org_id = ${org.orgId} order by at, id`.execute(tx)).rows)

/** A campaign with one code of a rep at the exhibition. */
async function scene() {
  const org = await t.org()
  const rep = await org.user('rep', '李雷')
  const marketing = await org.user('marketing', '王芳')
  const campaign = await campaignOf(marketing)
  const channelId = await channelByKey(org, 'exhibition')
  const made = await marketing.ok(createChannelCodes, { params: { id: campaign.id }, body: { channelIds: [channelId], promoterIds: [rep.userId] } })
  const code = made.items[0]!
  return { org, rep, marketing, campaign, channelId, code }
}

test('a campaign is made with a key of its own, found, changed with the version seen, archived and taken back', async () => {
  const org = await t.org()
  const marketing = await org.user('marketing')
  const one = await campaignOf(marketing)
  expect(one).toMatchObject({ name: '春季展会', status: 'running', utmKey: 'chunjizhanhui', currency: 'CNY', owner: { id: marketing.userId }, canWrite: true, version: 1, figures: { leads: 0, costPerLeadMinor: null, roi: null } })
  expect((await campaignOf(marketing)).utmKey).toBe('chunjizhanhui-2')
  expect((await marketing.call(createCampaign, { body: { name: '又一个', kind: 'other', fromOn: '2026-03-01', utmKey: 'chunjizhanhui' } })).code).toBe('campaign.utm_key_taken')
  expect((await marketing.call(createCampaign, { body: { name: '倒过来', kind: 'other', fromOn: '2026-03-05', toOn: '2026-03-05' } })).code).toBe('campaign.period')
  const at = { params: { id: one.id } }
  expect((await marketing.call(changeCampaign, { ...at, version: 7, body: { name: '改名' } })).code).toBe('conflict.stale_version')
  const changed = await marketing.ok(changeCampaign, { ...at, version: 1, body: { name: '春季展会 A 馆', fromOn: '2026-03-03', targetLeads: 100 } })
  expect(changed).toMatchObject({ name: '春季展会 A 馆', status: 'planned', targetLeads: 100, version: 2 })
  expect((await marketing.ok(changeCampaign, { ...at, version: 2, body: { name: '春季展会 A 馆' } })).version).toBe(2)
  const gone = await marketing.ok(changeCampaign, { ...at, version: 2, body: { isArchived: true } })
  expect(gone.status).toBe('archived')
  expect((await marketing.call(changeCampaign, { ...at, version: 3, body: { name: '不行' } })).code).toBe('campaign.archived')
  expect((await marketing.ok(listCampaigns)).items.map((c) => c.name)).toEqual(['春季展会'])
  expect((await marketing.ok(listCampaigns, { query: { status: 'archived' } })).total).toBe(1)
  expect((await marketing.ok(changeCampaign, { ...at, version: 3, body: { isArchived: false } })).status).toBe('planned')
  expect((await marketing.ok(listCampaigns, { query: { q: 'A 馆' } })).total).toBe(1)
  expect((await marketing.ok(listCampaigns, { query: { q: '100%_' } })).total).toBe(0)
  const told = await t.db.read(org.orgId, async (tx) => (await sql<{ what: string }>`select payload->>'what' as what from event where subject_id = ${one.id} order by seq`.execute(tx)).rows)
  expect(told.map((event) => event.what)).toEqual(['created', 'changed', 'archived', 'restored'])
})

test('two campaigns of one name made at once get two keys', async () => {
  const org = await t.org()
  const made = await Promise.all([1, 2, 3].map(() => campaignOf(org.admin)))
  expect(made.map((one) => one.utmKey).toSorted()).toEqual(['chunjizhanhui', 'chunjizhanhui-2', 'chunjizhanhui-3'])
})

test('who may: marketing all, managers their own, reps what they promote and no money; another organisation nothing', async () => {
  const { org, rep, campaign, marketing } = await scene()
  const manager = await org.user('manager')
  const other = await org.user('rep', '韩梅')
  const at = { params: { id: campaign.id } }
  expect((await rep.call(createCampaign, { body: { name: '不行', kind: 'other', fromOn: '2026-03-01' } })).code).toBe('permission.denied')
  expect((await manager.call(changeCampaign, { ...at, version: 1, body: { name: '不行' } })).code).toBe('permission.denied')
  expect((await campaignOf(manager)).canWrite).toBe(true)
  await marketing.ok(addCampaignCost, { ...at, body: { onDay: '2026-03-02', amountMinor: 5_000_00 } })
  expect(await rep.ok(getCampaign, at)).toMatchObject({ figures: null, channels: null, canWrite: false })
  expect((await rep.call(listCampaignCosts, at)).code).toBe('permission.denied')
  expect((await rep.ok(listChannelCodes)).items.map((one) => one.promoter?.name)).toEqual(['李雷'])
  expect([(await other.call(getCampaign, at)).code, (await other.ok(listCampaigns)).total, (await other.ok(listChannelCodes)).total]).toEqual(['record.not_found', 0, 0])
  expect((await (await org.user('service')).call(listCampaigns)).code).toBe('permission.denied')
  const stranger = (await t.org()).admin
  expect((await stranger.call(getCampaign, at)).code).toBe('record.not_found')
  expect((await stranger.call(createLead, { body: { name: '串门', arrival: { campaignId: campaign.id } } })).code).toBe('campaign.unknown')
})

test('codes are made once for each channel and promoter; asking again adds the new ones', async () => {
  const { org, rep, marketing, campaign, channelId, code } = await scene()
  const colleague = await org.user('rep', '韩梅')
  const body = { channelIds: [channelId], promoterIds: [rep.userId, colleague.userId] }
  const again = await marketing.ok(createChannelCodes, { params: { id: campaign.id }, body })
  expect(again.created).toBe(1)
  expect(again.items.map((one) => [one.id === code.id, one.promoter?.name])).toEqual([[true, '李雷'], [false, '韩梅']])
  expect(again.items[0]?.link).toMatch(/^http:\/\/[^/]+\/c\/t-[0-9a-f]{12}\/[0-9A-Z]{7}$/)
  // At once: each code once.
  const many = await Promise.all([1, 2, 3].map(() => marketing.ok(createChannelCodes, { params: { id: campaign.id }, body: { ...body, placement: 'B12 展位' } })))
  expect(many.reduce((sum, one) => sum + one.created, 0)).toBe(2)
  expect((await marketing.ok(listChannelCodes, { query: { campaign: campaign.id } })).total).toBe(4)
  const refused = async (more: object, id = campaign.id) => (await marketing.call(createChannelCodes, { params: { id }, body: { ...body, ...more } })).code
  expect(await refused({ channelIds: [newId()] })).toBe('campaign.unknown_channel')
  expect(await refused({ promoterIds: [newId()] })).toBe('campaign.unknown_promoter')
  expect(await refused({}, (await campaignOf(marketing, { landingUrl: null })).id)).toBe('campaign.landing_required')
  for (const landingUrl of ['javascript:alert(1)', '//evil.example', 'https://u:p@evil.example/', code.link]) expect(await refused({ landingUrl })).toBe('request.invalid')
})

test('the short link records the visit and leads to the page, with its source on the address', async () => {
  const { org, code } = await scene()
  const answer = await follow(code.link)
  expect(answer.statusCode).toBe(302)
  const target = new URL(String(answer.headers.location))
  const [touch] = await touches(org)
  expect(`${target.origin}${target.pathname}`).toBe('https://example.cn/apply')
  expect(Object.fromEntries(target.searchParams)).toEqual({
    form: '1', utm_source: 'exhibition', utm_medium: 'code', utm_campaign: 'chunjizhanhui', sl_code: code.code, sl: touch?.id,
  })
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Lax/)
  expect(touch).toMatchObject({ kind: 'code', lead_id: null })
  // Typed by hand, with a small letter o for the zero.
  expect((await follow(code.link.toLowerCase())).statusCode).toBe(302)
})

test('robots, previews, prefetching and floods are led on and not counted; who asks not to be followed gets no id', async () => {
  const { org, code } = await scene()
  for (const headers of [{ 'user-agent': 'Slackbot-LinkExpanding 1.0' }, { 'user-agent': 'facebookexternalhit/1.1' }, { 'sec-purpose': 'prefetch;prerender' }] as Record<string, string>[]) {
    const answer = await follow(code.link, headers)
    expect([answer.statusCode, new URL(String(answer.headers.location)).searchParams.has('sl')]).toEqual([302, false])
  }
  expect((await t.app.fastify.inject({ method: 'HEAD', url: new URL(code.link).pathname, headers: phone })).statusCode).toBe(302)
  expect(await touches(org)).toEqual([])
  for (const headers of [{ dnt: '1' }, { 'sec-gpc': '1' }] as Record<string, string>[]) expect((await follow(code.link, headers)).headers['set-cookie']).toBeUndefined()
  expect((await touches(org)).map((one) => one.visitor_id)).toEqual([null, null])
  for (let i = 0; i < 70; i++) expect((await follow(code.link, {}, '10.9.9.9')).statusCode).toBe(302)
  expect(await touches(org)).toHaveLength(62)
})

test('nothing of the request decides where it leads; codes that are none give words and no fault', async () => {
  const { org, marketing, campaign, code } = await scene()
  const path = new URL(code.link).pathname
  const hostile = await t.app.fastify.inject({
    method: 'GET', url: `${path}?url=https://evil.example&utm_source=x&landing=//evil.example`, headers: { ...phone, host: 'evil.example', referer: 'https://evil.example/', cookie: `sl_v_${path.split('/')[2] ?? ''}='; drop table touch` },
  })
  expect(new URL(String(hostile.headers.location)).origin).toBe('https://example.cn')
  for (const bad of ['/c/x/7KQ2M9A', '/c/t-000000000000/7KQ2M9A', `/c/${path.split('/')[2] ?? ''}/ZZZZZZZ`, `/c/%00/%00`, `/c/..%2f..%2f/etc`, `/c/${'x'.repeat(150)}/<script>`, `/c/a'--/1' or '1`]) {
    const answer = await t.app.fastify.inject({ method: 'GET', url: encodeURI(bad).replaceAll('%25', '%'), headers: phone })
    expect([bad, answer.statusCode]).toEqual([bad, 404])
    expect(answer.body).not.toContain('<script')
  }
  const ended = await marketing.ok(changeChannelCode, { params: { id: code.id }, version: 1, body: { isEnded: true } })
  expect(ended.endedAt).not.toBeNull()
  const gone = await follow(code.link, { 'accept-language': 'en' })
  expect([gone.statusCode, gone.body.includes('no longer in use')]).toEqual([410, true])
  expect((await marketing.call(changeChannelCode, { params: { id: code.id }, version: 1, body: { isEnded: false } })).code).toBe('conflict.stale_version')
  await marketing.ok(changeChannelCode, { params: { id: code.id }, version: 2, body: { isEnded: false, landingUrl: 'https://example.cn/other' } })
  expect(String((await follow(code.link)).headers.location)).toMatch(/^https:\/\/example\.cn\/other/)
  // What is printed goes on after the campaign's end and its archiving.
  await marketing.ok(changeCampaign, { params: { id: campaign.id }, version: 1, body: { isArchived: true } })
  expect((await follow(code.link)).statusCode).toBe(302)
  expect((await t.db.read(org.orgId, (tx) => sql`select 1 from touch where org_id = ${org.orgId}`.execute(tx))).rows.length).toBeGreaterThan(0)
})

test('a lead keeps its first and last touch, with code, utm and click id; the channel becomes its source', async () => {
  const { org, rep, marketing, campaign, channelId, code } = await scene()
  const first = await follow(code.link)
  const cookie = String(first.headers['set-cookie']).split(';')[0] ?? ''
  t.clock.advance(day)
  const search = await marketing.ok(createChannelCodes, { params: { id: campaign.id }, body: { channelIds: [await channelByKey(org, 'sem')] } })
  const path = new URL(search.items[0]?.link ?? '').pathname
  const second = await t.app.fastify.inject({ method: 'GET', url: `${path}?bd_vid=abc123&utm_term=CRM`, headers: { ...phone, cookie, referer: 'https://www.baidu.com/s?wd=1' } })
  t.clock.advance(60_000)
  const lead = await rep.ok(createLead, { body: { name: '张伟', arrival: { url: String(second.headers.location) } } })
  expect(lead.sourceId).toBe(await channelByKey(org, 'sem'))
  const shown = await rep.ok(getLead, { params: { id: lead.id } })
  expect(shown.firstTouch).toMatchObject({ kind: 'code', campaign: { name: '春季展会' }, channel: { id: channelId }, promoter: { name: '李雷' }, code: code.code })
  expect(shown.lastTouch).toMatchObject({ kind: 'code', promoter: null, clickIdKind: 'bd_vid', clickId: 'abc123', utm: { term: 'crm' }, referrerHost: 'www.baidu.com' })
  expect((await touches(org)).map((one) => one.lead_id)).toEqual([lead.id, lead.id])
  const events = await t.db.read(org.orgId, async (tx) => (await sql<{ type: string; payload: object }>`select type, payload from event where subject_id = ${lead.id} order by seq`.execute(tx)).rows)
  expect(events.map((event) => event.type)).toEqual(['lead.created', 'lead.captured'])
  expect(events[1]?.payload).toMatchObject({ touches: 2, campaignId: campaign.id, promoterId: null })

  // A colleague fills in the same page: the source is theirs too, and the visit is counted once.
  const copy = await rep.ok(createLead, { body: { name: '同事', arrival: { url: String(second.headers.location) } } })
  expect((await rep.ok(getLead, { params: { id: copy.id } })).lastTouch).toMatchObject({ kind: 'tagged', clickId: 'abc123', campaign: { id: campaign.id } })
  const page = await marketing.ok(getCampaign, { params: { id: campaign.id } })
  expect(page.figures).toMatchObject({ visits: 2, leads: 2 })
  expect(page.channels?.map((one) => [one.channel?.name, one.figures.visits, one.figures.leads])).toEqual([['SEM', 1, 2], ['展会', 1, 0]])
  const byFirst = await marketing.ok(getCampaign, { params: { id: campaign.id }, query: { model: 'first' } })
  expect(byFirst.channels?.map((one) => [one.channel?.name, one.figures.leads]).toSorted()).toEqual([['SEM', 1], ['展会', 1]])
  expect((await marketing.ok(listLeads, { query: { campaign: campaign.id } })).items.map((one) => one.name).toSorted()).toEqual(['同事', '张伟'])
  expect((await marketing.ok(listLeads, { query: { campaign: newId() } })).total).toBe(0)
})

test('sources without a visit: utm of a campaign, a code read out, a campaign that a person names; strange ones are kept as words', async () => {
  const { org, rep, campaign, code, channelId } = await scene()
  const touchOf = async (arrival: object, more: object = {}) => {
    const lead = await rep.ok(createLead, { body: { name: '某人', arrival, ...more } })
    return rep.ok(getLead, { params: { id: lead.id } })
  }
  const tagged = await touchOf({ url: 'https://example.cn/?utm_source=SEM&utm_campaign=ChunJiZhanHui&gclid=xyz' })
  expect(tagged.lastTouch).toMatchObject({ kind: 'tagged', campaign: { id: campaign.id }, channel: { name: 'SEM' }, clickIdKind: 'gclid' })
  expect(tagged.sourceId).toBe(await channelByKey(org, 'sem'))
  expect((await touchOf({ code: ` ${code.code.toLowerCase()} ` })).lastTouch).toMatchObject({ kind: 'typed', code: code.code, channel: { id: channelId }, promoter: { name: '李雷' } })
  expect((await touchOf({ campaignId: campaign.id })).lastTouch).toMatchObject({ kind: 'typed', campaign: { id: campaign.id }, channel: null })
  const own = await org.admin.ok(createChannel, { body: { name: '朋友圈' } })
  expect((await touchOf({ url: 'https://example.cn/?utm_source=朋友圈' }, { sourceId: channelId })).sourceId).toBe(channelId)
  expect((await touchOf({ url: 'https://example.cn/?utm_source=朋友圈' })).sourceId).toBe(own.id)
  expect((await touchOf({ url: 'https://example.cn/?utm_source=没听过&sl=not-an-id&sl_code=9999999' })).lastTouch).toMatchObject({ channel: null, campaign: null, code: null, utm: { source: '没听过' } })
  expect((await touchOf({ url: 'https://example.cn/' })).lastTouch).toBeNull()
  // Another organisation's touch is none of ours.
  const foreign = await scene()
  const target = String((await follow(foreign.code.link)).headers.location)
  expect((await touchOf({ url: target })).lastTouch).toMatchObject({ campaign: { id: campaign.id }, code: null, kind: 'tagged' })
  expect((await touches(foreign.org)).map((one) => one.lead_id)).toEqual([null])
})

test('from visit to revenue: leads, qualified, won, cost per lead and return', async () => {
  const { org, marketing, campaign, channelId, code } = await scene()
  const pipelineId = (await org.admin.ok(listPipelines)).items[0]?.id ?? ''
  const leads = []
  for (let i = 0; i < 4; i++) {
    const target = String((await follow(code.link, {}, `10.1.0.${i}`)).headers.location)
    leads.push(await org.admin.ok(createLead, { body: { name: `线索${i}`, company: `公司${i}`, arrival: { url: target } } }))
  }
  await org.admin.ok(changeLead, { params: { id: leads[0]!.id }, version: 1, body: { status: 'qualified' } })
  for (const [i, currency] of [[1, 'CNY'], [2, 'USD']] as const) {
    const made = await org.admin.ok(convertLead, { params: { id: leads[i]!.id }, body: { deal: { title: '首单', pipelineId, amountMinor: 90_000_00 } } })
    await org.admin.ok(changeDeal, { params: { id: made.dealId ?? '' }, version: 1, body: { currency } })
    await org.admin.ok(winDeal, { params: { id: made.dealId ?? '' }, body: {} })
  }
  const at = { params: { id: campaign.id } }
  await marketing.ok(addCampaignCost, { ...at, body: { onDay: '2026-03-01', amountMinor: 20_000_00, channelId, note: '展位费' } })
  const mistake = await marketing.ok(addCampaignCost, { ...at, body: { onDay: '2026-03-02', amountMinor: 1 } })
  await marketing.ok(addCampaignCost, { ...at, body: { onDay: '2026-03-03', amountMinor: 10_000_00 } })
  expect((await marketing.ok(listCampaignCosts, at)).items.map((one) => [one.onDay, one.channel?.name ?? null, one.by.name])).toEqual([['2026-03-03', null, '王芳'], ['2026-03-02', null, '王芳'], ['2026-03-01', '展会', '王芳']])
  await marketing.ok(removeCampaignCost, { params: { id: mistake.id } })
  expect((await marketing.call(removeCampaignCost, { params: { id: mistake.id } })).code).toBe('record.not_found')
  const page = await marketing.ok(getCampaign, at)
  expect(page.figures).toEqual({
    visits: 4, leads: 4, qualified: 3, deals: 2, won: 2, wonMinor: 90_000_00, wonWithoutMoney: 1, costMinor: 30_000_00, costPerLeadMinor: 7_500_00, qualifiedShare: 0.75, wonShare: 0.5, roi: 2,
  })
  expect(page.channels?.map((one) => [one.channel?.name ?? null, one.figures.costMinor, one.figures.leads])).toEqual([['展会', 20_000_00, 4], [null, 10_000_00, 0]])
  expect((await marketing.ok(listCampaigns)).items[0]?.figures).toEqual(page.figures)
  expect((await marketing.ok(listChannelCodes)).items[0]).toMatchObject({ visits: 4, leads: 4, qualified: 3, won: 2 })
})

test('the retention takes away old visits of nobody, keeps their number, and leaves those of leads', async () => {
  const { org, campaign, code } = await scene()
  const target = String((await follow(code.link)).headers.location)
  await org.admin.ok(createLead, { body: { name: '留下', arrival: { url: target } } })
  await follow(code.link, {}, '10.0.0.2')
  const task = () => t.app.schedule.round(['touch-retention'])
  await task()
  expect(await touches(org)).toHaveLength(2)
  t.clock.advance(181 * day)
  await task()
  await task()
  expect((await touches(org)).map((one) => one.lead_id === null)).toEqual([false])
  // The sessions of then are long over.
  const marketing = await org.user('marketing', '新人')
  expect((await marketing.ok(getCampaign, { params: { id: campaign.id } })).figures).toMatchObject({ visits: 2, leads: 1 })
  // Too old to be anybody's: the page's address is kept as words, the campaign is still known by its key.
  const late = await marketing.ok(createLead, { body: { name: '很晚', arrival: { url: target } } })
  expect((await marketing.ok(getLead, { params: { id: late.id } })).lastTouch).toMatchObject({ kind: 'tagged', code: code.code, campaign: { id: campaign.id } })
})

test('a logo must be a small picture', async () => {
  const org = await t.org()
  const png = 'data:image/png;base64,iVBORw0KGgo='
  const campaign = await campaignOf(org.admin, { logo: png })
  expect((await org.admin.ok(getCampaign, { params: { id: campaign.id } })).logo).toBe(png)
  for (const logo of ['data:image/svg+xml;base64,PHN2Zz4=', 'https://evil.example/x.png', 'data:image/png;base64,"><script>', `data:image/png;base64,${'A'.repeat(100_001)}`]) {
    expect((await org.admin.call(changeCampaign, { params: { id: campaign.id }, version: 1, body: { logo } })).code).toBe('request.invalid')
  }
})
