import { changeAction, createAction, dropAction, finishAction, listActions, reopenAction } from '@sluice/core/actions/contract'
import { listPipelines } from '@sluice/core/catalog/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

test('a task goes from the manager to the rep, is changed, done with what came of it, and taken up again', async () => {
  const org = await t.org()
  const manager = await org.user('manager')
  const rep = await org.user('rep')
  const other = await org.user('rep')
  const [pipeline] = (await manager.ok(listPipelines)).items
  const task = await manager.ok(createAction, {
    body: { title: '统一阶段定义', assigneeId: rep.userId, dueOn: '2026-03-01', pipelineId: pipeline?.id ?? null, remedyKey: 'unify_stage_definitions' },
  })
  expect(task).toMatchObject({ status: 'open', isOverdue: true, assignee: { id: rep.userId }, createdBy: { id: manager.userId }, remedyKey: 'unify_stage_definitions', version: 1 })
  expect((await rep.ok(listNotifications)).items).toMatchObject([{ kind: 'action_assigned', subjectId: task.id, data: { title: '统一阶段定义' } }])
  const topic = await rep.ok(createAction, { body: { kind: 'review_topic', title: '报价慢', assigneeId: rep.userId } })
  expect((await rep.ok(listActions)).items.map((one) => one.id)).toEqual([task.id, topic.id])
  expect((await rep.ok(listActions)).counts).toEqual({ open: 2, overdue: 1, done: 0 })
  expect((await other.ok(listActions, { query: { box: 'all' } })).items).toEqual([])
  expect((await manager.ok(listActions, { query: { box: 'all', kind: 'review_topic' } })).items.map((one) => one.id)).toEqual([topic.id])
  expect((await manager.ok(listActions)).items).toEqual([])

  expect((await other.call(changeAction, { params: { id: task.id }, version: 1, body: { title: '我的' } })).code).toBe('record.not_found')
  expect((await rep.call(changeAction, { params: { id: task.id }, version: 1, body: { assigneeId: other.userId } })).code).toBe('action.not_for_others')
  expect((await manager.call(changeAction, { params: { id: task.id }, version: 2, body: { title: '新' } })).code).toBe('conflict.stale_version')
  const moved = await manager.ok(changeAction, { params: { id: task.id }, version: 1, body: { dueOn: '2026-03-20', assigneeId: other.userId } })
  expect(moved).toMatchObject({ isOverdue: false, assignee: { id: other.userId }, version: 2 })
  expect((await rep.ok(listActions)).items.map((one) => one.id)).toEqual([topic.id])
  expect(await other.ok(finishAction, { params: { id: task.id }, body: { outcome: '开了会' } })).toMatchObject({ status: 'done', outcome: '开了会', doneBy: { id: other.userId }, version: 3 })
  expect((await other.call(finishAction, { params: { id: task.id }, body: {} })).code).toBe('action.not_open')
  expect((await other.ok(listActions, { query: { status: 'done' } })).items.map((one) => one.id)).toEqual([task.id])
  expect(await manager.ok(reopenAction, { params: { id: task.id } })).toMatchObject({ status: 'open', outcome: '', doneAt: null })
  expect((await manager.call(reopenAction, { params: { id: task.id } })).code).toBe('action.not_closed')
  expect(await manager.ok(dropAction, { params: { id: task.id }, body: { outcome: '不再需要' } })).toMatchObject({ status: 'dropped' })
})

test('an item names only what is there', async () => {
  const org = await t.org()
  const stranger = await t.org()
  const code = async (body: object) => (await org.admin.call(createAction, { body: { title: '空', ...body } })).code
  expect(await code({ pipelineId: stranger.orgId })).toBe('action.unknown_place')
  expect(await code({ alarmId: stranger.orgId })).toBe('action.unknown_place')
  expect(await code({ remedyKey: 'no_such_remedy' })).toBe('action.unknown_place')
  expect(await code({ assigneeId: stranger.admin.userId })).toBe('action.unknown_person')
  expect(await code({ title: '' })).toBe('request.invalid')
})

test('pages follow each other by the day they are due, those without a day last', async () => {
  const org = await t.org()
  const due = ['2026-03-09', null, '2026-03-05', null, '2026-03-07']
  for (const dueOn of due) await org.admin.ok(createAction, { body: { title: String(dueOn), dueOn } })
  const titles: string[] = []
  let cursor: string | undefined
  do {
    const page = await org.admin.ok(listActions, { query: { limit: 2, ...(cursor !== undefined && { cursor }) } })
    titles.push(...page.items.map((one) => one.title))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(titles).toEqual(['2026-03-05', '2026-03-07', '2026-03-09', 'null', 'null'])
})
