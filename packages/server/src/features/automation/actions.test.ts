import { listActions } from '@sluice/core/actions/contract'
import { logActivity } from '@sluice/core/activities/contract'
import { createApprovalFlow, listApprovals } from '@sluice/core/approvals/contract'
import * as c from '@sluice/core/automation/contract'
import type { Step } from '@sluice/core/automation/definition'
import { createTag } from '@sluice/core/catalog/contract'
import { createAccount, getAccount, listAccounts } from '@sluice/core/customers/contract'
import { createField } from '@sluice/core/fields/contract'
import { changeLead, createLead, getLead, listLeads } from '@sluice/core/leads/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { listEnrolments } from '@sluice/core/nurture/contract'
import { createProjectTemplate, listProjects } from '@sluice/core/projects/contract'
import { usualTemplate } from '@sluice/core/projects/usual-template'
import { getDeal, winDeal } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, day, type TestApp } from '../../testing/app.ts'
import { publish as publishSequence, setUpMail } from '../nurture/nurture.fixture.ts'
import { createSalesOrg, type SalesOrg } from '../pipeline/sales-org.fixture.ts'
import { publish, runsOf, settle } from './automation.fixture.ts'

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

const onDeal = { kind: 'created' as const, object: 'deal' as const }
const onLead = { kind: 'created' as const, object: 'lead' as const }
/** What each step of the only run came to. */
const stepsOf = async (automation: string) => {
  const [run] = await runsOf(org.admin, automation)
  const page = await org.admin.ok(c.getAutomationRun, { params: { id: run?.id ?? '' } })
  return { run: page, steps: page.steps.map((step) => [step.stepId, step.outcome, step.code]) }
}

test('a deal: fields with words and dates, owner, tags, stage through the gate, note, comment; the record’s own clock is not reset', async () => {
  const rep = await org.user('rep', '李雷')
  const tag = await org.admin.ok(createTag, { body: { name: '重点' } })
  const field = await org.admin.ok(createField, { body: { object: 'deal', label: '区域', type: 'text' } })
  const automation = await publish(org.admin, { trigger: onDeal, steps: [
    { id: 'set01', type: 'set_field', field: 'nextStep', value: '联系{{owner.name}}：{{deal.title}}' },
    { id: 'set02', type: 'set_field', field: 'nextStepDue', value: { workDays: 5 } },
    { id: 'set03', type: 'set_field', field: `c_${field.key}`, value: '华东' },
    { id: 'give1', type: 'assign', to: { kind: 'fewest', teamId: rep.teamId } },
    { id: 'tagg1', type: 'tag', addTagIds: [tag.id] },
    { id: 'move1', type: 'move_stage', stageId: org.stages[1] },
    { id: 'note1', type: 'note', text: '自动：{{deal.stage}}' },
    { id: 'comm1', type: 'comment', text: '请跟进 {{owner.name}}' },
  ] })
  const deal = await org.deal(org.admin, '采购')
  await settle(t, org.orgId)
  expect((await stepsOf(automation.id)).steps.map(([, outcome, code]) => [outcome, code])).toEqual(Array.from({ length: 8 }, () => ['done', null]))
  expect(await org.admin.ok(getDeal, { params: { id: deal.id } })).toMatchObject({
    nextStep: '联系管理员：采购', nextStepDue: '2026-03-09', owner: { name: '李雷' }, stageId: org.stages[1], tagIds: [tag.id], custom: { [field.key]: '华东' },
  })
  const { rows } = await t.db.read(org.orgId, (tx) => sql<{ body: string; comment: string; causes: number }>`
    select (select body from activity where org_id = ${org.orgId} and subject_id = ${deal.id}) as body, (select body from comment where org_id = ${org.orgId} and subject_id = ${deal.id}) as comment,
      (select count(*)::int from event where org_id = ${org.orgId} and subject_id = ${deal.id} and cause_id is not null) as causes`.execute(tx))
  expect(rows[0]).toMatchObject({ body: '自动：' + (await stageName(1)), comment: '请跟进 李雷' })
  // Seven changes and what they mean besides, every one with its cause.
  expect(rows[0]?.causes).toBeGreaterThanOrEqual(8)
})
const stageName = async (n: number) => (await t.db.read(org.orgId, (tx) => sql<{ name: string }>`select name from stage where org_id = ${org.orgId} and id = ${org.stages[n]}`.execute(tx))).rows[0]?.name ?? ''

