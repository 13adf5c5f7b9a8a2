import { renewCalendarFeed } from '@sluice/core/calendar/contract'
import { changeUser, listUsers } from '@sluice/core/identity/contract'
import * as apps from '@sluice/core/messages/chat-app-contract'
import { chatNobody, chatUnreachable } from '@sluice/core/messages/chat-app-faults'
import { changeMessagePreferences, getMessagePreferences, listDeliveries, listRobots } from '@sluice/core/messages/contract'
import * as push from '@sluice/core/messages/push-contract'
import { listNotifications, type NotificationKind } from '@sluice/core/notifications/contract'
import { changeWecomSettings, getWecomSettings } from '@sluice/core/wecom/contract'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startPushService, type TestBrowser, type TestPushService } from '../../integrations/push/push-service.fixture.ts'
import { newId } from '../../platform/ids.ts'
import { notify } from '../../platform/notify.ts'
import { createTestApp, hour, type TestApp, type TestClient, type TestOrg } from '../../testing/app.ts'
import { startWecom, type TestWecom } from '../wecom/wecom-server.fixture.ts'
import { dingtalkAgent, dingtalkKey, feishuId, startChatApps, type TestChatApps } from './chat-apps.fixture.ts'

let t: TestApp
let service: TestPushService
let chats: TestChatApps
let wecom: TestWecom
let clockNow = () => new Date()
beforeAll(async () => {
  service = await startPushService(() => clockNow())
  chats = await startChatApps(() => clockNow())
  wecom = await startWecom({ corpId: 'ww0123456789abcdef', secret: 'app-secret', now: () => clockNow() })
  t = await createTestApp({ SLUICE_TARGETS: 'loopback', SLUICE_URL: 'https://crm.example.cn', SLUICE_WECOM_API: wecom.url, SLUICE_DINGTALK_API: chats.url, SLUICE_FEISHU_API: chats.url })
  clockNow = () => t.clock.now()
})
afterEach(() => {
  t.clock.set('2026-03-02T02:00:00.000Z')
  service.answers.length = 0
  service.refusals.length = 0
  wecom.sent.length = 0
  chats.written.dingtalk.length = 0
  chats.written.feishu.length = 0
})
afterAll(async () => {
  await t.close()
  await Promise.all([service.close(), chats.close(), wecom.close()])
})

const work = () => t.app.schedule.round(['notices', 'deliveries'])
const tell = (orgId: string, userId: string, kind: NotificationKind = 'mention', data: Record<string, unknown> = { by: '张三', title: '云帆扩容', comment: '请看报价' }, subjectId = newId()) =>
  t.db.write(orgId, (tx) => notify(tx, { orgId, actorId: null, now: t.clock.now().toISOString() }, [{ userId, kind, data, subjectType: 'deal', subjectId }]))
const subscribe = async (who: TestClient, name = 'Chrome · Windows'): Promise<TestBrowser & { id: string }> => {
  const browser = service.browser((await who.ok(push.listPushDevices)).publicKey)
  const { endpoint, p256dh, auth } = browser
  const { id } = await who.ok(push.addPushDevice, { body: { name, endpoint, p256dh, auth } })
  return Object.assign(browser, { id })
}
const prefer = async (who: TestClient, kinds: object) => who.ok(changeMessagePreferences, { version: (await who.ok(getMessagePreferences)).version, body: { kinds } })

