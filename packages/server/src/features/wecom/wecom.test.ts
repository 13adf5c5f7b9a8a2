import { getTimeline } from '@sluice/core/activities/contract'
import { changeCampaign, changeChannelCode, createCampaign, createChannelCodes } from '@sluice/core/campaigns/contract'
import { listChannels } from '@sluice/core/catalog/contract'
import { createLead, getLead, listLeads } from '@sluice/core/leads/contract'
import { mergeLeads } from '@sluice/core/cleaning/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { refusals } from '@sluice/core/refusals'
import * as wecom from '@sluice/core/wecom/contract'
import { unreachable } from '@sluice/core/wecom/errcodes'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readEnv } from '../../platform/env.ts'
import { openWecom } from '../../integrations/wecom/open-wecom.ts'
import { createTestApp, day, type TestApp, type TestOrg } from '../../testing/app.ts'
import { naughtyTexts } from '../../testing/arbitrary-input.ts'
import { openWecomWork } from './work.ts'
import { changeMessage, sealCallback, startWecom, type SealedCallback, type TestWecom } from './wecom-server.fixture.ts'

let t: TestApp
let server: TestWecom
let clockNow = () => new Date()
beforeAll(async () => {
  server = await startWecom({ corpId: 'ww0123456789abcdef', secret: 'the-secret', now: () => clockNow() })
  t = await createTestApp({ SLUICE_WECOM_API: server.url })
  clockNow = () => t.clock.now()
})
afterEach(() => {
  server.errors.length = 0
  server.raw = null
  server.secret = 'the-secret'
})
afterAll(async () => {
  await t.close()
  await server.close()
})

interface Joined { org: TestOrg; path: string; keys: { token: string; aesKey: string; corpId: string } }

/** An organisation that is joined to the WeCom of the test; `zhangsan` is its rep. */
async function joined(): Promise<Joined & { rep: Awaited<ReturnType<TestOrg['user']>> }> {
  const org = await t.org()
  const rep = await org.user('rep', '张三')
  server.employees.add('zhangsan').add('lisi')
  const made = await org.admin.ok(wecom.makeWecomKeys)
  const settings = await org.admin.ok(wecom.changeWecomSettings, {
    version: made.settings.version, body: { corpId: server.corpId, secret: 'the-secret', isOn: true, members: [{ userid: 'ZhangSan', userId: rep.userId }] },
  })
  return { org, rep, path: new URL(settings.callbackUrl).pathname, keys: { token: made.token, aesKey: made.aesKey, corpId: server.corpId } }
}

const post = (path: string, sealed: Pick<SealedCallback, 'query' | 'body'>) => t.app.fastify.inject({ method: 'POST', url: `${path}?${sealed.query}`, payload: sealed.body, headers: { 'content-type': 'text/xml' } })
const seal = (keys: Joined['keys'], message: string, at = t.clock.now()) => sealCallback(keys, message, { at })
const added = (keys: Joined['keys'], externalUserid: string, more: { change?: string; userid?: string; state?: string; at?: Date } = {}) =>
  seal(keys, changeMessage(keys.corpId, { change: 'add_external_contact', userid: 'zhangsan', externalUserid, at: t.clock.now(), ...more }))
const contact = (externalUserid: string, more: object = {}, followers: object[] = []) =>
  server.contacts.set(externalUserid, { external_contact: { external_userid: externalUserid, name: '王芳', type: 1, unionid: `u-${externalUserid}`, ...more }, follow_user: followers })
const work = () => t.app.schedule.round(['wecom'])

