import { changeAction, dropAction, finishAction, listActions } from '@sluice/core/actions/contract'
import { getTimeline } from '@sluice/core/activities/contract'
import { createAccount } from '@sluice/core/customers/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { winDeal } from '@sluice/core/pipeline/contract'
import * as c from '@sluice/core/projects/contract'
import type { ProjectTemplateDefinition } from '@sluice/core/projects/template'
import { usualTemplate } from '@sluice/core/projects/usual-template'
import { getToday } from '@sluice/core/suggestions/contract'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, day, type TestApp, type TestClient } from '../../testing/app.ts'
import { createSalesOrg, type SalesOrg } from '../pipeline/sales-org.fixture.ts'

let t: TestApp
let org: SalesOrg
let rep: TestClient
let service: TestClient
let template: c.ProjectTemplate
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())
beforeEach(async () => {
  // A Monday.
  t.clock.set('2026-03-02T02:00:00.000Z')
  org = await createSalesOrg(t)
  rep = await org.user('rep', '李雷')
  service = await org.user('service', '小服')
  template = await org.admin.ok(c.createProjectTemplate, { body: usualTemplate('zh') })
})

async function wonDeal(client: TestClient = rep, name = '云帆科技') {
  const account = await client.ok(createAccount, { body: { name } })
  const deal = await org.deal(client, `${name}采购`, { accountId: account.id })
  await client.ok(winDeal, { params: { id: deal.id }, body: {} })
  return { account, deal }
}
const start = async (body: { accountId?: string; dealId?: string; templateId?: string | null }, client = rep) => client.ok(c.createProject, { body: { templateId: template.id, ...body } })
const dated = (project: c.ProjectDetail) => project.tasks.map((task) => [task.phase, task.title, task.assignee?.name, task.dueOn])
const told = async (who: TestClient) => (await who.ok(listNotifications, { query: {} })).items.filter((one) => one.kind.startsWith('project_')).map((one) => [one.kind, one.data['project'], one.subjectId])

test('a won deal becomes a project: days from the win, owners by role, a hand-over; what is ticked moves its progress, what is late is told', async () => {
  const { account, deal } = await wonDeal()
  // Days are counted from the win, not from when somebody came to it.
  t.clock.advance(2 * day)
  const project = await start({ dealId: deal.id })
  expect(project).toMatchObject({
    name: '客户上线 · 云帆科技', state: 'running', account: { name: '云帆科技' }, deal: { id: deal.id }, owner: { name: '李雷' }, startsOn: '2026-03-02', handOver: 'open', isAutomatic: false, canWrite: true,
    template: { name: '客户上线', version: 1 }, progress: { all: 6, done: 0, late: 0, nextDue: '2026-03-04' }, handedOver: { to: { name: '小服' }, by: { name: '李雷' }, status: 'open', mayAnswer: false },
  })
  expect(dated(project)).toEqual([
    ['启动', '召开项目启动会', '李雷', '2026-03-04'], ['启动', '移交合同与沟通记录', '李雷', '2026-03-05'], ['上线', '开通与配置', '小服', '2026-03-11'], ['上线', '客户培训', '小服', '2026-03-18'], ['上线', '上线确认', '小服', '2026-03-23'],
    ['回访', '首月回访', '李雷', '2026-04-01'],
  ])
  expect(project.checklist).toHaveLength(4)
  expect(await told(service)).toEqual(expect.arrayContaining([['project_started', project.name, project.id], ['project_handed_over', project.name, project.id]]))
  expect(await told(rep)).toEqual([])
  // Its tasks are those of 今日 and of the action items, with the customer's name.
  expect((await rep.ok(getToday, { query: {} })).items.filter((one) => one.kind === 'task')).toMatchObject([{ title: '召开项目启动会', accountName: '云帆科技' }])
  const mine = (await rep.ok(listActions)).items
  expect(mine.map((one) => [one.title, one.project?.id])).toEqual([['召开项目启动会', project.id], ['移交合同与沟通记录', project.id], ['首月回访', project.id]])
  await rep.ok(finishAction, { params: { id: mine[0]?.id ?? '' }, body: {} })
  t.clock.advance(3 * day)
  expect(await rep.ok(c.getProject, { params: { id: project.id } })).toMatchObject({ progress: { all: 6, done: 1, late: 1, nextDue: '2026-03-05' } })
  // Who answers for it may tick what others do; a task that is skipped does not count.
  await rep.ok(finishAction, { params: { id: project.tasks[2]?.id ?? '' }, body: {} })
  await rep.ok(dropAction, { params: { id: project.tasks[1]?.id ?? '' }, body: { outcome: '不需要' } })
  const [listed] = (await rep.ok(c.listProjects, { query: { account: account.id } })).items
  expect(listed?.progress).toEqual({ all: 5, done: 2, late: 0, nextDue: '2026-03-18' })
  const timeline = await rep.ok(getTimeline, { params: { subjectType: 'account', id: account.id } })
  expect(timeline.items.map((item) => item.type)).toContain('project.created')
})

