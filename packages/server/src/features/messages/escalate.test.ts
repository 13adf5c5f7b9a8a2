import * as chains from '@sluice/core/messages/escalation-contract'
import { changeMessagePreferences, getMessagePreferences } from '@sluice/core/messages/contract'
import { createLead } from '@sluice/core/leads/contract'
import { logActivity } from '@sluice/core/activities/contract'
import * as push from '@sluice/core/messages/push-contract'
import { listNotifications, readNotifications, settleNotifications, type NotificationKind } from '@sluice/core/notifications/contract'
import { noticeText } from '@sluice/core/notifications/notice-text'
import { refusals } from '@sluice/core/refusals'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startPushService, type TestPushService } from '../../integrations/push/push-service.fixture.ts'
import { newId } from '../../platform/ids.ts'
import { notify } from '../../platform/notify.ts'
import { createTestApp, hour, type TestApp, type TestClient, type TestOrg } from '../../testing/app.ts'
import { escalateDue } from './escalate.ts'

let t: TestApp
let service: TestPushService
let clockNow = () => new Date()
beforeAll(async () => {
  service = await startPushService(() => clockNow())
  t = await createTestApp({ SLUICE_TARGETS: 'loopback' })
  clockNow = () => t.clock.now()
})
afterAll(async () => {
  await t.close()
  await service.close()
})
// A Monday, 10:00 in Shanghai: working time is 9–12 and 13:30–18.
beforeEach(() => t.clock.set('2026-03-02T02:00:00.000Z'))

const work = () => t.app.schedule.round(['notices', 'escalations'])
const at = async (iso: string) => {
  t.clock.set(iso)
  await work()
  // What was escalated is routed, and what it sets off taken.
  await t.app.schedule.round(['notices', 'deliveries'])
}
const told = async (who: TestClient) => (await who.ok(listNotifications)).items.filter((one) => one.kind === 'escalated').map((one) => noticeText(one, 'zh', String)).toReversed()
const tell = (org: TestOrg, userIds: readonly string[], kind: NotificationKind, subject: { type: 'deal' | 'lead' | 'alarm' | 'config'; id: string }, data: Record<string, unknown> = {}) => t.db.write(org.orgId, (tx) =>
  notify(tx, { orgId: org.orgId, actorId: null, now: t.clock.now().toISOString() }, userIds.map((userId) => ({ userId, kind, data: { by: '张三', title: '云帆扩容', ...data }, subjectType: subject.type, subjectId: subject.id }))))
const loud = { mail: false, push: true, app: false, robot: false }
const chain = { name: '提及无人理', kinds: ['mention' as const], isHighOnly: false, counts: 'work' as const, until: 'read' as const, isOn: true, steps: [{ afterMinutes: 240, to: { type: 'manager' as const, levels: 1 as const }, ways: loud, ignoresQuiet: false }] }

/** A rep in a team with a manager, whose own manager leads the whole. */
async function company() {
  const org = await t.org()
  const team = await org.team('华东')
  const [rep, manager, director] = [await org.user('rep', '李雷', team), await org.user('manager', '陈经理', team), await org.user('manager', '王总', org.rootTeamId)]
  return { org, rep, manager, director }
}
/** An alarm of the severity, told of to these. */
async function alarm(org: TestOrg, severity: 'critical' | 'warn', people: readonly TestClient[]): Promise<string> {
  const id = newId()
  await t.db.write(org.orgId, async (tx) => {
    const pipeline = await tx.selectFrom('pipeline').select('id').where('org_id', '=', org.orgId).limit(1).executeTakeFirstOrThrow()
    const rule = await tx.selectFrom('alarm_rule').select('id').where('org_id', '=', org.orgId).limit(1).executeTakeFirst()
    const ruleId = rule?.id ?? newId()
    if (rule === undefined) await tx.insertInto('alarm_rule').values({ org_id: org.orgId, id: ruleId, name: '转化率', definition: '{}', kind: 'conversion_drop', created_at: t.clock.now().toISOString() }).execute()
    await tx.insertInto('alarm').values({
      org_id: org.orgId, id, rule_id: ruleId, pipeline_id: pipeline.id, cause_key: id, severity, status: 'open', verdict: '{}', worst: '{}', first_day: '2026-03-02', last_day: '2026-03-02', opened_at: t.clock.now().toISOString(),
    }).execute()
  })
  await tell(org, people.map((one) => one.userId), 'alarm_opened', { type: 'alarm', id }, { rule: '转化率', place: '方案' })
  await work()
  return id
}

