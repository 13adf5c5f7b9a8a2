import { addComment, changeComment, followRecord, listComments, listMentionable, listUnread, removeComment, restoreComment, seeComments, unseeComments } from '@sluice/core/activities/contract'
import { listPipelines } from '@sluice/core/catalog/contract'
import { createMeetingSeries, listMeetingSeries, openMeeting } from '@sluice/core/meetings/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { noticePath, noticeText } from '@sluice/core/notifications/notice-text'
import { getToday } from '@sluice/core/suggestions/contract'
import { getChartTalk, listMeetingTalk, openChartTalk, openMeetingTalk } from '@sluice/core/talk/contract'
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

const inbox = async (who: TestClient) => (await who.ok(listNotifications, { query: {} })).items
const notices = async (who: TestClient) => (await inbox(who)).map(({ kind, data, readAt }) => [kind, data['comment'], readAt === null])
const chart = (id: string) => ({ params: { subjectType: 'chart' as const, id } })

async function arranged() {
  const org = await t.org()
  const manager = await org.user('manager', '经理')
  const rep = await org.user('rep', '甲', manager.teamId)
  const neighbour = await org.user('rep', '乙', manager.teamId)
  const other = await org.user('manager', '别队经理')
  return { org, manager, rep, neighbour, other }
}

test('a chart is talked about by those whose scope covers its slice; the jump leads to it with its filters', async () => {
  const { org, manager, rep, neighbour, other } = await arranged()
  const asked = { report: 'heat' as const, place: `owner=${rep.userId}&across=week` }
  const { id } = await manager.ok(openChartTalk, { body: asked })
  expect(await rep.ok(getChartTalk, { query: asked })).toMatchObject({ id, count: 0, isPinned: false })
  await manager.ok(addComment, { ...chart(id), body: { body: `@[${rep.userId}] 第三周怎么了？` } })
  expect(await rep.ok(getChartTalk, { query: { ...asked, place: `across=week&figure=%7B%7D&owner=${rep.userId}` } })).toMatchObject({ id, count: 1, unread: 1 })

  const [notice] = await inbox(rep)
  if (notice === undefined) throw new Error('nobody was told')
  expect([notice.kind, notice.subjectType, notice.subjectId]).toEqual(['mention', 'chart', id])
  expect(noticePath(notice)).toBe(`/funnel/heat?across=week&owner=${rep.userId}&talk=open`)
  expect(noticeText(notice, 'zh', String)).toBe('经理在「漏斗 · 热力图」提到您')
  expect(noticeText(notice, 'en', String)).toContain('Funnel · heat map')
  expect((await rep.ok(getToday)).items).toMatchObject([{ kind: 'mention', subjectType: 'chart', path: `/funnel/heat?across=week&owner=${rep.userId}&talk=open` }])
  await rep.ok(seeComments, chart(id))
  expect((await rep.ok(getToday)).items).toEqual([])

  // Who may not see these numbers neither reads nor is offered nor can be named.
  for (const who of [neighbour, other]) expect((await who.call(listComments, chart(id))).code).toBe('record.not_found')
  expect((await rep.ok(listMentionable, chart(id))).items.filter((one) => one.kind === 'user').map((one) => one.name).toSorted()).toEqual(['甲', '管理员', '经理'].toSorted())
  expect((await rep.call(addComment, { ...chart(id), body: { body: `@[${neighbour.userId}] 看看` } })).code).toBe('comment.mention_unseen')
  expect((await (await t.org()).admin.call(listComments, chart(id))).code).toBe('record.not_found')
  expect((await org.admin.ok(listComments, chart(id))).items).toHaveLength(1)
})

test('under the same address everybody talks about the numbers they see', async () => {
  const { org, manager, rep, neighbour } = await arranged()
  const asked = { report: 'overview' as const, place: 'period=m12' }
  const mine = await rep.ok(openChartTalk, { body: asked })
  expect(mine).toMatchObject({ isPinned: true, place: `owner=${rep.userId}&period=m12`, path: `/funnel?owner=${rep.userId}&period=m12` })
  await rep.ok(addComment, { ...chart(mine.id), body: { body: '我的转化下来了' } })
  expect(await neighbour.ok(getChartTalk, { query: asked })).toMatchObject({ count: 0, place: `owner=${neighbour.userId}&period=m12` })
  expect(await manager.ok(getChartTalk, { query: asked })).toMatchObject({ count: 0, place: `period=m12&team=${manager.teamId}` })
  expect(await org.admin.ok(getChartTalk, { query: asked })).toMatchObject({ count: 0, isPinned: false })
  // With the rep's filter the manager finds what the rep said.
  expect(await manager.ok(getChartTalk, { query: { ...asked, place: `period=m12&owner=${rep.userId}` } })).toMatchObject({ id: mine.id, count: 1 })
  expect((await org.admin.call(getChartTalk, { query: { report: 'overview', place: `owner=x'--,${newId()}` } })).status).toBe(200)
})

