import { changeAction, createAction, dropAction, finishAction, listActions, reopenAction } from '@sluice/core/actions/contract'
import { setCalendarDay } from '@sluice/core/answering/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp, type TestClient } from '../../testing/app.ts'
import { recurringTasks } from './recurring-task.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const mondays = { every: { unit: 'week' as const, n: 1, on: [1] } }
const round = () => t.app.schedule.round(['recurring-tasks'])
const open = async (who: TestClient) => (await who.ok(listActions, { query: { status: 'open' } })).items
const dues = async (who: TestClient) => (await open(who)).map((one) => one.dueOn)
const begin = (who: TestClient, repeat: object = mondays, dueOn: string | null = '2026-03-02') => who.ok(createAction, { body: { title: '周报', assigneeId: who.userId, dueOn, repeat } as never })

test('the next one is made when the former is done, and taken back when that is', async () => {
  t.clock.set('2026-03-02T02:00:00.000Z')
  const rep = await (await t.org()).user('rep')
  const first = await begin(rep)
  expect(first.repeats).toEqual({ rule: { ...mondays, until: null, times: null, onWorkdays: false }, nextOn: '2026-03-09', made: 1, missed: 0 })
  t.clock.advance(60_000)
  expect(await rep.ok(finishAction, { params: { id: first.id }, body: {} })).toMatchObject({ status: 'done', repeats: { nextOn: '2026-03-16', made: 2 } })
  expect(await open(rep)).toMatchObject([{ title: '周报', dueOn: '2026-03-09', assignee: { id: rep.userId }, version: 1 }])
  await rep.ok(reopenAction, { params: { id: first.id } })
  expect(await open(rep)).toMatchObject([{ id: first.id, repeats: { nextOn: '2026-03-09', made: 1 } }])
  t.clock.advance(60_000)
  await rep.ok(dropAction, { params: { id: first.id }, body: {} })
  const [next] = await open(rep)
  // What somebody has worked on stays.
  await rep.ok(changeAction, { params: { id: next?.id ?? '' }, version: 1, body: { body: '已开始' } })
  await rep.ok(reopenAction, { params: { id: first.id } })
  expect(await dues(rep)).toEqual(['2026-03-02', '2026-03-09'])
  // Two are open: ending one makes none.
  await rep.ok(finishAction, { params: { id: first.id }, body: {} })
  expect(await dues(rep)).toEqual(['2026-03-09'])
})

test('it is made on its day at the latest; one missed stays, older ones are closed as missed, and weeks asleep make one', async () => {
  t.clock.set('2026-03-02T02:00:00.000Z')
  const org = await t.org()
  const rep = await org.user('rep')
  const first = await begin(rep)
  t.clock.set('2026-03-08T15:59:00.000Z') // 23:59 in Shanghai
  await round()
  expect(await dues(rep)).toEqual(['2026-03-02'])
  t.clock.set('2026-03-08T16:00:00.000Z')
  await round()
  await round()
  expect(await dues(rep)).toEqual(['2026-03-02', '2026-03-09'])
  t.clock.set('2026-03-16T02:00:00.000Z')
  await round()
  expect(await dues(rep)).toEqual(['2026-03-09', '2026-03-16'])
  expect((await rep.ok(listActions, { query: { status: 'dropped' } })).items).toMatchObject([{ id: first.id, isMissed: true, doneBy: null, repeats: { missed: 1, made: 3, nextOn: '2026-03-23' } }])
  t.clock.set('2026-04-08T02:00:00.000Z')
  await round()
  const after = await open(rep)
  expect(after.map((one) => one.dueOn)).toEqual(['2026-03-16', '2026-04-06'])
  // 2 and 9 March, and 23 and 30 March, which were never made.
  expect(after[1]?.repeats).toMatchObject({ missed: 4, made: 6, nextOn: '2026-04-13' })
})

test('exactly once: many at the same time, and broken off in the midst', async () => {
  t.clock.set('2026-03-02T02:00:00.000Z')
  const org = await t.org()
  const [rep, other] = [await org.user('rep'), await org.user('rep')]
  const [first] = [await begin(rep), await begin(other)]
  t.clock.set('2026-03-09T02:00:00.000Z')
  const task = recurringTasks(async () => ({ isWorkday: () => true }))
  let calls = 0
  const failing = recurringTasks(() => Promise.reject(new Error(`broken off ${++calls}`)))
  await expect(failing.run(t.db, org.orgId, t.clock.now())).rejects.toThrow('broken off')
  await Promise.all([1, 2, 3, 4].map(() => task.run(t.db, org.orgId, t.clock.now())))
  expect([await dues(rep), await dues(other)]).toEqual([['2026-03-02', '2026-03-09'], ['2026-03-02', '2026-03-09']])
  // Ended and due at the same instant: one next, whoever comes first; what the task has closed as missed is not ended any more.
  const [, second] = await open(rep)
  t.clock.set('2026-03-16T02:00:00.000Z')
  await Promise.all([rep.call(finishAction, { params: { id: first.id }, body: {} }), rep.call(finishAction, { params: { id: second?.id ?? '' }, body: {} }), task.run(t.db, org.orgId, t.clock.now()), task.run(t.db, org.orgId, t.clock.now())])
  expect((await dues(rep)).filter((day) => day === '2026-03-16')).toEqual(['2026-03-16'])
})