test('people: tasks, a checklist, notices, a mail, a review topic; the owner’s manager is who leads the team, else the next above', async () => {
  await setUpMail(org.admin, 1)
  const boss = await org.user('manager', '王经理', org.rootTeamId)
  const team = await org.team('华东组')
  const rep = await org.user('rep', '李雷', team)
  await t.db.write(org.orgId, (tx) => sql`update team set lead_user_id = ${boss.userId} where org_id = ${org.orgId} and id = ${org.rootTeamId}`.execute(tx))
  const automation = await publish(org.admin, { trigger: onDeal, steps: [
    { id: 'task1', type: 'task', title: '回访 {{deal.title}}', assignee: { kind: 'owner' }, workDays: 3 },
    { id: 'list1', type: 'checklist', tasks: [{ title: '启动会', assignee: { kind: 'owner' }, workDays: 1 }, { title: '培训', assignee: { kind: 'owner_manager' }, workDays: 10 }] },
    { id: 'tell1', type: 'notify', to: [{ kind: 'owner_manager' }, { kind: 'owner' }, { kind: 'team', teamId: team }], text: '{{deal.title}} 新建' },
    { id: 'mail1', type: 'mail', to: [{ kind: 'owner_manager' }], subject: '停滞：{{deal.title}}', text: '{{deal.title}} 金额 {{deal.amount}}\n\n{{record.link}}' },
    { id: 'topic', type: 'review_topic', title: '复盘 {{deal.title}}' },
  ] })
  const deal = await org.deal(rep, '采购 {{<b>}}', { amountMinor: 1_234_500 })
  await settle(t, org.orgId)
  expect((await stepsOf(automation.id)).steps.map(([, outcome]) => outcome)).toEqual(['done', 'done', 'done', 'done', 'done'])
  const items = (await org.admin.ok(listActions, { query: { box: 'all' } })).items.map((item) => [item.kind, item.title, item.assignee?.name ?? null, item.dueOn, item.pipelineId === org.pipelineId])
  expect(items.toSorted((a, b) => String(a[1]).localeCompare(String(b[1]), 'zh'))).toEqual([
    ['review_topic', '复盘 采购 {{<b>}}', null, null, true], ['task', '回访 采购 {{<b>}}', '李雷', '2026-03-05', true], ['task', '培训', '王经理', '2026-03-16', true], ['task', '启动会', '李雷', '2026-03-03', true],
  ])
  const told = async (who: typeof rep) => (await who.ok(listNotifications, { query: {} })).items.filter((one) => one.kind === 'automation_notice').map((one) => [one.data['text'], one.subjectId])
  expect([await told(rep), await told(boss)]).toEqual([[['采购 {{<b>}} 新建', deal.id]], [['采购 {{<b>}} 新建', deal.id]]])
  const mails = (await t.db.read(org.orgId, (tx) => sql<{ subject: string; text: string; html: string }>`select subject, body_text as text, html from outbox where org_id = ${org.orgId}`.execute(tx))).rows
  expect(mails).toHaveLength(1)
  expect(mails[0]).toMatchObject({ subject: '停滞：采购 {{<b>}}' })
  expect(mails[0]?.text).toContain(`/deals/${deal.id}`)
  expect(mails[0]?.text).toContain('12,345')
  // What people wrote is never markup.
  expect(mails[0]?.html).toContain('采购 {{&lt;b&gt;}}')
})

