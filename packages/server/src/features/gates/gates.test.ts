import { logActivity } from '@sluice/core/activities/contract'
import { criterion, type GateGroup } from '@sluice/core/config/gate'
import { createField } from '@sluice/core/fields/contract'
import { evidenceAt } from '@sluice/core/gates/evidence'
import {
  gateMissing, getEvidence, getGate, listGateDebts, recordMilestone, removeMilestone, tickItem, waiveGateDebt, type GateDebt,
} from '@sluice/core/gates/contract'
import { bulkChangeDeals, changeDeal, createDeal, getDeal, loseDeal, moveDeal, reopenDeal, setDealContact, winDeal } from '@sluice/core/pipeline/contract'
import { createContact } from '@sluice/core/customers/contract'
import { changeMe } from '@sluice/core/identity/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, day, type TestApp, type TestClient } from '../../testing/app.ts'
import { createSalesOrg, type SalesOrg } from '../pipeline/sales-org.fixture.ts'
import { selectEvidence } from './evidence.queries.ts'

let t: TestApp
let org: SalesOrg
let rep: TestClient
let manager: TestClient & { teamId: string }
const ids = { call: newId(), role: newId(), tick: newId(), reason: newId(), warn: newId(), file: newId(), demo: newId(), paid: newId(), quote: newId() }
const one = (id: string, part: Record<string, unknown>) => criterion.parse({ id, ...part })

beforeAll(async () => {
  t = await createTestApp()
  org = await createSalesOrg(t)
  manager = await org.user('manager', '经理')
  rep = await org.user('rep', '小李', manager.teamId)
  const [s1, s2, s3] = org.stages
  await gates({
    [s1]: { exit: { op: 'all', items: [
      one(ids.call, { type: 'activity', kinds: ['call', 'meeting'] }), one(ids.role, { type: 'contact', roles: ['decision_maker'] }),
      one(ids.warn, { type: 'attachment', kinds: ['minutes'], severity: 'warn' }),
    ] } },
    [s2]: { entry: { op: 'all', items: [one(ids.tick, { type: 'checklist', label: '客户已确认预算' }), one(ids.reason, { type: 'field', field: 'nextStep', severity: 'reason' })] } },
    [s3]: { entry: { op: 'any', items: [one(ids.demo, { type: 'milestone', kinds: ['demo_held'] }), one(ids.quote, { type: 'milestone', kinds: ['quote_sent'] })] } },
  }, { op: 'all', items: [one(ids.paid, { type: 'milestone', kinds: ['payment_received'] })] })
})
afterAll(() => t.close())

