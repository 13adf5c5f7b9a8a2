import { logActivity, getTimeline } from '@sluice/core/activities/contract'
import { getLeadAssignment } from '@sluice/core/assignment/contract'
import { createLead, getLead, listLeads, changeLead } from '@sluice/core/leads/contract'
import { changeLeadPool, createLeadPool, givePooledLeads, listLeadPools, listPooledLeads, pickLeads, poolLeads } from '@sluice/core/lead-pools/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { searchRecords } from '@sluice/core/search/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, day, type TestApp, type TestClient } from '../../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const plain = { name: '华东公海', pickPerDay: 3, handLimit: 4, coolDownDays: 7, recycleDays: null, warnDays: 0, takesTeamLeads: false, hidesDetails: true }
const secret = { phone: '13912345678', email: 'secret@example.cn', wechat: 'wx_secret', note: '手机 13912345678' }

async function scene(more: object = {}) {
  t.clock.set('2026-03-02T02:00:00.000Z')
  const org = await t.org()
  const teamId = await org.team('华东销售')
  const manager = await org.user('manager', '周经理', teamId)
  const rep = await org.user('rep', '李雷', teamId)
  const colleague = await org.user('rep', '韩梅', teamId)
  const outsider = await org.user('rep', '外组')
  const marketing = await org.user('marketing', '王芳')
  const pool = await org.admin.ok(createLeadPool, { body: { ...plain, teamId, ...more } })
  const fill = async (n: number) => {
    const leads = await Promise.all(Array.from({ length: n }, (_, i) => marketing.ok(createLead, { body: { name: '欧阳明', company: `云岭第${i + 1}工厂`, ownerId: null, ...secret } })))
    const ids = leads.map(({ id }) => id)
    expect((await marketing.ok(poolLeads, { params: { id: pool.id }, body: { leadIds: ids } })).pooled).toEqual(ids)
    return ids
  }
  return { org, teamId, manager, rep, colleague, outsider, marketing, pool, at: { params: { id: pool.id } }, fill }
}
const kinds = async (client: TestClient) => (await client.ok(listNotifications, { query: {} })).items.map(({ kind }) => kind)

test('how to reach a pooled lead is in no answer until it is picked', async () => {
  const { manager, rep, outsider, org, at, fill, marketing } = await scene()
  const [id = ''] = await fill(1)
  const viewer = await org.user('viewer', '旁观')
  const answers = []
  for (const client of [rep, manager, viewer]) {
    answers.push(await client.call(listPooledLeads, at), await client.call(listPooledLeads, { ...at, query: { q: '云岭', sort: 'score' } }))
    answers.push(await client.call(listLeads, { query: {} }), await client.call(listLeads, { query: { q: '13912345678' } }), await client.call(listLeads, { query: { where: 'phone contains "139"' } }))
    answers.push(await client.call(searchRecords, { query: { q: '13912345678' } }), await client.call(searchRecords, { query: { q: '欧阳' } }))
    answers.push(await client.call(getLead, { params: { id } }), await client.call(getTimeline, { params: { subjectType: 'lead', id } }), await client.call(getLeadAssignment, { params: { id } }))
    expect((await client.call(getLead, { params: { id } })).code).toBe('record.not_found')
    expect((await client.ok(listLeads, { query: { q: '13912345678' } })).total).toBe(0)
    expect((await client.ok(listPooledLeads, { ...at, query: { q: '云岭' } })).items).toMatchObject([{ id, name: '欧**', company: '云岭第1工厂' }])
    // Nor can it be found by what is hidden.
    for (const q of ['13912345678', 'secret', '欧阳']) expect((await client.ok(listPooledLeads, { ...at, query: { q } })).total).toBe(0)
  }
  for (const { text } of answers) for (const word of ['13912345678', 'secret@', 'wx_secret', '欧阳明']) expect(text).not.toContain(word)
  // Marketing, which put it there, reads and writes all leads.
  expect((await marketing.ok(getLead, { params: { id } })).phone).toBe('13912345678')
  expect((await outsider.call(listPooledLeads, at)).code).toBe('record.not_found')
  expect((await (await t.org()).admin.call(listPooledLeads, at)).code).toBe('record.not_found')
  expect((await rep.ok(pickLeads, { ...at, body: { leadIds: [id] } })).picked).toEqual([id])
  expect(await rep.ok(getLead, { params: { id } })).toMatchObject({ name: '欧阳明', phone: '13912345678', owner: { id: rep.userId } })
  expect((await manager.ok(listLeads, { query: { q: '13912345678' } })).total).toBe(1)
  expect((await rep.ok(getLeadAssignment, { params: { id } })).clock).toMatchObject({ state: 'running' })
})