test('another start moves what is not done; tasks are added; an ended project is taken up again with what its end skipped', async () => {
  const { deal } = await wonDeal()
  const made = await start({ dealId: deal.id })
  const [first, second] = [made.tasks[0]?.id ?? '', made.tasks[1]?.id ?? '']
  await rep.ok(finishAction, { params: { id: first }, body: {} })
  await rep.ok(changeAction, { params: { id: second }, version: 1, body: { dueOn: '2026-03-10' } })
  expect((await rep.call(c.changeProject, { params: { id: made.id }, version: made.version + 5, body: { startsOn: '2026-03-09' } })).code).toBe('conflict.stale_version')
  const moved = await rep.ok(c.changeProject, { params: { id: made.id }, version: made.version, body: { startsOn: '2026-03-09', notes: '客户要求周末割接' } })
  expect(dated(moved).map(([, , , due]) => due)).toEqual(['2026-03-04', '2026-03-17', '2026-03-18', '2026-03-25', '2026-03-30', '2026-04-08'])
  expect(moved.notes).toBe('客户要求周末割接')
  const more = await rep.ok(c.addProjectTask, { params: { id: made.id }, body: { title: '数据迁移', phase: '上线', assigneeId: service.userId, dueOn: '2026-03-20' } })
  expect(dated(more).map(([, title]) => title)).toEqual(['召开项目启动会', '移交合同与沟通记录', '开通与配置', '客户培训', '上线确认', '数据迁移', '首月回访'])
  expect(await rep.call(c.finishProject, { params: { id: made.id }, body: {} })).toMatchObject({ code: 'project.open_tasks' })
  const ended = await rep.ok(c.finishProject, { params: { id: made.id }, body: { outcome: '提前上线', skipOpen: true } })
  expect(ended).toMatchObject({ state: 'done', outcome: '提前上线', endedBy: { name: '李雷' }, progress: { all: 1, done: 1, late: 0 } })
  expect((await service.ok(listActions)).items.filter((one) => one.status === 'open')).toEqual([])
  for (const refused of [rep.call(c.cancelProject, { params: { id: made.id }, body: {} }), rep.call(c.addProjectTask, { params: { id: made.id }, body: { title: '晚', assigneeId: rep.userId } })]) expect((await refused).code).toBe('project.ended')
  const again = await rep.ok(c.reopenProject, { params: { id: made.id } })
  expect(again).toMatchObject({ state: 'running', endedAt: null, progress: { all: 7, done: 1 } })
  expect((await rep.call(c.reopenProject, { params: { id: made.id } })).code).toBe('project.not_ended')
  expect(await rep.ok(c.cancelProject, { params: { id: made.id }, body: { outcome: '客户解约' } })).toMatchObject({ state: 'cancelled', progress: { all: 1, done: 1 } })
})

test('a template that changes leaves running projects as they are; a role that nobody has goes to the owner, and says so', async () => {
  const { account } = await wonDeal()
  const running = await start({ accountId: account.id })
  const definition: ProjectTemplateDefinition = {
    owner: { kind: 'account_owner' }, handOver: null,
    phases: [{ name: '', tasks: [{ title: '开票', body: '', owner: { kind: 'role', role: 'finance' }, days: 0, unit: 'days' }, { title: '告诉上级', body: '', owner: { kind: 'owner_manager' }, days: 1, unit: 'work_days' }] }],
  }
  const changed = await org.admin.ok(c.changeProjectTemplate, { params: { id: template.id }, version: 1, body: { definition } })
  expect(changed).toMatchObject({ version: 2, projects: 1 })
  expect((await rep.ok(c.getProject, { params: { id: running.id } })).tasks).toHaveLength(6)
  const next = await start({ accountId: account.id })
  expect(next).toMatchObject({ template: { version: 2 }, handedOver: null, startsOn: '2026-03-02', tasks: [{ title: '开票', assignee: { name: '李雷' }, unfilled: 'finance', dueOn: '2026-03-02' }, { title: '告诉上级', assignee: { name: '管理员' }, unfilled: null }] })
  expect((await rep.call(c.changeProjectTemplate, { params: { id: template.id }, version: 2, body: { isArchived: true } })).code).toBe('permission.denied')
  await org.admin.ok(c.changeProjectTemplate, { params: { id: template.id }, version: 2, body: { isArchived: true } })
  expect((await rep.call(c.createProject, { body: { accountId: account.id, templateId: template.id } })).code).toBe('project.unknown_template')
  expect((await rep.ok(c.listProjectTemplates)).items).toEqual([])
  expect((await org.admin.call(c.createProjectTemplate, { body: { ...usualTemplate('zh'), name: '指定', definition: { ...definition, owner: { kind: 'user', userId: newId() } } } })).code).toBe('project.unknown_person')
  expect(await rep.ok(c.createProject, { body: { accountId: account.id, name: '小项目' } })).toMatchObject({ name: '小项目', template: null, tasks: [], progress: { all: 0, done: 0 } })
})