async function gates(stages: Record<string, { entry?: GateGroup; exit?: GateGroup }>, won?: GateGroup): Promise<void> {
  await t.db.write(org.orgId, async (tx) => {
    for (const [id, { entry, exit }] of Object.entries(stages)) {
      await sql`update stage set entry_gate = ${entry === undefined ? null : JSON.stringify(entry)}::jsonb, exit_gate = ${exit === undefined ? null : JSON.stringify(exit)}::jsonb where id = ${id}`.execute(tx)
    }
    await sql`update pipeline set won_gate = ${won === undefined ? null : JSON.stringify(won)}::jsonb where id = ${org.pipelineId}`.execute(tx)
  })
}
const debtsOf = async (id: string): Promise<GateDebt[]> => (await org.admin.ok(getEvidence, { params: { id } })).debts
/** What a consumer of the log brings about, a moment later. */
async function eventually<T>(read: () => Promise<T>, isThere: (value: T) => boolean): Promise<T> {
  const until = performance.now() + 200_000
  for (;;) {
    const value = await read()
    if (isThere(value) || performance.now() > until) return value
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
const call = (id: string, client = rep) => client.ok(logActivity, { body: { kind: 'call', outcome: 'connected', subjectType: 'deal', subjectId: id, body: '谈了需求' } })
async function decisionMaker(id: string): Promise<void> {
  const contact = await rep.ok(createContact, { body: { name: '王总' } })
  await rep.ok(setDealContact, { params: { id, contactId: contact.id }, body: { role: 'decision_maker' } })
}

test('a refusal lists what is missing in words; each piece is supplied on the spot, and then it moves', async () => {
  const [s1, s2] = org.stages
  const { id } = await org.deal(rep, '逐项补齐')
  const refused = await rep.call(moveDeal, { params: { id }, body: { stageId: s2, fromStageId: s1 } })
  expect([refused.status, refused.code]).toEqual([422, 'gate.missing'])
  const carried = gateMissing.parse((refused.body as unknown as { data: unknown }).data)
  expect(carried).toMatchObject({ dealId: id, count: 4, report: { target: s2, passes: false, forbidden: null, mayOverride: false } })
  expect(carried.report.standings.map((standing) => [standing.asks, standing.has, standing.status, standing.stops, standing.side])).toEqual([
    ['有有效的电话或会议', '0/1 次', 'missing', true, 'exit'], ['联系人中有决策者', '这个商机还没有联系人', 'missing', true, 'exit'], ['上传会议纪要', '无此类附件', 'missing', false, 'exit'],
    ['客户已确认预算', '未确认', 'missing', true, 'entry'], ['填写「下一步」', '未填写', 'missing', true, 'entry'],
  ])
  expect(refused.text).toContain('还缺 4 项证据')
  expect(await rep.ok(getGate, { params: { id }, query: { to: s2 } })).toEqual(carried.report)
  expect((await rep.ok(getEvidence, { params: { id } })).next).toEqual(carried.report)

  await call(id)
  await decisionMaker(id)
  await rep.ok(tickItem, { params: { id, criterionId: ids.tick }, body: { isTicked: true } })
  expect((await rep.ok(getGate, { params: { id }, query: { to: s2 } })).standings.filter((standing) => standing.stops).map((standing) => standing.criterion.id)).toEqual([ids.reason])
  // What asks for a reason is met by what comes along, or passes for the reason; the latter is owed.
  expect((await rep.call(moveDeal, { params: { id }, body: { stageId: s2 } })).code).toBe('gate.missing')
  expect(await rep.ok(moveDeal, { params: { id }, body: { stageId: s2, reasons: { [ids.reason]: '等客户回话' } } })).toMatchObject({ stageId: s2 })
  expect((await debtsOf(id)).map((debt) => [debt.kind, debt.reason, debt.asks, debt.stageId, debt.settledAt])).toEqual([['reason', '等客户回话', '填写「下一步」', s2, null]])
  const { version } = await rep.ok(getDeal, { params: { id } })
  await rep.ok(changeDeal, { params: { id }, version, body: { nextStep: '发方案', nextStepDue: '2026-03-20' } })
  const [settled] = await eventually(() => debtsOf(id), ([debt]) => debt?.settledAt !== null)
  expect(settled).toMatchObject({ settledBy: 'evidence' })
})

test('an override needs the role and a reason, is recorded, and is settled by evidence, a way back, or a waiver', async () => {
  const [s1, s2, s3] = org.stages
  const { id } = await org.deal(rep, '先上车', { amountMinor: 300_000 })
  const over = { stageId: s2, override: { reason: '董事长点头' } }
  expect((await rep.call(moveDeal, { params: { id }, body: over })).code).toBe('gate.may_not_override')
  expect((await rep.ok(getDeal, { params: { id } })).stageId).toBe(s1)
  await manager.ok(moveDeal, { params: { id }, body: over })
  const debts = await debtsOf(id)
  expect(debts.map((debt) => debt.criterion.id).toSorted()).toEqual([ids.call, ids.role, ids.tick, ids.reason].toSorted())
  expect(debts.every((debt) => debt.kind === 'override' && debt.reason === '董事长点头' && debt.incurredBy?.id === manager.userId && debt.owner?.id === rep.userId)).toBe(true)
  const log = await org.rows(sql<{ type: string; actor: string | null }>`select type, actor_id as actor from event where subject_id = ${id} and type like 'gate.%' order by seq`)
  expect(log).toEqual(Array.from({ length: 4 }, () => ({ type: 'gate.debt_incurred', actor: manager.userId })))

  await call(id)
  const after = await eventually(() => debtsOf(id), (now) => now.some((debt) => debt.settledAt !== null))
  expect(after.filter((debt) => debt.settledAt !== null).map((debt) => [debt.criterion.id, debt.settledBy])).toEqual([[ids.call, 'evidence']])
  expect((await rep.ok(getDeal, { params: { id } })).debtCount).toBe(3)
  const listed = await manager.ok(listGateDebts, { query: { deal: id } })
  expect([listed.total, listed.items.length, listed.byTeam, listed.byOwner]).toEqual([
    3, 3, [{ team: { id: manager.teamId, name: expect.any(String) }, open: 3, deals: 1, amountMinor: 300_000 }], [{ owner: { id: rep.userId, name: '小李' }, open: 3, deals: 1, amountMinor: 300_000 }],
  ])
  expect(listed.byCriterion.map((each) => [each.criterionId, each.open]).toSorted()).toEqual([[ids.role, 1], [ids.tick, 1], [ids.reason, 1]].toSorted())
  const tick = listed.items.find((debt) => debt.criterion.id === ids.tick)
  const waive = (client: TestClient) => client.call(waiveGateDebt, { params: { id: tick?.id ?? '' }, body: { reason: '客户破产重整' } })
  expect((await waive(rep)).code).toBe('gate.may_not_override')
  expect((await waive(manager)).body).toMatchObject({ settledBy: 'waived' })
  expect((await waive(manager)).code).toBe('gate.debt_settled')

  // Back before the gate: it will be asked again, so nothing is owed for it any more.
  await rep.ok(moveDeal, { params: { id }, body: { stageId: s1 } })
  expect((await debtsOf(id)).filter((debt) => debt.settledAt === null)).toEqual([])
  expect((await rep.call(moveDeal, { params: { id }, body: { stageId: s2 } })).code).toBe('gate.missing')
  // An any-group is one piece and a debt an alternative; one of them there settles both.
  await manager.ok(moveDeal, { params: { id }, body: { stageId: s3, override: { reason: '展会现场' } } })
  const open = () => debtsOf(id).then((all) => all.filter((debt) => debt.settledAt === null).map((debt) => debt.criterion.id).toSorted())
  expect(await open()).toEqual([ids.role, ids.demo, ids.quote].toSorted())
  await rep.ok(recordMilestone, { params: { id }, body: { kind: 'quote_sent', amountMinor: 300_000 } })
  expect(await eventually(open, (now) => now.length === 1)).toEqual([ids.role])
  // Lost: nothing is owed any more.
  await rep.ok(loseDeal, { params: { id }, body: { reasonId: org.reason() } })
  expect(await open()).toEqual([])
  expect((await debtsOf(id)).filter((debt) => debt.settledBy === 'closed')).toHaveLength(1)
})

test('what a client adds to a move opens nothing', async () => {
  const [, s2] = org.stages
  const { id } = await org.deal(rep, '夹带')
  const attempt = async (more: string) => {
    const answer = await t.app.fastify.inject({
      method: 'POST', url: `/api/v1/deals/${id}/move`, payload: `{"stageId":"${s2}",${more}}`, headers: { cookie: rep.cookie, 'x-sluice-csrf': '1', 'content-type': 'application/json' },
    })
    return answer.json<{ code?: string }>().code
  }
  for (const more of ['"restores":true', '"role":"admin"', '"owed":["x"]', `"reasons":{"${ids.call}":"不管用","${ids.tick}":"不管用"}`]) expect([more, await attempt(more)]).toEqual([more, 'gate.missing'])
  for (const more of ['"override":{"reason":" "}', '"override":true', '"reasons":{"constructor":"x"}', '"reasons":[]']) expect([more, await attempt(more)]).toEqual([more, 'request.invalid'])
  // A key of every object is dropped or refused, and never a reason.
  expect(['request.invalid', 'gate.missing']).toContain(await attempt('"reasons":{"__proto__":"x"}'))
  expect(await attempt('"override":{"reason":"我说了算"}')).toBe('gate.may_not_override')
})

test('words come in the language of the device; without one, in that of the account', async () => {
  const [, s2] = org.stages
  const own = await org.user('rep', 'English reader')
  const { id } = await org.deal(own, '两种语言')
  const refusedIn = async (headers: Record<string, string>) => {
    const { body } = await own.call(moveDeal, { params: { id }, body: { stageId: s2 }, headers })
    const problem = body as unknown as { title: string; data: unknown }
    return [problem.title, gateMissing.parse(problem.data).report.standings[0]?.asks]
  }
  const [zh, en] = [['还缺 4 项证据，不能进入「需求确认」。', '有有效的电话或会议'], ['4 pieces of evidence are missing for “需求确认”.', 'effective Call or Meeting']]
  expect(await refusedIn({})).toEqual(zh)
  expect(await refusedIn({ 'accept-language': 'en' })).toEqual(en)
  expect(await refusedIn({ 'accept-language': 'fr-FR, en-GB;q=0.8, zh;q=0.2' })).toEqual(en)
  expect((await own.ok(getGate, { params: { id }, query: { to: s2 }, headers: { 'accept-language': 'en' } })).standings[0]?.asks).toBe(en[1])
  await own.ok(changeMe, { body: { locale: 'en' } })
  expect(await refusedIn({})).toEqual(en)
  expect(await refusedIn({ 'accept-language': 'fr' })).toEqual(en)
  expect(await refusedIn({ 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' })).toEqual(zh)
})

test('bulk: each deal is judged, and each refusal says how much is missing', async () => {
  const [, s2] = org.stages
  const [bare, ready] = [await org.deal(rep, '什么都没有'), await org.deal(rep, '都齐了', { nextStep: '演示', nextStepDue: '2026-04-01' })]
  await call(ready.id)
  await decisionMaker(ready.id)
  await rep.ok(tickItem, { params: { id: ready.id, criterionId: ids.tick }, body: { isTicked: true } })
  expect(await rep.ok(bulkChangeDeals, { body: { ids: [bare.id, ready.id], stageId: s2 } })).toEqual({
    changed: [ready.id], refused: [{ id: bare.id, code: 'gate.missing', missing: 4 }],
  })
})

test('a payment is finance’s or an administrator’s word, on any deal they see; the win waits for it', async () => {
  const finance = await org.user('finance', '钱财务')
  const last = org.stages.at(-1) ?? ''
  const { id } = await org.deal(manager, '等到款', { stageId: last, override: { reason: '接手的老单' } })
  expect((await manager.call(winDeal, { params: { id }, body: {} })).code).toBe('gate.missing')
  for (const client of [rep, manager]) expect((await client.call(recordMilestone, { params: { id }, body: { kind: 'payment_received' } })).code).toBe(client === rep ? 'record.not_found' : 'gate.finance_only')
  expect((await finance.call(recordMilestone, { params: { id }, body: { kind: 'demo_held' } })).code).toBe('permission.denied')
  const ahead = new Date(t.clock.now().getTime() + day).toISOString()
  expect((await finance.call(recordMilestone, { params: { id }, body: { kind: 'payment_received', at: ahead } })).code).toBe('deal.in_the_future')
  const paid = await finance.ok(recordMilestone, { params: { id }, body: { kind: 'payment_received', amountMinor: 5_000_000, note: '首付款' } })
  expect((await manager.call(removeMilestone, { params: { id, milestoneId: paid.id } })).code).toBe('gate.finance_only')
  expect(await manager.ok(winDeal, { params: { id }, body: {} })).toMatchObject({ status: 'won' })
  expect((await manager.ok(getEvidence, { params: { id } })).milestones).toEqual([paid])
  expect((await manager.ok(getEvidence, { params: { id } })).next).toBeNull()

  // Reopened, and the payment taken back: the way to the win is closed again.
  await manager.ok(reopenDeal, { params: { id }, body: {} })
  await finance.ok(removeMilestone, { params: { id, milestoneId: paid.id } })
  expect((await manager.call(winDeal, { params: { id }, body: {} })).code).toBe('gate.missing')
  expect((await finance.call(removeMilestone, { params: { id, milestoneId: paid.id } })).code).toBe('record.not_found')
})

test('an item that no gate of the pipeline asks for cannot be ticked; ticking twice is once', async () => {
  const { id } = await org.deal(rep, '打勾')
  const tick = (criterionId: string, isTicked = true) => rep.call(tickItem, { params: { id, criterionId }, body: { isTicked } })
  expect((await tick(newId())).code).toBe('gate.unknown_criterion')
  expect((await tick(ids.call)).code).toBe('gate.unknown_criterion')
  for (const isTicked of [true, true, false, false]) await tick(ids.tick, isTicked)
  const log = await org.rows(sql<{ on: boolean; label: string }>`select (payload->>'isTicked')::boolean as on, payload->>'label' as label from event where subject_id = ${id} and type = 'checklist.ticked' order by seq`)
  expect(log).toEqual([{ on: true, label: '客户已确认预算' }, { on: false, label: '客户已确认预算' }])
})

test('rules: skipping, going back, reopening and the next step, each as the pipeline says', async () => {
  const own = await createSalesOrg(t)
  const [s1, s2, s3] = own.stages
  const rules = (text: string) => t.db.write(own.orgId, (tx) => sql`update pipeline set rules = ${text}::jsonb where id = ${own.pipelineId}`.execute(tx))
  const { id } = await own.deal(own.admin, '守规矩')
  const move = async (stageId: string, more: object = {}) => (await own.admin.call(moveDeal, { params: { id }, body: { stageId, ...more } })).code
  await rules('{"allowSkip": false, "backNeedsReason": true}')
  expect([await move(s3), await move(s2), await move(s1), await move(s1, { reason: '需求变了' })]).toEqual(['gate.no_skip', undefined, 'gate.back_reason_required', undefined])
  expect((await own.admin.call(createDeal, { body: { title: '空降', pipelineId: own.pipelineId, stageId: s2 } })).code).toBe('gate.no_skip')
  expect(await own.admin.ok(getGate, { params: { id }, query: { to: 'won' } })).toMatchObject({ passes: false, forbidden: 'gate.no_skip' })
  await rules('{"allowBack": false, "allowReopen": false}')
  await t.db.write(own.orgId, (tx) => sql`update stage set next_step_required = true where id = ${s2}`.execute(tx))
  expect([await move(s2), await move(s2, { nextStep: '演示', nextStepDue: '2026-03-01' }), await move(s2, { nextStep: '演示', nextStepDue: '2026-03-03' }), await move(s1)])
    .toEqual(['gate.next_step_required', 'gate.next_step_required', undefined, 'gate.no_back'])
  expect(await own.admin.ok(getDeal, { params: { id } })).toMatchObject({ nextStep: '演示', nextStepDue: '2026-03-03' })
  await own.admin.ok(winDeal, { params: { id }, body: {} })
  expect((await own.admin.call(reopenDeal, { params: { id }, body: {} })).code).toBe('gate.no_reopen')
})

test('a field that is required from a stage on stands in the entry of that stage and of every later one', async () => {
  const own = await createSalesOrg(t)
  const [, s2, s3] = own.stages
  const field = await own.admin.ok(createField, { body: { object: 'deal', key: 'hurry', label: '赶不赶', type: 'text', settings: { requiredFromStages: [s2] } } })
  const { id } = await own.deal(own.admin, '还没问')
  for (const to of [s2, s3]) {
    expect((await own.admin.ok(getGate, { params: { id }, query: { to } })).standings).toMatchObject([{ criterion: { id: field.id, type: 'field', field: 'c_hurry' }, asks: '填写「赶不赶」', stops: true }])
    expect((await own.admin.call(moveDeal, { params: { id }, body: { stageId: to } })).code).toBe('gate.missing')
  }
  await own.admin.ok(changeDeal, { params: { id }, version: 1, body: { custom: { hurry: '很急' } } })
  await own.admin.ok(moveDeal, { params: { id }, body: { stageId: s3 } })
})

test('what waits for an approval is locked as its flow says', async () => {
  const [s1, s2] = org.stages
  const { id, version } = await org.deal(rep, '审批中')
  const lock = async (kind: string) => {
    await t.db.write(org.orgId, async (tx) => {
      await sql`delete from approval where deal_id = ${id}`.execute(tx)
      await sql`insert into approval_flow (org_id, id, name, definition, created_at) values (${org.orgId}, ${ids.paid}, '折扣', '{}', now()) on conflict do nothing`.execute(tx)
      await sql`insert into approval (org_id, id, number, flow_id, flow_name, definition, deal_id, status, state, lock, requested_by, requested_at)
        values (${org.orgId}, ${newId()}, 77, ${ids.paid}, '折扣', '{}', ${id}, 'waiting', '{}', ${kind}, ${rep.userId}, now())`.execute(tx)
    })
  }
  const attempts = async () => [
    (await manager.call(moveDeal, { params: { id }, body: { stageId: s2, override: { reason: '急' } } })).code,
    (await rep.call(loseDeal, { params: { id }, body: { reasonId: org.reason() } })).code,
    (await rep.ok(bulkChangeDeals, { body: { ids: [id], addTagIds: [] } })).refused[0]?.code,
    (await rep.call(changeDeal, { params: { id }, version, body: { title: '审批中' } })).code,
    // A place within its column is no move.
    (await rep.call(moveDeal, { params: { id }, body: { stageId: s1 } })).code,
  ]
  await lock('stage')
  expect((await rep.ok(getDeal, { params: { id } })).approvalsWaiting).toBe(1)
  expect(await attempts()).toEqual(['deal.locked', 'deal.locked', undefined, undefined, undefined])
  await lock('all')
  const refused = await manager.call(moveDeal, { params: { id }, body: { stageId: s2 } })
  expect(refused.text).toContain('审批 #77')
  expect(await attempts()).toEqual(['deal.locked', 'deal.locked', 'deal.locked', 'deal.locked', undefined])
})

test('a neighbour and another organisation find nothing of gates, evidence and debts', async () => {
  const [, s2] = org.stages
  const { id } = await org.deal(manager, '别人的')
  await manager.ok(moveDeal, { params: { id }, body: { stageId: s2, override: { reason: '先走' } } })
  const [debt] = await debtsOf(id)
  const neighbour = await org.user('rep', '外人')
  const foreign = await createSalesOrg(t)
  for (const client of [neighbour, foreign.admin]) {
    const answers = await Promise.all([
      client.call(getGate, { params: { id }, query: { to: s2 } }), client.call(getEvidence, { params: { id } }), client.call(recordMilestone, { params: { id }, body: { kind: 'demo_held' } }),
      client.call(tickItem, { params: { id, criterionId: ids.tick }, body: { isTicked: true } }), client.call(waiveGateDebt, { params: { id: debt?.id ?? '' }, body: { reason: '抹掉' } }),
    ])
    expect(answers.map((answer) => answer.code)).toEqual(Array.from({ length: 5 }, () => 'record.not_found'))
    expect(await client.ok(listGateDebts, { query: { state: 'all' } })).toMatchObject({ items: [], total: 0, byTeam: [], byOwner: [], byCriterion: [] })
  }
  // Who may only look sees what is asked, and that they let nobody through.
  const viewer = await org.user('viewer', '看客')
  expect((await viewer.ok(getGate, { params: { id }, query: { to: org.stages[2] } })).mayOverride).toBe(false)
  expect((await viewer.call(tickItem, { params: { id, criterionId: ids.tick }, body: { isTicked: true } })).code).toBe('permission.denied')
})

test('evidence with its past knows what stood at an earlier moment', async () => {
  const own = await createSalesOrg(t)
  const [s1, s2] = own.stages
  const { id } = await own.deal(own.admin, '有过去', { amountMinor: 100 })
  const start = t.clock.now().toISOString()
  t.clock.advance(day)
  await own.admin.ok(changeDeal, { params: { id }, version: 1, body: { amountMinor: 200 } })
  const demo = await own.admin.ok(recordMilestone, { params: { id }, body: { kind: 'demo_held' } })
  const contact = await own.admin.ok(createContact, { body: { name: '王总' } })
  await own.admin.ok(setDealContact, { params: { id, contactId: contact.id }, body: { role: 'user' } })
  t.clock.advance(day)
  const before = t.clock.now().toISOString()
  t.clock.advance(day)
  await own.admin.ok(moveDeal, { params: { id }, body: { stageId: s2 } })
  await own.admin.ok(removeMilestone, { params: { id, milestoneId: demo.id } })
  const found = await t.db.read(own.orgId, (tx) => selectEvidence(tx, own.orgId, [id], { past: true }))
  const evidence = found.get(id)
  if (evidence === undefined) throw new Error('no evidence')
  const at = (instant: string) => {
    const then = evidenceAt(evidence, instant)
    return [then.fields.amountMinor, then.fields.stageId, then.fields.stageEnteredAt, then.milestones.length, then.contacts.length]
  }
  expect(at(start)).toEqual([100, s1, start, 0, 0])
  expect(at(before)).toEqual([200, s1, start, 1, 1])
  expect(at(t.clock.now().toISOString())).toEqual([200, s2, t.clock.now().toISOString(), 0, 1])
})