test('a critical alarm nobody acknowledges goes up by working hours: to the manager\'s manager once; a lesser one, and one that was acknowledged, to nobody', async () => {
  const { org, rep, manager, director } = await company()
  await alarm(org, 'critical', [rep])
  await alarm(org, 'warn', [rep])
  const acknowledged = await alarm(org, 'critical', [rep])
  // Two hours of work: 12:00, and no minute earlier.
  await at('2026-03-02T03:59:59.000Z')
  expect(await told(manager)).toEqual([])
  await t.db.write(org.orgId, (tx) => sql`update alarm set status = 'acknowledged' where org_id = ${org.orgId} and id = ${acknowledged}`.execute(tx))
  await at('2026-03-02T04:00:00.000Z')
  await at('2026-03-02T04:00:30.000Z')
  expect(await told(manager)).toEqual(['升级自 李雷，已等待 2 小时（工作时间）：漏斗预警「转化率」：方案'])
  expect(await told(director)).toEqual([])
  // Four hours of work are 15:30: the break does not count.
  await at('2026-03-02T07:29:59.000Z')
  expect(await told(director)).toEqual([])
  await at('2026-03-02T07:30:00.000Z')
  await at('2026-03-05T07:30:00.000Z')
  expect(await told(director)).toEqual(['升级自 李雷，已等待 4 小时（工作时间）：漏斗预警「转化率」：方案'])
  expect([await told(manager), await told(rep)].map((one) => one.length)).toEqual([1, 0])
  const list = (await org.admin.ok(chains.listEscalations)).items
  expect(list.map((one) => [one.chain.name, one.taken, one.steps, one.state, one.endedBecause]).toSorted((a, b) => Number(a[1]) - Number(b[1]))).toEqual([['严重预警无人确认', 0, 2, 'ended', 'handled'], ['严重预警无人确认', 2, 2, 'ended', 'last']])
})

test('what several were told of is one matter: each manager hears of it once, one who was told already not again; what was dealt with, read or done ends it', async () => {
  const { org, rep, manager, director } = await company()
  const mate = await org.user('rep', '韩梅', rep.teamId)
  await org.admin.ok(chains.createEscalationChain, { body: chain })
  const [read, open, deal] = [newId(), newId(), newId()]
  for (const id of [read, open]) await tell(org, [rep.userId, mate.userId, manager.userId], 'mention', { type: 'config', id })
  await tell(org, [rep.userId], 'mention', { type: 'deal', id: deal })
  await work()
  const notice = (await mate.ok(listNotifications)).items.find((one) => one.subjectId === read)
  await mate.ok(readNotifications, { body: { ids: [notice?.id ?? ''] } })
  await at('2026-03-02T07:30:00.000Z')
  // The manager knows; above them stands the director.
  expect(await told(director)).toEqual(['升级自 李雷、陈经理、韩梅，已等待 4 小时（工作时间）：张三在「云帆扩容」提到您'])
  expect(await told(manager)).toEqual([])
  expect((await org.admin.ok(chains.listEscalations)).items.map((one) => one.endedBecause).toSorted()).toEqual(['gone', 'last', 'read'])
  // Until it is done: having read it is not enough.
  const made = (await org.admin.ok(chains.listEscalationChains)).items.find((one) => !one.isPreset)
  await org.admin.ok(chains.changeEscalationChain, { params: { id: made?.id ?? '' }, version: 1, body: { until: 'done' } })
  const [later, done] = [newId(), newId()]
  for (const id of [later, done]) await tell(org, [rep.userId], 'mention', { type: 'config', id })
  await work()
  const items = (await rep.ok(listNotifications)).items
  await rep.ok(readNotifications, { body: {} })
  await rep.ok(settleNotifications, { body: { ids: [items.find((one) => one.subjectId === done)?.id ?? ''], to: { state: 'done' } } })
  await at('2026-03-03T06:00:00.000Z')
  expect(await told(manager)).toHaveLength(1)
})

