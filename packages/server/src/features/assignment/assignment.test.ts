import {
  acceptLead, changeAssignee, changeAssignRule, changeAssignSetting, createAssignRule, getLeadAssignment, handOverLead, listAssignees, listAssignRules, listHandOvers, orderAssignRules, rejectLead, removeAssignRule, seeHandOvers,
  simulateAssignment,
} from '@sluice/core/assignment/contract'
import { createScreenRule, decideHeldLeads } from '@sluice/core/cleaning/contract'
import { createAccount } from '@sluice/core/customers/contract'
import { changeLead, createLead, getLead } from '@sluice/core/leads/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { append } from '../../platform/event-log.ts'
import { createTestApp, hour, type TestApp, type TestClient, type TestOrg } from '../../testing/app.ts'
import { assignLead } from './assign-lead.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const everybody = (members: readonly TestClient[], more: object = {}) => ({
  name: '轮流', isEnabled: true, triggers: ['ready' as const], condition: null, by: 'pool' as const, choice: 'round_robin' as const, matchField: null,
  members: members.map(({ userId }) => ({ userId, values: [] })), ...more,
})

async function scene(reps = 3) {
  t.clock.set('2026-03-02T02:00:00.000Z')
  const org = await t.org()
  const teamId = await org.team('华东销售')
  const manager = await org.user('manager', '周经理', teamId)
  const sellers = await Promise.all(Array.from({ length: reps }, (_, i) => org.user('rep', `销售${i + 1}`, teamId)))
  const marketing = await org.user('marketing', '王芳')
  const leadsOf = (n: number, more: object = {}) => Promise.all(Array.from({ length: n }, (_, i) => marketing.ok(createLead, { body: { name: `线索${i + 1}`, ownerId: null, ...more } })))
  return { org, manager, sellers, marketing, leadsOf, seller: (i: number) => sellers[i] as TestClient & { teamId: string } }
}

/** Each in a transaction of its own, all at once. */
const assignAll = (org: TestOrg, leads: readonly { id: string }[]) => Promise.all(leads.map(({ id }) =>
  t.db.write(org.orgId, (tx) => assignLead(tx, { orgId: org.orgId, actorId: null, now: t.clock.now().toISOString(), isAutomatic: true }, id, { trigger: 'ready' }))))
const ownersOf = async (org: TestOrg) => t.db.read(org.orgId, async (tx) => (await sql<{ owner: string | null; n: number }>`select owner_id as owner, count(*) as n from lead where org_id = ${org.orgId} group by 1`.execute(tx)).rows)

test('leads that become ready at once: no limit is broken, no turn given twice, everybody within one of their share', async () => {
  const { org, sellers, leadsOf, seller } = await scene()
  await org.admin.ok(createAssignRule, { body: everybody(sellers) })
  await org.admin.ok(changeAssignee, { params: { id: seller(0).userId }, body: { dayLimit: 2 } })
  const leads = await leadsOf(14)
  const outcomes = await assignAll(org, leads)
  expect(outcomes.every(({ to }) => to !== null)).toBe(true)
  const counts = new Map((await ownersOf(org)).map(({ owner, n }) => [owner, n]))
  expect(sellers.map(({ userId }) => counts.get(userId))).toEqual([2, 6, 6])
  const quota = await t.db.read(org.orgId, async (tx) => (await sql<{ id: string; taken: number }>`select user_id as id, taken from assignee_quota where org_id = ${org.orgId}`.execute(tx)).rows)
  expect(quota.map(({ id, taken }) => [id, taken]).toSorted()).toEqual(sellers.map(({ userId }, i) => [userId, i === 0 ? 2 : 6]).toSorted())
  // One event and one notification a lead, and in the order of the log nobody twice in a row while all three were free.
  const told = await t.db.read(org.orgId, async (tx) => (await sql<{ lead: string; to: string }>`
    select subject_id as lead, payload->>'userId' as to from event where org_id = ${org.orgId} and type = 'lead.assigned' order by seq`.execute(tx)).rows)
  expect(new Set(told.map(({ lead }) => lead)).size).toBe(14)
  for (const part of [told.slice(0, 3), told.slice(3, 6)]) expect(new Set(part.map(({ to }) => to)).size).toBe(3)
  const cards = await Promise.all(sellers.map((one) => one.ok(listNotifications, { query: {} })))
  expect(cards.map(({ unread }) => unread)).toEqual([2, 6, 6])
})