test('a contact-me code of a campaign brings a lead with its source, its owner and its history; told three times, it is one', async () => {
  const { org: { admin }, rep, path, keys } = await joined()
  const channel = (await admin.ok(listChannels)).items[0]?.id ?? ''
  const campaign = (await admin.ok(createCampaign, { body: { name: '春季展会', kind: 'exhibition', fromOn: '2026-03-01', landingUrl: 'https://example.cn/' } })).id
  const code = (await admin.ok(createChannelCodes, { params: { id: campaign }, body: { channelIds: [channel], promoterIds: [rep.userId] } })).items[0]
  if (code === undefined) throw new Error('arranged')
  const way = await admin.ok(wecom.makeContactWay, { params: { id: code.id }, body: { userIds: [rep.userId] } })
  expect([...server.ways.values()].at(-1)).toMatchObject({ type: 1, scene: 2, state: code.code, user: ['ZhangSan'], remark: '春季展会' })
  expect(way.qrImage).toMatch(/^data:image\/png;base64,/)
  expect(await rep.ok(wecom.listContactWays, { params: { id: campaign } })).toMatchObject({ isOn: true, items: [{ id: way.id, codeId: code.id }], people: [{ id: rep.userId, name: '张三' }] })
  expect((await admin.call(wecom.makeContactWay, { params: { id: code.id }, body: { userIds: [rep.userId] } })).code).toBe('wecom.way_exists')

  contact('wm-1', { name: '王芳<script>', position: '采购' }, [{ userid: 'lisi', remark_corp_name: '别家' }, { userid: 'zhangsan', remark_corp_name: '云帆科技', remark_mobiles: ['13800138000'], state: code.code }])
  const message = changeMessage(keys.corpId, { change: 'add_external_contact', userid: 'zhangsan', externalUserid: 'wm-1', state: code.code, at: t.clock.now() })
  const first = seal(keys, message)
  // The same call again, the same message under another signature, and two at once.
  const answers = [await post(path, first), await post(path, first), ...(await Promise.all([post(path, seal(keys, message)), post(path, seal(keys, message))]))]
  expect(answers.map((one) => [one.statusCode, one.body, one.headers['content-type']])).toEqual(Array(4).fill([200, 'success', 'text/plain; charset=utf-8']))
  await work()
  await work()
  const leads = await admin.ok(listLeads)
  expect(leads.total).toBe(1)
  const lead = await admin.ok(getLead, { params: { id: leads.items[0]?.id ?? '' } })
  expect(lead).toMatchObject({
    name: '王芳<script>', company: '云帆科技', title: '采购', phone: '13800138000', owner: { id: rep.userId }, sourceId: channel, sourceDetail: '企业微信',
    lastTouch: { campaign: { id: campaign }, channel: { id: channel }, promoter: { id: rep.userId }, code: code.code },
  })
  const bodies = async (kind: string) => (await admin.ok(getTimeline, { params: { subjectType: 'lead', id: lead.id } })).items.filter((item) => item.activity?.kind === kind).map((item) => item.activity?.body)
  expect(await bodies('wechat')).toEqual(['客户通过企业微信添加了 张三'])
  const [told] = (await admin.ok(wecom.listWecomMessages)).items
  expect(told).toMatchObject({ change: 'add_external_contact', userid: 'zhangsan', externalUserid: 'wm-1', stateKey: code.code, state: 'done', leadId: lead.id, errcode: null })

  // Half of an adding and the whole of it are one arrival.
  await post(path, added(keys, 'wm-1', { change: 'add_half_external_contact', state: code.code }))
  await work()
  expect(await bodies('note')).toEqual(['客户扫码添加了 张三，等待成员确认'])
  const touches = await t.db.read(admin.orgId, (tx) => tx.selectFrom('touch').select('lead_id').where('code_id', '=', code.id).execute())
  expect(touches).toEqual([{ lead_id: lead.id }])

  // They delete us: the history says so, and the owner is told.
  expect((await post(path, added(keys, 'wm-1', { change: 'del_follow_user' }))).statusCode).toBe(200)
  await work()
  expect((await bodies('note'))[0]).toBe('客户在企业微信里删除了 张三')
  expect((await rep.ok(listNotifications)).items.find((one) => one.kind === 'lead_wecom_left')).toMatchObject({ data: { lead: '王芳<script>', who: '张三' }, subjectId: lead.id })
  // And come back, by a code that is none of ours, to somebody who is nobody here: still the one lead.
  t.clock.advance(60_000)
  await post(path, added(keys, 'wm-1', { userid: 'nobody', state: 'whatever' }))
  await work()
  expect((await admin.ok(listLeads)).total).toBe(1)
  expect((await bodies('wechat'))).toEqual(['客户通过企业微信添加了 nobody', '客户通过企业微信添加了 张三'])

  // Withdrawn with its channel code, at WeCom too; taken back, another can be made.
  const before = server.ways.size
  await admin.ok(changeChannelCode, { params: { id: code.id }, version: code.version, body: { isEnded: true } })
  expect((await admin.ok(wecom.listContactWays, { params: { id: campaign } })).items).toEqual([])
  expect((await admin.call(wecom.makeContactWay, { params: { id: code.id }, body: { userIds: [rep.userId] } })).code).toBe('campaign.archived')
  server.errors.push(-1)
  await work()
  expect(server.ways.size).toBe(before)
  await work()
  expect(server.ways.size).toBe(before - 1)
  await admin.ok(changeChannelCode, { params: { id: code.id }, version: code.version + 1, body: { isEnded: false } })
  const other = await admin.ok(wecom.makeContactWay, { params: { id: code.id }, body: { userIds: [rep.userId] } })
  await admin.ok(wecom.removeContactWay, { params: { id: other.id } })
  expect((await admin.call(wecom.removeContactWay, { params: { id: other.id } })).code).toBe('record.not_found')
  await admin.ok(wecom.makeContactWay, { params: { id: code.id }, body: { userIds: [rep.userId] } })
  await admin.ok(changeCampaign, { params: { id: campaign }, version: 1, body: { isArchived: true } })
  await work()
  expect(server.ways.size).toBe(before - 1)
})

