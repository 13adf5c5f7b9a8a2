import { listActions } from '@sluice/core/actions/contract'
import * as c from '@sluice/core/automation/contract'
import { automationTemplates, draftOf, type TemplateAnswers, type TemplateKey } from '@sluice/core/automation/templates'
import { listPipelines } from '@sluice/core/catalog/contract'
import { createLead, getLead } from '@sluice/core/leads/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { createAccount } from '@sluice/core/customers/contract'
import { loseDeal, moveDeal, reopenDeal, winDeal } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createProjectTemplate, listProjects, listProjectTemplates } from '@sluice/core/projects/contract'
import { usualTemplate } from '@sluice/core/projects/usual-template'
import { append } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { createTestApp, day, type TestApp, type TestClient } from '../../testing/app.ts'
import { setUpMail } from '../nurture/nurture.fixture.ts'
import { createSalesOrg, type SalesOrg } from '../pipeline/sales-org.fixture.ts'
import { publish, runsOf, settle } from './automation.fixture.ts'

let t: TestApp
let org: SalesOrg
let boss: TestClient
let rep: TestClient & { teamId: string }
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())
/** A manager, a rep of the same team, and mails that wait. */
beforeEach(async () => {
  t.clock.set('2026-03-02T02:00:00.000Z')
  org = await createSalesOrg(t)
  await setUpMail(org.admin, 1)
  boss = await org.user('manager', '王经理')
  rep = await org.user('rep', '李雷', (boss as TestClient & { teamId: string }).teamId)
})

/** The template as an administrator would publish it. */
async function use(key: TemplateKey, answers: Partial<TemplateAnswers> = {}) {
  const template = automationTemplates.find((one) => one.key === key)
  if (template === undefined) throw new Error(key)
  const { items } = await org.admin.ok(listPipelines)
  let n = 0
  const setting = { lang: 'zh' as const, pipelines: items.map((one) => ({ id: one.id, isArchived: one.isArchived, stages: one.stages.map(({ id, key: stageKey, name, layer }) => ({ id, key: stageKey, name, layer })) })), teams: [], projectTemplates: (await org.admin.ok(listProjectTemplates)).items, userId: org.admin.userId, canMail: true, newId: () => `step${++n}` }
  return publish(org.admin, draftOf(template, { stageId: null, stageIds: [], teamId: null, projectTemplateId: null, days: 7, score: 80, at: '09:00', ...template.usual, ...answers }, setting), template.name.zh)
}
const told = async (who: TestClient) => (await who.ok(listNotifications, { query: {} })).items.filter((one) => one.kind === 'automation_notice').map((one) => one.data['text'])
const items = async () => (await org.admin.ok(listActions, { query: { box: 'all' } })).items.map((item) => [item.kind, item.title, item.assignee?.name ?? null, item.dueOn])

test('a quote that stalls for five days: a mail to the manager', async () => {
  await use('quote_stall', { stageId: org.stages[1] })
  const deal = await org.deal(rep, '采购', { amountMinor: 5_000_000 })
  await rep.ok(moveDeal, { params: { id: deal.id }, body: { stageId: org.stages[1] } })
  await settle(t, org.orgId)
  t.clock.advance(5 * day - 1000)
  await settle(t, org.orgId)
  const mails = async () => (await t.db.read(org.orgId, (tx) => sql<{ subject: string; text: string; to: string }>`select subject, body_text as text, to_address as to from outbox where org_id = ${org.orgId}`.execute(tx))).rows
  expect(await mails()).toEqual([])
  t.clock.advance(1000)
  await settle(t, org.orgId)
  const [mail] = await mails()
  expect(mail?.subject).toBe('报价停滞：采购')
  expect(mail?.text).toContain('李雷 的商机「采购」')
  expect(mail?.text).toContain('已停留 5 天')
})

test('a stall of seven days: the supervisor has another way to find, the owner knows', async () => {
  await use('long_stall')
  await org.deal(rep, '采购')
  await settle(t, org.orgId)
  t.clock.advance(7 * day)
  await settle(t, org.orgId)
  expect(await items()).toEqual([['task', '为「采购」准备替代方案', '王经理', '2026-03-11']])
  expect(await told(rep)).toEqual(['「采购」停留过久，上级会与您一起找替代方案'])
})

test('thirty days of silence: the owner decides, and three working days later it is on the agenda', async () => {
  const silent = await use('dormancy', { days: 20 })
  await org.deal(rep, '采购')
  await settle(t, org.orgId)
  t.clock.advance(20 * day)
  await settle(t, org.orgId)
  expect(await items()).toEqual([['task', '唤醒或休眠：采购', '李雷', '2026-03-24']])
  t.clock.advance(3 * day)
  await settle(t, org.orgId)
  expect((await items()).filter(([kind]) => kind === 'review_topic')).toEqual([['review_topic', '长期沉默：采购', null, null]])
  expect(await runsOf(org.admin, silent.id)).toMatchObject([{ state: 'done', did: 2 }])
})

test('a score of eighty: assigned to who has fewest, to be called today', async () => {
  await use('score_assign', { teamId: rep.teamId })
  const lead = await org.admin.ok(createLead, { body: { name: '赵敏', company: '明日科技' } })
  await t.db.write(org.orgId, (tx) => tx.insertInto('score_step').values({ org_id: org.orgId, lead_id: lead.id, id: newId(), at: t.clock.now().toISOString(), because: 'behaviour', from_score: 70, score: 82, grade: 'A', is_ready: true, version_n: 1 }).execute())
  await settle(t, org.orgId)
  expect((await org.admin.ok(getLead, { params: { id: lead.id } })).owner?.name).toBe('李雷')
  expect(await items()).toEqual([['task', '今天联系高分线索：赵敏（明日科技）', '李雷', '2026-03-02']])
})