test('the same lead at once is given once', async () => {
  const { org, sellers, leadsOf } = await scene()
  await org.admin.ok(createAssignRule, { body: everybody(sellers) })
  const [lead] = await leadsOf(1)
  const outcomes = await assignAll(org, Array.from({ length: 5 }, () => lead!))
  expect(outcomes.filter(({ to }) => to !== null)).toHaveLength(1)
  expect(outcomes.filter((one) => one.to === null && one.code === 'owned')).toHaveLength(4)
})

test('limits in hand and absences pass people over, and the lead says so', async () => {
  const { org, sellers, leadsOf, seller, manager } = await scene()
  await org.admin.ok(createAssignRule, { body: everybody(sellers, { choice: 'weighted' }) })
  await org.admin.ok(changeAssignee, { params: { id: seller(0).userId }, body: { handLimit: 1, weight: 3 } })
  await seller(1).ok(changeAssignee, { params: { id: seller(1).userId }, body: { absences: [{ from: '2026-03-01T16:00:00.000Z', to: '2026-03-03T16:00:00.000Z', note: '休假' }] } })
  await assignAll(org, await leadsOf(3))
  const counts = new Map((await ownersOf(org)).map(({ owner, n }) => [owner, n]))
  expect(sellers.map(({ userId }) => counts.get(userId))).toEqual([1, undefined, 2])
  const last = (await t.db.read(org.orgId, async (tx) => (await sql<{ id: string }>`select subject_id as id from event where org_id = ${org.orgId} and type = 'lead.assigned' order by seq desc limit 1`.execute(tx)).rows))[0]!
  const told = await seller(2).ok(getLeadAssignment, { params: { id: last.id } })
  expect(told.assignments[0]).toMatchObject({ ruleName: '轮流', why: '您在分配名单中，按权重轮到您（1 人手上已满，1 人不在岗）。' })
  expect(told.assignments[0]?.trace[0]?.passed.map(({ user, reason }) => [user.name, reason]).toSorted()).toEqual([['销售1', 'hand_quota'], ['销售2', 'absent']])
  expect((await seller(2).call(getLeadAssignment, { params: { id: last.id }, headers: { 'accept-language': 'en' } })).body.assignments[0]?.why).toBe('You are in the pool, it was your turn by weight (1 at the limit in hand, 1 away).')
  expect((await seller(0).call(getLeadAssignment, { params: { id: last.id } })).code).toBe('record.not_found')
  expect((await manager.ok(listAssignees)).items.find(({ user }) => user.id === seller(1).userId)?.absences).toHaveLength(1)
  // Nobody sets another's limits but who manages them.
  expect((await seller(0).call(changeAssignee, { params: { id: seller(0).userId }, body: { weight: 9 } })).code).toBe('permission.denied')
  expect((await seller(0).call(changeAssignee, { params: { id: seller(1).userId }, body: { absences: [] } })).code).toBe('permission.denied')
  expect((await manager.ok(changeAssignee, { params: { id: seller(0).userId }, body: { handLimit: null } })).handLimit).toBeNull()
})

test('rules in their order: named account, owner of the account, territory, then everybody', async () => {
  const { org, sellers, seller, marketing } = await scene(4)
  await org.admin.ok(createAccount, { body: { name: '上海远景科技有限公司', ownerId: seller(1).userId } })
  const values = (i: number, ...list: string[]) => [{ userId: seller(i).userId, values: list }]
  const rules = [
    everybody([], { name: '指名客户', by: 'named_account', members: values(0, '北京天行健信息技术有限公司') }),
    everybody([], { name: '客户负责人', by: 'account_owner' }),
    everybody([], { name: '华南', by: 'territory', matchField: 'company', members: values(2, '广州', '深圳') }),
    everybody([], { name: '官网', condition: { field: 'title', op: 'contains', value: '总监' }, members: values(3) }),
  ]
  const made = []
  for (const body of rules) made.push(await org.admin.ok(createAssignRule, { body: body }))
  const lead = async (body: object) => (await marketing.ok(createLead, { body: { name: '某人', ownerId: null, ...body } })).id
  const ids = [await lead({ company: '天行健信息技术有限公司' }), await lead({ company: '远景科技（上海）有限公司' }), await lead({ company: '深圳市大疆创新' }), await lead({ company: '杭州某某', title: '市场总监' }), await lead({ company: '杭州某某' })]
  const outcomes = await assignAll(org, ids.map((id) => ({ id })))
  expect(outcomes.map(({ to }) => sellers.findIndex(({ userId }) => userId === to))).toEqual([0, 1, 2, 3, -1])
  expect(outcomes[4]).toEqual({ to: null, code: 'unmatched' })
  // Another order, another answer; one that leaves a rule out is refused.
  const order = made.map((rule) => rule.id)
  expect((await org.admin.call(orderAssignRules, { body: { ids: order.slice(1) } })).code).toBe('assignment.order')
  await org.admin.ok(orderAssignRules, { body: { ids: order.toReversed() } })
  expect((await org.admin.ok(listAssignRules)).items.map(({ name }) => name)).toEqual(['官网', '华南', '客户负责人', '指名客户'])
  const [both] = await assignAll(org, [{ id: await lead({ company: '深圳市大疆创新', title: '总监' }) }])
  expect(both?.to).toBe(seller(3).userId)
})