test('the address check, and who may call: forged, old, replayed, another company’s, too large, no XML, bombs', async () => {
  const { org: { admin }, path, keys } = await joined()
  const get = (sealed: SealedCallback) => t.app.fastify.inject({ method: 'GET', url: `${path}?${sealed.query}&echostr=${encodeURIComponent(sealed.encrypted)}` })
  const check = seal(keys, '1616140317555161061')
  const answer = await get(check)
  expect([answer.statusCode, answer.body, answer.headers['content-type']]).toEqual([200, '1616140317555161061', 'text/plain; charset=utf-8'])
  expect((await admin.ok(wecom.getWecomSettings)).verifiedAt).toBe(t.clock.now().toISOString())
  const refused = async (response: Promise<{ statusCode: number; json(): { code?: string } }>) => {
    const { statusCode, json } = await response.then((one) => ({ statusCode: one.statusCode, json: one.json() }))
    return [statusCode, json.code]
  }
  expect(await refused(get(check))).toEqual([409, 'wecom.replayed'])
  expect(await refused(get({ ...check, query: check.query.replace(/msg_signature=./, 'msg_signature=x') }))).toEqual([401, 'wecom.signature_wrong'])
  expect(await refused(t.app.fastify.inject({ method: 'GET', url: path }))).toEqual([401, 'wecom.signature_wrong'])

  const message = changeMessage(keys.corpId, { change: 'add_external_contact', userid: 'zhangsan', externalUserid: 'wm-x', at: t.clock.now() })
  const good = seal(keys, message)
  expect(await refused(post(path, seal({ ...keys, token: 'forged' }, message)))).toEqual([401, 'wecom.signature_wrong'])
  expect(await refused(post(path, { query: good.query, body: seal(keys, message).body }))).toEqual([401, 'wecom.signature_wrong'])
  for (const ms of [-301_000, 301_000]) expect(await refused(post(path, seal(keys, message, new Date(t.clock.now().getTime() + ms))))).toEqual([401, 'wecom.too_old'])
  expect(await refused(post(path, seal({ ...keys, corpId: 'ww-other' }, message)))).toEqual([400, 'wecom.unreadable'])
  expect(await refused(post(path, seal({ ...keys, aesKey: 'b'.repeat(43) }, message)))).toEqual([400, 'wecom.unreadable'])
  expect(await refused(post(path, { query: good.query, body: `<xml><Encrypt>${'a'.repeat(70_000)}</Encrypt></xml>` }))).toEqual([413, 'request.too_large'])
  const bomb = '<!DOCTYPE xml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>'
  for (const body of ['', '{}', '<xml></xml>', '<xml><Encrypt>', bomb, '\u0000', '<xml><Encrypt>&x;</Encrypt></xml>']) expect([body, ...(await refused(post(path, { query: good.query, body })))]).toEqual([body, 400, 'wecom.unreadable'])
  for (const inner of ['', 'hello', bomb, '<xml><Event>']) expect([inner, ...(await refused(post(path, seal(keys, inner))))]).toEqual([inner, 400, 'wecom.unreadable'])
  for (const query of ['', 'msg_signature=a&timestamp=x&nonce=1', `msg_signature=a&msg_signature=b&timestamp=1&nonce=1`, `${good.query}&nonce=2`]) expect([query, ...(await refused(post(path, { query, body: good.body })))]).toEqual([query, 401, 'wecom.signature_wrong'])
  expect(await refused(post('/wecom/niemand', good))).toEqual([404, 'wecom.unknown'])
  const { admin: strangers } = await t.org()
  const theirs = new URL((await strangers.ok(wecom.getWecomSettings)).callbackUrl).pathname
  expect(await refused(post(theirs, good))).toEqual([404, 'wecom.unknown'])

  // A nonce once more, with other content: signed rightly, refused all the same.
  expect((await post(path, good)).statusCode).toBe(200)
  const nonce = new URLSearchParams(good.query).get('nonce') ?? ''
  expect(await refused(post(path, sealCallback(keys, message.replace('wm-x', 'wm-y'), { at: t.clock.now(), nonce })))).toEqual([409, 'wecom.replayed'])
  // What is no change of a customer is noted, and nothing is asked of WeCom for it.
  const calls = server.calls.length
  for (const other of ['<xml><MsgType>text</MsgType><Content>hello</Content></xml>', '<xml><Event>change_external_chat</Event><ChangeType>create</ChangeType></xml>', message.replace('add_external_contact', 'edit_external_contact'), message.replace('<UserID><![CDATA[zhangsan]]></UserID>', '')]) {
    expect((await post(path, seal(keys, other))).statusCode).toBe(200)
  }
  expect((await admin.ok(wecom.listWecomMessages)).items.map((one) => [one.change, one.state])).toEqual([
    ['add_external_contact', 'ignored'], ['edit_external_contact', 'ignored'], ['change_external_chat', 'ignored'], ['text', 'ignored'], ['add_external_contact', expect.stringMatching(/waiting|failed/)],
  ])
  expect(server.calls.slice(calls).filter((path) => path.includes('chat'))).toEqual([])
  const settings = await admin.ok(wecom.getWecomSettings)
  await admin.ok(wecom.changeWecomSettings, { version: settings.version, body: { isOn: false } })
  expect(await refused(post(path, seal(keys, message)))).toEqual([410, 'wecom.off'])
  expect((await strangers.ok(wecom.listWecomMessages)).items).toEqual([])
})