test('a lead: points, nurturing begun and ended; an approval of a deal is asked for', async () => {
  const sequence = await publishSequence(org.admin, { trigger: { kind: 'manual' }, steps: [{ id: 'wait1', type: 'wait', amount: 9, unit: 'days' }, { id: 'end01', type: 'end' }] })
  const flow = await org.admin.ok(createApprovalFlow, { body: { name: '折扣', definition: { trigger: { type: 'manual' }, lock: 'none', steps: [{ id: newId(), name: '经理', approvers: [{ type: 'role', role: 'manager' }] }] } } })
  await org.user('manager', '王经理')
  const start = await publish(org.admin, { trigger: onLead, steps: [{ id: 'scor1', type: 'score', points: 15, reason: '来自 {{lead.company}}' }, { id: 'nurt1', type: 'nurture_start', sequenceId: sequence.id }, { id: 'nurt2', type: 'nurture_start', sequenceId: sequence.id }] })
  await publish(org.admin, { trigger: { kind: 'field_changed', object: 'lead', field: 'status', to: 'working' }, steps: [{ id: 'nurt3', type: 'nurture_end' }] })
  const asked = await publish(org.admin, { trigger: onDeal, steps: [{ id: 'appr1', type: 'approval', flowId: flow.id, comment: '{{deal.title}} 请批' }] })
  const lead = await org.admin.ok(createLead, { body: { name: '赵敏', company: '明日科技' } })
  await org.deal(org.admin, '大单')
  await settle(t, org.orgId)
  expect((await stepsOf(start.id)).steps).toEqual([['scor1', 'done', null], ['nurt1', 'done', null], ['nurt2', 'refused', 'enrolment.is_in']])
  expect((await org.admin.ok(listEnrolments, { query: { lead: lead.id } })).items.map((one) => one.state)).toEqual(['active'])
  expect((await stepsOf(asked.id)).steps).toEqual([['appr1', 'done', null]])
  expect((await org.admin.ok(listApprovals, { query: { box: 'all' } })).items).toHaveLength(1)
  const points = (await t.db.read(org.orgId, (tx) => sql<{ points: number }>`select points from lead_points where org_id = ${org.orgId} and lead_id = ${lead.id}`.execute(tx))).rows
  expect(points).toEqual([{ points: 15 }])
  const { version } = await org.admin.ok(getLead, { params: { id: lead.id } })
  await org.admin.ok(changeLead, { params: { id: lead.id }, version, body: { status: 'working' } })
  await settle(t, org.orgId)
  expect((await org.admin.ok(listEnrolments, { query: { lead: lead.id } })).items.map((one) => one.state)).toEqual(['left'])
})

test('robots and webhooks get one delivery of a step', async () => {
  const [robotId, webhookId] = [newId(), newId()]
  await t.db.write(org.orgId, async (tx) => {
    const now = t.clock.now().toISOString()
    await tx.insertInto('robot').values({ org_id: org.orgId, id: robotId, name: '销售群', kind: 'wecom', address_sealed: 'x', host: 'example.com', created_by: org.admin.userId, created_at: now }).execute()
    await tx.insertInto('webhook').values({ org_id: org.orgId, id: webhookId, name: 'ERP', url: 'https://example.com/', secret_sealed: 'x', event_types: [], owner_id: org.admin.userId, created_at: now }).execute()
  })
  expect(await org.admin.ok(c.getAutomationChoices)).toMatchObject({ robots: [{ id: robotId, name: '销售群' }], webhooks: [{ id: webhookId, name: 'ERP' }], unavailable: [], canRunAsOthers: true })
  await publish(org.admin, { trigger: onDeal, steps: [{ id: 'robo1', type: 'robot', robotId, text: '**{{deal.title}}** 新建' }, { id: 'hook1', type: 'webhook', webhookId }] })
  const deal = await org.deal(org.admin, '采购')
  await settle(t, org.orgId)
  const { rows } = await t.db.read(org.orgId, (tx) => sql<{ type: string; body: Record<string, unknown> }>`select type, body from delivery where org_id = ${org.orgId} order by type`.execute(tx))
  expect(rows).toMatchObject([{ type: 'automation.fired', body: { data: { record: { type: 'deal', id: deal.id, name: '采购' } } } }, { type: 'message', body: { text: '**采购** 新建', url: `/deals/${deal.id}` } }])
})