test('a rule that cannot be followed is refused; only administrators write rules; another organisation sees none', async () => {
  const { org, sellers, seller, manager } = await scene()
  const refused = async (more: object, client = org.admin) => (await client.call(createAssignRule, { body: everybody(sellers, more) })).code
  expect(await refused({ members: [] })).toBe('assignment.members_required')
  expect(await refused({ by: 'territory' })).toBe('assignment.match_field_required')
  expect(await refused({ by: 'territory', matchField: 'score' })).toBe('assignment.match_field_required')
  expect(await refused({ by: 'product', matchField: 'company' })).toBe('assignment.values_required')
  expect(await refused({ condition: { field: 'nothing', op: 'is', value: 1 } })).toBe('condition.unknown_field')
  expect(await refused({ members: [{ userId: org.orgId, values: [] }] })).toBe('assignment.unknown_member')
  expect(await refused({}, manager)).toBe('permission.denied')
  const rule = await org.admin.ok(createAssignRule, { body: everybody(sellers) })
  const at = { params: { id: rule.id } }
  expect((await org.admin.call(changeAssignRule, { ...at, version: 3, body: { name: '改' } })).code).toBe('conflict.stale_version')
  expect((await org.admin.ok(changeAssignRule, { ...at, version: 1, body: { isEnabled: false, members: [{ userId: seller(1).userId, values: [] }] } })).members.map(({ name }) => name)).toEqual(['销售2'])
  const stranger = (await t.org()).admin
  expect((await stranger.ok(listAssignRules)).items).toEqual([])
  expect((await stranger.call(changeAssignRule, { ...at, version: 2, body: { name: '改' } })).code).toBe('record.not_found')
  expect((await stranger.call(createAssignRule, { body: everybody(sellers) })).code).toBe('assignment.unknown_member')
  await org.admin.ok(removeAssignRule, at)
  expect((await org.admin.ok(listAssignRules)).items).toEqual([])
})

test('at night a lead waits for the first who is at work, unless it is to be assigned anyway', async () => {
  const { org, sellers, leadsOf } = await scene()
  await org.admin.ok(createAssignRule, { body: everybody(sellers) })
  t.clock.set('2026-03-06T12:00:00.000Z')
  const [first, second] = await leadsOf(2)
  expect(await assignAll(org, [first!])).toEqual([{ to: null, code: 'assignment.held' }])
  // Friday evening; work begins on Monday at nine.
  expect((await org.admin.ok(getLeadAssignment, { params: { id: first!.id } })).waiting).toMatchObject({ code: 'assignment.held', retryAt: '2026-03-09T01:00:00.000Z' })
  await t.app.schedule.round(['assign_waiting'])
  expect((await org.admin.ok(getLead, { params: { id: first!.id } })).owner).toBeNull()
  await org.admin.ok(changeAssignSetting, { body: { afterHours: 'assign' } })
  expect((await assignAll(org, [second!]))[0]?.to).not.toBeNull()
  t.clock.set('2026-03-09T01:00:00.000Z')
  await t.app.schedule.round(['assign_waiting'])
  expect((await org.admin.ok(getLead, { params: { id: first!.id } })).owner).not.toBeNull()
  expect((await org.admin.ok(listAssignRules)).waiting).toBe(0)
})