test('a section and an item of a meeting are talked about by those who see them', async () => {
  const { org, manager, rep, neighbour, other } = await arranged()
  const deal = await arrangeDeal(t, org, { ownerId: rep.userId, teamId: rep.teamId, title: '云帆采购' })
  const [pipeline] = (await manager.ok(listPipelines)).items
  await manager.ok(createMeetingSeries, { body: { name: '周会', pipelineId: pipeline?.id ?? '', teamId: manager.teamId, facilitatorId: manager.userId, memberIds: [manager.userId, rep.userId, neighbour.userId], cadence: 'weekly', firstOn: '2026-03-09', atTime: '09:30' } })
  const id = (await manager.ok(listMeetingSeries)).items[0]?.next?.id ?? ''
  await manager.ok(openMeeting, { params: { id } })
  await t.db.write(org.orgId, (tx) => sql`
    update meeting set agenda = jsonb_set(agenda, '{stuck,deals}', ${JSON.stringify([{ dealId: deal.id, stage: '报价', days: 9, limitDays: 5, amountMinor: null, currency: 'CNY', chance: null, expectedMinor: null }])}::jsonb)
    where org_id = ${org.orgId} and id = ${id}`.execute(tx))
  const section = await rep.ok(openMeetingTalk, { params: { id }, body: { section: 'stuck', itemId: null } })
  const item = await rep.ok(openMeetingTalk, { params: { id }, body: { section: 'stuck', itemId: deal.id } })
  expect((await rep.call(openMeetingTalk, { params: { id }, body: { section: 'losses', itemId: deal.id } })).code).toBe('record.not_found')
  const point = (one: { id: string }) => ({ params: { subjectType: 'meeting_point' as const, id: one.id } })
  await rep.ok(addComment, { ...point(section), body: { body: `@[${neighbour.userId}] 这一节先看` } })
  await rep.ok(addComment, { ...point(item), body: { body: `@[${manager.userId}] 等预算` } })
  const [told] = await inbox(manager)
  expect(told === undefined ? null : [noticeText(told, 'zh', String), noticePath(told)]).toEqual(['甲在「周会 · 卡住的商机 · 云帆采购」提到您', `/meetings/${id}?talk=stuck%2F${deal.id}`])
  expect(await manager.ok(listMeetingTalk, { params: { id } })).toEqual({ items: [{ id: section.id, section: 'stuck', itemId: null, count: 1, unread: 1 }, { id: item.id, section: 'stuck', itemId: deal.id, count: 1, unread: 0 }] })
  // A colleague in the meeting does not see the deal: neither what is said of it.
  expect((await neighbour.ok(listMeetingTalk, { params: { id } })).items.map((one) => one.id)).toEqual([section.id])
  expect((await neighbour.call(listComments, point(item))).code).toBe('record.not_found')
  expect((await rep.call(addComment, { ...point(item), body: { body: `@[${neighbour.userId}] 看看` } })).code).toBe('comment.mention_unseen')
  for (const who of [other, (await t.org()).admin]) {
    expect((await who.call(listMeetingTalk, { params: { id } })).code).toBe('record.not_found')
    expect((await who.call(openMeetingTalk, { params: { id }, body: { section: 'stuck', itemId: null } })).code).toBe('record.not_found')
    expect((await who.call(listComments, point(section))).code).toBe('record.not_found')
  }
})

