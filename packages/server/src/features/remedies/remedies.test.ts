import { createPipeline } from '@sluice/core/catalog/contract'
import { getBenchmarks, setBenchmarks } from '@sluice/core/benchmarks/contract'
import { changeCustomFunnel, createCustomFunnel, getCustomFunnel, listCustomFunnels, removeCustomFunnel } from '@sluice/core/custom-funnels/contract'
import { remedies } from '@sluice/core/diagnosis/remedies/library'
import { changeRemedy, createRemedy, hideRemedy, listRemedies, restoreRemedy } from '@sluice/core/remedies/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/app.ts'
import { remedyBody } from '../../testing/every-route.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

test('the strategy library: changed, hidden, restored, added to; another organisation has its own', async () => {
  const org = await t.org()
  const { admin } = org
  const other = await t.org()
  const rep = await org.user('rep')
  const all = (await admin.ok(listRemedies)).items
  expect(all.map(({ remedy }) => remedy.key)).toEqual(remedies.map(({ key }) => key))
  const [first, second] = remedies
  const key = first?.key ?? ''
  const { key: _, ...body } = first as NonNullable<typeof first>
  expect((await rep.call(changeRemedy, { params: { key }, version: 0, body })).code).toBe('permission.denied')
  expect((await admin.call(changeRemedy, { params: { key }, version: 3, body })).code).toBe('conflict.stale_version')
  const changed = await admin.ok(changeRemedy, { params: { key }, version: 0, body: { ...body, name: { zh: '我们的做法', en: 'Our way' } } })
  expect(changed).toMatchObject({ origin: 'changed', version: 1, remedy: { key, name: { zh: '我们的做法' } } })
  expect((await admin.call(changeRemedy, { params: { key }, version: 0, body })).code).toBe('conflict.stale_version')
  expect((await admin.ok(listRemedies, { query: { q: '我们的做法' } })).items).toHaveLength(1)
  expect((await other.admin.ok(listRemedies)).items[0]).toMatchObject({ origin: 'built_in', version: 0 })
  expect(await admin.ok(restoreRemedy, { params: { key } })).toMatchObject({ origin: 'built_in', version: 2, remedy: first })
  expect((await admin.call(restoreRemedy, { params: { key } })).code).toBe('remedy.not_hidden')

  const hidden = second?.key ?? ''
  await admin.ok(hideRemedy, { params: { key: hidden } })
  expect((await admin.ok(listRemedies)).items.map(({ remedy }) => remedy.key)).not.toContain(hidden)
  expect((await admin.ok(listRemedies, { query: { hidden: 'true' } })).items.find(({ remedy }) => remedy.key === hidden)).toMatchObject({ isHidden: true, origin: 'built_in' })
  await admin.ok(restoreRemedy, { params: { key: hidden } })

  const own = await admin.ok(createRemedy, { body: remedyBody })
  expect(own).toMatchObject({ origin: 'own', version: 1 })
  const forPrice = await rep.ok(listRemedies, { query: { cause: 'price' } })
  expect(forPrice.canWrite).toBe(false)
  expect(forPrice.items.map(({ remedy }) => remedy.key)).toContain(own.remedy.key)
  expect(forPrice.items.every(({ remedy }) => remedy.causes.includes('price'))).toBe(true)
  expect((await admin.call(createRemedy, { body: { ...remedyBody, causes: [] } })).code).toBe('request.invalid')
  expect((await other.admin.call(hideRemedy, { params: { key: own.remedy.key } })).code).toBe('record.not_found')
})

test('benchmarks of a pipeline are replaced as a whole; what stays keeps who set it', async () => {
  const org = await t.org()
  const pipeline = await org.admin.ok(createPipeline, { body: { name: '基准', stages: ['一', '二'] } })
  const [one = '', two = ''] = pipeline.stages.map((stage) => stage.id)
  const params = { id: pipeline.id }
  expect(await org.admin.ok(getBenchmarks, { params })).toEqual({ items: [], canWrite: true })
  await org.admin.ok(setBenchmarks, { params, body: { items: [{ stageId: one, measure: 'conversion', value: 0.35, source: '行业报告 2025' }] } })
  const manager = await org.user('manager')
  const both = await manager.ok(setBenchmarks, {
    params, body: { items: [{ stageId: two, measure: 'dwell_median', value: 9.5 }, { stageId: one, measure: 'conversion', value: 0.35, source: '行业报告 2025' }] },
  })
  expect(both.items.map((item) => [item.stageId, item.value, item.setBy?.id])).toEqual([[one, 0.35, org.admin.userId], [two, 9.5, manager.userId]])
  expect((await manager.call(setBenchmarks, { params, body: { items: [{ stageId: one, measure: 'conversion', value: 35 }] } })).code).toBe('request.invalid')
  expect((await manager.call(setBenchmarks, { params, body: { items: [{ stageId: pipeline.id, measure: 'conversion', value: 0.3 }] } })).code).toBe('conflict.reference')
  const twice = { stageId: one, measure: 'win_rate' as const, value: 0.2 }
  expect((await manager.call(setBenchmarks, { params, body: { items: [twice, twice] } })).code).toBe('conflict.duplicate')
})

test('own funnels: private, of the team, of all', async () => {
  const org = await t.org()
  const team = await org.team('华东')
  const rep = await org.user('rep', '李雷', team)
  const mate = await org.user('rep', '韩梅', team)
  const far = await org.user('rep', '远方')
  const steps = [{ name: '线索', step: { kind: 'lead_created' as const } }, { name: '赢单', step: { kind: 'deal_won' as const } }]
  const made = await rep.ok(createCustomFunnel, { body: { definition: { name: '线索到赢单', steps } } })
  expect(made).toMatchObject({ isMine: true, canWrite: true, version: 1, definition: { order: 'linear', windowDays: null, visibility: 'private' } })
  const names = async (client: typeof rep) => (await client.ok(listCustomFunnels)).items.map((one) => one.definition.name)
  expect([await names(rep), await names(mate), await names(far)]).toEqual([['线索到赢单'], [], []])
  await rep.ok(changeCustomFunnel, { params: { id: made.id }, version: 1, body: { definition: { name: '线索到赢单', steps, visibility: 'team' } } })
  expect([await names(mate), await names(far)]).toEqual([['线索到赢单'], []])
  await rep.ok(changeCustomFunnel, { params: { id: made.id }, version: 2, body: { definition: { name: '线索到赢单', steps, visibility: 'org' } } })
  expect(await names(far)).toEqual(['线索到赢单'])
  expect((await far.call(removeCustomFunnel, { params: { id: made.id } })).code).toBe('permission.denied')
  expect((await rep.call(changeCustomFunnel, { params: { id: made.id }, version: 1, body: { definition: { name: '旧', steps } } })).code).toBe('conflict.stale_version')
  await org.admin.ok(removeCustomFunnel, { params: { id: made.id } })
  expect((await rep.call(getCustomFunnel, { params: { id: made.id } })).code).toBe('record.not_found')
})