test('limits hold however many clicks come at once; a lead is picked once', async () => {
  const { rep, colleague, marketing, at, fill, pool } = await scene()
  const ids = await fill(8)
  const answers = await Promise.all(ids.map((id) => rep.ok(pickLeads, { ...at, body: { leadIds: [id] } })))
  expect(answers.flatMap(({ picked }) => picked)).toHaveLength(3)
  expect(new Set(answers.flatMap(({ refused }) => refused.map(({ code }) => code)))).toEqual(new Set(['pool.day_limit']))
  expect((await rep.ok(listLeadPools)).items[0]).toMatchObject({ id: pool.id, n: 5, mine: { today: 3, inHand: 3 }, canPick: true, canGive: false })
  // The next day one more fits into the hand, no more.
  t.clock.advance(day)
  const rest = (await rep.ok(listPooledLeads, at)).items.map(({ id }) => id)
  const next = await rep.ok(pickLeads, { ...at, body: { leadIds: rest.slice(0, 2) } })
  expect([next.picked.length, next.refused.map(({ code }) => code)]).toEqual([1, ['pool.hand_limit']])
  const [wanted = ''] = (await colleague.ok(listPooledLeads, at)).items.map(({ id }) => id)
  const race = await Promise.all([colleague, rep, colleague].map((one) => one.ok(pickLeads, { ...at, body: { leadIds: [wanted] } })))
  expect(race.flatMap(({ picked }) => picked)).toEqual([wanted])
  expect((await marketing.call(pickLeads, { ...at, body: { leadIds: [wanted] } })).code).toBe('pool.not_picker')
})

test('whoever lost a lead to the pool waits before picking it again; others do not', async () => {
  const { rep, colleague, at, fill } = await scene()
  const [id = ''] = await fill(1)
  const pick = (client: TestClient) => client.ok(pickLeads, { ...at, body: { leadIds: [id] } })
  await pick(rep)
  expect((await rep.ok(poolLeads, { ...at, body: { leadIds: [id], reason: '暂时没时间' } })).pooled).toEqual([id])
  expect((await pick(rep)).refused).toEqual([{ id, code: 'pool.cooling_down', until: '2026-03-09T02:00:00.000Z' }])
  expect((await rep.ok(listPooledLeads, at)).items[0]).toMatchObject({ coolsUntil: '2026-03-09T02:00:00.000Z', formerOwner: { name: '李雷' } })
  expect((await colleague.ok(listPooledLeads, at)).items[0]?.coolsUntil).toBeNull()
  t.clock.advance(7 * day)
  expect((await pick(rep)).picked).toEqual([id])
})

test('a manager gives leads of the pool to the team; nobody else does', async () => {
  const { manager, rep, colleague, outsider, at, fill } = await scene()
  const [id = '', other = ''] = await fill(2)
  const body = { leadIds: [id], ownerId: colleague.userId }
  expect((await rep.call(givePooledLeads, { ...at, body })).code).toBe('permission.denied')
  expect((await manager.call(givePooledLeads, { ...at, body: { ...body, ownerId: outsider.userId } })).code).toBe('record.unknown_owner')
  expect(await manager.ok(givePooledLeads, { ...at, body })).toEqual({ given: [id], refused: [] })
  expect((await manager.ok(givePooledLeads, { ...at, body })).refused).toEqual([{ id, code: 'pool.taken', until: null }])
  expect(await kinds(colleague)).toEqual(['lead_assigned'])
  // What one may not see, one cannot put into a pool.
  expect((await rep.ok(poolLeads, { ...at, body: { leadIds: [id, other] } })).refused.map(({ code }) => code)).toEqual(['record.not_found', 'record.not_found'])
})

