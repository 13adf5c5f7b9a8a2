import { createAction } from '@sluice/core/actions/contract'
import { getCalendarFeed, removeCalendarFeed, renewCalendarFeed } from '@sluice/core/calendar/contract'
import { changeUser, listUsers } from '@sluice/core/identity/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const get = async (path: string) => {
  const { statusCode, body, headers } = await t.app.fastify.inject({ method: 'GET', url: path })
  return { statusCode, body: body.replaceAll('\r\n ', ''), type: headers['content-type'] }
}

test('a secret address gives its person the own calendar; a new one ends the old, and so does the end of the person', async () => {
  t.clock.set('2026-03-02T02:00:00.000Z')
  const org = await t.org()
  const [rep, other] = [await org.user('rep', '甲'), await org.user('rep', '乙')]
  await rep.ok(createAction, { body: { title: '整理资料', assigneeId: rep.userId, dueOn: '2026-03-04' } })
  await rep.ok(createAction, { body: { title: '远在五月', assigneeId: rep.userId, dueOn: '2026-05-04' } })
  await other.ok(createAction, { body: { title: '别人的', assigneeId: other.userId, dueOn: '2026-03-04' } })
  expect(await rep.ok(getCalendarFeed)).toEqual({ createdAt: null })
  const { path } = await rep.ok(renewCalendarFeed)
  const file = await get(path)
  expect([file.statusCode, file.type]).toEqual([200, 'text/calendar; charset=utf-8'])
  expect(file.body.match(/^SUMMARY:.*$/gm)).toEqual(['SUMMARY:整理资料', 'SUMMARY:远在五月'])
  expect((await rep.ok(getCalendarFeed)).createdAt).toBe('2026-03-02T02:00:00.000Z')

  const { path: second } = await rep.ok(renewCalendarFeed)
  expect([(await get(path)).statusCode, (await get(second)).statusCode]).toEqual([404, 200])
  const stranger = await (await t.org()).admin.ok(renewCalendarFeed)
  // A key of another organisation, and none.
  expect((await get(`${path.split('?')[0]}?${stranger.path.split('?')[1]}`)).statusCode).toBe(404)
  expect((await get(path.split('?')[0] ?? '')).statusCode).toBe(404)
  const user = (await org.admin.ok(listUsers)).items.find((one) => one.id === rep.userId)
  await org.admin.ok(changeUser, { params: { id: rep.userId }, version: user?.version ?? 1, body: { status: 'disabled' } })
  expect((await get(second)).statusCode).toBe(404)
  const { path: third } = await other.ok(renewCalendarFeed)
  await other.ok(removeCalendarFeed)
  expect((await get(third)).statusCode).toBe(404)
})
