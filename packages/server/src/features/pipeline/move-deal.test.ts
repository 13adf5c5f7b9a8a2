import { changePipeline } from '@sluice/core/catalog/contract'
import { getDeal, loseDeal, moveDeal, reopenDeal, winDeal } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, day, hour, type TestApp } from '../../testing/app.ts'
import { createSalesOrg, type SalesOrg } from './sales-org.fixture.ts'

let t: TestApp
let org: SalesOrg
beforeAll(async () => {
  t = await createTestApp()
  org = await createSalesOrg(t)
})
afterAll(() => t.close())

const events = (id: string) => org.rows(sql<{ type: string; payload: Record<string, unknown>; at: string; known_at: string; owner_id: string }>`
  select type, payload, at, known_at, owner_id from event where subject_id = ${id} order by seq`)

test('a deal goes forward, back and forward again, and every stay is kept', async () => {
  const [s1, s2, s3] = org.stages
  const deal = await org.deal(org.admin, '一来一回', { amountMinor: 1000 })
  t.clock.advance(day)
  const entered = t.clock.now().toISOString()
  const moved = await org.admin.ok(moveDeal, { params: { id: deal.id }, body: { stageId: s3, fromStageId: s1, nextStep: '约高层', nextStepDue: '2026-03-10' } })
  expect(moved).toMatchObject({ stageId: s3, stageEnteredAt: entered, nextStep: '约高层', nextStepDue: '2026-03-10', version: deal.version + 1 })
  t.clock.advance(day)
  await org.admin.ok(moveDeal, { params: { id: deal.id }, body: { stageId: s2, reason: '需求又变' } })
  const detail = await org.admin.ok(getDeal, { params: { id: deal.id } })
  expect(detail.stays.map((stay) => [stay.stageId, stay.exit])).toEqual([[s1, 'advance'], [s3, 'back'], [s2, null]])
  expect(detail.stays[1]?.enteredAt).toBe(entered)
  const log = await events(deal.id)
  expect(log.map((event) => event.type)).toEqual(['deal.created', 'deal.moved', 'deal.changed', 'deal.moved'])
  expect(log[2]?.payload.changes).toEqual({ nextStep: [null, '约高层'], nextStepDue: [null, '2026-03-10'] })
  expect(log[3]?.payload).toMatchObject({ direction: 'back', reason: '需求又变' })
  expect(log.every((event) => event.owner_id === org.admin.userId)).toBe(true)
})

test('what happened yesterday is dated yesterday and known today', async () => {
  const [, s2] = org.stages
  const deal = await org.deal(org.admin, '补录')
  t.clock.advance(2 * day)
  const at = new Date(t.clock.now().getTime() - day).toISOString()
  const moved = await org.admin.ok(moveDeal, { params: { id: deal.id }, body: { stageId: s2, at } })
  expect(moved.stageEnteredAt).toBe(at)
  expect((await events(deal.id))[1]).toMatchObject({ at, known_at: t.clock.now().toISOString() })
  const refused = async (when: string) => (await org.admin.call(winDeal, { params: { id: deal.id }, body: { at: when } })).code
  expect(await refused(new Date(Date.parse(at) - 1).toISOString())).toBe('deal.before_stage_entry')
  expect(await refused(new Date(t.clock.now().getTime() + hour).toISOString())).toBe('deal.in_the_future')
})

test('two drag the same card at once: the second is told, and nothing is overwritten', async () => {
  const [s1, s2, s3] = org.stages
  const deal = await org.deal(org.admin, '争抢')
  const [one, two] = await Promise.all([s2, s3].map((stageId) => org.admin.call(moveDeal, { params: { id: deal.id }, body: { stageId, fromStageId: s1 } })))
  expect([one?.status, two?.status].toSorted()).toEqual([200, 409])
  expect([one?.code, two?.code]).toContain('deal.moved_meanwhile')
  const won = one?.status === 200 ? s2 : s3
  expect((await org.admin.ok(getDeal, { params: { id: deal.id } })).stageId).toBe(won)
  expect((await events(deal.id)).filter((event) => event.type === 'deal.moved')).toHaveLength(1)
})