test('a step is taken once and not lost: whoever dies in the midst leaves it to the next, two at once take it once', async () => {
  const { org, rep, manager } = await company()
  await org.admin.ok(chains.createEscalationChain, { body: { ...chain, counts: 'all', steps: [10, 20].map((afterMinutes) => ({ ...chain.steps[0]!, afterMinutes })) } })
  for (let i = 0; i < 12; i++) await tell(org, [rep.userId], 'mention', { type: 'config', id: newId() })
  await Promise.all([t.app.schedule.round(['notices']), t.app.schedule.round(['notices'])])
  t.clock.advance(10 * 60_000)
  let n = 0
  const die = () => {
    if (++n % 3 === 0) throw new Error('killed')
  }
  for (let i = 0; i < 8; i++) await Promise.allSettled([escalateDue(t.db, org.orgId, t.clock.now(), { told: die }), escalateDue(t.db, org.orgId, t.clock.now(), { told: die })])
  await escalateDue(t.db, org.orgId, t.clock.now())
  expect(n).toBeGreaterThan(12)
  expect(await told(manager)).toHaveLength(12)
  // Nothing ran for a day: what is due comes, once.
  t.clock.advance(24 * hour)
  await Promise.all([escalateDue(t.db, org.orgId, t.clock.now()), escalateDue(t.db, org.orgId, t.clock.now())])
  await escalateDue(t.db, org.orgId, t.clock.now())
  expect(await told(manager)).toHaveLength(24)
  expect((await told(manager)).at(-1)).toBe('升级自 李雷，已等待 1 天：张三在「云帆扩容」提到您')
})

test('the chain says by which way, whatever somebody wants of other notices; quiet hours hold only where it does not ignore them', async () => {
  const { org, rep, director } = await company()
  const browser = service.browser((await director.ok(push.listPushDevices)).publicKey)
  const { endpoint, p256dh, auth } = browser
  await director.ok(push.addPushDevice, { body: { name: '手机', endpoint, p256dh, auth } })
  await director.ok(changeMessagePreferences, { version: (await director.ok(getMessagePreferences)).version, body: { kinds: { mention: { mail: 'off', robot: false, push: false } } } })
  const to = { type: 'user' as const, userId: director.userId }
  await org.admin.ok(chains.createEscalationChain, { body: { ...chain, name: '轻', counts: 'all', kinds: ['mention'], steps: [{ afterMinutes: 60, to, ways: loud, ignoresQuiet: false }] } })
  await org.admin.ok(chains.createEscalationChain, { body: { ...chain, name: '重', counts: 'all', kinds: ['automation_notice'], steps: [{ afterMinutes: 60, to, ways: loud, ignoresQuiet: true }] } })
  // 22:00 in Shanghai.
  t.clock.set('2026-03-02T14:00:00.000Z')
  await tell(org, [rep.userId], 'mention', { type: 'config', id: newId() })
  await tell(org, [rep.userId], 'automation_notice', { type: 'config', id: newId() }, { text: '停产了' })
  await work()
  await at('2026-03-02T15:00:00.000Z')
  expect(browser.shown.map((one) => one.title)).toEqual(['升级自 李雷，已等待 1 小时：停产了'])
  await at('2026-03-03T00:00:00.000Z')
  expect(browser.shown.map((one) => one.title)).toEqual(['升级自 李雷，已等待 1 小时：停产了', '升级自 李雷，已等待 1 小时：张三在「云帆扩容」提到您'])
})

