import { getTimeline } from '@sluice/core/activities/contract'
import { createCampaign, createChannelCodes } from '@sluice/core/campaigns/contract'
import { listChannels } from '@sluice/core/catalog/contract'
import { createContact } from '@sluice/core/customers/contract'
import * as doors from '@sluice/core/doors/contract'
import { createLead, getLead, listLeads } from '@sluice/core/leads/contract'
import { refusals } from '@sluice/core/refusals'
import { createHmac } from 'node:crypto'
import { Script } from 'node:vm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { naughtyTexts } from '../../testing/arbitrary-input.ts'
import { createTestApp, day, hour, type TestApp } from '../../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const sign = (secret: string, body: string, at = Math.floor(t.clock.now().getTime() / 1000)) => `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
const post = (url: string, body: string, headers: Record<string, string>) => t.app.fastify.inject({ method: 'POST', url: new URL(url).pathname, payload: body, headers: { 'content-type': 'application/json', ...headers } })
const mapping = { name: 'contact.name', company: 'contact.company', phone: 'contact.phone', note: 'message', pageUrl: 'page' }

test('a signed delivery becomes one lead with its source; forged, old and replayed ones are refused, and all of it is in the log', async () => {
  const org = await t.org()
  const { admin } = org
  const campaign = (await admin.ok(createCampaign, { body: { name: '春季', kind: 'exhibition', fromOn: '2026-03-01', landingUrl: 'https://example.cn/' } })).id
  const { door, secret } = await admin.ok(doors.createDoor, { body: { name: '官网表单', mapping, campaignId: campaign } })
  expect(door.url).toMatch(/\/in\/t-[0-9a-f]+\/[a-z0-9]{20}$/)
  const body = JSON.stringify({ contact: { name: '<script>alert(1)</script>', company: '云帆科技', phone: '13800138000' }, message: '想了解', page: 'https://example.cn/?utm_source=baidu' })
  const made = await post(door.url, body, { 'x-sluice-signature': sign(secret, body), 'x-sluice-delivery': 'n-1' })
  expect(made.statusCode).toBe(201)
  const lead = await admin.ok(getLead, { params: { id: made.json().leadId } })
  expect(lead).toMatchObject({ name: '<script>alert(1)</script>', company: '云帆科技', note: '想了解', sourceDetail: '官网表单', owner: null, lastTouch: { utm: { source: 'baidu' }, campaign: { id: campaign } } })

  expect((await post(door.url, body, { 'x-sluice-signature': sign(secret, body), 'x-sluice-delivery': 'n-1' })).json().code).toBe('door.replayed')
  t.clock.advance(1000)
  const again = await post(door.url, body, { 'x-sluice-signature': sign(secret, body), 'x-sluice-delivery': 'n-1' })
  expect([again.statusCode, again.json()]).toEqual([200, { leadId: lead.id, isRepeated: true }])
  const refused = async (headers: Record<string, string>, sent = body) => {
    const answer = await post(door.url, sent, headers)
    return [answer.statusCode, answer.json().code]
  }
  const old = Math.floor(t.clock.now().getTime() / 1000) - 301
  expect(await refused({})).toEqual([401, 'door.signature_missing'])
  expect(await refused({ 'x-sluice-signature': 't=1,v1=zz' })).toEqual([401, 'door.signature_missing'])
  expect(await refused({ 'x-sluice-signature': sign('falsch', body) })).toEqual([401, 'door.signature_wrong'])
  expect(await refused({ 'x-sluice-signature': sign(secret, body) }, `${body} `)).toEqual([401, 'door.signature_wrong'])
  expect(await refused({ 'x-sluice-signature': sign(secret, body, old) })).toEqual([401, 'door.too_old'])
  expect(await refused({ 'x-sluice-signature': sign(secret, body, old + 700) })).toEqual([401, 'door.too_old'])
  for (const [text, code] of [['', 'door.unreadable'], ['[1', 'door.unreadable'], ['1', 'door.unreadable'], ['{}', 'door.not_a_lead'], ['{"contact":{"name":{}}}', 'door.not_a_lead']] as const) {
    t.clock.advance(1000)
    expect([text, (await refused({ 'x-sluice-signature': sign(secret, text) }, text))[1]]).toEqual([text, code])
  }
  const large = JSON.stringify({ contact: { name: 'a', note: 'x'.repeat(70_000) } })
  expect(await refused({ 'x-sluice-signature': sign(secret, large) }, large)).toEqual([413, 'request.too_large'])
  expect((await post(`${door.url.slice(0, -1)}0`, body, {})).json().code).toBe('door.unknown')
  expect((await post('http://x/in/niemand/aaaaaaaaaaaaaaaaaaaa', body, {})).json().code).toBe('door.unknown')
  expect((await admin.ok(listLeads)).total).toBe(1)

  const log = (await admin.ok(doors.listDoorDeliveries, { params: { id: door.id } })).items
  expect(log.filter((one) => one.verdict === 'accepted')).toMatchObject([{ leadId: lead.id, delivery: 'n-1', body }])
  expect(log.find((one) => one.code === 'door.signature_wrong')).toMatchObject({ verdict: 'refused', body: null })
  expect(log.find((one) => one.verdict === 'repeated')).toMatchObject({ leadId: lead.id })

  // A form as browsers send it, a new secret, a closed door.
  const renewed = await admin.ok(doors.renewDoorSecret, { params: { id: door.id } })
  expect((await refused({ 'x-sluice-signature': sign(secret, body) }))[1]).toBe('door.signature_wrong')
  const open = await admin.ok(doors.changeDoor, { params: { id: door.id }, version: renewed.door.version, body: { mapping: { name: 'name' } } })
  const sent = 'name=%E7%8E%8B%E8%8A%B3&x=1'
  expect((await post(door.url, sent, { 'content-type': 'application/x-www-form-urlencoded', 'x-sluice-signature': sign(renewed.secret, sent) })).statusCode).toBe(201)
  await admin.ok(doors.changeDoor, { params: { id: door.id }, version: open.version, body: { isOn: false } })
  expect((await refused({ 'x-sluice-signature': sign(renewed.secret, body) }))[1]).toBe('door.closed')
  const rep = await org.user('rep')
  expect((await rep.call(doors.listDoors)).code).toBe('permission.denied')
  expect((await (await t.org()).admin.call(doors.listDoorDeliveries, { params: { id: door.id } })).code).toBe('record.not_found')
})

