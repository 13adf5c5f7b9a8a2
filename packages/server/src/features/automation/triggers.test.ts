import { logActivity } from '@sluice/core/activities/contract'
import { createApprovalFlow, decideApproval, listApprovals, requestApproval } from '@sluice/core/approvals/contract'
import * as c from '@sluice/core/automation/contract'
import { createAccount, createContact } from '@sluice/core/customers/contract'
import { changeLead, createLead } from '@sluice/core/leads/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { changeDeal, loseDeal, moveDeal, winDeal } from '@sluice/core/pipeline/contract'
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { append } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { createTestApp, day, hour, type TestApp } from '../../testing/app.ts'
import { createSalesOrg, type SalesOrg } from '../pipeline/sales-org.fixture.ts'
import { pause, publish, runsOf, settle } from './automation.fixture.ts'

let t: TestApp
let org: SalesOrg
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())
beforeEach(async () => {
  t.clock.set('2026-03-02T02:00:00.000Z')
  org = await createSalesOrg(t)
})

const tell = (id = 'tell1') => ({ id, type: 'notify' as const, to: [{ kind: 'owner' as const }], text: '请看 {{record.name}}' })
const stopHere = { id: 'stop1', type: 'stop' as const }
const records = async (automation: string) => (await runsOf(org.admin, automation)).map((run) => run.record?.name ?? null).toReversed()

test('records made, changed, fields from one value to another; what a file brought sets nothing off', async () => {
  const created = await publish(org.admin, { trigger: { kind: 'created', object: 'deal' }, steps: [stopHere] })
  const changed = await publish(org.admin, { trigger: { kind: 'changed', object: 'deal', fields: ['amount', 'nextStep'] }, steps: [stopHere] })
  const turned = await publish(org.admin, { trigger: { kind: 'field_changed', object: 'lead', field: 'status', from: 'new', to: 'working' }, steps: [stopHere] })
  const account = await publish(org.admin, { trigger: { kind: 'created', object: 'account' }, steps: [stopHere] })
  const contact = await publish(org.admin, { trigger: { kind: 'created', object: 'contact' }, steps: [stopHere] })
  const deal = await org.deal(org.admin, '采购')
  const { version } = await org.admin.ok(changeDeal, { params: { id: deal.id }, version: deal.version, body: { expectedCloseOn: '2026-04-01' } })
  await org.admin.ok(changeDeal, { params: { id: deal.id }, version, body: { amountMinor: 100 } })
  const lead = await org.admin.ok(createLead, { body: { name: '赵敏' } })
  await org.admin.ok(changeLead, { params: { id: lead.id }, version: lead.version, body: { status: 'working' } })
  await org.admin.ok(changeLead, { params: { id: lead.id }, version: lead.version + 1, body: { status: 'nurturing' } })
  await org.admin.ok(createAccount, { body: { name: '明日科技' } })
  await org.admin.ok(createContact, { body: { name: '钱多' } })
  // An event of last year that is told now, as an import tells it.
  await t.db.write(org.orgId, (tx) => append(tx, { orgId: org.orgId, actorId: null, now: t.clock.now().toISOString() }, [{ type: 'lead.changed', payload: { changes: { status: ['new', 'working'] } }, subjectType: 'lead', subjectId: lead.id, ownerId: null, teamId: null, at: '2025-03-01T00:00:00.000Z', imported: true }]))
  await settle(t, org.orgId)
  expect(await Promise.all([created, changed, turned, account, contact].map((one) => records(one.id)))).toEqual([['采购'], ['采购'], ['赵敏'], ['明日科技'], ['钱多']])
})

test('stages entered and left, deals won and lost', async () => {
  const [first, second] = org.stages
  const entered = await publish(org.admin, { trigger: { kind: 'stage_entered', pipelineId: org.pipelineId, stageId: second }, steps: [stopHere] })
  const left = await publish(org.admin, { trigger: { kind: 'stage_left', stageId: first }, steps: [stopHere] })
  const won = await publish(org.admin, { trigger: { kind: 'closed', outcome: 'won' }, steps: [stopHere] })
  const any = await publish(org.admin, { trigger: { kind: 'closed', outcome: 'any' }, steps: [stopHere] })
  const [a, b] = [await org.deal(org.admin, '甲'), await org.deal(org.admin, '乙')]
  await org.admin.ok(moveDeal, { params: { id: a.id }, body: { stageId: second } })
  await org.admin.ok(winDeal, { params: { id: a.id }, body: {} })
  await org.admin.ok(loseDeal, { params: { id: b.id }, body: { reasonId: org.reason() } })
  await settle(t, org.orgId)
  expect(await Promise.all([entered, left, won, any].map((one) => records(one.id)))).toEqual([['甲'], ['甲', '乙'], ['甲'], ['甲', '乙']])
})

