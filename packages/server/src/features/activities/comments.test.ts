import { addComment, followRecord, getTimeline, listComments, listMentionable, removeComment, seeComments } from '@sluice/core/activities/contract'
import { createAlarmRule } from '@sluice/core/alarms/contract'
import { listPipelines } from '@sluice/core/catalog/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { changeDeal } from '@sluice/core/pipeline/contract'
import { getToday } from '@sluice/core/suggestions/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/app.ts'
import { arrangeDeal } from '../../testing/deal.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const notices = async (who: TestClient) => (await who.ok(listNotifications, { query: {} })).items.map(({ kind, data, readAt }) => [kind, data['comment'], readAt === null])

async function arranged() {
  const org = await t.org()
  const manager = await org.user('manager', '经理')
  const rep = await org.user('rep', '甲', manager.teamId)
  const neighbour = await org.user('rep', '乙', manager.teamId)
  const service = await org.user('service', '客服')
  const deal = await arrangeDeal(t, org, { ownerId: rep.userId, teamId: rep.teamId, title: '云帆采购' })
  return { org, manager, rep, neighbour, service, deal, at: { params: { subjectType: 'deal' as const, id: deal.id } } }
}

test('whoever is named is told and has it in the day, until it is read', async () => {
  const { rep, manager, service, at, deal } = await arranged()
  const comment = await rep.ok(addComment, { ...at, body: { body: `@[${manager.userId}] 能给折扣吗？` } })
  expect(comment).toMatchObject({ body: `@[${manager.userId}] 能给折扣吗？`, mentions: [{ id: manager.userId, name: '经理', kind: 'user' }] })
  expect(await notices(manager)).toEqual([['mention', '@经理 能给折扣吗？', true]])
  expect(await notices(rep)).toEqual([])
  expect(await notices(service)).toEqual([])
  expect((await manager.ok(getToday)).items).toMatchObject([{ kind: 'mention', subjectType: 'deal', subjectId: deal.id, title: '云帆采购', what: '@经理 能给折扣吗？', reasons: [{ code: 'mention.said', words: '甲' }] }])
  await manager.ok(seeComments, at)
  expect(await notices(manager)).toEqual([['mention', '@经理 能给折扣吗？', false]])
  expect((await manager.ok(getToday)).items).toEqual([])
  // The timeline knows the names of who is named.
  expect((await rep.ok(getTimeline, { ...at, query: { kind: 'comment' } })).names[manager.userId]).toBe('经理')
})

test('a notice of a long comment ends with a whole character', async () => {
  const { rep, manager, at } = await arranged()
  await rep.ok(addComment, { ...at, body: { body: `@[${manager.userId}]${'字'.repeat(496)}😀😀😀` } })
  expect(await notices(manager)).toEqual([['mention', `@经理${'字'.repeat(496)}😀`, true]])
})

test('who may not see the record is neither offered nor to be named; of a team those who may are told', async () => {
  const { org, rep, manager, neighbour, service, at } = await arranged()
  const offered = (await rep.ok(listMentionable, at)).items
  expect(offered.filter((one) => one.kind === 'user').map((one) => one.name).toSorted()).toEqual(['客服', '甲', '管理员', '经理'].toSorted())
  expect(offered.some((one) => one.kind === 'team' && one.id === manager.teamId)).toBe(true)
  const refused = await rep.call(addComment, { ...at, body: { body: `@[${neighbour.userId}] 看看` } })
  expect(refused.code).toBe('comment.mention_unseen')
  expect(refused.text).toContain('乙')
  expect((await rep.call(addComment, { ...at, body: { body: `@[${newId()}] 看看` } })).code).toBe('comment.mention_unknown')
  expect((await rep.call(addComment, { ...at, body: { body: `@[${(await t.org()).admin.userId}] 别家的` } })).code).toBe('comment.mention_unknown')
  expect((await rep.ok(listComments, at)).items).toEqual([])
  expect(await notices(neighbour)).toEqual([])

  await service.ok(addComment, { ...at, body: { body: `@[${manager.teamId}] 客户来电` } })
  expect((await notices(manager)).map(([kind]) => kind)).toEqual(['mention'])
  expect((await notices(rep)).map(([kind]) => kind)).toEqual(['mention'])
  expect(await notices(neighbour)).toEqual([])
  const lonely = await org.user('rep', '丙')
  expect((await rep.call(addComment, { ...at, body: { body: `@[${lonely.teamId}] 看看` } })).code).toBe('comment.mention_unseen')
  expect((await neighbour.call(listMentionable, at)).code).toBe('record.not_found')
})