test('conditions, also over counts of what is related; branches; a refused step stops the run where it says so', async () => {
  const often = { count: 'activities', where: { and: [{ field: 'kind', op: 'is', value: 'call' }, { field: 'at', op: 'within_last', value: 5 }] }, op: 'gt' as const, value: 3 }
  const steps: Step[] = [
    { id: 'bran1', type: 'branch', condition: often, yes: [{ id: 'topic', type: 'review_topic', title: '打了很多电话', body: '', onRefusal: 'continue' }], no: [{ id: 'tell1', type: 'notify', to: [{ kind: 'owner' }], text: '再打', onRefusal: 'continue' }] },
    { id: 'set01', type: 'set_field', field: 'amount', value: -1, onRefusal: 'stop' },
    { id: 'never', type: 'note', text: '不会到这里', onRefusal: 'continue' },
  ]
  const automation = await publish(org.admin, { trigger: { kind: 'changed', object: 'deal', fields: ['nextStep'] }, where: { and: [{ field: 'status', op: 'is', value: 'open' }, { field: 'amount', op: 'gte', value: 1000 }] }, steps })
  const call = (id: string, n: number) => Array.from({ length: n }, () => org.admin.ok(logActivity, { body: { kind: 'call', subjectType: 'deal', subjectId: id, at: new Date(t.clock.now().getTime() - day).toISOString() } }))
  const [much, little, small] = [await org.deal(org.admin, '多', { amountMinor: 2000 }), await org.deal(org.admin, '少', { amountMinor: 2000 }), await org.deal(org.admin, '小', { amountMinor: 1 })]
  await Promise.all([...call(much.id, 4), ...call(little.id, 3)])
  for (const deal of [much, little, small]) await org.admin.ok(logActivity, { body: { kind: 'note', subjectType: 'deal', subjectId: deal.id, nextStep: '下一步' } })
  await settle(t, org.orgId)
  const runs = await runsOf(org.admin, automation.id)
  const of = async (name: string) => org.admin.ok(c.getAutomationRun, { params: { id: runs.find((run) => run.record?.name === name)?.id ?? '' } })
  expect((await of('多')).steps.map((step) => [step.stepId, step.outcome])).toEqual([['bran1', 'yes'], ['topic', 'done'], ['set01', 'refused']])
  expect((await of('少')).steps.map((step) => [step.stepId, step.outcome])).toEqual([['bran1', 'no'], ['tell1', 'done'], ['set01', 'refused']])
  expect(await of('多')).toMatchObject({ state: 'done', reason: 'refusal', did: 1, refused: 1, clauses: [{ path: 'and.0', holds: true }, { path: 'and.1', holds: true }] })
  expect(await of('小')).toMatchObject({ state: 'unmet', clauses: [{ path: 'and.0', holds: true }, { path: 'and.1', holds: false }], steps: [] })
})

test('it may do what its person may, and no more; a person who left fails the run, which people can replay', async () => {
  const boss = await org.user('manager', '王经理')
  const rep = await org.user('rep', '李雷')
  expect((await boss.call(c.createAutomation, { body: { name: '越权', draft: { trigger: onDeal, steps: [], runAsUserId: org.admin.userId } } })).body).toMatchObject({ draft: { runAsUserId: boss.userId } })
  const made = await boss.ok(c.createAutomation, { body: { name: '本队', draft: { trigger: onDeal, steps: [{ id: 'note1', type: 'note', text: '记一笔' }] } } })
  expect((await boss.call(c.changeAutomation, { params: { id: made.id }, version: made.version, body: { draft: { ...made.draft, runAsUserId: org.admin.userId } } })).code).toBe('automation.run_as')
  expect((await rep.call(c.listAutomations, { query: {} })).code).toBe('permission.denied')
  await boss.ok(c.publishAutomation, { params: { id: made.id }, version: made.version, body: {} })
  await org.deal(rep, '别队的')
  const own = await org.deal(boss, '自己的')
  await settle(t, org.orgId)
  expect((await runsOf(org.admin, made.id)).map((run) => [run.record?.name, run.state, run.reason]).toSorted()).toEqual([['别队的', 'unmet', 'out_of_reach'], ['自己的', 'done', null]].toSorted())
  // What the manager does not see, they do not see here.
  expect((await runsOf(boss, made.id)).map((run) => run.record?.name)).toEqual(['自己的'])
  await t.db.write(org.orgId, (tx) => sql`update app_user set status = 'disabled' where org_id = ${org.orgId} and id = ${boss.userId}`.execute(tx))
  await org.deal(org.admin, '无人可代')
  await settle(t, org.orgId)
  const failed = (await runsOf(org.admin, made.id))[0]
  expect(failed).toMatchObject({ state: 'failed', problem: 'permission.denied', canReplay: true })
  await t.db.write(org.orgId, (tx) => sql`update app_user set status = 'active' where org_id = ${org.orgId} and id = ${boss.userId}`.execute(tx))
  expect(await org.admin.ok(c.replayAutomationRuns, { body: { ids: [failed?.id ?? '', newId()] } })).toMatchObject({ replayed: [failed?.id], refused: [{ code: 'record.not_found' }] })
  await settle(t, org.orgId)
  expect((await runsOf(org.admin, made.id))[0]).toMatchObject({ state: 'unmet', reason: 'out_of_reach' })
  expect(own.id).toBeTruthy()
})