test('time in a stage: at its instant and once a stay; a deal that moved on makes no run; what was overdue at publication is passed by', async () => {
  const [first, second] = org.stages
  const old = await org.deal(org.admin, '早已停滞')
  t.clock.advance(10 * day)
  const [stays, moves] = [await org.deal(org.admin, '停滞'), await org.deal(org.admin, '前进')]
  t.clock.advance(day)
  const stall = await publish(org.admin, { trigger: { kind: 'time_in_stage', pipelineId: org.pipelineId, stageId: first, amount: 5, unit: 'days' }, steps: [tell()] })
  expect(stall).toMatchObject({ scheduled: 2, nextDueAt: '2026-03-17T02:00:00.000Z' })
  const late = await org.deal(org.admin, '后来')
  t.clock.advance(3 * day)
  await org.admin.ok(moveDeal, { params: { id: moves.id }, body: { stageId: second } })
  await settle(t, org.orgId)
  expect(await records(stall.id)).toEqual([])
  t.clock.advance(day)
  await settle(t, org.orgId)
  await settle(t, org.orgId)
  expect(await records(stall.id)).toEqual(['停滞'])
  // Any change of it sets its clock anew, and finds that it has run out before.
  const again = await org.admin.ok(changeDeal, { params: { id: stays.id }, version: stays.version, body: { amountMinor: 5 } })
  expect(again.amountMinor).toBe(5)
  t.clock.advance(day)
  await settle(t, org.orgId)
  expect(await records(stall.id)).toEqual(['停滞', '后来'])
  expect([old.id, late.id]).toHaveLength(2)
})

test('silence: an activity moves the clock, the next silence sets off anew', async () => {
  const deal = await org.deal(org.admin, '沉默')
  const silent = await publish(org.admin, { trigger: { kind: 'no_activity', object: 'deal', days: 10 }, steps: [stopHere] })
  t.clock.advance(7 * day)
  await org.admin.ok(logActivity, { body: { kind: 'call', subjectType: 'deal', subjectId: deal.id } })
  t.clock.advance(5 * day)
  await settle(t, org.orgId)
  expect(await records(silent.id)).toEqual([])
  t.clock.advance(5 * day)
  await settle(t, org.orgId)
  expect(await records(silent.id)).toEqual(['沉默'])
  await org.admin.ok(logActivity, { body: { kind: 'call', subjectType: 'deal', subjectId: deal.id } })
  t.clock.advance(11 * day)
  await settle(t, org.orgId)
  expect(await records(silent.id)).toEqual(['沉默', '沉默'])
})

test('a date in a field, days before it; it moves with the field', async () => {
  const deal = await org.deal(org.admin, '到期', { expectedCloseOn: '2026-03-20' })
  const date = await publish(org.admin, { trigger: { kind: 'date_reached', object: 'deal', field: 'expectedClose', offsetDays: -3, at: '09:00' }, steps: [stopHere] })
  expect(date.nextDueAt).toBe('2026-03-17T01:00:00.000Z')
  await org.admin.ok(changeDeal, { params: { id: deal.id }, version: deal.version, body: { expectedCloseOn: '2026-03-10' } })
  await settle(t, org.orgId)
  t.clock.set('2026-03-07T01:00:00.000Z')
  await settle(t, org.orgId)
  t.clock.set('2026-03-18T01:00:00.000Z')
  await settle(t, org.orgId)
  expect(await records(date.id)).toEqual(['到期'])
})

test('a score that crosses a threshold, also within a grade; each crossing once', async () => {
  const lead = await org.admin.ok(createLead, { body: { name: '赵敏' } })
  const hot = await publish(org.admin, { trigger: { kind: 'score_crosses', threshold: 80, direction: 'up' }, steps: [stopHere] })
  const step = (from: number, score: number) => t.db.write(org.orgId, (tx) => tx.insertInto('score_step').values({ org_id: org.orgId, lead_id: lead.id, id: newId(), at: t.clock.now().toISOString(), because: 'behaviour', from_score: from, score, grade: 'A', is_ready: false, version_n: 1 }).execute())
  await step(60, 79)
  await step(79, 85)
  await step(85, 90)
  await settle(t, org.orgId)
  await settle(t, org.orgId)
  expect(await records(hot.id)).toEqual(['赵敏'])
})