test('cards lie where they were dropped; a drop within the column writes one row and no event', async () => {
  const org = await createSalesOrg(t)
  const [s1, s2] = org.stages
  const ids: string[] = []
  for (const title of ['甲', '乙', '丙', '丁']) ids.unshift((await org.deal(org.admin, title)).id)
  const [d4 = '', d3 = '', d2 = '', d1 = ''] = ids
  expect(await org.column(org.admin, s1)).toEqual([d4, d3, d2, d1])
  const drop = (id: string, body: { beforeId?: string | null; afterId?: string | null }, stageId = s1) =>
    org.admin.ok(moveDeal, { params: { id }, body: { stageId, ...body } })
  const before = await org.rows(sql<{ id: string; rank: string; version: number }>`select id, rank, version from deal order by id`)
  await drop(d1, { beforeId: d4, afterId: d3 })
  expect(await org.column(org.admin, s1)).toEqual([d4, d1, d3, d2])
  const after = await org.rows(sql<{ id: string; rank: string; version: number }>`select id, rank, version from deal order by id`)
  expect(after.filter((row, i) => row.rank !== before[i]?.rank).map((row) => row.id)).toEqual([d1])
  expect(after.map((row) => row.version)).toEqual(before.map((row) => row.version))
  await drop(d4, { beforeId: d2 })
  expect(await org.column(org.admin, s1)).toEqual([d1, d3, d2, d4])
  await drop(d2, { afterId: d1, beforeId: null })
  expect(await org.column(org.admin, s1)).toEqual([d2, d1, d3, d4])
  await drop(d4, {})
  expect(await org.column(org.admin, s1)).toEqual([d4, d2, d1, d3])
  // Into another column, between its cards; with one neighbour named the other is whoever stands there.
  await drop(d1, {}, s2)
  await drop(d2, {}, s2)
  await drop(d3, { afterId: d1 }, s2)
  expect(await org.column(org.admin, s2)).toEqual([d2, d3, d1])
  expect(await org.column(org.admin, s1)).toEqual([d4])
  // Many drops into the same gap.
  for (let i = 0; i < 40; i++) await drop([d1, d3][i % 2] ?? '', { beforeId: d2 }, s2)
  expect(await org.column(org.admin, s2)).toEqual([d2, d3, d1])
  expect(await org.rows(sql`select type from event where type = 'deal.moved'`)).toHaveLength(3)
})

test('a neighbour that is gone, foreign or the card itself is refused', async () => {
  const [s1, s2] = org.stages
  const deal = await org.deal(org.admin, '独行')
  const gone = await org.deal(org.admin, '已走', { stageId: s2 })
  for (const beforeId of [gone.id, deal.id, newId()]) {
    expect((await org.admin.call(moveDeal, { params: { id: deal.id }, body: { stageId: s1, beforeId } })).code).toBe('deal.unknown_neighbour')
  }
})

test('cards of one rank, and neighbours that have changed places, still take a card between or below them', async () => {
  const org = await createSalesOrg(t)
  const [s1] = org.stages
  const [a, b, c] = [await org.deal(org.admin, 'a'), await org.deal(org.admin, 'b'), await org.deal(org.admin, 'c')]
  await t.db.write(org.orgId, (tx) => sql`update deal set rank = 'i' where id = any(${sql.val([a.id, b.id])}::uuid[])`.execute(tx))
  await org.admin.ok(moveDeal, { params: { id: c.id }, body: { stageId: s1, beforeId: a.id, afterId: b.id } })
  expect(await org.column(org.admin, s1)).toEqual([...[a.id, b.id].toSorted(), c.id])
  await org.admin.ok(moveDeal, { params: { id: a.id }, body: { stageId: s1, beforeId: c.id, afterId: b.id } })
  expect(await org.column(org.admin, s1)).toEqual([b.id, c.id, a.id])
})

test('a transfer to another pipeline closes the stay there and opens one here', async () => {
  const deal = await org.deal(org.admin, '换流程')
  const moved = await org.admin.ok(moveDeal, { params: { id: deal.id }, body: { stageId: org.otherStages[1] } })
  expect(moved).toMatchObject({ pipelineId: org.otherPipelineId, stageId: org.otherStages[1] })
  const { stays } = await org.admin.ok(getDeal, { params: { id: deal.id } })
  expect(stays.map((stay) => stay.exit)).toEqual(['transfer', null])
})

