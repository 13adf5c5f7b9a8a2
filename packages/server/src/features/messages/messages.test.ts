import { createCampaign } from '@sluice/core/campaigns/contract'
import { changeLead, createLead } from '@sluice/core/leads/contract'
import * as messages from '@sluice/core/messages/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { openChatApps } from '../../integrations/chat-apps/open-chat-apps.ts'
import { openPush } from '../../integrations/push/open-push.ts'
import { openRobots } from '../../integrations/robots/open-robots.ts'
import { openWecom } from '../../integrations/wecom/open-wecom.ts'
import { newId } from '../../platform/ids.ts'
import { createTestApp, day, hour, type TestApp, type TestOrg } from '../../testing/app.ts'
import { followLog } from '../../testing/follow-log.ts'
import { callWebhook, postToRobot } from './deliver.ts'
import { startReceivers, type Receivers } from './receivers.fixture.ts'
import { sendDeliveries, type Sending } from './send-deliveries.ts'
import { webhookEvents } from './webhook-events.ts'

let t: TestApp
let receivers: Receivers
let clockNow = () => new Date()
beforeAll(async () => {
  receivers = await startReceivers(() => clockNow())
  t = await createTestApp({ SLUICE_TARGETS: 'loopback', SLUICE_URL: 'https://crm.example.cn' })
  clockNow = () => t.clock.now()
})
afterEach(() => {
  receivers.answers.length = 0
  receivers.calls.length = 0
  receivers.refused = 0
  receivers.onPost = null
  for (const posts of Object.values(receivers.posts)) posts.length = 0
  // No test's minute is another's.
  t.clock.advance(hour)
})
afterAll(async () => {
  await t.close()
  await receivers.close()
})

const addresses = () => ({
  wecom: `${receivers.url}/cgi-bin/webhook/send?key=${receivers.keys.wecom}`, dingtalk: `${receivers.url}/robot/send?access_token=${receivers.keys.dingtalk}`, feishu: `${receivers.url}/open-apis/bot/v2/hook/${receivers.keys.feishu}`,
})
const robot = (org: TestOrg, kind: 'wecom' | 'dingtalk' | 'feishu', more: { secret?: string; teamId?: string } = {}) =>
  org.admin.ok(messages.createRobot, { body: { name: `群 ${kind}`, kind, address: addresses()[kind], secret: kind === 'wecom' ? null : receivers.secrets[kind], ...more } })
/** Sends as the process does; the waking by commits may have begun it already. */
const send = async () => t.app.schedule.round(['deliveries'])
const act = (org: TestOrg) => ({ orgId: org.orgId, actorId: null, now: t.clock.now().toISOString() })
const put = (org: TestOrg, robotId: string, key: string, text = `消息 ${key}`) => t.db.write(org.orgId, (tx) => postToRobot(tx, act(org), { robotId, key, text, url: '/deals/1' }))
const log = async (org: TestOrg, query: { robotId?: string; webhookId?: string }) => (await org.admin.ok(messages.listDeliveries, { query: { limit: 100, ...query } })).items

