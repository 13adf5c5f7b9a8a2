import { createLead, changeLead } from '@sluice/core/leads/contract'
import * as messages from '@sluice/core/messages/contract'
import { defaultPreferences } from '@sluice/core/messages/preferences'
import * as notifications from '@sluice/core/notifications/contract'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { notify } from '../../platform/notify.ts'
import { newId } from '../../platform/ids.ts'
import { createTestApp, hour, type TestApp, type TestClient, type TestOrg } from '../../testing/app.ts'
import { setUpMail } from '../nurture/nurture.fixture.ts'
import { startSmtp, type TestSmtp } from '../nurture/smtp-server.fixture.ts'
import { startReceivers, type Receivers } from './receivers.fixture.ts'
import { routeNotices } from './route-notices.ts'

let t: TestApp
let smtp: TestSmtp
let receivers: Receivers
let clockNow = () => new Date()
beforeAll(async () => {
  smtp = await startSmtp()
  receivers = await startReceivers(() => clockNow())
  t = await createTestApp({ SLUICE_TARGETS: 'loopback', SLUICE_URL: 'https://crm.example.cn' })
  clockNow = () => t.clock.now()
})
afterEach(() => {
  smtp.received.length = 0
  receivers.posts.wecom.length = 0
})
afterAll(async () => {
  await t.close()
  await receivers.close()
  await smtp.close()
})

const tell = (org: TestOrg, userId: string, kind: notifications.NotificationKind = 'lead_ready', name = '王芳') => t.db.write(org.orgId, (tx) =>
  notify(tx, { orgId: org.orgId, actorId: null, now: t.clock.now().toISOString() }, [{ userId, kind, data: { name, company: '云帆', score: 81, rule: '转化率', place: '方案' }, subjectType: 'lead', subjectId: newId() }]))
const prefer = async (who: TestClient, body: Partial<typeof defaultPreferences>) => who.ok(messages.changeMessagePreferences, { version: (await who.ok(messages.getMessagePreferences)).version, body })
/** Everything that is due now, in the order in which it follows; mails that may leave do. */
const work = () => t.app.schedule.round(['notices', 'briefs', 'nurture', 'deliveries'])
const subjects = () => smtp.received.map((one) => one.mail.subject)

test('the inbox: done, put off until later, taken back; each one\'s own', async () => {
  t.clock.set('2026-03-02T02:00:00.000Z')
  const org = await t.org()
  const rep = await org.user('rep')
  for (const name of ['a', 'b', 'c']) {
    await tell(org, rep.userId, 'lead_ready', name)
    t.clock.advance(1000)
  }
  const names = async (box?: 'open' | 'snoozed' | 'done') => (await rep.ok(notifications.listNotifications, { query: { ...(box !== undefined && { box }) } })).items.map((one) => one.data['name'])
  expect(await names('open')).toEqual(['c', 'b', 'a'])
  const [c, b, a] = (await rep.ok(notifications.listNotifications)).items.map((one) => one.id)
  if (a === undefined || b === undefined || c === undefined) throw new Error('arranged')
  const settle = (ids: string[], to: { state: 'done' | 'open' | 'unread' } | { state: 'snoozed'; until: string }) => rep.ok(notifications.settleNotifications, { body: { ids, to } })
  expect(await settle([c], { state: 'done' })).toEqual({ unread: 2 })
  expect(await settle([a], { state: 'snoozed', until: '2026-03-02T06:00:00.000Z' })).toEqual({ unread: 1 })
  expect([await names('open'), await names('snoozed'), await names('done'), await names()]).toEqual([['b'], ['a'], ['c'], ['c', 'b', 'a']])
  // It comes back on top, unread.
  t.clock.advance(5 * hour)
  expect([await names('open'), await names('snoozed')]).toEqual([['a', 'b'], []])
  expect((await rep.ok(notifications.listNotifications)).unread).toBe(2)
  await settle([c], { state: 'open' })
  expect((await rep.ok(notifications.listNotifications, { query: { box: 'open', limit: 2 } })).items.map((one) => one.data['name'])).toEqual(['a', 'c'])
  expect(await rep.ok(notifications.readNotifications, { body: {} })).toEqual({ unread: 0 })
  expect(await settle([b], { state: 'unread' })).toEqual({ unread: 1 })
  expect((await rep.ok(notifications.listNotifications, { query: { about: 'alarm,deal' } })).items).toEqual([])
  expect((await rep.ok(notifications.listNotifications, { query: { about: 'lead' } })).items).toHaveLength(3)
  // What is another's stays as it is, and is not told.
  const other = await org.user('rep')
  expect(await other.ok(notifications.settleNotifications, { body: { ids: [b], to: { state: 'done' } } })).toEqual({ unread: 0 })
  expect(await names('open')).toContain('b')
})