test('tokens that end are fetched anew; too many calls, a wrong secret and an absent WeCom make all wait and lose nothing', async () => {
  const { org: { admin }, path, keys } = await joined()
  await work()
  const told = async (externalUserid: string) => {
    contact(externalUserid)
    expect((await post(path, added(keys, externalUserid))).statusCode).toBe(200)
    await work()
    return find(externalUserid)
  }
  const find = async (externalUserid: string) => (await admin.ok(wecom.listWecomMessages)).items.find((one) => one.externalUserid === externalUserid)
  expect(await told('t-1')).toMatchObject({ state: 'done' })
  server.endTokens()
  expect(await told('t-2')).toMatchObject({ state: 'done' })
  server.errors.push(40014)
  expect(await told('t-3')).toMatchObject({ state: 'done' })
  t.clock.advance(3 * 3_600_000)
  expect(await told('t-4')).toMatchObject({ state: 'done' })

  server.errors.push(45009)
  expect(await told('t-5')).toMatchObject({ state: 'waiting', attempts: 0, errcode: 45009 })
  expect((await admin.ok(wecom.getWecomSettings)).problem).toMatchObject({ errcode: 45009 })
  const calls = server.calls.length
  await work()
  expect(server.calls.length).toBe(calls)
  t.clock.advance(61_000)
  server.errors.push(45033)
  await work()
  t.clock.advance(61_000)
  await work()
  expect(await find('t-5')).toMatchObject({ state: 'done' })
  expect((await admin.ok(wecom.getWecomSettings)).problem).toBeNull()

  server.secret = 'changed'
  server.endTokens()
  expect(await told('t-6')).toMatchObject({ state: 'waiting', attempts: 0, errcode: 40001 })
  expect(await admin.ok(wecom.testWecom)).toEqual({ errcode: 40001 })
  server.secret = 'the-secret'
  expect(await admin.ok(wecom.testWecom)).toEqual({ errcode: null })
  await work()
  expect(await find('t-6')).toMatchObject({ state: 'done' })

  for (const raw of [{ status: 502, body: 'x' }, { status: 200, body: '<html>' }, { status: 302, body: '', location: 'http://127.0.0.1:1/' }, { status: 200, body: 'x'.repeat(2_000_000) }]) {
    server.raw = raw
    expect([raw.status, await admin.ok(wecom.testWecom)]).toEqual([raw.status, { errcode: unreachable }])
  }
  server.raw = null
  await admin.ok(wecom.testWecom)

  // What only this customer cannot: tried again a few times, then left for people to see, and to try once more.
  for (let n = 0; n < 10; n++) server.errors.push(-1)
  await told('t-7')
  for (let n = 0; n < 10; n++) {
    t.clock.advance(3_600_000)
    await work()
  }
  expect(await find('t-7')).toMatchObject({ state: 'failed', attempts: 10, errcode: -1 })
  server.contacts.delete('t-8')
  await post(path, added(keys, 't-8'))
  await work()
  const settings = await admin.ok(wecom.getWecomSettings)
  expect(settings).toMatchObject({ failed: 2, waiting: 0, problem: null })
  contact('t-8')
  expect(await admin.ok(wecom.retryWecomMessages)).toEqual({ again: 2 })
  await work()
  expect(await admin.ok(wecom.getWecomSettings)).toMatchObject({ failed: 0, waiting: 0 })
  expect((await admin.ok(listLeads, { query: { limit: 200 } })).total).toBe(8)
})

