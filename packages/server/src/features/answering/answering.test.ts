import { logActivity } from '@sluice/core/activities/contract'
import { changeResponsePolicy, exportResponseReport, getResponsePolicy, getResponseReport, listCalendarDays, setCalendarDay } from '@sluice/core/answering/contract'
import { createAssignRule, getLeadAssignment, handOverLead } from '@sluice/core/assignment/contract'
import { listChannels } from '@sluice/core/catalog/contract'
import { bulkChangeLeads, changeLead, createLead, getLead, listLeads } from '@sluice/core/leads/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestApp, type TestApp, type TestClient, type TestOrg } from '../../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

async function scene(at = '2026-03-02T02:00:00.000Z') {
  t.clock.set(at)
  const org = await t.org()
  const teamId = await org.team('华东销售')
  const manager = await org.user('manager', '周经理', teamId)
  const first = await org.user('rep', '李雷', teamId)
  const second = await org.user('rep', '韩梅', teamId)
  const marketing = await org.user('marketing', '王芳')
  const give = async (to: TestClient = first, more: object = {}) => {
    const lead = await marketing.ok(createLead, { body: { name: '陈晨', company: '恒基', ownerId: null, ...more } })
    await marketing.ok(handOverLead, { params: { id: lead.id }, body: { ownerId: to.userId } })
    return lead.id
  }
  return { org, manager, first, second, marketing, give }
}
const clockOf = async (client: TestClient, id: string) => (await client.ok(getLeadAssignment, { params: { id } })).clock
const kinds = async (client: TestClient) => (await client.ok(listNotifications, { query: {} })).items.map(({ kind }) => kind)
const round = () => t.app.schedule.round(['response_deadlines'])
const steps = async (org: TestOrg, id: string) => t.db.read(org.orgId, async (tx) => (await sql<{ step: string; at: string }>`
  select payload->>'step' as step, at from event where org_id = ${org.orgId} and subject_id = ${id} and type = 'response.breached' order by seq`.execute(tx)).rows)
/** Consumers follow the log on their own; this waits until they have seen all of it. */
const followed = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 200_000, interval: 40 })

test('a breach across a holiday: reminder, breach, manager, and the lead goes to another; each once', async () => {
  // The last hour of work before the National Day holiday: one hour of the two is left for 8 October. 10 October is a make-up day.
  const { org, manager, first, second, give } = await scene('2026-09-30T09:00:00.000Z')
  await org.admin.ok(createAssignRule, {
    body: { name: '轮流', isEnabled: true, triggers: ['ready'], condition: null, by: 'pool', choice: 'round_robin', matchField: null, members: [first, second].map(({ userId }) => ({ userId, values: [] })) },
  })
  const id = await give()
  expect(await clockOf(first, id)).toMatchObject({ state: 'running', dueAt: '2026-10-08T02:00:00.000Z', leftMinutes: 120, n: 1 })
  t.clock.set('2026-10-05T02:00:00.000Z')
  await round()
  expect(await kinds(first)).toEqual(['lead_assigned'])
  t.clock.set('2026-10-08T01:30:00.000Z')
  await round()
  await round()
  expect(await kinds(first)).toEqual(['response_due_soon', 'lead_assigned'])
  t.clock.set('2026-10-08T02:00:00.000Z')
  await Promise.all([round(), round()])
  expect(await kinds(first)).toEqual(expect.arrayContaining(['response_overdue', 'response_due_soon', 'lead_assigned']))
  expect((await kinds(first)).length).toBe(3)
  expect(await kinds(manager)).toEqual(['response_escalated'])
  expect(await steps(org, id)).toEqual([{ step: 'breached', at: '2026-10-08T02:00:00.000Z' }, { step: 'escalated', at: '2026-10-08T02:00:00.000Z' }])
  expect(await clockOf(first, id)).toMatchObject({ state: 'overdue', leftMinutes: 0 })
  expect((await first.ok(listLeads, { query: { quick: 'unanswered' } })).items.map((lead) => lead.id)).toEqual([id])
  // Two working hours later it is noon, and nobody is at work; at half past one somebody is.
  t.clock.set('2026-10-08T04:00:00.000Z')
  await round()
  expect((await org.admin.ok(getLead, { params: { id } })).owner?.name).toBe('李雷')
  t.clock.set('2026-10-08T05:30:00.000Z')
  await round()
  await round()
  expect((await org.admin.ok(getLead, { params: { id } })).owner?.name).toBe('韩梅')
  expect((await steps(org, id)).map(({ step }) => step)).toEqual(['breached', 'escalated', 'reassigned'])
  expect(await kinds(second)).toEqual(['lead_assigned'])
  expect((await kinds(first))[0]).toBe('lead_taken_back')
  expect((await first.call(getLead, { params: { id } })).code).toBe('record.not_found')
  expect(await clockOf(second, id)).toMatchObject({ state: 'running', n: 2, startedAt: '2026-10-08T05:30:00.000Z', dueAt: '2026-10-08T07:30:00.000Z' })
  expect((await second.ok(getLeadAssignment, { params: { id } })).handOvers.map(({ status, to }) => [status, to.name])).toEqual([['open', '韩梅'], ['withdrawn', '李雷']])
})