test('a lead that comes is assigned by the log within seconds, with its card', async () => {
  const { org, sellers, seller, marketing } = await scene(1)
  await org.admin.ok(createAssignRule, { body: everybody(sellers, { triggers: ['created'], condition: { field: 'company', op: 'not_empty' } }) })
  const lead = await marketing.ok(createLead, { body: { name: '赵敏', company: '汇通物流', title: '采购经理', ownerId: null } })
  await vi.waitFor(async () => expect((await seller(0).call(getLead, { params: { id: lead.id } })).status).toBe(200), { timeout: 200_000, interval: 50 })
  const [card] = (await seller(0).ok(listNotifications, { query: {} })).items
  expect(card).toMatchObject({ kind: 'lead_assigned', subjectType: 'lead', subjectId: lead.id, data: { name: '赵敏', company: '汇通物流', title: '采购经理', how: 'rule', dueAt: '2026-03-02T04:00:00.000Z' } })
  expect((await seller(0).ok(getLeadAssignment, { params: { id: lead.id } }))).toMatchObject({ clock: { state: 'running', dueAt: '2026-03-02T04:00:00.000Z', leftMinutes: 120 }, canDecide: true, mqlAt: t.clock.now().toISOString(), sqlAt: null })
})

test('a lead that pre-screening holds is given to nobody until it is released', async () => {
  const { org, sellers, seller, marketing } = await scene(1)
  await org.admin.ok(createScreenRule, { body: { name: '学生', condition: 'company contains "大学"', action: 'hold' } })
  await org.admin.ok(createAssignRule, { body: everybody(sellers, { triggers: ['created'] }) })
  const held = await marketing.ok(createLead, { body: { name: '学生', company: '华岭大学', ownerId: null } })
  const other = await marketing.ok(createLead, { body: { name: '企业', company: '华岭电子', ownerId: null } })
  await vi.waitFor(async () => expect((await seller(0).call(getLead, { params: { id: other.id } })).status).toBe(200), { timeout: 200_000, interval: 50 })
  expect((await org.admin.ok(getLead, { params: { id: held.id } })).owner).toBeNull()
  expect((await marketing.call(handOverLead, { params: { id: held.id }, body: {} })).code).toBe('assignment.lead_held')
  await org.admin.ok(decideHeldLeads, { body: { ids: [held.id], decision: 'release' } })
  await vi.waitFor(async () => expect((await seller(0).call(getLead, { params: { id: held.id } })).status).toBe(200), { timeout: 200_000, interval: 50 })
})

test('hand-over: sales accepts, or gives back with a reason that marketing sees the same day', async () => {
  const { org, sellers, seller, marketing, leadsOf, manager } = await scene(2)
  const [one, two, three] = await leadsOf(3)
  const at = (lead: { id: string } | undefined) => ({ params: { id: lead!.id } })
  expect((await marketing.call(handOverLead, { ...at(one), body: {} })).code).toBe('assignment.no_rules')
  expect((await marketing.ok(handOverLead, { ...at(one), body: { ownerId: seller(0).userId } })).to?.name).toBe('销售1')
  expect((await marketing.call(handOverLead, { ...at(one), body: {} })).code).toBe('hand_over.open')
  expect((await seller(1).call(acceptLead, at(one))).code).toBe('record.not_found')
  expect((await marketing.call(acceptLead, at(one))).code).toBe('permission.denied')
  await seller(0).ok(acceptLead, at(one))
  expect((await seller(0).call(acceptLead, at(one))).code).toBe('hand_over.none')
  const accepted = await marketing.ok(getLeadAssignment, at(one))
  expect([accepted.sqlAt, accepted.mqlAt, (await marketing.ok(getLead, at(one))).status]).toEqual([t.clock.now().toISOString(), t.clock.now().toISOString(), 'working'])
  // Given back: nobody's, to be warmed up, and marketing is told at once.
  await org.admin.ok(createAssignRule, { body: everybody(sellers) })
  const { to } = await marketing.ok(handOverLead, { ...at(two), body: {} })
  const holder = sellers.find(({ userId }) => userId === to?.id)!
  t.clock.advance(hour)
  await holder.ok(rejectLead, { ...at(two), body: { reason: 'no_budget', note: '<script>明年再说' } })
  expect((await holder.call(getLead, at(two))).code).toBe('record.not_found')
  expect(await marketing.ok(getLead, at(two))).toMatchObject({ status: 'nurturing', owner: null })
  const [told] = (await marketing.ok(listNotifications, { query: {} })).items
  expect(told).toMatchObject({ kind: 'lead_rejected', subjectId: two!.id, data: { by: holder.userId === seller(0).userId ? '销售1' : '销售2', note: '<script>明年再说' } })
  const list = await marketing.ok(listHandOvers, { query: { status: 'rejected' } })
  expect(list).toMatchObject({ total: 1, unseen: 1, reasons: [{ reason: 'no_budget', n: 1 }], items: [{ reason: 'no_budget', lead: { id: two!.id }, decidedBy: { id: holder.userId } }] })
  expect((await marketing.ok(seeHandOvers, { body: { ids: [list.items[0]!.id] } })).unseen).toBe(0)
  expect((await (await org.user('rep', '旁人')).ok(listHandOvers, { query: {} })).total).toBe(0)
  expect((await (await t.org()).admin.ok(listHandOvers, { query: {} })).total).toBe(0)
  // A manager decides for the team.
  await marketing.ok(handOverLead, { ...at(three), body: { ownerId: seller(1).userId } })
  await manager.ok(acceptLead, at(three))
  const types = await t.db.read(org.orgId, async (tx) => (await sql<{ type: string }>`select type from event where org_id = ${org.orgId} and subject_id = ${two!.id} and type like 'lead.%' order by seq`.execute(tx)).rows)
  expect(types.map(({ type }) => type)).toEqual(['lead.created', 'lead.assigned', 'lead.handed_over', 'lead.rejected'])
})