test('robots post in each platform\'s form and signature, once by key, and what is too long is cut with a link to the rest', async () => {
  const org = await t.org()
  const robots = { wecom: await robot(org, 'wecom'), dingtalk: await robot(org, 'dingtalk'), feishu: await robot(org, 'feishu') }
  expect(robots.dingtalk).toMatchObject({ host: new URL(receivers.url).host, isSigned: true, isOn: true, problem: null, waiting: 0 })
  for (const kind of ['wecom', 'dingtalk', 'feishu'] as const) {
    const id = robots[kind].id
    expect(await put(org, id, 'a', '### 「方案」停留 **6** 天\n负责人:张三')).toBe(await put(org, id, 'a'))
    await put(org, id, 'long', `标题\n${'漏斗🙂"\n'.repeat(5000)}`)
    await send()
    expect((await log(org, { robotId: id })).map((one) => [one.state, one.said])).toEqual([['sent', null], ['sent', null]])
  }
  expect(receivers.posts.wecom[0]?.body).toEqual({ msgtype: 'markdown', markdown: { content: '### 「方案」停留 **6** 天\n负责人:张三\n[查看详情](https://crm.example.cn/deals/1)' } })
  expect(receivers.posts.dingtalk[0]?.body).toEqual({ msgtype: 'actionCard', actionCard: { title: '「方案」停留 6 天', text: '### 「方案」停留 **6** 天\n负责人:张三', singleTitle: '查看详情', singleURL: 'https://crm.example.cn/deals/1' } })
  expect(receivers.posts.feishu[0]?.body['card']).toMatchObject({ header: { title: { content: '「方案」停留 6 天' } }, elements: [{ tag: 'markdown' }, { tag: 'action', actions: [{ url: 'https://crm.example.cn/deals/1' }] }] })
  const cut = JSON.stringify([receivers.posts.wecom[1], receivers.posts.dingtalk[1], receivers.posts.feishu[1]].map((one) => one?.body))
  expect(cut.match(/\[查看全文\]\(https:\/\/crm\.example\.cn\/deals\/1\)/g)).toHaveLength(3)
})

test('a wrong signature or key is refused by the platform, shown, and tried again once it is set right; nothing is lost', async () => {
  const org = await t.org()
  for (const [kind, said] of [['dingtalk', '310000'], ['feishu', '19021']] as const) {
    const made = await robot(org, kind, { secret: 'wrong' })
    await put(org, made.id, 'x')
    await send()
    expect((await log(org, { robotId: made.id }))[0]).toMatchObject({ state: 'queued', attempts: 1, said: expect.stringContaining(said) })
    const shown = (await org.admin.ok(messages.listRobots)).items.find((one) => one.id === made.id)
    expect(shown).toMatchObject({ problem: expect.stringContaining(said), waiting: 1 })
    expect(receivers.posts[kind]).toHaveLength(0)
    await org.admin.ok(messages.changeRobot, { params: { id: made.id }, version: made.version, body: { secret: receivers.secrets[kind] } })
    await send()
    expect((await log(org, { robotId: made.id }))[0]).toMatchObject({ state: 'sent', attempts: 2 })
  }
  const wecom = await org.admin.ok(messages.createRobot, { body: { name: 'x', kind: 'wecom', address: `${receivers.url}/cgi-bin/webhook/send?key=other` } })
  await put(org, wecom.id, 'x')
  for (let n = 0; n < 8; n++) {
    await send()
    t.clock.advance(9 * hour)
  }
  expect((await log(org, { robotId: wecom.id }))[0]).toMatchObject({ state: 'failed', attempts: 7, said: '93000 invalid webhook url' })
})

test('no more than twenty a minute leave; the rest waits and comes in the next, and what the platform calls too fast counts no attempt', async () => {
  const org = await t.org()
  const { id } = await robot(org, 'wecom')
  for (let n = 0; n < 25; n++) await put(org, id, `n${String(n).padStart(2, '0')}`)
  await send()
  await send()
  expect(receivers.posts.wecom).toHaveLength(20)
  expect((await log(org, { robotId: id })).filter((one) => one.state === 'queued')).toHaveLength(5)
  t.clock.advance(61_000)
  await send()
  expect(receivers.posts.wecom.map((one) => String(Object(one.body['markdown'])['content']).slice(3, 6)).toSorted()).toEqual(Array.from({ length: 25 }, (_, n) => `n${String(n).padStart(2, '0')}`))
  // Somebody else posts with the same key: the platform has the last word.
  t.clock.advance(hour)
  for (let n = 0; n < 20; n++) await fetch(addresses().wecom, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ msgtype: 'markdown', markdown: { content: 'theirs' } }) })
  const late = await put(org, id, 'late')
  await send()
  expect((await log(org, { robotId: id })).find((one) => one.id === late)).toMatchObject({ state: 'queued', attempts: 0, said: expect.stringContaining('45009') })
  t.clock.advance(61_000)
  await send()
  expect((await log(org, { robotId: id })).find((one) => one.id === late)).toMatchObject({ state: 'sent', attempts: 1 })
})