test('a browser that was let shows what its person is told, encrypted and signed; another is never asked', async () => {
  const org = await t.org()
  const [rep, mate] = [await org.user('rep', '李雷'), await org.user('rep', '韩梅')]
  const browser = await subscribe(rep)
  const subject = newId()
  await tell(org.orgId, rep.userId, 'mention', { by: '张三', title: '云帆扩容', comment: '请看报价' }, subject)
  await tell(org.orgId, mate.userId)
  await work()
  await work()
  expect(service.refusals).toEqual([])
  expect(browser.shown).toMatchObject([{ title: '张三在「云帆扩容」提到您', line: '请看报价', path: `/deals/${subject}#comments`, ttl: 86_400, urgency: 'normal' }])
  expect((await rep.ok(push.listPushDevices)).items).toMatchObject([{ id: browser.id, name: 'Chrome · Windows', problem: null, lastAt: t.clock.now().toISOString() }])
  // Not by a way that somebody switched off.
  await prefer(rep, { mention: { mail: 'off', robot: false, push: false } })
  await tell(org.orgId, rep.userId)
  await work()
  expect(browser.shown).toHaveLength(1)
  // A trial; the same browser again is the same device, and another person's from then on.
  await rep.ok(push.testPushDevice, { params: { id: browser.id } })
  await work()
  expect(browser.shown.map((one) => one.path)).toEqual([`/deals/${subject}#comments`, '/settings/notices'])
  const { endpoint, p256dh, auth } = browser
  expect((await rep.ok(push.addPushDevice, { body: { name: 'Edge', endpoint, p256dh, auth } })).id).toBe(browser.id)
  await mate.ok(push.addPushDevice, { body: { name: 'Edge', endpoint, p256dh, auth } })
  expect([(await rep.ok(push.listPushDevices)).items.length, (await mate.ok(push.listPushDevices)).items.length]).toEqual([0, 1])
  expect((await rep.ok(getMessagePreferences)).devices).toBe(0)
})

test('what quiet hours hold back comes in the morning as one; a service that is busy is tried again, one that is over loses the device', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '李雷')
  const browser = await subscribe(rep)
  t.clock.set('2026-03-02T15:00:00.000Z')
  for (let i = 0; i < 3; i++) {
    await tell(org.orgId, rep.userId)
    t.clock.advance(60_000)
    await work()
  }
  expect(browser.shown).toEqual([])
  t.clock.set('2026-03-03T00:00:00.000Z')
  service.answers.push(429, 503, null)
  await work()
  t.clock.advance(100_000)
  await work()
  expect(browser.shown).toEqual([])
  t.clock.advance(30_000)
  await work()
  expect((await rep.ok(push.listPushDevices)).items[0]?.problem).toBe('HTTP 503')
  // Taken, but the answer broke off: it comes again, and takes the place of the first.
  t.clock.advance(hour)
  await work()
  expect(browser.shown).toHaveLength(1)
  t.clock.advance(hour)
  await work()
  expect(browser.shown).toMatchObject([{ title: '3 条新通知', line: '张三在「云帆扩容」提到您 等', path: '/inbox' }])
  expect((await rep.ok(push.listPushDevices)).items[0]?.problem).toBeNull()
  service.answers.push(410)
  await tell(org.orgId, rep.userId)
  await work()
  expect((await rep.ok(push.listPushDevices)).items).toEqual([])
  expect(service.refusals).toEqual([])
})

test('devices: each one\'s own, only addresses that may be reached, keys that are keys', async () => {
  const org = await t.org()
  const [rep, mate, stranger] = [await org.user('rep'), await org.user('rep', '韩梅'), (await t.org()).admin]
  const browser = await subscribe(rep)
  for (const other of [mate, stranger, org.admin]) {
    expect((await other.call(push.testPushDevice, { params: { id: browser.id } })).code).toBe('record.not_found')
    expect((await other.call(push.removePushDevice, { params: { id: browser.id } })).code).toBe('record.not_found')
    expect((await other.ok(push.listPushDevices)).items).toEqual([])
  }
  const { endpoint, p256dh, auth } = browser
  const add = async (body: object) => (await rep.call(push.addPushDevice, { body: { name: 'x', endpoint, p256dh, auth, ...body } })).code
  expect(await add({ endpoint: 'http://push.example.net/x' })).toBe('message.address_wrong')
  expect(await add({ endpoint: 'https://10.0.0.1/x' })).toBe('message.address_private')
  expect(await add({ endpoint: 'https://user:x@push.example.net/x' })).toBe('message.address_wrong')
  expect(await add({ p256dh: Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 7)]).toString('base64url') })).toBe('message.subscription_wrong')
  expect(await add({ auth: Buffer.alloc(17).toString('base64url') })).toBe('message.subscription_wrong')
  for (let i = 1; i < 20; i++) await subscribe(rep)
  const more = service.browser((await rep.ok(push.listPushDevices)).publicKey)
  expect(await add({ endpoint: more.endpoint })).toBe('message.too_many_devices')
  // Kept sealed, and not shown to those who run the organisation.
  const { rows } = await t.db.read(org.orgId, (tx) => sql<{ text: string }>`select string_agg(d::text, '') as text from push_device d where org_id = ${org.orgId}`.execute(tx))
  expect(rows[0]?.text).not.toContain('wpush')
  // A key of before is told of, and nothing leaves.
  await t.db.write(org.orgId, (tx) => sql`update push_device set public_key = 'old' where org_id = ${org.orgId} and id = ${browser.id}`.execute(tx))
  await rep.ok(push.testPushDevice, { params: { id: browser.id } })
  await work()
  expect((await rep.ok(push.listPushDevices)).items.find((one) => one.id === browser.id)?.problem).toBe('keys')
  await rep.ok(push.removePushDevice, { params: { id: browser.id } })
})

