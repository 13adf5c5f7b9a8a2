import { logActivity } from '@sluice/core/activities/contract'
import { getCoaching, listCoachingDeals } from '@sluice/core/diagnosis/coaching/contract'
import type { DealFact } from '@sluice/core/pipeline/project'
import { changeDeal, getDeal } from '@sluice/core/pipeline/contract'
import { setAdvanceQuota } from '@sluice/core/suggestions/contract'
import { startTakeOver } from '@sluice/core/take-overs/contract'
import { getTeam, getTeamMember } from '@sluice/core/team/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, day, hour, type TestApp } from '../../testing/app.ts'
import { arrangeDeal } from '../../testing/deal.ts'
import { loadDeals, type DealHistory } from '../pipeline/load-deals.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const now = '2026-03-02T02:00:00.000Z'
const ago = (days: number) => new Date(Date.parse(now) - days * day).toISOString()

async function arrange() {
  t.clock.set(now)
  const org = await t.org()
  const east = await org.team('华东')
  const manager = await org.user('manager', '韩梅', east)
  const [calm, busy] = [await org.user('rep', '安', await org.team('上海', east)), await org.user('rep', '忙', await org.team('杭州', east))]
  const south = await org.user('rep', '南', await org.team('华南'))
  await t.db.write(org.orgId, (tx) => sql`update stage set dwell_days = 20, win_probability = 0.5 where org_id = ${org.orgId}`.execute(tx))
  return { org, east, manager, calm, busy, south }
}

test('one row a rep, whoever needs the manager most first: value at risk by its troubles, contact, quota, what was taken over', async () => {
  const { org, east, manager, calm, busy, south } = await arrange()
  const of = ({ userId, teamId }: typeof calm) => ({ ownerId: userId, teamId })
  const good = { nextStep: '回访', nextStepDue: '2026-03-05', expectedCloseOn: '2026-04-01' }
  const fine = await arrangeDeal(t, org, { ...of(calm), ...good, title: '都好', amountMinor: 90_000 })
  await arrangeDeal(t, org, { ...of(busy), ...good, title: '超时', amountMinor: 10_000, at: ago(21) })
  const worst = await arrangeDeal(t, org, { ...of(busy), title: '四样都有', nextStep: '发报价', nextStepDue: '2026-02-20', expectedCloseOn: '2026-02-27', amountMinor: 60_000, at: ago(30) })
  const bare = await arrangeDeal(t, org, { ...of(busy), title: '没有下一步', expectedCloseOn: '2026-04-01' })
  await arrangeDeal(t, org, { ...of(south), title: '别的团队', amountMinor: 5_000_000 })
  for (const tries of [1, 2, 3, 4]) await busy.ok(logActivity, { body: { kind: 'call', subjectType: 'deal', subjectId: bare.id, body: '打电话', outcome: 'no_answer', at: ago(tries) } })
  await org.admin.ok(setAdvanceQuota, { params: { id: east }, body: { perWeek: 3 } })

  const answer = await manager.ok(getTeam)
  expect(answer.items.map(({ user }) => user.name)).toEqual(['忙', '安'])
  const [first, second] = answer.items
  expect(first).toMatchObject({
    team: { name: '杭州' }, open: { deals: 3, amountMinor: 70_000, weightedMinor: 35_000 }, quota: { perWeek: 3, done: 0 }, takenOver: 0,
    // 5,000 × 1 trouble and 30,000 × 3.
    risk: { deals: 3, amountMinor: 70_000, weightedMinor: 35_000, need: 95_000, by: { stalled: 2, no_next_step: 1, overdue_step: 1, overdue_close: 1 } },
    contact: { silent: 2, tooMuch: 1 },
  })
  expect(second).toMatchObject({ open: { deals: 1, weightedMinor: 45_000 }, risk: { deals: 0, need: 0 }, contact: { silent: 0, tooMuch: 0 } })
  expect(answer.total).toMatchObject({ open: { deals: 4, amountMinor: 160_000 }, risk: { deals: 3 }, contact: { silent: 2 }, alarms: 0 })
  expect(answer.teams.map(({ name }) => name)).toEqual(['华东', '上海', '杭州'].toSorted((a, b) => Number(b === '华东') - Number(a === '华东') || a.localeCompare(b)))

  const { deals, total } = await manager.ok(getTeamMember, { params: { id: busy.userId } })
  expect([total, deals.map(({ title }) => title)]).toEqual([3, ['四样都有', '超时', '没有下一步']])
  expect(deals[0]).toMatchObject({ id: worst.id, weightedMinor: 30_000, canWrite: true, suggestion: { kind: 'step_overdue' } })
  expect(deals[0]?.reasons).toEqual([
    { code: 'stalled', days: 30, limitDays: 20 }, { code: 'overdue_step', days: 10, limitDays: null }, { code: 'overdue_close', days: 3, limitDays: null }, { code: 'silence', days: 30, limitDays: 14 },
  ])
  expect(deals[2]?.reasons).toEqual([{ code: 'no_next_step', days: null, limitDays: null }, { code: 'too_much', days: 4, limitDays: 7 }])

  // A choice of team; a deal that was taken over is the manager's now, and told of the rep.
  expect((await manager.ok(getTeam, { query: { team: calm.teamId } })).items.map(({ user }) => user.name)).toEqual(['安'])
  await manager.ok(startTakeOver, { params: { id: fine.id }, version: 1, body: { reason: '见高层', untilOn: '2026-03-20' } })
  const after = (await manager.ok(getTeam)).items
  expect(after.find(({ user }) => user.id === calm.userId)).toMatchObject({ takenOver: 1, open: { deals: 0 } })
  expect(after.find(({ user }) => user.id === manager.userId)).toMatchObject({ open: { deals: 1, amountMinor: 90_000 } })
  // What somebody above holds is out of the manager's sight: it is not counted where it could not be opened.
  await org.admin.ok(startTakeOver, { params: { id: worst.id }, version: 1, body: { reason: '见高层', untilOn: '2026-03-20' } })
  const held = async (who: Pick<typeof manager, 'ok'>) => (await who.ok(getTeam)).items.find(({ user }) => user.id === busy.userId)?.takenOver
  expect([await held(manager), await held(org.admin)]).toEqual([0, 1])
})