test('an alarm, the end of an approval, a form that was sent', async () => {
  const flow = await org.admin.ok(createApprovalFlow, { body: { name: '审批', definition: { trigger: { type: 'manual' }, lock: 'none', steps: [{ id: newId(), name: '管理员', approvers: [{ type: 'role', role: 'admin' }] }] } } })
  const alarm = await publish(org.admin, { trigger: { kind: 'alarm_opened', minSeverity: 'warn' }, steps: [{ id: 'tell1', type: 'notify', to: [{ kind: 'user', userId: org.admin.userId }], text: '{{alarm.severity}}：{{record.name}}' }] })
  const granted = await publish(org.admin, { trigger: { kind: 'approval_ended', result: 'approved', flowId: flow.id }, steps: [stopHere] })
  const sent = await publish(org.admin, { trigger: { kind: 'form_submitted' }, steps: [stopHere] })
  const rep = await org.user('rep', '李雷')
  const deal = await org.deal(rep, '要审批')
  await rep.ok(requestApproval, { body: { flowId: flow.id, dealId: deal.id } })
  const waiting = (await org.admin.ok(listApprovals, { query: {} })).items[0]
  await org.admin.ok(decideApproval, { params: { id: waiting?.id ?? '' }, body: { decision: 'approve' } })
  const lead = await org.admin.ok(createLead, { body: { name: '表单客户' } })
  const [ruleId, alarmId] = [newId(), newId()]
  await t.db.write(org.orgId, async (tx) => {
    const now = t.clock.now().toISOString()
    await tx.insertInto('alarm_rule').values({ org_id: org.orgId, id: ruleId, name: '库存', definition: '{}', kind: 'stock_growth', created_at: now }).execute()
    await tx.insertInto('alarm').values({ org_id: org.orgId, id: alarmId, rule_id: ruleId, pipeline_id: org.pipelineId, cause_key: 'x', severity: 'critical', status: 'open', verdict: '{"kind":"stock_growth"}', worst: '{}', first_day: '2026-03-02', last_day: '2026-03-02', opened_at: now }).execute()
    await append(tx, { orgId: org.orgId, actorId: null, now }, [
      { type: 'alarm.opened', payload: { pipelineId: org.pipelineId, stageId: null, ruleId, kind: 'stock_growth', causeKey: 'x', severity: 'critical', day: '2026-03-02' }, subjectType: 'alarm', subjectId: alarmId, ownerId: null, teamId: null },
      { type: 'lead.form_submitted', payload: { submissionId: newId(), formId: newId(), formName: '咨询', formVersion: 1, verdict: 'accepted', consentVersion: null }, subjectType: 'lead', subjectId: lead.id, ownerId: null, teamId: null },
    ])
  })
  await settle(t, org.orgId)
  expect(await Promise.all([alarm, granted, sent].map((one) => records(one.id)))).toEqual([['库存'], ['要审批'], ['表单客户']])
  const notices = (await org.admin.ok(listNotifications, { query: {} })).items.filter((one) => one.kind === 'automation_notice')
  expect(notices[0]?.data).toMatchObject({ text: '严重：库存' })
})

test('a schedule: at its instant, for every record of which the condition holds, and once without a record', async () => {
  for (const [title, amountMinor] of [['大', 900_000], ['小', 100]] as const) await org.deal(org.admin, title, { amountMinor })
  const weekly = await publish(org.admin, { trigger: { kind: 'schedule', object: 'deal', every: 'week', weekdays: [5], at: '09:00' }, where: { field: 'amount', op: 'gte', value: 500_000 }, steps: [stopHere] })
  const daily = await publish(org.admin, { trigger: { kind: 'schedule', every: 'day', at: '09:00' }, steps: [{ id: 'topic1', type: 'review_topic', title: '{{today}} 站会' }] })
  expect(weekly.nextDueAt).toBe('2026-03-06T01:00:00.000Z')
  await settle(t, org.orgId)
  expect(await records(weekly.id)).toEqual([])
  t.clock.set('2026-03-06T01:00:00.000Z')
  await settle(t, org.orgId)
  await settle(t, org.orgId)
  expect([await records(weekly.id), await records(daily.id)]).toEqual([['大'], [null]])
  expect(await org.admin.ok(c.getAutomation, { params: { id: weekly.id } })).toMatchObject({ nextDueAt: '2026-03-13T01:00:00.000Z' })
})

