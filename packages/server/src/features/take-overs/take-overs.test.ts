import { listComments } from '@sluice/core/activities/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { changeDeal, getDeal, loseDeal, setDealCollaborators } from '@sluice/core/pipeline/contract'
import { getTakeOver, handBack, listTakeOvers, startTakeOver } from '@sluice/core/take-overs/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { day, createTestApp, type TestApp, type TestClient } from '../../testing/app.ts'
import { createSalesOrg } from '../pipeline/sales-org.fixture.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const body = { reason: '大额单，客户要求见管理层', untilOn: '2026-03-10' }
const told = async (who: TestClient, kind: string) => (await who.ok(listNotifications)).items.filter((one) => one.kind === kind)

async function arrange() {
  const org = await createSalesOrg(t)
  const region = await org.team('华东')
  const manager = await org.user('manager', '韩梅', region)
  const rep = await org.user('rep', '李雷', await org.team('上海', region))
  t.clock.set('2026-03-02T02:00:00.000Z')
  const deal = await org.deal(rep, '云帆年度采购', { amountMinor: 90_000_000 })
  return { org, manager, rep, deal }
}

test('a manager takes a deal of the team over and hands it back: history, the rep’s sight, notices', async () => {
  const { org, manager, rep, deal } = await arrange()
  expect(await manager.ok(getTakeOver, { params: { id: deal.id } })).toEqual({ takeOver: null, canTakeOver: true })
  expect(await rep.ok(getTakeOver, { params: { id: deal.id } })).toEqual({ takeOver: null, canTakeOver: false })

  const taken = await manager.ok(startTakeOver, { params: { id: deal.id }, version: deal.version, body })
  expect(taken).toMatchObject({ takenBy: { name: '韩梅' }, owner: { name: '李雷' }, reason: body.reason, untilOn: '2026-03-10', daysLate: -8, canHandBack: true, deal: { id: deal.id, title: '云帆年度采购', amountMinor: 90_000_000, status: 'open' } })
  // The ordinary change of owner: team, version and log go along; the rep still sees it, follows it, and is told why.
  const now = await rep.ok(getDeal, { params: { id: deal.id } })
  expect(now).toMatchObject({ owner: { id: manager.userId }, teamId: manager.teamId, canWrite: true, collaborators: [{ id: rep.userId }] })
  expect(taken.deal.version).toBe(now.version)
  const changes = await org.rows<{ changes: Record<string, unknown> }>(sql`select payload->'changes' as changes from event where type = 'deal.changed' and subject_id = ${deal.id} order by seq`)
  expect(changes.map((one) => Object.keys(one.changes).toSorted())).toEqual([['ownerId', 'teamId'], ['collaboratorIds']])
  expect((await rep.ok(listComments, { params: { subjectType: 'deal', id: deal.id } })).isFollowing).toBe(true)
  expect(await told(rep, 'deal_taken_over')).toMatchObject([{ data: { by: '韩梅', title: '云帆年度采购', comment: body.reason, until: '2026-03-10' }, subjectId: deal.id }])
  expect((await rep.ok(getTakeOver, { params: { id: deal.id } })).takeOver).toMatchObject({ id: taken.id, canHandBack: false })
  expect((await manager.ok(listTakeOvers)).items.map((one) => one.id)).toEqual([taken.id])

  // The rep, who still works on it, does not end it.
  expect((await rep.call(handBack, { params: { id: taken.id }, version: now.version, body: {} })).code).toBe('permission.denied')
  expect((await manager.call(handBack, { params: { id: taken.id }, version: now.version - 1, body: {} })).code).toBe('conflict.stale_version')
  expect(await manager.ok(handBack, { params: { id: taken.id }, version: now.version, body: { note: '已见过总经理，按新方案跟进' } })).toMatchObject({ dealId: deal.id, owner: { name: '李雷' } })
  expect(await rep.ok(getDeal, { params: { id: deal.id } })).toMatchObject({ owner: { id: rep.userId }, teamId: rep.teamId, collaborators: [] })
  expect(await told(rep, 'deal_handed_back')).toMatchObject([{ data: { by: '韩梅', comment: '已见过总经理，按新方案跟进' } }])
  expect((await manager.ok(listTakeOvers)).items).toEqual([])
  expect((await manager.ok(getTakeOver, { params: { id: deal.id } }))).toMatchObject({ takeOver: null, canTakeOver: true })
  expect((await manager.call(handBack, { params: { id: taken.id }, version: now.version + 1, body: {} })).code).toBe('take_over.reassigned')
})

test('collaborators stay as they were, also when it goes back', async () => {
  const { org, manager, rep, deal } = await arrange()
  const helper = await org.user('rep', '售前')
  await rep.ok(setDealCollaborators, { params: { id: deal.id }, body: { userIds: [helper.userId] } })
  const taken = await manager.ok(startTakeOver, { params: { id: deal.id }, version: 2, body })
  expect((await rep.ok(getDeal, { params: { id: deal.id } })).collaborators.map((one) => one.name).toSorted()).toEqual(['售前', '李雷'].toSorted())
  await manager.ok(handBack, { params: { id: taken.id }, version: taken.deal.version, body: {} })
  expect((await rep.ok(getDeal, { params: { id: deal.id } })).collaborators).toMatchObject([{ name: '售前' }])
})