test('the simulation says who would have received how many, and writes nothing', async () => {
  const { org, sellers, seller, leadsOf, manager, marketing } = await scene(2)
  const [first] = await leadsOf(6)
  await marketing.ok(changeLead, { params: { id: first!.id }, version: 1, body: { ownerId: seller(0).userId } })
  const rule = await org.admin.ok(createAssignRule, { body: everybody(sellers, { isEnabled: false, triggers: ['created'], choice: 'weighted' }) })
  await org.admin.ok(changeAssignee, { params: { id: seller(0).userId }, body: { weight: 2 } })
  t.clock.advance(hour)
  const before = await t.db.read(org.orgId, async (tx) => (await sql`select count(*) as n, sum(version) as v from lead where org_id = ${org.orgId}`.execute(tx)).rows)
  const answer = await manager.ok(simulateAssignment, { body: { days: 7, ruleIds: [rule.id] } })
  expect(answer).toMatchObject({ n: 6, unmatched: 0, nobody: 0, unownedToday: 5, isCut: false, rules: [{ id: rule.id, n: 6 }] })
  expect(answer.people.map(({ user, would, have }) => [user.name, would, have])).toEqual([['销售1', 4, 1], ['销售2', 2, 0]])
  // Without the rule, which is off, nobody would have had any.
  expect((await manager.ok(simulateAssignment, { body: { days: 7 } })).unmatched).toBe(6)
  expect(await t.db.read(org.orgId, async (tx) => (await sql`select count(*) as n, sum(version) as v from lead where org_id = ${org.orgId}`.execute(tx)).rows)).toEqual(before)
  expect((await seller(0).call(simulateAssignment, { body: {} })).code).toBe('permission.denied')
})

test('who has a lead already when it becomes ready keeps it and hears of it; once it is closed nobody does', async () => {
  const { org, seller } = await scene(1)
  const [open, closed] = [await seller(0).ok(createLead, { body: { name: '赵敏' } }), await seller(0).ok(createLead, { body: { name: '钱进' } })]
  await t.db.write(org.orgId, async (tx) => {
    await sql`update lead set status = 'invalid' where org_id = ${org.orgId} and id = ${closed.id}`.execute(tx)
    await append(tx, { orgId: org.orgId, actorId: null, now: t.clock.now().toISOString(), isAutomatic: true }, [closed, open].map((lead) => ({
      type: 'lead.ready', payload: { score: 84, grade: 'A', threshold: 80, version: 1, because: 'behaviour' }, subjectType: 'lead', subjectId: lead.id, ownerId: seller(0).userId, teamId: null,
    })))
  })
  await vi.waitFor(async () => {
    const told = (await seller(0).ok(listNotifications, { query: {} })).items.filter(({ kind }) => kind === 'lead_ready')
    expect(told.map(({ subjectId, data }) => [subjectId, data])).toEqual([[open.id, { name: '赵敏', score: 84 }]])
  }, { timeout: 200_000, interval: 50 })
  expect((await seller(0).ok(getLead, { params: { id: open.id } })).owner?.id).toBe(seller(0).userId)
})