test('only this, this and following, another rule, and the end', async () => {
  t.clock.set('2026-03-02T02:00:00.000Z')
  const rep = await (await t.org()).user('rep')
  const first = await begin(rep)
  const change = (version: number, body: object) => rep.ok(changeAction, { params: { id: first.id }, version, body })
  await change(1, { title: '本周周报', dueOn: '2026-03-04' })
  t.clock.advance(60_000)
  await rep.ok(finishAction, { params: { id: first.id }, body: {} })
  expect(await open(rep)).toMatchObject([{ title: '周报', dueOn: '2026-03-09' }])
  const [second] = await open(rep)
  const id = second?.id ?? ''
  await rep.ok(changeAction, { params: { id }, version: 1, body: { title: '双周报', following: true, repeat: { every: { unit: 'week', n: 2, on: [5] }, times: 2 } } })
  t.clock.advance(60_000)
  await rep.ok(finishAction, { params: { id }, body: {} })
  expect(await open(rep)).toMatchObject([{ title: '双周报', dueOn: '2026-03-13', repeats: { nextOn: null, made: 2 } }])
  const [last] = await open(rep)
  await rep.ok(finishAction, { params: { id: last?.id ?? '' }, body: {} })
  expect(await open(rep)).toEqual([])

  const other = await begin(rep)
  expect(await rep.ok(changeAction, { params: { id: other.id }, version: 1, body: { repeat: null } })).toMatchObject({ repeats: { nextOn: null } })
  await rep.ok(finishAction, { params: { id: other.id }, body: {} })
  expect(await open(rep)).toEqual([])
  const plain = await rep.ok(createAction, { body: { title: '起初不重复', assigneeId: rep.userId, dueOn: '2026-03-02' } })
  expect(await rep.ok(changeAction, { params: { id: plain.id }, version: 1, body: { repeat: mondays } })).toMatchObject({ repeats: { nextOn: '2026-03-09' } })
})

test('days off are those of the organisation; what cannot repeat is refused', async () => {
  t.clock.set('2026-03-02T02:00:00.000Z')
  const org = await t.org()
  const rep = await org.user('rep')
  await org.admin.ok(setCalendarDay, { params: { day: '2026-03-09' }, body: { kind: 'off' } })
  const first = await begin(rep, { ...mondays, onWorkdays: true })
  expect(first.repeats?.nextOn).toBe('2026-03-10')
  const code = async (body: object) => (await rep.call(createAction, { body: { title: '空', repeat: mondays, ...body } })).code
  expect(await code({})).toBe('action.repeat_without_day')
  expect(await code({ kind: 'review_topic', dueOn: '2026-03-02' })).toBe('action.only_tasks_repeat')
  expect(await code({ dueOn: '2026-03-02', repeat: { ...mondays, until: '2026-03-05' } })).toBe('action.repeat_never')
  expect(await code({ dueOn: '2026-03-02', repeat: { every: { unit: 'week', n: 1, on: [] } } })).toBe('request.invalid')
})

test('what repeats began no more than 366 days ago', async () => {
  t.clock.set('2026-03-02T02:00:00.000Z')
  const rep = await (await t.org()).user('rep')
  const daily = { every: { unit: 'day' as const, n: 1 } }
  const body = (dueOn: string) => ({ title: '日报', assigneeId: rep.userId, dueOn, repeat: daily })
  for (const dueOn of ['2025-02-28', '2000-01-01']) expect([dueOn, (await rep.call(createAction, { body: body(dueOn) })).code]).toEqual([dueOn, 'action.repeat_too_old'])
  const oldest = await rep.ok(createAction, { body: body('2025-03-01') })
  expect(oldest.repeats?.nextOn).toBe('2025-03-02')
  expect(await rep.ok(createAction, { body: { title: '旧事', assigneeId: rep.userId, dueOn: '2020-01-01' } })).toMatchObject({ repeats: null })
  t.clock.set('2026-03-03T02:00:00.000Z')
  expect((await rep.call(changeAction, { params: { id: oldest.id }, version: 1, body: { repeat: mondays } })).code).toBe('action.repeat_too_old')
})