test('service takes the customer over, or gives it back with what is missing, and gets it again', async () => {
  const { deal } = await wonDeal()
  const made = await start({ dealId: deal.id })
  expect((await service.ok(c.listProjects, { query: { toAccept: 'true' } })).counts.toAccept).toBe(1)
  expect((await rep.call(c.answerProjectHandOver, { params: { id: made.id }, body: { accept: true } })).code).toBe('permission.denied')
  expect(await service.ok(c.answerProjectHandOver, { params: { id: made.id }, body: { accept: false, note: '缺验收标准' } })).toMatchObject({ handedOver: { status: 'rejected', note: '缺验收标准', mayAnswer: false } })
  expect(await told(rep)).toEqual([['project_given_back', made.name, made.id]])
  const version = (await rep.ok(c.getProject, { params: { id: made.id } })).version
  await rep.ok(c.changeProject, { params: { id: made.id }, version, body: { checklist: made.checklist.map((one) => ({ ...one, isGiven: true })) } })
  await rep.ok(c.handOverProject, { params: { id: made.id }, body: { toId: service.userId } })
  const taken = await service.ok(c.answerProjectHandOver, { params: { id: made.id }, body: { accept: true } })
  expect(taken).toMatchObject({ handOver: 'accepted', handedOver: { status: 'accepted', decidedAt: '2026-03-02T02:00:00.000Z' } })
  expect(taken.checklist.every((one) => one.isGiven)).toBe(true)
  expect((await service.call(c.answerProjectHandOver, { params: { id: made.id }, body: { accept: true } })).code).toBe('project.no_hand_over')
})

test('who passes a project on is shown what came of it, also when it is out of their sight then', async () => {
  const { deal } = await wonDeal()
  const made = await start({ dealId: deal.id })
  const [neighbour, next] = [await org.user('rep', '韩梅'), await org.user('rep', '小张')]
  const given = await rep.ok(c.changeProject, { params: { id: made.id }, version: made.version, body: { ownerId: neighbour.userId } })
  expect(given).toMatchObject({ owner: { name: '韩梅' }, canWrite: true })
  expect(await neighbour.ok(c.changeProject, { params: { id: made.id }, version: given.version, body: { ownerId: next.userId } })).toMatchObject({ owner: { name: '小张' }, canWrite: false })
  expect((await neighbour.call(c.getProject, { params: { id: made.id } })).code).toBe('record.not_found')
  await next.ok(c.handOverProject, { params: { id: made.id }, body: { toId: neighbour.userId } })
  expect(await neighbour.ok(c.handOverProject, { params: { id: made.id }, body: { toId: service.userId } })).toMatchObject({ handedOver: { to: { name: '小服' }, by: { name: '韩梅' }, status: 'open' }, canWrite: false })
  expect((await neighbour.call(c.getProject, { params: { id: made.id } })).code).toBe('record.not_found')
})

test('in sight of who sees the account or has a task in it; changed by who may change the account; another organisation finds nothing', async () => {
  const { account, deal } = await wonDeal()
  const made = await start({ dealId: deal.id })
  const neighbour = await org.user('rep', '韩梅')
  const stranger = (await t.org('乙')).admin
  for (const other of [neighbour, stranger]) {
    expect((await other.ok(c.listProjects)).items).toEqual([])
    for (const attempt of [
      other.call(c.getProject, { params: { id: made.id } }), other.call(c.changeProject, { params: { id: made.id }, version: made.version, body: { name: '抢' } }), other.call(c.createProject, { body: { dealId: deal.id } }),
      other.call(c.createProject, { body: { accountId: account.id } }), other.call(c.cancelProject, { params: { id: made.id }, body: {} }), other.call(c.handOverProject, { params: { id: made.id }, body: { toId: rep.userId } }),
    ]) expect((await attempt).code).toBe('record.not_found')
  }
  // A task in it lets the neighbour look, and no more.
  await rep.ok(c.addProjectTask, { params: { id: made.id }, body: { title: '帮忙', assigneeId: neighbour.userId } })
  expect(await neighbour.ok(c.getProject, { params: { id: made.id } })).toMatchObject({ canWrite: false })
  expect((await neighbour.call(c.cancelProject, { params: { id: made.id }, body: {} })).code).toBe('permission.denied')
  const viewer = await org.user('viewer', '旁观')
  expect((await viewer.call(c.createProject, { body: { accountId: account.id } })).code).toBe('permission.denied')
  expect((await rep.call(c.createProject, { body: {} })).code).toBe('project.no_record')
  const bare = await org.deal(rep, '没有客户')
  expect((await rep.call(c.createProject, { body: { dealId: bare.id } })).code).toBe('project.no_account')
})