test('what was broken off in the midst: a robot\'s post is shown as unsure and not repeated, a webhook is called again under the same id', async () => {
  const org = await t.org()
  const { id } = await robot(org, 'wecom')
  const hook = await webhook(org, [])
  const { secrets } = t.app.api
  const apps = openChatApps(openWecom('http://127.0.0.1:1', () => t.clock.now()), { dingtalk: 'http://127.0.0.1:1', feishu: 'http://127.0.0.1:1' }, () => t.clock.now())
  const ours: Sending = { secrets, robots: openRobots('loopback'), push: openPush(secrets, null, 'loopback'), apps, reach: 'loopback', origin: null }
  // Due in a minute, so that the process itself is not the one to send them first.
  const later = () => new Date(t.clock.now().getTime() + 60_000)
  const [post, call] = await t.db.write(org.orgId, async (tx) => {
    const ids = [await postToRobot(tx, act(org), { robotId: id, key: 'k', text: 'k' }), await callWebhook(tx, act(org), { webhookId: hook.id, key: 'k', type: 'deal.stalled', data: { n: 1 } })] as const
    await sql`update delivery set not_before = ${later().toISOString()}::timestamptz where org_id = ${org.orgId}`.execute(tx)
    return ids
  })
  // A sender that dies once both have been answered: its session ends, its rows stay claimed.
  await expect(sendDeliveries(t.db, org.orgId, later, ours, { hooks: { answered: () => Promise.reject(new Error('killed')) } })).rejects.toThrow('killed')
  t.clock.advance(60_000)
  expect([receivers.posts.wecom.length, receivers.calls.length]).toEqual([1, 1])
  // The database hears a moment later that the sender's session has ended.
  await vi.waitFor(async () => {
    await send()
    expect((await log(org, { robotId: id }))[0]).toMatchObject({ id: post, state: 'unsure', said: 'interrupted' })
  }, { timeout: 30_000, interval: 20 })
  expect((await log(org, { webhookId: hook.id }))[0]).toMatchObject({ id: call, state: 'sent', attempts: 2 })
  expect(receivers.posts.wecom).toHaveLength(1)
  expect(receivers.calls.map((one) => one.headers['webhook-id'])).toEqual([call, call])
  // By hand it may be repeated; while it waits, not twice.
  await org.admin.ok(messages.replayDelivery, { params: { id: post } })
  await send()
  expect(receivers.posts.wecom).toHaveLength(2)
})

/** A webhook of these types; its receiver knows the secret. */
async function webhook(org: TestOrg, eventTypes: string[], condition: object | null = null) {
  const made = await org.admin.ok(messages.createWebhook, { body: { name: '数据仓库', url: `${receivers.url}/hook`, eventTypes: eventTypes as never, condition: condition as never } })
  receivers.secrets.webhook = made.secret
  expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  return made.webhook
}
const follow = async (org: TestOrg) => {
  await followLog(t.db, webhookEvents(t.clock), org.orgId)
  await send()
}