test('a signed call from outside sets off, once a signature; a wrong or old one is refused', async () => {
  const deal = await org.deal(org.admin, '被调用')
  const hook = await publish(org.admin, { trigger: { kind: 'webhook_in', object: 'deal' }, steps: [{ id: 'note1', type: 'note', text: '系统说：{{webhook.text}}' }] })
  const { secret } = await org.admin.ok(c.renewWebhookSecret, { params: { id: hook.id } })
  const payload = JSON.stringify({ recordId: deal.id, text: '货已发出' })
  const call = (at: number, key = secret, body = payload) => t.app.fastify.inject({
    method: 'POST', url: hook.webhook.path, headers: { 'content-type': 'application/json', 'x-sluice-signature': `t=${at},v1=${createHmac('sha256', key).update(`${at}.${body}`).digest('hex')}` }, payload: body,
  })
  const at = t.clock.now().getTime() / 1000
  expect((await call(at, 'wrong')).json()).toMatchObject({ code: 'door.signature_wrong' })
  expect((await call(at - 400)).json()).toMatchObject({ code: 'door.too_old' })
  expect((await call(at)).statusCode).toBe(202)
  expect((await call(at)).json()).toMatchObject({ code: 'door.replayed' })
  expect((await call(at + 1, secret, '{}')).json()).toMatchObject({ code: 'automation.wrong_record' })
  await settle(t, org.orgId)
  expect(await records(hook.id)).toEqual(['被调用'])
  const { rows } = await t.db.read(org.orgId, (tx) => sql<{ body: string }>`select body from activity where org_id = ${org.orgId} and subject_id = ${deal.id}`.execute(tx))
  expect(rows.map((row) => row.body)).toEqual(['系统说：货已发出'])
  await pause(org.admin, hook.id, true)
  expect((await call(at + 2)).json()).toMatchObject({ code: 'door.closed' })
})

test('a button on records that one may change, and on no others', async () => {
  const rep = await org.user('rep', '李雷')
  const other = await org.user('rep', '韩梅')
  const deal = await org.deal(rep, '按钮')
  const button = await publish(org.admin, { trigger: { kind: 'button', object: 'deal', label: '交接' }, steps: [{ id: 'tell1', type: 'notify', to: [{ kind: 'actor' }], text: '已受理 {{deal.title}}' }] })
  expect(await rep.ok(c.listAutomationButtons, { query: { object: 'deal', id: deal.id } })).toEqual({ items: [{ automationId: button.id, name: '自动化', label: '交接' }] })
  expect((await other.ok(c.listAutomationButtons, { query: { object: 'deal', id: deal.id } })).items).toEqual([])
  expect((await other.call(c.pressAutomationButton, { params: { id: button.id }, body: { recordId: deal.id } })).code).toBe('record.not_found')
  await rep.ok(c.pressAutomationButton, { params: { id: button.id }, body: { recordId: deal.id } })
  await settle(t, org.orgId)
  expect((await rep.ok(listNotifications, { query: {} })).items[0]).toMatchObject({ kind: 'automation_notice', data: { text: '已受理 按钮' } })
})

test('paused: nothing is set off, runs wait, clocks are forgotten; resumed, they go on from now', async () => {
  const automation = await publish(org.admin, { trigger: { kind: 'created', object: 'deal' }, steps: [{ id: 'wait1', type: 'wait', amount: 2, unit: 'hours' }, tell()] })
  await org.deal(org.admin, '一')
  await settle(t, org.orgId)
  expect((await pause(org.admin, automation.id, true)).state).toBe('paused')
  await org.deal(org.admin, '二')
  t.clock.advance(3 * hour)
  await settle(t, org.orgId)
  expect((await runsOf(org.admin, automation.id)).map((run) => [run.record?.name, run.state])).toEqual([['一', 'waiting']])
  await pause(org.admin, automation.id, false)
  await settle(t, org.orgId)
  expect((await runsOf(org.admin, automation.id)).map((run) => [run.record?.name, run.state])).toEqual([['一', 'done']])
})