test('two deliveries of one signature at once make one lead', async () => {
  const { admin } = await t.org()
  const { door, secret } = await admin.ok(doors.createDoor, { body: { name: '门', mapping: { name: 'n' } } })
  const body = '{"n":"张伟"}'
  const answers = await Promise.all([1, 2, 3].map(() => post(door.url, body, { 'x-sluice-signature': sign(secret, body) })))
  expect(answers.map((one) => one.statusCode).sort()).toEqual([201, 409, 409])
  expect((await admin.ok(listLeads)).total).toBe(1)
})

test('naughty strings are refused with a code or stored as they were sent, never a fault', async () => {
  const { admin } = await t.org()
  const { door, secret } = await admin.ok(doors.createDoor, { body: { name: '门', mapping: { name: 'n', note: 'm', company: 'n', phone: 'n', email: 'm' } } })
  const odd: string[] = []
  for (const [i, text] of [...naughtyTexts, '\u0000', '\ud800', 'x'.repeat(5000), '=1+1', '../../etc/passwd'].entries()) {
    if (i % 200 === 0) t.clock.advance(2 * 60_000)
    const body = JSON.stringify({ n: text.slice(0, 90), m: text.slice(0, 200), i })
    const answer = await post(door.url, body, { 'x-sluice-signature': sign(secret, body), 'x-sluice-delivery': `n${i} ${encodeURIComponent(text.toWellFormed().slice(0, 30))}` })
    if (answer.statusCode === 201) {
      const lead = await admin.ok(getLead, { params: { id: answer.json().leadId } })
      if (lead.note !== text.slice(0, 200).trim()) odd.push(`${JSON.stringify(text)} → ${JSON.stringify(lead.note)}`)
    } else if (answer.statusCode >= 500 || !(answer.json().code in refusals)) odd.push(`${JSON.stringify(text)} → ${answer.statusCode} ${answer.body}`)
  }
  expect(odd).toEqual([])
}, 300_000)

test('a mapping is tried before it is used', async () => {
  const { admin } = await t.org()
  const tried = await admin.ok(doors.testDoor, { body: { mapping: { name: 'a[0].n', phone: 'p' }, body: '{"a":[{"n":"张伟"}],"p":13800138000}' } })
  expect(tried).toEqual({ fields: { name: '张伟', phone: '13800138000' }, custom: {}, problems: [] })
  expect((await admin.call(doors.testDoor, { body: { mapping: { name: 'a' }, body: '{' } })).code).toBe('door.unreadable')
  expect((await admin.call(doors.testDoor, { body: { mapping: { name: 'a b' }, body: '{}' } })).status).toBe(400)
})

