import { changeView, createView, listViews, removeView } from '@sluice/core/views/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

test('own and shared views are listed; only the owner, or an administrator, changes them', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const mate = await org.user('rep', '乙')
  const other = await t.org('另一家')
  const definition = { query: { sort: 'amount', where: 'amount > 10万' }, columns: ['title', 'amount'], layout: 'list' as const }
  const own = await rep.ok(createView, { body: { object: 'deal', name: '我的大单', definition } })
  expect(own).toMatchObject({ isShared: false, isMine: true, owner: { name: '甲' }, definition, version: 1 })
  const shared = await rep.ok(createView, { body: { object: 'deal', name: '大家的', isShared: true, definition } })
  await rep.ok(createView, { body: { object: 'lead', name: '线索', isShared: true, definition } })

  const list = async (who: typeof rep | typeof other.admin) => (await who.ok(listViews, { query: { object: 'deal' } })).items.map((view) => view.name)
  expect(await list(rep)).toEqual(['我的大单', '大家的'])
  expect(await list(mate)).toEqual(['大家的'])
  expect(await list(other.admin)).toEqual([])

  expect((await mate.call(changeView, { params: { id: shared.id }, version: 1, body: { name: 'x' } })).code).toBe('permission.denied')
  expect((await mate.call(changeView, { params: { id: own.id }, version: 1, body: { name: 'x' } })).code).toBe('record.not_found')
  expect((await other.admin.call(removeView, { params: { id: shared.id } })).code).toBe('record.not_found')
  const renamed = await org.admin.ok(changeView, { params: { id: shared.id }, version: 1, body: { name: '团队大单' } })
  expect(renamed).toMatchObject({ name: '团队大单', isShared: true, isMine: false, version: 2 })
  expect((await rep.call(changeView, { params: { id: shared.id }, version: 1, body: { name: 'x' } })).code).toBe('conflict.stale_version')
  await rep.ok(changeView, { params: { id: shared.id }, version: 2, body: { isShared: false } })
  expect(await list(mate)).toEqual([])
  await rep.ok(removeView, { params: { id: shared.id } })
  expect(await list(rep)).toEqual(['我的大单'])
})