test('a webhook is told of the events it chose, signed, once each, in the order of each record, also over failures', async () => {
  const org = await t.org()
  const hook = await webhook(org, ['lead.created', 'lead.changed'], { object: 'lead', where: { field: 'company', op: 'contains', value: '云' } })
  // Before anything is told: the process itself may begin to send at once.
  receivers.answers.push(500, null)
  const { id } = await org.admin.ok(createLead, { body: { name: '王芳', company: '云帆', phone: '13800138000' } })
  await org.admin.ok(createLead, { body: { name: '别家', company: '海图' } })
  await org.admin.ok(createCampaign, { body: { name: '春季', kind: 'exhibition', fromOn: '2026-03-01', landingUrl: 'https://example.cn/' } })
  let { version } = { version: 1 }
  for (const title of ['a', 'b']) ({ version } = await org.admin.ok(changeLead, { params: { id }, version, body: { title } }))
  for (let n = 0; n < 6; n++) {
    await follow(org)
    t.clock.advance(10 * 60_000)
  }
  // The first was refused, then its connection broke; what came after waited for it.
  const first = receivers.calls[0]?.headers['webhook-id']
  expect(receivers.calls.slice(0, 3).map((one) => one.headers['webhook-id'])).toEqual([first, first, first])
  expect(receivers.calls.slice(2).map(({ body }) => [body['type'], Object(Object(body['data'])['payload'])['changes']?.title?.[1] ?? null, Object(body['data'])['subjectId']])).toEqual([['lead.created', null, id], ['lead.changed', 'a', id], ['lead.changed', 'b', id]])
  expect(new Set(receivers.calls.map((one) => one.headers['webhook-timestamp'])).size).toBeGreaterThan(1)
  expect(receivers.refused).toBe(0)
  expect((await log(org, { webhookId: hook.id })).map((one) => [one.state, one.attempts, one.status, one.said])).toEqual([['sent', 1, 200, 'answer 200'], ['sent', 1, 200, 'answer 200'], ['sent', 3, 200, 'answer 200']])
  // Repeated by hand it has the same id, in its own line of the log.
  const done = (await log(org, { webhookId: hook.id }))[0]
  await org.admin.ok(messages.replayDelivery, { params: { id: done?.id ?? '' } })
  await send()
  expect(receivers.calls.at(-1)?.headers['webhook-id']).toBe(done?.id)
  // A new secret is in force at once: the old one no longer fits.
  await org.admin.ok(messages.renewWebhookSecret, { params: { id: hook.id } })
  await org.admin.ok(messages.testWebhook, { params: { id: hook.id } })
  await send()
  expect(receivers.refused).toBe(1)
})

test('a webhook that takes nothing for three days is switched off, and administrators hear of it; 410 does so at once', async () => {
  const org = await t.org()
  const hook = await webhook(org, [])
  const call = (key: string) => t.db.write(org.orgId, (tx) => callWebhook(tx, act(org), { webhookId: hook.id, key, type: 'x', data: {} }))
  // The process itself may be the first to send.
  receivers.answers.push(503)
  await call('a')
  for (let n = 0; n < 40 && (await shown(org, hook.id))?.isOn === true; n++) {
    receivers.answers.push(503)
    await send()
    t.clock.advance(4 * hour)
  }
  expect(await shown(org, hook.id)).toMatchObject({ isOn: false, offBecause: 'failing' })
  // What waits is kept for whoever switches it on again.
  expect((await log(org, { webhookId: hook.id }))[0]).toMatchObject({ state: 'queued', attempts: 9, status: 503 })
  expect((await org.admin.ok(listNotifications)).items.filter((one) => one.kind === 'webhook_off')).toMatchObject([{ data: { name: '数据仓库', because: 'failing' } }])
  await expect(call('b')).rejects.toThrow('message.webhook_off')
  receivers.answers.length = 0
  await org.admin.ok(messages.changeWebhook, { params: { id: hook.id }, version: (await shown(org, hook.id))?.version ?? 0, body: { isOn: true } })
  await send()
  expect((await log(org, { webhookId: hook.id }))[0]).toMatchObject({ state: 'sent', attempts: 10 })
  receivers.answers.push(410)
  await call('c')
  await send()
  expect(await shown(org, hook.id)).toMatchObject({ isOn: false, offBecause: 'gone' })
  // One whose owner is no administrator any more tells nobody anything.
  const other = await webhook(org, ['lead.created'])
  await t.db.write(org.orgId, (tx) => tx.updateTable('app_user').set({ role: 'rep' }).where('org_id', '=', org.orgId).where('id', '=', org.admin.userId).execute())
  const marketing = await org.user('marketing')
  await marketing.ok(createLead, { body: { name: '王芳', company: '云帆' } })
  await follow(org)
  await t.db.write(org.orgId, (tx) => tx.updateTable('app_user').set({ role: 'admin' }).where('org_id', '=', org.orgId).where('id', '=', org.admin.userId).execute())
  expect(await shown(org, other.id)).toMatchObject({ isOn: false, offBecause: 'owner', waiting: 0 })
})
const shown = async (org: TestOrg, id: string) => (await org.admin.ok(messages.listWebhooks)).items.find((one) => one.id === id)

