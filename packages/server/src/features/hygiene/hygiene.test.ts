import { logActivity } from '@sluice/core/activities/contract'
import { createPipeline } from '@sluice/core/catalog/contract'
import { getFunnel } from '@sluice/core/funnel/contract'
import { decideHygiene, getHygiene, listHygiene, reviewLoss, sleepDeal, wakeDeal, type HygieneIssue } from '@sluice/core/hygiene/contract'
import { createLead, getLead } from '@sluice/core/leads/contract'
import { listNotifications, readNotifications } from '@sluice/core/notifications/contract'
import { changeDeal, createDeal, getBoard, getDeal, listDeals, loseDeal, moveDeal } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, day, type TestApp, type TestClient } from '../../testing/app.ts'
import { createSalesOrg } from '../pipeline/sales-org.fixture.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

/** An organisation with a plain pipeline, a rep and her deal. */
async function scene() {
  const org = await createSalesOrg(t)
  const pipeline = await org.admin.ok(createPipeline, { body: { name: `流程${Math.trunc(t.clock.now().getTime() / 1000)}`, stages: ['接洽', '报价', '签约'] } })
  const rep = await org.user('rep', '李销售')
  const deal = (title: string, body: object = {}, by: TestClient = rep) => by.ok(createDeal, { body: { title, pipelineId: pipeline.id, amountMinor: 100_00, ...body } })
  const board = async () => new Map((await org.admin.ok(getBoard, { params: { id: pipeline.id }, query: {} })).columns.map((column) => [column.key, column]))
  const stages = pipeline.stages.map((stage) => stage.id) as [string, string, string]
  const later = async (days: number) => {
    t.clock.advance(days * day)
    await t.app.schedule.round(['dormancy'])
  }
  return { org, pipeline, rep, deal, board, stages, later }
}

test('thirty idle days: the owner is told three days before, then the deal sleeps in a column of its own and out of the funnel', async () => {
  const { org, pipeline, rep, deal, board, stages, later } = await scene()
  const { id } = await deal('无人问津')
  const before = await rep.ok(getDeal, { params: { id } })
  await later(26)
  expect((await rep.ok(listNotifications)).items).toEqual([])
  await later(1)
  const told = await rep.ok(listNotifications)
  expect(told.items).toMatchObject([{ kind: 'deal_dormant_soon', subjectId: id, data: { title: '无人问津' }, readAt: null }])
  expect(told.unread).toBe(1)
  await later(1)
  expect((await rep.ok(listNotifications)).items).toHaveLength(1)
  expect((await board()).get('dormant')?.count).toBe(0)
  await later(2)
  const asleep = await rep.ok(getDeal, { params: { id } })
  expect(asleep.dormantAt).toBe(t.clock.now().toISOString())
  expect((await rep.ok(listNotifications)).items[0]).toMatchObject({ kind: 'deal_dormant', data: { days: 30 } })
  expect(await rep.ok(readNotifications, { body: {} })).toEqual({ unread: 0 })

  // An automatic write resets no clock.
  expect([asleep.stageEnteredAt, asleep.lastActivityAt]).toEqual([before.stageEnteredAt, before.lastActivityAt])
  const columns = await board()
  expect([columns.get('dormant')?.cards.map((card) => card.id), columns.get(stages[0])?.count, columns.get('dormant')?.weightedMinor]).toEqual([[id], 0, 0])
  expect((await rep.ok(listDeals, { query: { status: 'open' } })).items).toEqual([])
  expect((await rep.ok(listDeals, { query: { status: 'dormant' } })).items.map((one) => one.id)).toEqual([id])
  const funnel = await org.admin.ok(getFunnel, { query: { pipeline: pipeline.id } })
  expect([funnel.steps[0]?.stock.value, funnel.deals.open.value, funnel.deals.dormant.value, funnel.cohortCounts.open.value]).toEqual([0, 0, 1, 1])
  expect(funnel.weighted.pipeline.value).toBe(0)
  // Before it fell asleep, it was in the stock: the log knows.
  const asOf = new Date(t.clock.now().getTime() - day).toISOString().slice(0, 10)
  expect((await org.admin.ok(getFunnel, { query: { pipeline: pipeline.id, asOf } })).steps[0]?.stock.value).toBe(1)
})