test('an overdue first response goes up while it is still overdue, and ends with the call', async () => {
  const { org, rep, manager, director } = await company()
  const lead = await rep.ok(createLead, { body: { name: '王芳' } })
  const clock = (leadId: string) => t.db.write(org.orgId, async (tx) => {
    await sql`delete from response_clock where org_id = ${org.orgId} and lead_id = ${leadId}`.execute(tx)
    await sql`insert into response_clock (org_id, id, lead_id, owner_id, n, first_started_at, started_at, target_minutes) values (${org.orgId}, ${newId()}, ${leadId}, ${rep.userId}, 1, ${t.clock.now().toISOString()}, ${t.clock.now().toISOString()}, 5)`.execute(tx)
  })
  const answered = await rep.ok(createLead, { body: { name: '赵强' } })
  for (const { id } of [lead, answered]) {
    await clock(id)
    await tell(org, [rep.userId], 'response_overdue', { type: 'lead', id }, { name: id === lead.id ? '王芳' : '赵强' })
  }
  await work()
  await rep.ok(logActivity, { body: { subjectType: 'lead', subjectId: answered.id, kind: 'call' } })
  await t.db.write(org.orgId, (tx) => sql`update response_clock set met_at = ${t.clock.now().toISOString()} where org_id = ${org.orgId} and lead_id = ${answered.id}`.execute(tx))
  await at('2026-03-02T07:30:00.000Z')
  expect([await told(manager), await told(director)]).toEqual([[], ['升级自 李雷，已等待 4 小时（工作时间）：「王芳」首次响应已超时，请尽快联系']])
})

test('chains: presets are there, changed and switched off but not removed; what waits ends with them; administrators\' alone', async () => {
  const { org, rep, manager } = await company()
  const stranger = (await t.org()).admin
  const list = (await org.admin.ok(chains.listEscalationChains)).items
  expect(list.map((one) => [one.name, one.isPreset, one.isOn, one.version])).toEqual([['严重预警无人确认', true, true, 1], ['首次响应超时仍未联系', true, true, 1], ['审批超时仍未处理', true, true, 1]])
  const [alarms] = list
  if (alarms === undefined) throw new Error('arranged')
  await alarm(org, 'critical', [rep])
  expect((await org.admin.ok(chains.listEscalationChains)).items.find((one) => one.id === alarms.id)).toMatchObject({ waiting: 1, version: 1 })
  const off = await org.admin.ok(chains.changeEscalationChain, { params: { id: alarms.id }, version: 1, body: { isOn: false, name: '大事' } })
  expect(off).toMatchObject({ name: '大事', isOn: false, waiting: 0, version: 2 })
  await at('2026-03-02T09:00:00.000Z')
  expect(await told(manager)).toEqual([])
  expect((await org.admin.call(chains.removeEscalationChain, { params: { id: alarms.id } })).code).toBe('escalation.preset')
  expect((await org.admin.call(chains.changeEscalationChain, { params: { id: alarms.id }, version: 1, body: { isOn: true } })).code).toBe('conflict.stale_version')
  const made = await org.admin.ok(chains.createEscalationChain, { body: { ...chain, steps: [{ ...chain.steps[0]!, to: { type: 'user', userId: manager.userId } }] } })
  expect(made.people).toEqual([{ id: manager.userId, name: '陈经理' }])
  const refused = async (body: object) => (await org.admin.call(chains.createEscalationChain, { body: { ...chain, ...body } })).code
  expect(await refused({ steps: [{ ...chain.steps[0]!, to: { type: 'user', userId: stranger.userId } }] })).toBe('message.unknown_user')
  expect(await refused({ steps: [chain.steps[0], chain.steps[0]] })).toBe('request.invalid')
  expect(await refused({ kinds: ['escalated'] })).toBe('request.invalid')
  for (const other of [rep, manager]) {
    expect((await other.call(chains.listEscalationChains)).code).toBe('permission.denied')
    expect((await other.call(chains.createEscalationChain, { body: chain })).code).toBe('permission.denied')
    expect((await other.call(chains.listEscalations)).code).toBe('permission.denied')
  }
  expect((await stranger.call(chains.changeEscalationChain, { params: { id: made.id }, version: 1, body: { isOn: false } })).code).toBe('record.not_found')
  expect((await stranger.call(chains.removeEscalationChain, { params: { id: made.id } })).code).toBe('record.not_found')
  expect((await stranger.ok(chains.listEscalations)).items).toEqual([])
  await org.admin.ok(chains.removeEscalationChain, { params: { id: made.id } })
  expect(Object.keys(refusals)).toEqual(expect.arrayContaining(['escalation.order', 'escalation.preset']))
})