test('a notice goes by the ways its reader wants, once, after quiet hours; a restart in between loses and doubles nothing', async () => {
  t.clock.set('2026-03-02T02:00:00.000Z')
  const org = await t.org()
  await setUpMail(org.admin, smtp.port)
  const team = await org.team('华东')
  const [rep, mate] = [await org.user('rep', '张三', team), await org.user('rep', '李四', team)]
  const robot = await org.admin.ok(messages.createRobot, { body: { name: '华东群', kind: 'wecom', address: `${receivers.url}/cgi-bin/webhook/send?key=${receivers.keys.wecom}`, teamId: team } })
  expect(await rep.ok(messages.getMessagePreferences)).toMatchObject({ ...defaultPreferences, isMailReady: true, robot: { id: robot.id, name: '华东群' }, maySeeWeekly: false, version: 0 })
  // Unless chosen otherwise: what waits for an answer by mail, the rest not.
  await tell(org, rep.userId, 'lead_ready')
  await tell(org, rep.userId, 'alarm_opened')
  await work()
  expect(subjects()).toEqual(['漏斗预警「转化率」：方案'])
  expect(smtp.received[0]?.mail.html).toContain('https://crm.example.cn/leads/')
  smtp.received.length = 0

  for (const who of [rep, mate]) await prefer(who, { kinds: { lead_ready: { mail: who === rep ? 'now' : 'off', robot: true }, alarm_opened: { mail: 'now', robot: false } } })
  // What is as for everybody is not kept.
  expect((await rep.ok(messages.getMessagePreferences)).kinds).toEqual({ lead_ready: { mail: 'now', robot: true } })
  const subject = newId()
  const both = () => t.db.write(org.orgId, (tx) => notify(tx, { orgId: org.orgId, actorId: null, now: t.clock.now().toISOString() },
    [rep, mate].map((who) => ({ userId: who.userId, kind: 'lead_ready', data: { name: '[点我](https://x.example)', score: 81 }, subjectType: 'lead', subjectId: subject }))))
  await both()
  await work()
  expect(subjects()).toEqual(['「[点我](https://x.example)」已达到可转销售（81 分）'])
  // Both were told the same: their group hears it once, and no name becomes a link.
  expect(receivers.posts.wecom.map((one) => Object(one.body['markdown'])['content'])).toEqual([`**「［点我］(https://x.example)」已达到可转销售（81 分）**\n[查看详情](https://crm.example.cn/leads/${subject})`])

  // 23:00 in Shanghai: decided now, sent in the morning, also when the process is another by then.
  t.clock.set('2026-03-02T15:00:00.000Z')
  await Promise.all([both(), both()])
  await Promise.all([routeNotices(t.db, org.orgId, t.clock.now(), null), routeNotices(t.db, org.orgId, t.clock.now(), null), work()])
  expect([smtp.received.length, receivers.posts.wecom.length]).toEqual([1, 1])
  t.clock.set('2026-03-02T23:59:00.000Z')
  await work()
  expect([smtp.received.length, receivers.posts.wecom.length]).toEqual([1, 1])
  t.clock.set('2026-03-03T00:00:00.000Z')
  await work()
  await work()
  expect([smtp.received.length, receivers.posts.wecom.length]).toEqual([3, 2])
  // On a day off the whole day is quiet: from Saturday to Monday.
  t.clock.set('2026-03-07T03:00:00.000Z')
  await tell(org, rep.userId)
  await work()
  t.clock.set('2026-03-08T12:00:00.000Z')
  await work()
  expect(smtp.received).toHaveLength(3)
  t.clock.set('2026-03-09T00:00:00.000Z')
  await work()
  expect(smtp.received).toHaveLength(4)
  // A colleague's mailbox that refuses is not struck off the list of customers.
  await t.db.write(org.orgId, (tx) => sql`update app_user set email = 'x@gone.example' where org_id = ${org.orgId} and id = ${rep.userId}`.execute(tx))
  await tell(org, rep.userId)
  await work()
  const { rows } = await t.db.read(org.orgId, (tx) => sql<{ state: string; struck: number }>`select (select state from outbox where org_id = ${org.orgId} order by queued_at desc, id desc limit 1) as state, (select count(*)::integer from suppression where org_id = ${org.orgId}) as struck`.execute(tx))
  expect(rows[0]).toEqual({ state: 'bounced', struck: 0 })
  expect((await rep.call(messages.changeMessagePreferences, { version: 7, body: {} })).code).toBe('conflict.stale_version')
})

test('the morning brief comes once on working days, with what is due, new and unread; the weekly report on the first working day', async () => {
  t.clock.set('2026-03-06T01:00:00.000Z')
  const org = await t.org()
  await setUpMail(org.admin, smtp.port)
  const manager = await org.user('manager', '陈经理', org.rootTeamId)
  await prefer(manager, { briefAt: '08:30', wantsWeekly: true })
  const { id } = await manager.ok(createLead, { body: { name: '王<b>芳', company: '云帆' } })
  await manager.ok(changeLead, { params: { id }, version: 1, body: { nextStep: '打电话', nextStepDue: '2026-03-08' } })
  await tell(org, manager.userId)
  // Saturday: nothing.
  t.clock.set('2026-03-07T01:00:00.000Z')
  await work()
  expect(smtp.received).toHaveLength(0)
  t.clock.set('2026-03-09T00:29:00.000Z')
  await work()
  expect(smtp.received).toHaveLength(0)
  t.clock.set('2026-03-09T00:31:00.000Z')
  await work()
  await work()
  expect(subjects().toSorted()).toEqual(['2026-03-09 晨报：3 件事', '漏斗周报 2026-03-09'])
  const brief = smtp.received.find((one) => one.mail.subject?.includes('晨报'))?.mail.html ?? ''
  expect(brief).toContain(`<a href="https://crm.example.cn/leads/${id}"`)
  expect(brief).toContain('王&lt;b&gt;芳 · 云帆</a> — 打电话')
  expect(brief).toContain('已逾期 03-08')
  expect(smtp.received.find((one) => one.mail.subject?.includes('周报'))?.mail.html).toContain('新增商机')
  t.clock.set('2026-03-10T02:00:00.000Z')
  await work()
  expect(subjects().filter((one) => one?.includes('晨报'))).toHaveLength(2)
  expect(subjects().filter((one) => one?.includes('周报'))).toHaveLength(1)
})