test('whoever is disabled is told nothing more, and a new password leaves no browser and no calendar behind', async () => {
  const org = await joined()
  const [rep, mate] = [await org.user('rep', '李雷'), await org.user('rep', '韩梅')]
  const browser = await subscribe(rep)
  await identify(rep, 'wecom', { externalId: 'zhangsan' })
  await subscribe(mate)
  await mate.ok(renewCalendarFeed)
  // In the night, so that it waits.
  t.clock.set('2026-03-02T15:00:00.000Z')
  await tell(org.orgId, rep.userId)
  await work()
  const change = async ({ userId }: TestClient, body: { status?: 'disabled'; password?: string }) =>
    org.admin.ok(changeUser, { params: { id: userId }, version: (await org.admin.ok(listUsers)).items.find((one) => one.id === userId)?.version ?? 0, body })
  await change(rep, { status: 'disabled' })
  await change(mate, { password: 'another long password' })
  t.clock.set('2026-03-03T02:00:00.000Z')
  await work()
  expect([browser.shown, wecom.sent]).toEqual([[], []])
  const { rows } = await t.db.read(org.orgId, (tx) => sql<{ devices: number; feeds: number; states: string[] }>`
    select (select count(*)::int from push_device where org_id = ${org.orgId}) as devices, (select count(*)::int from calendar_feed where org_id = ${org.orgId}) as feeds,
      (select array_agg(state) from delivery where org_id = ${org.orgId}) as states`.execute(tx))
  expect(rows).toEqual([{ devices: 0, feeds: 0, states: ['cancelled'] }])
})

test('whatever a notice says, it is sent, and what cannot be sent holds up nobody', async () => {
  const org = await t.org()
  const [rep, mate] = [await org.user('rep', '李雷'), await org.user('rep', '韩梅')]
  const [browser, other] = [await subscribe(rep), await subscribe(mate)]
  const enqueue = async (path: string) => {
    const { rows } = await t.db.write(org.orgId, (tx) => sql<{ id: string }>`
      insert into delivery (org_id, id, device_id, key, type, body, created_at, not_before)
      values (${org.orgId}, ${newId()}, ${browser.id}, ${newId()}, 'notice', ${JSON.stringify({ title: '\u0001'.repeat(500), text: '\u0001'.repeat(500), path, language: 'zh' })}::jsonb, ${t.clock.now().toISOString()}, ${t.clock.now().toISOString()}) returning id`.execute(tx))
    return rows[0]?.id
  }
  await enqueue(`/${'a'.repeat(949)}`)
  await work()
  expect(browser.shown).toMatchObject([{ title: '', path: `/${'a'.repeat(949)}` }])
  // What its row says cannot be read at all.
  await t.db.write(org.orgId, (tx) => sql`update push_device set subscription_sealed = ${t.app.api.secrets.seal('{}', `${org.orgId} push device`)} where org_id = ${org.orgId} and id = ${browser.id}`.execute(tx))
  const id = await enqueue('/deals')
  await tell(org.orgId, mate.userId)
  await work()
  await work()
  expect(other.shown).toHaveLength(1)
  const { rows } = await t.db.read(org.orgId, (tx) => sql<{ state: string; said: string }>`select state, said from delivery where org_id = ${org.orgId} and id = ${id}`.execute(tx))
  expect(rows).toEqual([{ state: 'failed', said: 'message.not_sendable' }])
})