test('a comment is corrected for a quarter of an hour, and removed with a way back; inboxes follow', async () => {
  const { org, manager, rep, neighbour } = await arranged()
  const deal = await arrangeDeal(t, org, { ownerId: rep.userId, teamId: rep.teamId, title: '云帆采购' })
  const hidden = await arrangeDeal(t, org, { ownerId: neighbour.userId, teamId: rep.teamId, title: '乙的单子' })
  const at = { params: { subjectType: 'deal' as const, id: deal.id } }
  const said = await rep.ok(addComment, { ...at, body: { body: `@[${manager.userId}] 八折？` } })
  expect(said.editableUntil).not.toBeNull()
  const changed = await rep.ok(changeComment, { params: { id: said.id }, version: said.version, body: { body: `@[${manager.userId}] @[${org.admin.userId}] 九折？见 https://x.cn/deals/${deal.id} 和 /deals/${hidden.id}` } })
  expect(changed.editedAt).not.toBeNull()
  // Records are named by their address, those in the reader's reach.
  expect(changed.links).toEqual([{ path: `/deals/${deal.id}`, name: '云帆采购' }])
  expect((await manager.ok(listComments, at)).items[0]?.links).toHaveLength(2)
  expect((await notices(manager)).map(([kind]) => kind)).toEqual(['mention'])
  expect(String((await notices(manager))[0]?.[1])).toContain('九折')
  expect((await notices(org.admin)).map(([kind]) => kind)).toEqual(['mention'])
  expect((await rep.call(changeComment, { params: { id: said.id }, version: said.version, body: { body: '旧' } })).code).toBe('conflict.stale_version')
  expect((await manager.call(changeComment, { params: { id: said.id }, version: changed.version, body: { body: '改别人的' } })).code).toBe('activity.not_author')
  expect((await rep.call(changeComment, { params: { id: said.id }, version: changed.version, body: { body: `@[${neighbour.userId}]` } })).code).toBe('comment.mention_unseen')

  await rep.ok(removeComment, { params: { id: said.id } })
  expect((await manager.ok(listNotifications, { query: { box: 'open' } })).unread).toBe(0)
  expect((await manager.call(restoreComment, { params: { id: said.id } })).code).toBe('activity.not_author')
  const back = await rep.ok(restoreComment, { params: { id: said.id } })
  expect((await manager.ok(listNotifications, { query: { box: 'open' } })).unread).toBe(1)
  t.clock.advance(16 * 60_000)
  expect((await rep.ok(listComments, at)).items[0]?.editableUntil).toBeNull()
  expect((await rep.call(changeComment, { params: { id: said.id }, version: back.version, body: { body: '太晚' } })).code).toBe('comment.too_late')
  await rep.ok(removeComment, { params: { id: said.id } })
  t.clock.advance(16 * 60_000)
  expect((await rep.call(restoreComment, { params: { id: said.id } })).code).toBe('comment.too_late')
})

test('unread is told for the rows of a page, and can be taken up again; the inbox says the same', async () => {
  const { org, manager, rep, neighbour } = await arranged()
  const deal = await arrangeDeal(t, org, { ownerId: rep.userId, teamId: rep.teamId, title: '云帆采购' })
  const quiet = await arrangeDeal(t, org, { ownerId: rep.userId, teamId: rep.teamId, title: '没人说话' })
  const at = { params: { subjectType: 'deal' as const, id: deal.id } }
  const unread = async (who: TestClient) => (await who.ok(listUnread, { query: { subjectType: 'deal', ids: `${deal.id},${quiet.id}` } })).items
  const first = await org.admin.ok(addComment, { ...at, body: { body: '一' } })
  t.clock.advance(1000)
  await org.admin.ok(addComment, { ...at, body: { body: `@[${rep.userId}] @[${manager.userId}] 二` } })
  expect(await unread(rep)).toEqual([{ id: deal.id, unread: 2, mentions: 1 }])
  // Who does not follow is told of mentions alone; who does not see the record of nothing.
  expect(await unread(manager)).toEqual([{ id: deal.id, unread: 1, mentions: 1 }])
  expect(await unread(neighbour)).toEqual([])
  expect(await unread((await t.org()).admin)).toEqual([])
  t.clock.advance(1000)
  for (const who of [rep, manager]) {
    await who.ok(seeComments, at)
    expect(await unread(who)).toEqual([])
    expect((await who.ok(listNotifications, { query: {} })).unread).toBe(0)
    await who.ok(unseeComments, { ...at, body: { commentId: first.id } })
  }
  expect(await unread(rep)).toEqual([{ id: deal.id, unread: 2, mentions: 1 }])
  expect((await rep.ok(listNotifications, { query: {} })).unread).toBe(2)
  expect(await unread(manager)).toEqual([{ id: deal.id, unread: 2, mentions: 1 }])
  expect((await rep.call(unseeComments, { ...at, body: { commentId: newId() } })).code).toBe('record.not_found')
  await rep.ok(followRecord, { ...at, body: { isFollowing: false } })
  await org.admin.ok(addComment, { ...at, body: { body: '三' } })
  expect((await unread(rep)).map((one) => one.unread)).toEqual([1])
})