test('the same person is one lead: by phone, by unionid, and after a merge; who is not mapped leaves it to the rules', async () => {
  const { org: { admin }, rep, path, keys } = await joined()
  const known = (await admin.ok(createLead, { body: { name: '李雷', phone: '139 0000 0001' } })).id
  contact('p-1', { unionid: 'same' }, [{ userid: 'zhangsan', remark_mobiles: ['13900000001'] }])
  await post(path, added(keys, 'p-1'))
  contact('p-2', { unionid: 'same' })
  await post(path, added(keys, 'p-2', { change: 'add_half_external_contact' }))
  await work()
  expect((await admin.ok(listLeads)).total).toBe(1)
  contact('p-3', { name: '', corp_name: '甲公司' }, [{ userid: 'lisi', remark: '老王' }])
  await post(path, added(keys, 'p-3', { userid: 'lisi' }))
  await work()
  const third = (await admin.ok(listLeads)).items.find((one) => one.name === '老王')
  expect(third).toMatchObject({ company: '甲公司', owner: null })
  const merged = await admin.ok(getLead, { params: { id: known } })
  await admin.ok(mergeLeads, { params: { id: known }, version: merged.version, body: { mergedId: third?.id ?? '' } })
  t.clock.advance(60_000)
  await post(path, added(keys, 'p-3', { userid: 'lisi' }))
  await work()
  expect((await admin.ok(listLeads)).total).toBe(1)
  expect((await admin.ok(wecom.listWecomMessages)).items[0]).toMatchObject({ state: 'done', leadId: known })
  // Somebody we never met deletes us.
  await post(path, added(keys, 'p-never', { change: 'del_external_contact' }))
  await work()
  expect((await admin.ok(wecom.listWecomMessages)).items[0]).toMatchObject({ change: 'del_external_contact', state: 'ignored' })
  expect((await rep.call(wecom.getWecomSettings)).code).toBe('permission.denied')
})