test('only who leads looks, and only at those they lead', async () => {
  const { org, manager, calm, busy, south } = await arrange()
  expect((await calm.call(getTeam)).code).toBe('permission.denied')
  expect((await calm.call(getTeamMember, { params: { id: busy.userId } })).code).toBe('permission.denied')
  expect((await calm.call(getCoaching)).code).toBe('permission.denied')
  expect((await (await org.user('finance')).call(getTeam)).code).toBe('permission.denied')
  expect((await manager.call(getTeamMember, { params: { id: south.userId } })).code).toBe('record.not_found')
  expect((await manager.ok(getTeam, { query: { team: south.teamId } })).items).toEqual([])
  expect((await org.admin.ok(getTeam)).items.map(({ user }) => user.name).toSorted()).toEqual(['南', '安', '忙'].toSorted())
  const other = (await t.org()).admin
  expect((await other.ok(getTeam)).items).toEqual([])
  expect((await other.call(getTeamMember, { params: { id: calm.userId } })).code).toBe('record.not_found')
})

test('a coaching point from the history, with the deals behind it; another team’s manager sees nothing of it', async () => {
  const { org, manager, calm, busy, south } = await arrange()
  const third = await org.user('rep', '稳', calm.teamId)
  const stages = await t.db.read(org.orgId, (tx) => tx.selectFrom('stage').select(['id', 'name', 'pipeline_id as pipelineId']).where('org_id', '=', org.orgId).orderBy('position').execute())
  const [first, next] = [stages[0], stages[1]]
  if (first === undefined || next === undefined) throw new Error('no stages')
  const { pipelineId } = first
  const history = (who: typeof calm, i: number): DealHistory => {
    const begun = 160 - i * 3
    // One takes four times as long; otherwise all alike.
    const stays = (1 + ((i * 7) % 9)) * (who === busy ? 4 : 1)
    const known = (days: number) => ({ at: ago(days), knownAt: ago(days), imported: false })
    const facts: DealFact[] = [
      { type: 'deal.created', payload: { pipelineId, stageId: first.id, amountMinor: 10_000, currency: 'CNY', winProbability: null, expectedCloseOn: null, ownerId: who.userId, teamId: who.teamId, sourceId: null, number: 0, title: `${i}`, accountId: null, leadId: null, riskFrom: null, importId: null }, ...known(begun) },
      ...(begun - stays > 0 ? [{ type: 'deal.moved' as const, payload: { pipelineId, from: first.id, to: next.id, direction: 'advance' as const, reason: null }, ...known(begun - stays) }] : []),
    ]
    return { id: newId(), title: `${who.userId.slice(-4)}-${i}`, accountId: null, leadId: null, nextStep: null, nextStepDue: null, tagIds: [], note: '', externalKey: null, importId: null, products: [], contacts: [], lastActivityAt: null, facts }
  }
  await t.db.write(org.orgId, (tx) => loadDeals(tx, { orgId: org.orgId, actorId: org.admin.userId, now }, [calm, busy, third].flatMap((who) => Array.from({ length: 45 }, (_, i) => history(who, i)))))

  const { points, people, looked } = await manager.ok(getCoaching, { query: { days: '180' } })
  expect(people).toBe(3)
  expect(looked).toBeGreaterThanOrEqual(6)
  expect(points[0]).toMatchObject({ user: { name: '忙' }, stage: { name: first.name }, measure: 'dwell', side: 'behind', value: 20, n: 45, others: 90, reference: 5 })
  expect(points[0]?.q).toBeLessThan(0.001)
  expect(points[0]?.best).toMatchObject({ value: 5, n: 45 })
  expect(points.filter(({ user, side }) => side === 'behind' && user.name !== '忙')).toEqual([])
  const behind = await manager.ok(listCoachingDeals, { query: { days: '180', pipeline: pipelineId, user: busy.userId, stage: first.id, measure: 'dwell', limit: 10 } })
  expect([behind.total, behind.items.length, new Set(behind.items.map(({ owner }) => owner?.name))]).toEqual([45, 10, new Set(['忙'])])

  const elsewhere = await org.user('manager', '南经理', south.teamId)
  expect(await elsewhere.ok(getCoaching)).toMatchObject({ people: 1, points: [] })
  expect((await elsewhere.ok(listCoachingDeals, { query: { days: '180', pipeline: pipelineId, user: busy.userId, stage: first.id, measure: 'dwell' } })).items).toEqual([])
  const stranger = (await t.org()).admin
  expect((await stranger.call(listCoachingDeals, { query: { pipeline: pipelineId, user: busy.userId, stage: first.id, measure: 'dwell' } })).code).toBe('record.not_found')
  expect(await stranger.ok(getCoaching)).toMatchObject({ points: [] })
})

test('a deal that was given to somebody else counts where it was when it entered the stage', async () => {
  const { org, manager, calm, busy } = await arrange()
  const deal = await arrangeDeal(t, org, { ownerId: calm.userId, teamId: calm.teamId, at: ago(40) })
  const { version } = await manager.ok(getDeal, { params: { id: deal.id } })
  t.clock.advance(hour)
  await manager.ok(changeDeal, { params: { id: deal.id }, version, body: { ownerId: busy.userId } })
  const of = async (user: string) => (await manager.ok(listCoachingDeals, { query: { pipeline: deal.pipelineId, user, stage: deal.stageId, measure: 'dwell' } })).total
  expect([await of(calm.userId), await of(busy.userId)]).toEqual([1, 0])
})