test('a call is noted with whom it was, or makes the lead', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const neighbour = await org.user('rep', '乙')
  const contact = await rep.ok(createContact, { body: { name: '王芳', phone: '139 0013 9000' } })
  const lead = await neighbour.ok(createLead, { body: { name: '别人的', phone: '13900139000' } })
  expect((await rep.ok(doors.findCaller, { query: { phone: '+86 139-0013-9000' } })).items).toMatchObject([{ subjectType: 'contact', id: contact.id }])
  const known = await rep.ok(doors.logCall, { body: { phone: '13900139000', subject: { type: 'contact', id: contact.id }, outcome: 'connected', minutes: 5, note: '报价' } })
  expect(known).toMatchObject({ subjectType: 'contact', id: contact.id, isNew: false })
  expect((await rep.call(doors.logCall, { body: { phone: '13900139000', subject: { type: 'lead', id: lead.id } } })).code).toBe('record.not_found')
  expect((await rep.call(doors.logCall, { body: { phone: '13700137000' } })).code).toBe('call.name_required')
  const channel = (await rep.ok(listChannels)).items[0]?.id
  const fresh = await rep.ok(doors.logCall, { body: { phone: '13700137000', name: '来电者', outcome: 'connected', sourceId: channel, arrival: { url: 'https://a.example/?utm_source=baidu' } } })
  expect(await rep.ok(getLead, { params: { id: fresh.id } })).toMatchObject({ name: '来电者', phone: '13700137000', sourceId: channel, owner: { name: '甲' }, lastTouch: { utm: { source: 'baidu' } } })
  expect((await rep.ok(getTimeline, { params: { subjectType: 'lead', id: fresh.id } })).items.map((one) => one.type)).toContain('activity.logged')
  expect((await (await org.user('viewer')).call(doors.logCall, { body: { phone: '1', name: 'x' } })).code).toBe('permission.denied')
})

test('what was noted at a fair is one lead however often it is sent; one that is wrong stops none of the others', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const campaign = (await org.admin.ok(createCampaign, { body: { name: '展会', kind: 'exhibition', fromOn: '2026-03-01', landingUrl: 'https://example.cn/' } })).id
  const channel = (await rep.ok(listChannels)).items.find((one) => one.name === '展会')?.id ?? ''
  const code = (await org.admin.ok(createChannelCodes, { params: { id: campaign }, body: { channelIds: [channel], promoterIds: [rep.userId] } })).items[0]
  const entry = { id: newId(), at: new Date(t.clock.now().getTime() - 3 * hour).toISOString(), name: '张伟', company: '云帆', phone: '13800138000', code: code?.code }
  const twice = await Promise.all([1, 2].map(() => rep.ok(doors.captureLeads, { body: { items: [entry, { id: 'x' }, { ...entry, id: newId(), name: '王芳', campaignId: newId(), code: null }] } })))
  expect(twice.map((one) => one.items[0]?.isNew).sort()).toEqual([false, true])
  expect(new Set(twice.map((one) => one.items[0]?.leadId)).size).toBe(1)
  expect(twice[0]?.items.slice(1).map((one) => one.code)).toEqual(['request.invalid', 'campaign.unknown'])
  const leads = (await rep.ok(listLeads)).items
  expect(leads).toMatchObject([{ name: '张伟', sourceId: channel, createdAt: entry.at, owner: { name: '甲' } }])
  expect((await rep.ok(getLead, { params: { id: leads[0]?.id ?? '' } })).firstTouch).toMatchObject({ campaign: { id: campaign }, code: code?.code })
  const mate = await org.user('rep', '乙')
  expect((await mate.ok(doors.captureLeads, { body: { items: [entry] } })).items).toMatchObject([{ leadId: null, code: 'record.not_found' }])
  const future = await rep.ok(doors.captureLeads, { body: { items: [{ ...entry, id: newId(), at: new Date(t.clock.now().getTime() + 9 * day).toISOString() }] } })
  expect((await rep.ok(getLead, { params: { id: future.items[0]?.leadId ?? '' } })).createdAt).toBe(t.clock.now().toISOString())
})

test('the fair’s page and its worker stand for themselves, under the app’s own policy', async () => {
  const page = await t.app.fastify.inject({ url: '/fair/' })
  expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect(String(page.headers['content-security-policy'])).toContain("script-src 'self'")
  expect(page.body).not.toMatch(/<script>|\son\w+=|javascript:/i)
  for (const url of ['/fair/app.js', '/fair/sw.js']) {
    const script = await t.app.fastify.inject({ url })
    expect([script.statusCode, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8'])
    expect(() => new Script(script.body)).not.toThrow()
  }
  expect((await t.app.fastify.inject({ url: '/fair' })).headers.location).toBe('/fair/')
})