test('untouched leads go back: the owner is warned before, an activity stops it', async () => {
  const { rep, at, fill, org, manager, pool } = await scene({ recycleDays: 5, warnDays: 1 })
  const [kept = '', lost = ''] = await fill(2)
  await rep.ok(pickLeads, { ...at, body: { leadIds: [kept, lost] } })
  expect((await rep.ok(getLeadAssignment, { params: { id: lost } })).recycleAt).toBe('2026-03-07T02:00:00.000Z')
  const round = () => t.app.schedule.round(['lead_recycling'])
  t.clock.set('2026-03-05T02:00:00.000Z')
  await round()
  expect(await kinds(rep)).toEqual([])
  t.clock.set('2026-03-06T02:00:00.000Z')
  await round()
  await round()
  expect(await kinds(rep)).toEqual(['lead_recycle_soon', 'lead_recycle_soon'])
  await rep.ok(logActivity, { body: { kind: 'call', subjectType: 'lead', subjectId: kept, body: '聊了' } })
  t.clock.set('2026-03-07T02:00:00.000Z')
  await round()
  await round()
  expect((await kinds(rep)).filter((kind) => kind === 'lead_recycled')).toHaveLength(1)
  expect((await rep.ok(getLead, { params: { id: kept } })).owner?.id).toBe(rep.userId)
  expect((await rep.call(getLead, { params: { id: lost } })).code).toBe('record.not_found')
  expect((await manager.ok(listPooledLeads, at)).items).toMatchObject([{ id: lost, formerOwner: { name: '李雷' } }])
  expect((await org.admin.ok(getTimeline, { params: { subjectType: 'lead', id: lost } })).items.map(({ type }) => type)).toEqual(expect.arrayContaining(['lead.pooled', 'lead.picked']))
  // The pool that takes the team's own leads warns of those first, whoever made it late.
  const own = await rep.ok(createLead, { body: { name: '自己的' } })
  const { version } = (await org.admin.ok(listLeadPools)).items[0]!
  await org.admin.ok(changeLeadPool, { params: { id: pool.id }, version, body: { takesTeamLeads: true } })
  t.clock.advance(6 * day)
  await round()
  expect((await rep.ok(getLead, { params: { id: own.id } })).owner?.id).toBe(rep.userId)
  t.clock.advance(day)
  await round()
  expect((await rep.call(getLead, { params: { id: own.id } })).code).toBe('record.not_found')
})

test('pools are made by administrators, shown to their team, and archived empty', async () => {
  const { org, manager, rep, outsider, at, pool, fill, marketing } = await scene()
  expect((await manager.call(createLeadPool, { body: { ...plain, teamId: null } })).code).toBe('permission.denied')
  expect((await org.admin.call(createLeadPool, { body: { ...plain, teamId: null, recycleDays: 3, warnDays: 3 } })).code).toBe('pool.warn_after_recycle')
  expect((await org.admin.call(createLeadPool, { body: { ...plain, teamId: (await t.org()).rootTeamId } })).code).toBe('pool.unknown_team')
  await org.admin.ok(createLeadPool, { body: { ...plain, name: '全员公海', teamId: null } })
  const names = async (client: TestClient) => (await client.ok(listLeadPools)).items.map(({ name }) => name)
  expect([await names(rep), await names(outsider), await names(marketing), await names((await t.org()).admin)]).toEqual([['华东公海', '全员公海'], ['全员公海'], ['华东公海', '全员公海'], []])
  const [id = ''] = await fill(1)
  expect((await org.admin.call(changeLeadPool, { ...at, version: 1, body: { isArchived: true } })).code).toBe('pool.not_empty')
  // Shown openly, its leads are seen by who manages.
  await org.admin.ok(changeLeadPool, { ...at, version: 1, body: { hidesDetails: false } })
  expect((await manager.ok(getLead, { params: { id } })).phone).toBe('13912345678')
  expect((await org.admin.call(changeLeadPool, { ...at, version: 1, body: { name: '旧' } })).code).toBe('conflict.stale_version')
  const lead = await marketing.ok(getLead, { params: { id } })
  await marketing.ok(changeLead, { params: { id }, version: lead.version, body: { ownerId: rep.userId } })
  await org.admin.ok(changeLeadPool, { ...at, version: 2, body: { isArchived: true } })
  expect((await rep.call(poolLeads, { ...at, body: { leadIds: [id] } })).code).toBe('pool.archived')
  expect(pool.team?.name).toBe('华东销售')
})