test('it wakes by a call, a change, a move or by hand; a note does not wake it', async () => {
  const { rep, deal, stages, later } = await scene()
  const [called, changed, moved, byHand] = [await deal('通话'), await deal('修改'), await deal('推进'), await deal('手动')]
  await later(27)
  // Whoever looks in now and then stays signed in.
  await rep.ok(listNotifications)
  await later(3)
  const dormant = async (id: string) => (await rep.ok(getDeal, { params: { id } })).dormantAt !== null
  for (const { id } of [called, changed, moved, byHand]) expect(await dormant(id)).toBe(true)

  await rep.ok(logActivity, { body: { kind: 'note', subjectType: 'deal', subjectId: called.id, body: '自言自语' } })
  expect(await dormant(called.id)).toBe(true)
  await rep.ok(logActivity, { body: { kind: 'call', subjectType: 'deal', subjectId: called.id, outcome: 'connected' } })
  await rep.ok(changeDeal, { params: { id: changed.id }, version: (await rep.ok(getDeal, { params: { id: changed.id } })).version, body: { amountMinor: 5 } })
  await rep.ok(moveDeal, { params: { id: moved.id }, body: { stageId: stages[1] } })
  await rep.ok(wakeDeal, { params: { id: byHand.id } })
  expect((await rep.call(wakeDeal, { params: { id: byHand.id } })).code).toBe('deal.not_dormant')
  for (const { id } of [called, changed, moved, byHand]) expect(await dormant(id)).toBe(false)
  // Awake, and the count begins anew: nobody is warned a week later.
  await later(7)
  for (const { id } of [called, changed, moved, byHand]) expect(await dormant(id)).toBe(false)

  await rep.ok(sleepDeal, { params: { id: byHand.id } })
  expect((await rep.call(sleepDeal, { params: { id: byHand.id } })).code).toBe('deal.already_dormant')
})

test('the cleaning list: each trouble finds its records, counts and list agree, and what one may not see is in neither', async () => {
  const { org, pipeline, rep, deal, later } = await scene()
  const neighbour = await org.user('rep', '邻居')
  await deal('邻居的', {}, neighbour)
  const overdue = await deal('逾期', { expectedCloseOn: '2026-01-01', nextStep: '回访', nextStepDue: '2026-01-02' })
  const bare = await deal('没有下一步')
  const lost = await deal('丢了')
  await rep.ok(loseDeal, { params: { id: lost.id }, body: { reasonId: org.reason() } })
  const lead = await rep.ok(createLead, { body: { name: '冷线索' } })
  await later(20)
  const list = async (client: TestClient, issue: HygieneIssue) => (await client.ok(listHygiene, { params: { issue }, query: {} })).items.map((item) => item.id)
  expect(await list(rep, 'overdue_close')).toEqual([overdue.id])
  expect(await list(rep, 'overdue_step')).toEqual([overdue.id])
  expect(await list(rep, 'no_next_step')).toEqual([bare.id])
  expect(await list(rep, 'loss_unreviewed')).toEqual([lost.id])
  expect(await list(rep, 'idle_lead')).toEqual([lead.id])
  expect(await list(org.admin, 'no_next_step')).toHaveLength(2)
  for (const client of [rep, org.admin]) {
    const { counts } = await client.ok(getHygiene, { query: {} })
    for (const { issue, count } of counts) expect(await list(client, issue), issue).toHaveLength(count)
  }
  const { counts } = await rep.ok(getHygiene, { query: { pipeline: pipeline.id } })
  expect(counts.find((one) => one.issue === 'idle_lead')?.count).toBe(0)
  expect(counts.find((one) => one.issue === 'overdue_close')).toEqual({ issue: 'overdue_close', count: 1, amountMinor: 100_00 })
})