test('won: managers know, the onboarding project is made once, service has its part of it; lost: on the review list, and the owner writes why', async () => {
  const service = await org.user('service', '小服')
  const template = await org.admin.ok(createProjectTemplate, { body: usualTemplate('zh') })
  const kickOff = await use('won_kickoff', { projectTemplateId: template.id })
  await use('lost_review')
  const account = await rep.ok(createAccount, { body: { name: '云帆科技' } })
  const [won, lost] = [await org.deal(rep, '赢的', { accountId: account.id }), await org.deal(rep, '输的')]
  await rep.ok(winDeal, { params: { id: won.id }, body: {} })
  await settle(t, org.orgId)
  expect((await items()).map(([, title, name, due]) => [title, name, due])).toEqual([
    ['召开项目启动会', '李雷', '2026-03-04'], ['移交合同与沟通记录', '李雷', '2026-03-05'], ['开通与配置', '小服', '2026-03-11'], ['客户培训', '小服', '2026-03-18'], ['上线确认', '小服', '2026-03-23'], ['首月回访', '李雷', '2026-04-01'],
  ])
  expect((await told(boss))[0]).toContain('赢单：赢的')
  const [project] = (await rep.ok(listProjects, { query: { deal: won.id } })).items
  expect(project).toMatchObject({ name: '客户上线 · 云帆科技', owner: { name: '李雷' }, handOver: 'open', progress: { all: 6, done: 0 } })
  expect((await service.ok(listNotifications)).items.map((one) => one.kind)).toEqual(expect.arrayContaining(['project_started', 'project_handed_over']))
  // Won a second time: the project is there already.
  await rep.ok(reopenDeal, { params: { id: won.id }, body: { reason: '改合同' } })
  await rep.ok(winDeal, { params: { id: won.id }, body: {} })
  await settle(t, org.orgId)
  expect((await runsOf(org.admin, kickOff.id)).map((run) => [run.state, run.did])).toEqual([['done', 2], ['done', 2]])
  expect((await rep.ok(listProjects)).items).toHaveLength(1)
  expect(await items()).toHaveLength(6)
  await rep.ok(loseDeal, { params: { id: lost.id }, body: { reasonId: org.reason() } })
  await settle(t, org.orgId)
  expect((await items()).map(([kind, title]) => [kind, title])).toEqual(expect.arrayContaining([['review_topic', '丢单复盘：输的'], ['task', '写下丢单经过：输的']]))
})

test('close to signing: the manager steps in; conversion that fell: on the agenda, managers are told', async () => {
  await use('bottom_deals', { stageIds: [org.stages[2]] })
  await use('conversion_drop')
  const deal = await org.deal(rep, '临门')
  await rep.ok(moveDeal, { params: { id: deal.id }, body: { stageId: org.stages[1] } })
  await settle(t, org.orgId)
  expect(await told(boss)).toEqual([])
  await rep.ok(moveDeal, { params: { id: deal.id }, body: { stageId: org.stages[2] } })
  const [ruleId, alarmId] = [newId(), newId()]
  await t.db.write(org.orgId, async (tx) => {
    const now = t.clock.now().toISOString()
    await tx.insertInto('alarm_rule').values({ org_id: org.orgId, id: ruleId, name: '转化率', definition: '{}', kind: 'conversion_below_mean', created_at: now }).execute()
    await tx.insertInto('alarm').values({ org_id: org.orgId, id: alarmId, rule_id: ruleId, pipeline_id: org.pipelineId, stage_id: org.stages[1], cause_key: 'x', severity: 'warn', status: 'open', verdict: JSON.stringify({ kind: 'conversion_below_mean', text: { zh: '低 18%', en: '' } }), worst: '{}', first_day: '2026-03-02', last_day: '2026-03-02', opened_at: now }).execute()
    await append(tx, { orgId: org.orgId, actorId: null, now }, [{ type: 'alarm.opened', payload: { pipelineId: org.pipelineId, stageId: null, ruleId, kind: 'conversion_below_mean', causeKey: 'x', severity: 'warn', day: '2026-03-02' }, subjectType: 'alarm', subjectId: alarmId, ownerId: null, teamId: null }])
  })
  await settle(t, org.orgId)
  expect(await told(boss)).toHaveLength(2)
  expect((await items()).map(([kind, , name]) => [kind, name]).toSorted()).toEqual([['review_topic', null], ['task', '王经理']])
})

test('each weekday morning: deals without a valid next step are told to their owners', async () => {
  const daily = await use('no_next_step')
  await org.deal(rep, '没有')
  await org.deal(rep, '过期', { nextStep: '打电话', nextStepDue: '2026-03-02' })
  await org.deal(rep, '有', { nextStep: '拜访', nextStepDue: '2026-03-20' })
  t.clock.set('2026-03-03T01:00:00.000Z')
  await settle(t, org.orgId)
  expect((await runsOf(org.admin, daily.id)).map((run) => run.record?.name).toSorted()).toEqual(['没有', '过期'].toSorted())
  expect(await told(rep)).toHaveLength(2)
  expect((await org.admin.ok(c.getAutomation, { params: { id: daily.id } })).nextDueAt).toBe('2026-03-04T01:00:00.000Z')
})