test('won with the final amount, reopened, lost with a reason, reopened into another stage', async () => {
  const [s1, s2, s3] = org.stages
  const deal = await org.deal(org.admin, '起落', { amountMinor: 500, stageId: s3 })
  t.clock.advance(hour)
  const won = await org.admin.ok(winDeal, { params: { id: deal.id }, body: { amountMinor: 700 } })
  expect(won).toMatchObject({ status: 'won', stageId: s3, amountMinor: 700, closedAt: t.clock.now().toISOString() })
  for (const contract of [winDeal, loseDeal] as const) {
    const body = contract === loseDeal ? { reasonId: org.reason() } : {}
    expect((await org.admin.call(contract, { params: { id: deal.id }, body: body as { reasonId: string } })).code).toBe('deal.not_open')
  }
  t.clock.advance(hour)
  const reopened = await org.admin.ok(reopenDeal, { params: { id: deal.id }, body: { reason: '合同取消' } })
  expect(reopened).toMatchObject({ status: 'open', stageId: s3, closedAt: null, stageEnteredAt: t.clock.now().toISOString() })
  expect((await org.admin.call(reopenDeal, { params: { id: deal.id }, body: {} })).code).toBe('deal.already_open')

  const lose = (body: { reasonId: string; note?: string; competitor?: string }) => org.admin.call(loseDeal, { params: { id: deal.id }, body })
  expect((await lose({ reasonId: newId() })).code).toBe('deal.unknown_loss_reason')
  expect((await lose({ reasonId: org.reason({ asksCompetitor: true }) })).code).toBe('deal.loss_competitor_required')
  expect((await lose({ reasonId: org.reason({ asksText: true }), note: ' ' })).code).toBe('deal.loss_note_required')
  const lost = await lose({ reasonId: org.reason({ asksCompetitor: true }), competitor: '甲公司', note: '价格低两成' })
  expect(lost.body).toMatchObject({ status: 'lost', lostReasonId: org.reason({ asksCompetitor: true }) })
  expect(await org.admin.ok(getDeal, { params: { id: deal.id } })).toMatchObject({ competitor: '甲公司', lostNote: '价格低两成' })

  expect((await org.admin.call(reopenDeal, { params: { id: deal.id }, body: { stageId: org.otherStages[0] } })).code).toBe('deal.unknown_stage')
  await org.admin.ok(reopenDeal, { params: { id: deal.id }, body: { stageId: s1 } })
  const detail = await org.admin.ok(getDeal, { params: { id: deal.id } })
  expect(detail).toMatchObject({ stageId: s1, lostReasonId: null, lostNote: null, competitor: null })
  expect(detail.stays.map((stay) => [stay.stageId, stay.exit])).toEqual([[s3, 'won'], [s3, 'lost'], [s1, null]])
  expect((await org.column(org.admin, s1))?.[0]).toBe(deal.id)
  expect((await org.admin.call(moveDeal, { params: { id: deal.id }, body: { stageId: newId() } })).code).toBe('deal.unknown_stage')
  expect(s2).not.toBe(s3)
})

test('into an archived pipeline nothing moves', async () => {
  const org = await createSalesOrg(t)
  const deal = await org.deal(org.admin, '太迟')
  await org.admin.ok(changePipeline, { params: { id: org.otherPipelineId }, version: 1, body: { isArchived: true } })
  expect((await org.admin.call(moveDeal, { params: { id: deal.id }, body: { stageId: org.otherStages[0] } })).code).toBe('deal.unknown_stage')
})

test('who does not see a deal finds none; who only sees it may not move it', async () => {
  const rep = await org.user('rep', '小李')
  const neighbour = await org.user('rep', '小王')
  const finance = await org.user('finance')
  const foreign = await createSalesOrg(t)
  const deal = await org.deal(rep, '小李的商机')
  const [, s2] = org.stages
  const attempts = async (client: typeof rep | typeof org.admin) => {
    const params = { id: deal.id }
    const answers = await Promise.all([
      client.call(moveDeal, { params, body: { stageId: s2 } }), client.call(winDeal, { params, body: {} }),
      client.call(loseDeal, { params, body: { reasonId: org.reason() } }), client.call(reopenDeal, { params, body: {} }),
    ])
    return [...new Set(answers.map((answer) => answer.code))]
  }
  expect(await attempts(neighbour)).toEqual(['record.not_found'])
  expect(await attempts(foreign.admin)).toEqual(['record.not_found'])
  expect(await attempts(finance)).toEqual(['permission.denied'])
  expect((await rep.call(moveDeal, { params: { id: deal.id }, body: { stageId: s2 } })).status).toBe(200)
})

test('a repeated move with one key happens once', async () => {
  const deal = await org.deal(org.admin, '重复请求')
  const input = { params: { id: deal.id }, body: { stageId: org.stages[1], fromStageId: org.stages[0] }, headers: { 'idempotency-key': newId() } }
  const first = await org.admin.ok(moveDeal, input)
  expect(await org.admin.ok(moveDeal, input)).toEqual(first)
  expect(await events(deal.id)).toHaveLength(2)
})