test('new records: a renewal for the account, a contact, a lead, an account; each once, whatever is tried again', async () => {
  const rep = await org.user('rep', '李雷')
  const account = await rep.ok(createAccount, { body: { name: '云帆科技' } })
  const automation = await publish(org.admin, { trigger: { kind: 'closed', outcome: 'won' }, steps: [
    { id: 'deal1', type: 'create_record', object: 'deal', pipelineId: org.pipelineId, fields: [{ field: 'title', value: '续费：{{deal.title}}' }, { field: 'expectedClose', value: { days: 365 } }, { field: 'amount', value: 500_000 }] },
    { id: 'cont1', type: 'create_record', object: 'contact', fields: [{ field: 'name', value: '{{owner.name}}的对接人' }] },
    { id: 'lead1', type: 'create_record', object: 'lead', owner: { kind: 'user', userId: org.admin.userId }, fields: [{ field: 'name', value: '转介绍' }, { field: 'company', value: '{{deal.account}}' }] },
    { id: 'acco1', type: 'create_record', object: 'account', fields: [{ field: 'name', value: '{{deal.account}}子公司' }, { field: 'region', value: '华东' }] },
    { id: 'cont2', type: 'create_record', object: 'contact', fields: [{ field: 'name', value: '坏' }, { field: 'email', value: '不是邮箱' }] },
  ] })
  const deal = await org.deal(rep, '采购', { accountId: account.id })
  await rep.ok(winDeal, { params: { id: deal.id }, body: {} })
  await settle(t, org.orgId)
  const { run, steps } = await stepsOf(automation.id)
  expect(steps.map(([, outcome, code]) => [outcome, code])).toEqual([['done', null], ['done', null], ['done', null], ['done', null], ['refused', 'request.invalid']])
  expect(run.steps[0]?.detail).toMatchObject({ record: 'deal', name: '续费：采购' })
  expect(await rep.ok(getDeal, { params: { id: String(run.steps[0]?.detail['recordId']) } })).toMatchObject({ title: '续费：采购', account: { id: account.id }, owner: { name: '李雷' }, expectedCloseOn: '2027-03-02', amountMinor: 500_000, status: 'open' })
  expect((await rep.ok(getAccount, { params: { id: account.id } })).contacts.map((one) => one.name)).toEqual(['李雷的对接人'])
  expect((await org.admin.ok(listLeads)).items.map((one) => [one.name, one.company, one.owner?.name])).toEqual([['转介绍', '云帆科技', '管理员']])
  expect((await rep.ok(listAccounts)).items.map((one) => [one.name, one.region])).toEqual([['云帆科技子公司', '华东'], ['云帆科技', null]])
  // The log is read again from where it was: nothing is made twice.
  await t.db.write(org.orgId, (tx) => sql`update consumer_cursor set xid = '0', seq = 0 where org_id = ${org.orgId} and consumer = 'automations'`.execute(tx))
  await settle(t, org.orgId)
  expect((await org.admin.ok(listLeads)).items).toHaveLength(1)
})