test('two processes that work at once, and one that ended in between: every customer is one lead', async () => {
  const { org: { admin }, path, keys } = await joined()
  server.secret = 'not yet'
  server.endTokens()
  await work()
  for (let i = 0; i < 12; i++) {
    contact(`c-${i}`)
    for (const change of ['add_half_external_contact', 'add_external_contact']) expect((await post(path, added(keys, `c-${i}`, { change }))).statusCode).toBe(200)
  }
  await work()
  // As a process leaves it that ends while it asks WeCom.
  await t.db.write(admin.orgId, (tx) => tx.updateTable('wecom_inbox').set({ attempts: 1, not_before: new Date(t.clock.now().getTime() + 120_000).toISOString() }).where('external_userid', '=', 'c-0').execute())
  server.secret = 'the-secret'
  t.clock.advance(3_700_000)
  const errors: Error[] = []
  const works = [1, 2, 3].map(() => openWecomWork(t.db, t.app.api.secrets, openWecom(server.url, () => t.clock.now()), () => t.clock.now(), (error) => errors.push(error)))
  await Promise.all(works.map((one) => one.work(admin.orgId)))
  await Promise.all(works.map((one) => one.work(admin.orgId)))
  await Promise.all(works.map((one) => one.stop()))
  // What the process itself, woken by the calls, is at.
  await work()
  expect(errors).toEqual([])
  expect(await admin.ok(wecom.getWecomSettings)).toMatchObject({ waiting: 0, failed: 0 })
  expect((await admin.ok(listLeads)).total).toBe(12)
})