test('owners and commenters follow by themselves, others by hand; who ended it stays away; unread is counted per record', async () => {
  const { rep, manager, service, at } = await arranged()
  const state = async (who: TestClient) => {
    const { isFollowing, unread, followers } = await who.ok(listComments, at)
    return [isFollowing, unread, followers.map((one) => one.name).toSorted()]
  }
  expect(await state(rep)).toEqual([true, 0, ['甲']])
  await service.ok(addComment, { ...at, body: { body: '客户来电' } })
  expect(await notices(rep)).toEqual([['comment_followed', '客户来电', true]])
  expect(await notices(manager)).toEqual([])
  expect(await state(rep)).toEqual([true, 1, ['客服', '甲'].toSorted()])
  expect(await state(service)).toEqual([true, 0, ['客服', '甲'].toSorted()])
  t.clock.advance(1000)
  await rep.ok(seeComments, at)
  expect((await state(rep))[1]).toBe(0)
  expect(await notices(rep)).toEqual([['comment_followed', '客户来电', false]])

  await manager.ok(followRecord, { ...at, body: { isFollowing: true } })
  await rep.ok(followRecord, { ...at, body: { isFollowing: false } })
  t.clock.advance(1000)
  const comment = await service.ok(addComment, { ...at, body: { body: '又来电' } })
  expect(await notices(manager)).toEqual([['comment_followed', '又来电', true]])
  expect(await notices(rep)).toHaveLength(1)
  expect(await state(rep)).toEqual([false, 0, ['客服', '经理'].toSorted()])
  expect((await state(manager))[1]).toBe(1)
  // Commenting does not begin again what was ended by hand.
  await rep.ok(addComment, { ...at, body: { body: '知道了' } })
  expect((await state(rep))[0]).toBe(false)
  await service.ok(removeComment, { params: { id: comment.id } })
  expect((await state(manager))[1]).toBe(1)
})

test('who follows and may see it no longer is not told any more', async () => {
  const { rep, manager, neighbour, deal, at } = await arranged()
  await rep.ok(addComment, { ...at, body: { body: '跟进中' } })
  await manager.ok(changeDeal, { params: { id: deal.id }, version: 1, body: { ownerId: neighbour.userId } })
  await manager.ok(addComment, { ...at, body: { body: '交给乙了' } })
  expect(await notices(neighbour)).toContainEqual(['comment_followed', '交给乙了', true])
  expect((await notices(rep)).filter(([kind]) => kind === 'comment_followed')).toEqual([])
})

test('alarms are talked about by those who see them', async () => {
  const { org, rep, manager, deal } = await arranged()
  const stranger = await org.user('rep', '丁')
  const [pipeline] = (await manager.ok(listPipelines)).items
  const rule = await org.admin.ok(createAlarmRule, { body: { name: '存量激增', definition: { kind: 'stock_growth', scope: { pipelineId: pipeline?.id ?? '' } } } })
  const id = newId()
  const now = t.clock.now().toISOString()
  await t.db.write(org.orgId, (tx) => sql`
    insert into alarm (org_id, id, rule_id, pipeline_id, stage_id, cause_key, severity, status, verdict, worst, first_day, last_day, opened_at)
    values (${org.orgId}, ${id}, ${rule.id}, ${deal.pipelineId}, ${deal.stageId}, 'x', 'warn', 'open', '{}', '{}', '2026-03-01', '2026-03-01', ${now})`.execute(tx))
  const at = { params: { subjectType: 'alarm' as const, id } }
  await rep.ok(addComment, { ...at, body: { body: `@[${manager.userId}] 我这边有三单` } })
  expect(await notices(manager)).toEqual([['mention', '@经理 我这边有三单', true]])
  expect((await manager.ok(getToday)).items).toMatchObject([{ kind: 'mention', subjectType: 'alarm', subjectId: id, title: '存量激增' }])
  expect((await manager.call(addComment, { ...at, body: { body: `@[${stranger.userId}] 看看` } })).code).toBe('comment.mention_unseen')
  await manager.ok(addComment, { ...at, body: { body: `@[${rep.userId}] 好` } })
  expect((await notices(rep)).map(([kind]) => kind)).toEqual(['mention'])
  expect((await stranger.call(listComments, at)).code).toBe('record.not_found')
  expect((await (await t.org()).admin.call(listComments, at)).code).toBe('record.not_found')
})