test('a project is started once for a deal, with the owner that is named; people are mentioned if they may see the record', async () => {
  const rep = await org.user('rep', '李雷')
  const service = await org.user('service', '小服')
  const neighbour = await org.user('rep', '韩梅')
  const template = await org.admin.ok(createProjectTemplate, { body: usualTemplate('zh') })
  const account = await rep.ok(createAccount, { body: { name: '云帆科技' } })
  const steps = [
    { id: 'proj1', type: 'create_project' as const, templateId: template.id, owner: { kind: 'role' as const, role: 'service' as const } },
    { id: 'ment1', type: 'mention' as const, to: [{ kind: 'role' as const, role: 'service' as const }, { kind: 'user' as const, userId: neighbour.userId }, { kind: 'owner' as const }], text: '请接手 {{deal.title}}' },
  ]
  const button = await publish(org.admin, { trigger: { kind: 'button', object: 'deal', label: '启动' }, steps })
  const onAccount = await publish(org.admin, { trigger: { kind: 'button', object: 'account', label: '启动' }, steps: steps.slice(0, 1) })
  const deal = await org.deal(rep, '采购', { accountId: account.id })
  const bare = await org.deal(rep, '没有客户')
  await Promise.all([1, 2].map(() => rep.ok(c.pressAutomationButton, { params: { id: button.id }, body: { recordId: deal.id } })))
  await rep.ok(c.pressAutomationButton, { params: { id: onAccount.id }, body: { recordId: account.id } })
  await settle(t, org.orgId)
  const projects = (await rep.ok(listProjects)).items
  expect(projects.map((one) => [one.owner.name, one.deal?.title ?? null, one.progress.all]).toSorted()).toEqual([['小服', '采购', 6], ['小服', null, 6]].toSorted())
  const runs = await runsOf(org.admin, button.id)
  expect(runs.map((run) => [run.state, run.did])).toEqual([['done', 2], ['done', 2]])
  const comments = await t.db.read(org.orgId, (tx) => sql<{ body: string }>`select body from comment where org_id = ${org.orgId} and subject_id = ${deal.id}`.execute(tx))
  expect(comments.rows[0]?.body).toBe(`@[${service.userId}] @[${rep.userId}] 请接手 采购`)
  expect((await service.ok(listNotifications)).items.filter((one) => one.kind === 'mention')).toHaveLength(2)
  expect((await neighbour.ok(listNotifications)).items).toEqual([])
  await rep.ok(c.pressAutomationButton, { params: { id: button.id }, body: { recordId: bare.id } })
  await settle(t, org.orgId)
  expect((await stepsOf(button.id)).steps[0]).toEqual(['proj1', 'refused', 'project.no_account'])
})

test('what stands in the way of publishing is told step by step', async () => {
  const made = await org.admin.ok(c.createAutomation, { body: { name: '半成品', draft: { trigger: { kind: 'stage_entered', stageId: newId() }, where: { field: 'nothing', op: 'is', value: 'x' }, steps: [{ id: 'tell1', type: 'notify', to: [], text: '{{deal.nothing}}' }, { id: 'scor1', type: 'score', points: 5, reason: 'x' }, { id: 'robo1', type: 'robot', text: 'x' }, { id: 'proj1', type: 'create_project' }, { id: 'make1', type: 'create_record', object: 'deal', fields: [{ field: 'stage', value: newId() }] }] } } })
  expect(made.problems).toEqual([
    { stepId: null, code: 'unknown_stage' }, { stepId: null, code: 'condition' }, { stepId: 'tell1', code: 'no_recipient' }, { stepId: 'tell1', code: 'unknown_variable' }, { stepId: 'scor1', code: 'not_for_object' }, { stepId: 'robo1', code: 'no_robot' },
    { stepId: 'proj1', code: 'no_project_template' }, { stepId: 'make1', code: 'no_pipeline' }, { stepId: 'make1', code: 'no_record_name' }, { stepId: 'make1', code: 'cannot_set_field' },
  ])
  expect((await org.admin.call(c.publishAutomation, { params: { id: made.id }, version: made.version, body: {} })).code).toBe('automation.has_problems')
})