test('names are kept as they came, and none makes a fault', async () => {
  const { org: { admin }, path, keys } = await joined()
  const texts = naughtyTexts.filter((text) => text.trim() !== '' && text === text.trim() && text.isWellFormed() && !text.includes('\u0000')).slice(0, 120)
  for (const [i, name] of texts.entries()) {
    contact(`n-${i}`, { name, corp_name: name, position: name })
    const answer = await post(path, added(keys, `n-${i}`, { state: name.slice(0, 30) }))
    expect([name, answer.statusCode < 500]).toEqual([name, true])
  }
  contact('n-odd', { name: 'a\u0000b\ud800', corp_name: '\u0000' })
  await post(path, added(keys, 'n-odd'))
  await work()
  await work()
  const messages = (await admin.ok(wecom.getWecomSettings))
  expect([messages.failed, messages.waiting]).toEqual([0, 0])
  const names = new Set<string>()
  for (let cursor: string | undefined; ;) {
    const page = await admin.ok(listLeads, { query: { limit: 200, cursor } })
    for (const lead of page.items) names.add(lead.name)
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  expect(texts.filter((text) => !names.has([...text].slice(0, 100).join('')))).toEqual([])
  expect(names.has('a\ufffdb\ufffd')).toBe(true)
})

test('settings: secrets are sealed and never shown, what is wrong is refused with a code, others see nothing', async () => {
  const org = await t.org()
  const { admin } = org
  const first = await admin.ok(wecom.getWecomSettings)
  expect(first).toMatchObject({ corpId: null, hasSecret: false, isOn: false, isReady: false, version: 0, members: [], apiHost: new URL(server.url).host })
  expect(first.callbackUrl).toMatch(/\/wecom\/t-[0-9a-f]+$/)
  const change = (body: object, version: number) => admin.call(wecom.changeWecomSettings, { version, body })
  expect((await change({ isOn: true }, 0)).code).toBe('wecom.not_ready')
  expect((await change({ aesKey: 'short' }, 0)).text).toContain('wecom.aes_key_wrong')
  expect((await change({ corpId: 'a b' }, 0)).code).toBe('request.invalid')
  expect((await change({ members: [{ userid: 'a', userId: admin.userId }, { userid: 'A', userId: admin.userId }] }, 0)).code).toBe('wecom.member_twice')
  expect((await change({ members: [{ userid: 'a', userId: (await t.org()).admin.userId }] }, 0)).code).toBe('wecom.unknown_user')
  expect((await admin.call(wecom.testWecom)).code).toBe('wecom.not_ready')
  const entered = await change({ corpId: server.corpId, secret: 'the-secret', token: 'Token1', aesKey: 'k'.repeat(43), isOn: true }, 0)
  expect(entered.body).toMatchObject({ hasSecret: true, hasToken: true, hasAesKey: true, isOn: true, isReady: true, version: 1 })
  for (const secret of ['the-secret', 'Token1', 'k'.repeat(43)]) expect(entered.text.includes(secret)).toBe(false)
  const kept = await t.db.read(org.orgId, (tx) => tx.selectFrom('wecom_setting').selectAll().execute())
  expect(kept.length).toBe(1)
  for (const secret of ['the-secret', 'Token1', 'k'.repeat(43)]) expect(JSON.stringify(kept).includes(secret)).toBe(false)
  expect((await change({ isOn: false }, 0)).code).toBe('conflict.stale_version')
  const channel = (await admin.ok(listChannels)).items[0]?.id ?? ''
  const campaign = (await admin.ok(createCampaign, { body: { name: '活动', kind: 'exhibition', fromOn: '2026-03-01', landingUrl: 'https://example.cn/' } })).id
  const code = (await admin.ok(createChannelCodes, { params: { id: campaign }, body: { channelIds: [channel] } })).items[0]?.id ?? ''
  const ask = () => admin.call(wecom.makeContactWay, { params: { id: code }, body: { userIds: [admin.userId] } })
  expect((await ask()).code).toBe('wecom.no_members')
  await change({ members: [{ userid: 'not-there', userId: admin.userId }] }, 1)
  const refused = await ask()
  expect([refused.status, refused.code, refused.text.includes('60111')]).toEqual([503, 'wecom.refused', true])
  expect((await (await t.org()).admin.call(wecom.listContactWays, { params: { id: campaign } })).code).toBe('record.not_found')
  expect((await (await org.user('rep')).call(wecom.listContactWays, { params: { id: campaign } })).code).toBe('record.not_found')
  expect((await (await org.user('service')).call(wecom.makeContactWay, { params: { id: code }, body: { userIds: [admin.userId] } })).code).toBe('record.not_found')
  // Two at once make one.
  server.employees.add('not-there')
  const both = await Promise.all([ask(), ask(), ask()])
  expect(both.map((one) => one.code ?? one.status).sort()).toEqual([201, 'wecom.way_exists', 'wecom.way_exists'])
  t.clock.advance(2 * day)
})

test('where WeCom is is the operator’s to say: https, or this machine', () => {
  for (const url of ['http://qyapi.example.cn', 'ftp://127.0.0.1', 'https://u:p@example.cn', 'https://example.cn/?a=1', 'x', '']) expect(() => readEnv({ SLUICE_WECOM_API: url })).toThrow(/SLUICE_WECOM_API/)
  expect(readEnv({}).SLUICE_WECOM_API).toBe('https://qyapi.weixin.qq.com')
  expect(readEnv({ SLUICE_WECOM_API: 'https://wecom.example.cn:8443/proxy' }).SLUICE_WECOM_API).toBe('https://wecom.example.cn:8443/proxy')
  expect(Object.keys(refusals).filter((code) => code.startsWith('wecom.')).length).toBeGreaterThan(10)
})