test('what answers: an activity of the owner, not a note, not another’s, not from before', async () => {
  const { first, second, manager, give } = await scene()
  const id = await give()
  const log = (client: TestClient, kind: 'note' | 'call', at?: string) => client.ok(logActivity, { body: { kind, subjectType: 'lead', subjectId: id, body: '联系', ...(at !== undefined && { at }) } })
  t.clock.advance(30 * 60_000)
  await log(first, 'note')
  await log(manager, 'call')
  await log(first, 'call', '2026-03-01T02:00:00.000Z')
  await log(first, 'call', '2026-03-02T02:20:00.000Z')
  await followed(async () => expect(await clockOf(first, id)).toMatchObject({ state: 'answered', minutes: 20, metAt: '2026-03-02T02:20:00.000Z' }))
  // Whoever takes it over later need not answer it for the first time.
  const { version } = await manager.ok(getLead, { params: { id } })
  await manager.ok(changeLead, { params: { id }, version, body: { ownerId: second.userId } })
  t.clock.advance(6 * 3_600_000)
  await round()
  expect(await kinds(second)).toEqual([])
})

test('a clock begins when somebody gives a lead by hand, moves with its owner, and ends when the lead is closed', async () => {
  const { first, second, manager, marketing } = await scene()
  const lead = await marketing.ok(createLead, { body: { name: '孙悦', ownerId: first.userId } })
  await followed(async () => expect(await clockOf(first, lead.id)).toMatchObject({ state: 'running', n: 1, owner: { name: '李雷' } }))
  await manager.ok(bulkChangeLeads, { body: { ids: [lead.id], ownerId: second.userId } })
  await followed(async () => expect(await clockOf(second, lead.id)).toMatchObject({ state: 'running', n: 2, owner: { name: '韩梅' } }))
  const { version } = await manager.ok(getLead, { params: { id: lead.id } })
  await manager.ok(changeLead, { params: { id: lead.id }, version, body: { ownerId: null } })
  await followed(async () => expect(await clockOf(manager, lead.id)).toMatchObject({ state: 'ended' }))
  // One's own lead is in hand already.
  const own = await first.ok(createLead, { body: { name: '自己录的' } })
  // The log is followed in order: when a later lead has its clock, the own one would have it too.
  const later = await marketing.ok(createLead, { body: { name: '后来的', ownerId: second.userId } })
  await followed(async () => expect(await clockOf(second, later.id)).toMatchObject({ state: 'running' }))
  expect(await clockOf(first, own.id)).toBeNull()
  expect((await (await t.org()).admin.call(getLeadAssignment, { params: { id: own.id } })).code).toBe('record.not_found')
})