/** An organisation whose apps of all three are on. */
async function joined(): Promise<TestOrg> {
  const org = await t.org()
  wecom.apps.set(1_000_002, { secret: 'app-secret', sees: ['zhangsan', 'lisi'] })
  await org.admin.ok(changeWecomSettings, { version: (await org.admin.ok(getWecomSettings)).version, body: { corpId: wecom.corpId } })
  const change = (kind: 'wecom' | 'dingtalk' | 'feishu', body: object) => org.admin.ok(apps.changeChatApp, { params: { kind }, version: 0, body: { isOn: true, ...body } })
  await change('wecom', { agentId: '1000002', secret: 'app-secret' })
  await change('dingtalk', { clientId: dingtalkKey, agentId: String(dingtalkAgent), secret: 'ding-secret' })
  await change('feishu', { clientId: feishuId, secret: 'fei-secret' })
  return org
}
const identify = (who: TestClient, kind: 'wecom' | 'dingtalk' | 'feishu', by: { externalId: string } | { mobile: string } | null, userId = who.userId) => who.ok(apps.setChatMember, { params: { kind }, body: { userId, by } })

test('apps of the three platforms write to the person in their own form, with the link, once', async () => {
  const org = await joined()
  const rep = await org.user('rep', '李雷')
  chats.people.dingtalk.add('manager4220')
  chats.people.feishu.add('ou_7d8a6e6d')
  chats.mobiles.feishu.set('13800138000', 'ou_7d8a6e6d')
  expect(await rep.ok(getMessagePreferences)).toMatchObject({ apps: [{ kind: 'wecom', externalId: null }, { kind: 'feishu', externalId: null }, { kind: 'dingtalk', externalId: null }] })
  await identify(rep, 'wecom', { externalId: 'ZhangSan' })
  await identify(org.admin, 'dingtalk', { externalId: 'manager4220' }, rep.userId)
  expect(await identify(rep, 'feishu', { mobile: '13900139000' })).toEqual({ externalId: null, code: chatNobody })
  expect(await identify(rep, 'feishu', { mobile: '13800138000' })).toEqual({ externalId: 'ou_7d8a6e6d', code: null })
  const subject = newId()
  const long = '长'.repeat(900)
  await tell(org.orgId, rep.userId, 'mention', { by: '[张三](https://x.example)', title: `云帆 <b> ${long}`, comment: `请看 <a href="x">报价</a> & ${long}` }, subject)
  await work()
  await work()
  const url = `https://crm.example.cn/deals/${subject}#comments`
  expect(wecom.sent).toMatchObject([{ to: 'ZhangSan', content: { url, btntxt: '详情' } }])
  expect(String(wecom.sent[0]?.content['description'])).toMatch(/^请看 &lt;a href="x"&gt;报价&lt;\/a&gt; &amp; 长+…$/)
  expect(chats.written.dingtalk).toMatchObject([{ to: 'manager4220', body: { msgtype: 'action_card', action_card: { single_title: '查看详情', single_url: url } } }])
  // No name becomes a link.
  expect(JSON.stringify(chats.written.dingtalk)).not.toContain('[张三](')
  expect(chats.written.feishu).toMatchObject([{ to: 'ou_7d8a6e6d', body: { elements: [{ tag: 'markdown' }, { tag: 'action', actions: [{ tag: 'button', url }] }] } }])
  // What was written to people is nobody's to read in the log.
  const app = (await org.admin.ok(apps.listChatApps)).items.find((one) => one.kind === 'feishu')
  expect(app).toMatchObject({ isOn: true, hasSecret: true, problem: null, lastAt: t.clock.now().toISOString(), members: [{ user: { id: rep.userId }, externalId: 'ou_7d8a6e6d' }], missing: 1 })
  expect((await org.admin.ok(listDeliveries, { query: { appId: app?.id ?? '' } })).items).toMatchObject([{ state: 'sent', body: null }])
})