test('who may not: the rep, a neighbour, another team’s manager, another organisation; and what may not', async () => {
  const { org, manager, rep, deal } = await arrange()
  const at = { params: { id: deal.id }, version: deal.version, body }
  expect((await rep.call(startTakeOver, at)).code).toBe('permission.denied')
  const other = await org.user('manager', '别的经理', await org.team('华南'))
  expect((await other.call(startTakeOver, at)).code).toBe('record.not_found')
  expect((await (await org.user('rep', '邻居')).call(getTakeOver, { params: { id: deal.id } })).code).toBe('record.not_found')
  expect((await (await t.org()).admin.call(startTakeOver, at)).code).toBe('record.not_found')
  // A manager who merely helps with it sees it, and leads somebody else.
  await rep.ok(setDealCollaborators, { params: { id: deal.id }, body: { userIds: [other.userId] } })
  expect((await other.call(startTakeOver, { ...at, version: 2 })).code).toBe('take_over.not_your_team')
  expect((await manager.call(startTakeOver, at)).code).toBe('conflict.stale_version')
  expect((await manager.call(startTakeOver, { ...at, version: 2, body: { ...body, untilOn: '2026-03-02' } })).code).toBe('take_over.in_the_past')
  expect((await manager.call(startTakeOver, { ...at, version: 2, body: { ...body, untilOn: '2026-12-02' } })).code).toBe('take_over.in_the_past')
  // Nothing of all this is left.
  expect(await rep.ok(getDeal, { params: { id: deal.id } })).toMatchObject({ version: 2, owner: { id: rep.userId } })

  const taken = await manager.ok(startTakeOver, { ...at, version: 2 })
  expect((await org.admin.call(startTakeOver, { ...at, version: taken.deal.version })).code).toBe('take_over.running')
  expect((await (await t.org()).admin.call(handBack, { params: { id: taken.id }, version: taken.deal.version, body: {} })).code).toBe('record.not_found')
  const own = await org.deal(manager, '自己的')
  expect((await manager.call(startTakeOver, { params: { id: own.id }, version: own.version, body })).code).toBe('take_over.own')
})

test('a deal that somebody else was given meanwhile is not taken over any more; a closed one is handed back, not taken', async () => {
  const { org, manager, rep, deal } = await arrange()
  const taken = await manager.ok(startTakeOver, { params: { id: deal.id }, version: deal.version, body })
  await org.admin.ok(changeDeal, { params: { id: deal.id }, version: taken.deal.version, body: { ownerId: org.admin.userId } })
  expect((await org.admin.ok(getTakeOver, { params: { id: deal.id } })).takeOver).toBeNull()
  expect((await org.admin.ok(listTakeOvers)).items).toEqual([])
  expect((await org.admin.call(handBack, { params: { id: taken.id }, version: taken.deal.version + 1, body: {} })).code).toBe('take_over.reassigned')

  const second = await org.deal(rep, '另一单')
  const again = await manager.ok(startTakeOver, { params: { id: second.id }, version: second.version, body })
  await manager.ok(loseDeal, { params: { id: second.id }, body: { reasonId: org.reason() } })
  const { version } = await manager.ok(getDeal, { params: { id: second.id } })
  await manager.ok(handBack, { params: { id: again.id }, version, body: {} })
  expect(await rep.ok(getDeal, { params: { id: second.id } })).toMatchObject({ status: 'lost', owner: { id: rep.userId } })
  expect((await manager.call(startTakeOver, { params: { id: second.id }, version: version + 1, body })).code).toBe('take_over.closed')
  // What was given to somebody else can be taken over anew.
  await org.admin.ok(changeDeal, { params: { id: deal.id }, version: taken.deal.version + 1, body: { ownerId: rep.userId } })
  await manager.ok(startTakeOver, { params: { id: deal.id }, version: taken.deal.version + 2, body })
  expect((await manager.ok(listTakeOvers)).items).toMatchObject([{ deal: { id: deal.id }, owner: { name: '李雷' } }])
})

test('whoever took it over is reminded once, when the day has passed', async () => {
  const { manager, deal } = await arrange()
  await manager.ok(startTakeOver, { params: { id: deal.id }, version: deal.version, body })
  t.clock.set('2026-03-10T15:59:00.000Z') // the last minute of the 10th in Shanghai
  await t.app.schedule.round(['take_over_reminders'])
  expect(await told(manager, 'deal_take_over_due')).toEqual([])
  t.clock.advance(2 * 60_000)
  await t.app.schedule.round(['take_over_reminders'])
  t.clock.advance(day)
  await t.app.schedule.round(['take_over_reminders'])
  expect(await told(manager, 'deal_take_over_due')).toMatchObject([{ data: { title: '云帆年度采购', owner: '李雷', until: '2026-03-10' }, subjectId: deal.id }])
  expect((await manager.ok(listTakeOvers)).items[0]?.daysLate).toBe(2)
})