test('policy and calendar are set by administrators, checked, and move the clocks that run', async () => {
  const { org, first, manager, give } = await scene()
  const id = await give()
  expect(await first.ok(getResponsePolicy)).toMatchObject({ targetMinutes: 120, remindBeforeMinutes: 30, version: 0 })
  const change = (body: object, version = 0, client: TestClient = org.admin) => client.call(changeResponsePolicy, { version, body })
  expect((await change({ targetMinutes: 60 }, 0, manager)).code).toBe('permission.denied')
  expect((await change({ targetMinutes: 30 })).code).toBe('answering.remind_before_start')
  expect((await change({ escalateAfterMinutes: 60, reassignAfterMinutes: 30 })).code).toBe('answering.reassign_before_escalate')
  expect((await change({ spans: [['13:00', '12:00']] })).code).toBe('request.invalid')
  expect((await change({ targetMinutes: 60, spans: [['09:00', '18:00']] })).body).toMatchObject({ targetMinutes: 60, version: 1 })
  expect((await change({ targetMinutes: 90 })).code).toBe('conflict.stale_version')
  expect((await clockOf(first, id))?.dueAt).toBe('2026-03-02T03:00:00.000Z')
  // A day off of the organisation's own: the clock stands from ten in the morning until the next day.
  expect((await manager.call(setCalendarDay, { params: { day: '2026-03-02' }, body: { kind: 'off' } })).code).toBe('permission.denied')
  expect(await org.admin.ok(setCalendarDay, { params: { day: '2026-03-02' }, body: { kind: 'off', note: '公司年会' } })).toEqual({ isWorkday: false })
  expect((await clockOf(first, id))?.dueAt).toBe('2026-03-03T02:00:00.000Z')
  const year = await first.ok(listCalendarDays, { query: { year: 2026 } })
  expect(year.items.find(({ day }) => day === '2026-03-02')).toEqual({ day: '2026-03-02', kind: 'off', origin: 'own', note: '公司年会' })
  expect(year.items.find(({ day }) => day === '2026-10-10')).toMatchObject({ kind: 'worked', origin: 'make_up' })
  expect((await first.ok(listCalendarDays, { query: { year: 2027 } })).items.find(({ day }) => day === '2027-02-05')).toMatchObject({ kind: 'off', origin: 'holiday' })
  expect(await org.admin.ok(setCalendarDay, { params: { day: '2026-03-02' }, body: { kind: null } })).toEqual({ isWorkday: true })
  expect((await clockOf(first, id))?.dueAt).toBe('2026-03-02T03:00:00.000Z')
  expect((await (await t.org()).admin.ok(getResponsePolicy)).targetMinutes).toBe(120)
})

test('the report by rep and by channel, with n, and as CSV', async () => {
  const { org, first, second, manager, marketing, give } = await scene()
  const channels = (await marketing.ok(listChannels)).items
  const [a, b] = [channels[0]!, channels[1]!]
  const inTime = await give(first, { sourceId: a.id })
  const late = await give(first, { sourceId: b.id })
  await give(second, { sourceId: a.id })
  const call = (id: string) => first.ok(logActivity, { body: { kind: 'call', subjectType: 'lead', subjectId: id, body: '' } })
  t.clock.advance(30 * 60_000)
  await call(inTime)
  await followed(async () => expect((await clockOf(first, inTime))?.state).toBe('answered'))
  t.clock.set('2026-03-02T06:30:00.000Z')
  await round()
  await call(late)
  await followed(async () => expect((await clockOf(first, late))?.state).toBe('answered_late'))
  const byOwner = await manager.ok(getResponseReport, { query: { by: 'owner', from: '2026-03-01', to: '2026-03-03' } })
  expect(byOwner.total).toMatchObject({ of: null, n: 3, met: 1, breached: 2, waiting: 0, unanswered: 0, share: 1 / 3, answered: 2, medianMinutes: (30 + 180) / 2 })
  expect(byOwner.rows.map((row) => [row.of?.name, row.n, row.met, row.breached, row.medianMinutes])).toEqual([['李雷', 2, 1, 1, 105], ['韩梅', 1, 0, 1, null]])
  const byChannel = await manager.ok(getResponseReport, { query: { by: 'channel', from: '2026-03-01', to: '2026-03-03' } })
  expect(byChannel.rows.map((row) => [row.of?.id, row.n, row.met, row.breached])).toEqual([[a.id, 2, 1, 1], [b.id, 1, 0, 1]])
  // Others are told of their own alone.
  expect((await second.ok(getResponseReport, { query: {} })).total.n).toBe(1)
  expect((await (await org.user('rep', '旁人')).ok(getResponseReport, { query: {} })).total.n).toBe(0)
  expect((await (await t.org()).admin.ok(getResponseReport, { query: {} })).total.n).toBe(0)
  expect((await manager.call(getResponseReport, { query: { from: '2026-03-03', to: '2026-03-01' } })).code).toBe('answering.period')
  const csv = await manager.call(exportResponseReport, { query: { by: 'owner', from: '2026-03-01', to: '2026-03-03' }, headers: { 'accept-language': 'en' } })
  expect(csv.text.split('\r\n')).toEqual([
    '\ufeffRep,Response clocks,Answered in time,Response breached,Waiting for a response,Ended unanswered,Share answered in time (%),Median working time to the answer (min),Answered (n of the median)',
    '李雷,2,1,1,0,0,50,105,2', '韩梅,1,0,1,0,0,0,,0', 'Total,3,1,2,0,0,33.3,105,2', '',
  ])
})