test('tokens are kept, fetched anew before they end and when they are called over; a broken answer sends nothing twice', async () => {
  const org = await joined()
  const rep = await org.user('rep', '李雷')
  chats.people.dingtalk.add('u1')
  chats.people.feishu.add('ou_1')
  await identify(rep, 'dingtalk', { externalId: 'u1' })
  await identify(rep, 'feishu', { externalId: 'ou_1' })
  chats.endTokens()
  chats.tokens.dingtalk = chats.tokens.feishu = 0
  const once = async () => {
    await tell(org.orgId, rep.userId)
    await work()
    return [chats.written.dingtalk.length, chats.written.feishu.length]
  }
  expect(await once()).toEqual([1, 1])
  t.clock.advance(61_000)
  expect(await once()).toEqual([2, 2])
  const fetched = { ...chats.tokens }
  expect(Math.max(fetched.dingtalk, fetched.feishu)).toBeLessThanOrEqual(1)
  // Before the two hours are over the token is another.
  t.clock.advance(2 * hour - 4 * 60_000)
  expect(await once()).toEqual([3, 3])
  expect(chats.tokens.dingtalk).toBe(fetched.dingtalk + 1)
  chats.endTokens()
  t.clock.advance(61_000)
  expect(await once()).toEqual([4, 4])
  // The message was taken, the answer was not.
  chats.codes.dingtalk.push(null)
  chats.codes.feishu.push(null)
  expect(await once()).toEqual([5, 5])
  t.clock.advance(3 * 60_000)
  await work()
  expect([chats.written.dingtalk.length, chats.written.feishu.length]).toEqual([5, 5])
  const states = (await org.admin.ok(listDeliveries)).items.map((one) => one.state)
  expect([...new Set(states)]).toEqual(['sent'])
})

test('no platform drops anything: what is too much for one person waits; codes are met as documented and told', async () => {
  const org = await joined()
  const rep = await org.user('rep', '李雷')
  await identify(rep, 'wecom', { externalId: 'lisi' })
  for (let i = 0; i < 40; i++) await tell(org.orgId, rep.userId, 'mention', { by: '张三', title: `商机 ${i}`, comment: '' })
  await work()
  expect(wecom.sent).toHaveLength(15)
  t.clock.advance(60_000)
  await work()
  t.clock.advance(60_000)
  await work()
  expect(new Set(wecom.sent.map((one) => String(one.content['title']))).size).toBe(40)

  const shown = async (kind: 'wecom' | 'dingtalk' | 'feishu') => (await org.admin.ok(apps.listChatApps)).items.find((one) => one.kind === kind)
  // Too many calls: all of the app wait, and no attempt is counted.
  t.clock.advance(60_000)
  wecom.errors.push(45009)
  await tell(org.orgId, rep.userId)
  await work()
  expect(await shown('wecom')).toMatchObject({ problem: { code: 45009 }, waiting: 1 })
  t.clock.advance(61_000)
  await work()
  expect(await shown('wecom')).toMatchObject({ problem: null, waiting: 0 })
  // Somebody the app does not see is told why, and holds up nobody.
  await identify(rep, 'wecom', { externalId: 'stranger' })
  await tell(org.orgId, rep.userId)
  await work()
  expect((await rep.ok(getMessagePreferences)).apps[0]).toMatchObject({ kind: 'wecom', externalId: 'stranger', problem: { code: 81013 } })
  expect((await shown('wecom'))?.problem).toBeNull()
  // A wrong secret waits for an administrator.
  await identify(rep, 'wecom', null)
  await identify(rep, 'dingtalk', { externalId: 'u9' })
  chats.people.dingtalk.add('u9')
  const ding = await shown('dingtalk')
  await org.admin.ok(apps.changeChatApp, { params: { kind: 'dingtalk' }, version: ding?.version ?? 0, body: { secret: 'wrong' } })
  expect(await org.admin.ok(apps.testChatApp, { params: { kind: 'dingtalk' } })).toEqual({ code: 40_089, deliveryId: null })
  await tell(org.orgId, rep.userId)
  await work()
  expect(await shown('dingtalk')).toMatchObject({ problem: { code: 40_089 }, waiting: 1 })
  const now = await shown('dingtalk')
  await org.admin.ok(apps.changeChatApp, { params: { kind: 'dingtalk' }, version: now?.version ?? 0, body: { secret: 'ding-secret' } })
  await work()
  expect([chats.written.dingtalk.length, (await shown('dingtalk'))?.waiting]).toEqual([1, 0])
  // A code that no column takes is none.
  chats.codes.dingtalk.push(3_000_000_000)
  await tell(org.orgId, rep.userId)
  await work()
  expect(await shown('dingtalk')).toMatchObject({ problem: { code: null, said: '3000000000 as arranged' }, waiting: 1 })
  // Off: nothing leaves; who is known by the WeCom settings need not be entered again.
  await org.admin.ok(changeWecomSettings, { version: (await org.admin.ok(getWecomSettings)).version, body: { members: [{ userid: 'lisi', userId: org.admin.userId }] } })
  expect((await shown('wecom'))?.members).toMatchObject([{ user: { id: org.admin.userId }, externalId: 'lisi' }])
  expect(await org.admin.ok(apps.testChatApp, { params: { kind: 'wecom' } })).toMatchObject({ code: null, deliveryId: expect.any(String) })
  t.clock.advance(60_000)
  await work()
  expect(wecom.sent.at(-1)).toMatchObject({ to: 'lisi', content: { title: '漏斗引擎的消息会发到这里' } })
})