test('one decision for many: what may be done is done, the rest is named with its reason', async () => {
  const { org, rep, deal } = await scene()
  const neighbour = await org.user('rep', '邻居')
  const [one, two, theirs] = [await deal('甲'), await deal('乙'), await deal('丙', {}, neighbour)]
  const decide = (client: TestClient, ids: string[], decision: object) => client.ok(decideHygiene, { body: { subjectType: 'deal', ids, decision } as never })
  expect(await decide(rep, [one.id, two.id, theirs.id], { type: 'sleep' })).toEqual({ changed: [one.id, two.id].sort(), refused: [{ id: theirs.id, code: 'record.not_found' }] })
  expect((await decide(rep, [one.id, theirs.id], { type: 'sleep' })).refused.map((refusal) => refusal.code).sort()).toEqual(['deal.already_dormant', 'record.not_found'])
  expect(await decide(rep, [one.id], { type: 'wake' })).toEqual({ changed: [one.id], refused: [] })
  await decide(rep, [one.id], { type: 'close_date', expectedCloseOn: '2026-09-01' })
  await decide(rep, [one.id], { type: 'next_step', nextStep: '约见', nextStepDue: '2026-08-01' })
  await decide(rep, [two.id], { type: 'lose', reasonId: org.reason() })
  expect(await rep.ok(getDeal, { params: { id: one.id } })).toMatchObject({ expectedCloseOn: '2026-09-01', nextStep: '约见', nextStepDue: '2026-08-01' })
  expect(await rep.ok(getDeal, { params: { id: two.id } })).toMatchObject({ status: 'lost', dormantAt: null })
  expect((await decide(rep, [two.id], { type: 'lose', reasonId: org.reason() })).refused).toEqual([{ id: two.id, code: 'deal.not_open' }])

  const lead = await rep.ok(createLead, { body: { name: '假线索' } })
  const forLead = (decision: object) => rep.call(decideHygiene, { body: { subjectType: 'lead', ids: [lead.id], decision } as never })
  expect((await forLead({ type: 'invalid', reason: '空号' })).body).toEqual({ changed: [], refused: [{ id: lead.id, code: 'lead.effort_missing' }] })
  await rep.ok(logActivity, { body: { kind: 'call', subjectType: 'lead', subjectId: lead.id, outcome: 'wrong_number' } })
  expect((await forLead({ type: 'invalid', reason: '空号' })).body).toEqual({ changed: [lead.id], refused: [] })
  expect(await rep.ok(getLead, { params: { id: lead.id } })).toMatchObject({ status: 'invalid', invalidReason: '空号' })
  expect((await forLead({ type: 'restore' })).status).toBe(200)
  expect((await forLead({ type: 'sleep' })).code).toBe('hygiene.wrong_subject')
})

test('a lost reason is asked again: corrected on the deal, kept in the log and in the funnel', async () => {
  const { org, rep, deal, stages } = await scene()
  const { id } = await deal('再看一次')
  expect((await rep.call(reviewLoss, { params: { id }, body: { reasonId: org.reason() } })).code).toBe('deal.not_lost')
  const first = org.reason()
  await rep.ok(loseDeal, { params: { id }, body: { reasonId: first } })
  const second = org.reason({ asksText: true })
  expect((await rep.call(reviewLoss, { params: { id }, body: { reasonId: second } })).code).toBe('deal.loss_note_required')
  expect(await rep.ok(reviewLoss, { params: { id }, body: { reasonId: second, note: '其实是预算没了' } })).toMatchObject({ lostReasonId: second, reviewedBy: { name: '李销售' } })
  expect((await rep.ok(listHygiene, { params: { issue: 'loss_unreviewed' }, query: {} })).items).toEqual([])
  const stays = await org.rows(sql<{ reason: string }>`select lost_reason_id as reason from stay where org_id = ${org.orgId} and deal_id = ${id} and stage_id = ${stages[0]}`)
  expect(stays).toEqual([{ reason: first }])
})