test('only administrators, only their organisation, only addresses that may be reached', async () => {
  const org = await t.org()
  const other = await t.org()
  const manager = await org.user('manager')
  const { id } = await robot(org, 'wecom')
  const hook = await webhook(org, [])
  await put(org, id, 'x')
  await send()
  const delivery = (await log(org, { robotId: id }))[0]?.id ?? ''
  for (const who of [manager]) {
    for (const answer of [await who.call(messages.listRobots), await who.call(messages.listWebhooks), await who.call(messages.listDeliveries), await who.call(messages.testRobot, { params: { id } }), await who.call(messages.replayDelivery, { params: { id: delivery } })])
      expect(answer.code).toBe('permission.denied')
  }
  for (const answer of [
    await other.admin.call(messages.testRobot, { params: { id } }), await other.admin.call(messages.changeRobot, { params: { id }, version: 1, body: { name: 'x' } }), await other.admin.call(messages.removeRobot, { params: { id } }),
    await other.admin.call(messages.testWebhook, { params: { id: hook.id } }), await other.admin.call(messages.renewWebhookSecret, { params: { id: hook.id } }), await other.admin.call(messages.removeWebhook, { params: { id: hook.id } }),
    await other.admin.call(messages.replayDelivery, { params: { id: delivery } }),
  ]) expect(answer.code).toBe('record.not_found')
  expect((await log(other, { robotId: id })).length).toBe(0)
  await expect(t.db.write(other.orgId, (tx) => postToRobot(tx, act(other), { robotId: id, key: 'x', text: 'x' }))).rejects.toThrow('message.robot_unknown')
  const make = (address: string, kind: 'wecom' | 'feishu' = 'wecom') => org.admin.call(messages.createRobot, { body: { name: 'x', kind, address } }).then((answer) => answer.code)
  expect(await make('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1')).toBeUndefined()
  expect(await make('http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1')).toBe('message.address_wrong')
  expect(await make('https://10.0.0.1/cgi-bin/webhook/send?key=1')).toBe('message.address_private')
  expect(await make('https://qyapi.weixin.qq.com/cgi-bin/webhook/send')).toBe('message.address_platform')
  expect(await make('https://open.feishu.cn/open-apis/other/1', 'feishu')).toBe('message.address_platform')
  expect((await org.admin.call(messages.createWebhook, { body: { name: 'x', url: 'https://169.254.169.254/', eventTypes: [] } })).code).toBe('message.address_private')
  expect((await org.admin.call(messages.createWebhook, { body: { name: 'x', url: 'https://example.com/', eventTypes: [], condition: { object: 'deal', where: { field: 'nothing', op: 'is', value: 1 } } } })).code).toBe('condition.unknown_field')
  // Nothing secret is stored in the open.
  const { rows } = await t.db.read(org.orgId, (tx) => sql<{ all: string }>`select coalesce((select jsonb_agg(r)::text from robot r), '') || coalesce((select jsonb_agg(w)::text from webhook w), '') as all`.execute(tx))
  for (const secret of [receivers.keys.wecom, receivers.secrets.webhook]) expect(rows[0]?.all).not.toContain(secret)
  expect((await org.admin.call(messages.changeRobot, { params: { id }, version: 9, body: { name: 'x' } })).code).toBe('conflict.stale_version')
  await org.admin.ok(messages.removeRobot, { params: { id } })
  expect(await log(org, { robotId: id })).toEqual([])
  expect((await org.admin.call(messages.removeRobot, { params: { id: newId() } })).code).toBe('record.not_found')
  t.clock.advance(31 * day)
})