test('apps are the administrators\', who one is there is one\'s own; others find nothing', async () => {
  const org = await joined()
  const [rep, mate, stranger] = [await org.user('rep'), await org.user('rep', '韩梅'), (await t.org()).admin]
  for (const contract of [apps.listChatApps, listRobots] as const) expect((await rep.call(contract)).code).toBe('permission.denied')
  expect((await rep.call(apps.changeChatApp, { params: { kind: 'feishu' }, version: 1, body: { isOn: false } })).code).toBe('permission.denied')
  expect((await rep.call(apps.testChatApp, { params: { kind: 'feishu' } })).code).toBe('permission.denied')
  const set = async (who: TestClient, userId: string, by: object | null, kind: 'feishu' | 'wecom' = 'feishu') => (await who.call(apps.setChatMember, { params: { kind }, body: { userId, by: by as { externalId: string } } })).code
  expect(await set(rep, mate.userId, { externalId: 'ou_9' })).toBe('permission.denied')
  expect(await set(org.admin, stranger.userId, { externalId: 'ou_9' })).toBe('message.unknown_user')
  expect(await set(stranger, stranger.userId, { mobile: '13800138000' })).toBe('message.app_not_ready')
  expect(await set(rep, rep.userId, { externalId: 'a b' })).toBe('request.invalid')
  // Everybody in the company is nobody's id.
  for (const kind of ['wecom', 'feishu'] as const) expect(await set(rep, rep.userId, { externalId: '@all' }, kind)).toBe('request.invalid')
  const lonely = await (await t.org()).user('rep')
  expect(await set(lonely, lonely.userId, { externalId: 'ou_9' })).toBe('message.app_off')
  expect((await stranger.ok(apps.listChatApps)).items.map((one) => [one.isOn, one.clientId, one.members])).toEqual([[false, null, []], [false, null, []], [false, null, []]])
  expect((await stranger.call(apps.changeChatApp, { params: { kind: 'feishu' }, version: 0, body: { isOn: true } })).code).toBe('message.app_not_ready')
  const text = JSON.stringify((await org.admin.ok(apps.listChatApps)).items)
  for (const secret of ['app-secret', 'ding-secret', 'fei-secret']) expect(text).not.toContain(secret)
  // A platform that cannot be reached is told as such.
  chats.codes.feishu.push(null)
  expect(await org.admin.ok(apps.setChatMember, { params: { kind: 'feishu' }, body: { userId: rep.userId, by: { mobile: '13800138000' } } })).toEqual({ externalId: null, code: chatUnreachable })
  expect((await rep.ok(listNotifications)).items).toEqual([])
})
