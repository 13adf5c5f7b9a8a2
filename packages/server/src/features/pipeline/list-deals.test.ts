import { createTag } from '@sluice/core/catalog/contract'
import { createAccount } from '@sluice/core/customers/contract'
import { createTeam } from '@sluice/core/identity/contract'
import { bulkChangeDeals, dealSort, exportDeals, getBoard, listColumn, listDeals, loseDeal, moveDeal, winDeal } from '@sluice/core/pipeline/contract'
import type { QueryInputOf } from '@sluice/core/lib/contract'
import type { DealFact } from '@sluice/core/pipeline/project'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, day, type TestApp, type TestClient } from '../../testing/app.ts'
import { loadDeals, type DealHistory } from './load-deals.ts'
import { createSalesOrg, type SalesOrg } from './sales-org.fixture.ts'

let t: TestApp
let org: SalesOrg
const count = 300
beforeAll(async () => {
  t = await createTestApp()
  org = await createSalesOrg(t)
  await load(org, count)
})
afterAll(() => t.close())

/** Deals full of equal values and gaps, so that every sort has ties and nulls. */
async function load(of: SalesOrg, n: number): Promise<void> {
  const start = t.clock.now().getTime() - 40 * day
  const deals = Array.from({ length: n }, (_, i): DealHistory => {
    const known = (days: number) => ({ at: new Date(start + (i % 20) * day + days * day).toISOString(), knownAt: '', imported: true })
    const created: DealFact = {
      type: 'deal.created', ...known(0),
      payload: {
        pipelineId: of.pipelineId, stageId: of.stages[i % 3] ?? '', amountMinor: i % 5 === 0 ? null : (i % 7) * 1000, currency: i % 50 === 1 ? 'USD' : 'CNY', winProbability: null,
        expectedCloseOn: i % 4 === 0 ? null : `2026-03-${String(1 + (i % 9)).padStart(2, '0')}`, ownerId: of.admin.userId, teamId: of.rootTeamId, sourceId: null,
        number: 0, title: `商机${i % 40}`, accountId: null, leadId: null, riskFrom: null, importId: null,
      },
    }
    const facts: DealFact[] = [created]
    if (i % 10 === 3) facts.push({ type: 'deal.won', payload: { pipelineId: of.pipelineId, stageId: of.stages[i % 3] ?? '' }, ...known(5) })
    if (i % 10 === 4) facts.push({ type: 'deal.lost', payload: { pipelineId: of.pipelineId, stageId: of.stages[i % 3] ?? '', reasonId: null, note: null, competitor: null }, ...known(5) })
    return {
      id: newId(), title: `商机${i % 40}`, accountId: null, leadId: null, nextStep: i % 3 === 0 ? null : '回访', nextStepDue: i % 6 === 0 ? null : `2026-02-${String(10 + (i % 8))}`,
      tagIds: [], note: '', externalKey: null, importId: null, products: [], contacts: [], facts,
      lastActivityAt: i % 3 === 1 ? null : new Date(start + (i % 8) * day).toISOString(),
    }
  })
  await t.db.write(of.orgId, (tx) => loadDeals(tx, { orgId: of.orgId, actorId: of.admin.userId, now: t.clock.now().toISOString() }, deals))
}

async function everyPage(client: TestClient, query: QueryInputOf<typeof listDeals>) {
  const items = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await client.ok(listDeals, { query: { ...query, limit: 47, ...(cursor && { cursor }) } })
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}

const keys = {
  created: 'createdAt', amount: 'amountMinor', close: 'expectedCloseOn', stage_age: 'stageEnteredAt', title: 'title', activity: 'lastActivityAt', next_step: 'nextStepDue',
} as const

test.each(dealSort.options.flatMap((sort) => [[sort, 'asc'], [sort, 'desc']] as const))('paging by %s %s gives every deal once, in order, empty ones last', async (sort, direction) => {
  const items = await everyPage(org.admin, { sort, direction })
  expect(items).toHaveLength(count)
  expect(new Set(items.map((deal) => deal.id)).size).toBe(count)
  const values = items.map((deal) => deal[keys[sort]])
  const firstEmpty = values.findIndex((value) => value === null)
  const filled = firstEmpty === -1 ? values : values.slice(0, firstEmpty)
  expect(values.slice(filled.length).every((value) => value === null)).toBe(true)
  // Oldest in its stage first is the earliest entry first.
  const rises = (direction === 'asc') !== (sort === 'stage_age')
  for (let i = 1; i < filled.length; i++) {
    const [low, high] = rises ? [filled[i - 1], filled[i]] : [filled[i], filled[i - 1]]
    expect((low as string) <= (high as string)).toBe(true)
  }
  const whole = await org.admin.ok(listDeals, { query: { sort, direction, limit: 200 } })
  expect(items.slice(0, 200).map((deal) => deal.id)).toEqual(whole.items.map((deal) => deal.id))
})

test('rows that come and go while somebody pages neither repeat nor hide others', async () => {
  const org = await createSalesOrg(t)
  await load(org, 30)
  const first = await org.admin.ok(listDeals, { query: { sort: 'amount', limit: 10 } })
  for (let i = 0; i < 5; i++) await org.deal(org.admin, `插队${i}`, { amountMinor: 9_999_000 })
  const rest = await org.admin.ok(listDeals, { query: { sort: 'amount', limit: 200, cursor: first.nextCursor ?? '' } })
  expect(new Set([...first.items, ...rest.items].map((deal) => deal.id)).size).toBe(30)
})

test('a cursor that is broken or of another order is refused', async () => {
  const { nextCursor } = await org.admin.ok(listDeals, { query: { sort: 'amount', limit: 5 } })
  for (const query of [{ cursor: 'x' }, { cursor: Buffer.from('[1]').toString('base64url') }, { cursor: nextCursor ?? '', sort: 'title' as const }]) {
    expect((await org.admin.call(listDeals, { query })).code).toBe('cursor.invalid')
  }
})

test('totals are exact and add up one currency', async () => {
  const items = await everyPage(org.admin, {})
  const { total, amountMinor } = await org.admin.ok(listDeals, { query: { limit: 1 } })
  expect(total).toBe(count)
  expect(amountMinor).toBe(items.filter((deal) => deal.currency === 'CNY').reduce((sum, deal) => sum + (deal.amountMinor ?? 0), 0))
  expect(items.some((deal) => deal.currency === 'USD' && (deal.amountMinor ?? 0) > 0)).toBe(true)
})

test('every column of the board says what the list says, and pages to its end', async () => {
  const board = await org.admin.ok(getBoard, { params: { id: org.pipelineId }, query: { cards: 7 } })
  expect(board.columns.map((column) => column.key)).toEqual([...org.stages, 'dormant', 'won', 'lost'])
  for (const column of board.columns) {
    const isRest = column.key === 'won' || column.key === 'lost' || column.key === 'dormant'
    const query = isRest ? { status: column.key as 'won' | 'lost' | 'dormant' } : { stage: column.key, status: 'open' as const }
    const list = await org.admin.ok(listDeals, { query: { ...query, limit: 200, pipeline: org.pipelineId } })
    expect([column.key, column.count, column.amountMinor]).toEqual([column.key, list.total, list.amountMinor])
    const ids = column.cards.map((card) => card.id)
    for (let cursor = column.nextCursor; cursor !== null; ) {
      const more = await org.admin.ok(listColumn, { params: { id: org.pipelineId, column: column.key }, query: { cursor, limit: 31 } })
      ids.push(...more.items.map((card) => card.id))
      cursor = more.nextCursor
    }
    expect(new Set(ids)).toEqual(new Set(list.items.map((deal) => deal.id)))
    expect(ids).toHaveLength(list.total)
  }
  expect(board.columns.reduce((sum, column) => sum + column.count, 0)).toBe(count)
})

test.each(['amount', 'close', 'stage_age', 'activity'] as const)('a board sorted by %s pages its columns in that order', async (sort) => {
  const board = await org.admin.ok(getBoard, { params: { id: org.pipelineId }, query: { cards: 10, sort } })
  const column = board.columns[0]
  const all = await org.admin.ok(listColumn, { params: { id: org.pipelineId, column: column?.key as 'won' }, query: { sort, limit: 200 } })
  expect(column?.cards.map((card) => card.id)).toEqual(all.items.slice(0, 10).map((card) => card.id))
  const next = await org.admin.ok(listColumn, { params: { id: org.pipelineId, column: column?.key as 'won' }, query: { sort, limit: 10, cursor: column?.nextCursor ?? '' } })
  expect(next.items.map((card) => card.id)).toEqual(all.items.slice(10, 20).map((card) => card.id))
})

test('closed columns reach as far back as asked', async () => {
  const won = async (closedDays: number) =>
    (await org.admin.ok(getBoard, { params: { id: org.pipelineId }, query: { closedDays } })).columns.find((column) => column.key === 'won')
  expect((await won(90))?.count).toBe(30)
  const near = (await won(25))?.count ?? 0
  expect(near).toBeGreaterThan(0)
  expect(near).toBeLessThan(30)
  expect((await org.admin.call(getBoard, { params: { id: newId() } })).code).toBe('record.not_found')
  expect((await org.admin.call(listColumn, { params: { id: org.pipelineId, column: newId() } })).code).toBe('record.not_found')
})

test('filters of board and list: owner, team with those below, tag, account, search, quick ones, condition', async () => {
  const org = await createSalesOrg(t)
  const rep = await org.user('rep', '小李')
  const below = await org.admin.ok(createTeam, { body: { name: '下级', parentId: rep.teamId } })
  const junior = await org.user('rep', '小王', below.id)
  const tag = await org.admin.ok(createTag, { body: { name: '重点' } })
  const account = await org.admin.ok(createAccount, { body: { name: '甲客户' } })
  const [s1, s2] = org.stages
  await org.deal(rep, '李一', { nextStep: '拜访', nextStepDue: '2026-02-28', expectedCloseOn: '2026-03-31', amountMinor: 5_000_000 })
  await org.deal(junior, '王一', { nextStep: '报价', nextStepDue: '2026-03-02', expectedCloseOn: '2026-04-01', stageId: s2 })
  await org.deal(org.admin, '管一', { tagIds: [tag.id], accountId: account.id, expectedCloseOn: '2026-03-01' })
  const closed = await org.deal(org.admin, '管二', { expectedCloseOn: '2026-03-05' })
  await org.admin.ok(winDeal, { params: { id: closed.id }, body: {} })
  const titles = async (query: QueryInputOf<typeof listDeals>, client: TestClient = org.admin) =>
    (await client.ok(listDeals, { query: { ...query, sort: 'title', direction: 'asc' } })).items.map((deal) => deal.title).toSorted()

  expect(await titles({ owner: rep.userId })).toEqual(['李一'])
  expect(await titles({ owner: '' })).toEqual([])
  expect(await titles({ team: rep.teamId })).toEqual(['李一', '王一'].toSorted())
  expect(await titles({ team: below.id })).toEqual(['王一'])
  expect(await titles({ tag: tag.id })).toEqual(['管一'])
  expect(await titles({ account: account.id })).toEqual(['管一'])
  expect(await titles({ stage: s2 })).toEqual(['王一'])
  expect(await titles({ stage: `${s1},${s2}`, status: 'open' })).toEqual(['李一', '王一', '管一'].toSorted())
  expect(await titles({ q: '甲客户' })).toEqual(['管一'])
  expect(await titles({ quick: 'mine' })).toEqual(['管一', '管二'].toSorted())
  expect(await titles({ quick: 'closing_this_month' })).toEqual(['李一', '管一'].toSorted())
  expect(await titles({ quick: 'no_next_step' })).toEqual(['管一'])
  // It is the second of March in Shanghai: what is due today is not overdue.
  expect(await titles({ quick: 'overdue' })).toEqual(['李一'])
  expect(await titles({ quick: 'stale' })).toEqual([])
  expect(await titles({ quick: 'team' }, rep)).toEqual(['李一'])
  expect(await titles({}, junior)).toEqual(['王一'])
  expect(await titles({ where: 'owner is "小李" or stage is "需求确认" and amount empty' })).toEqual(['李一', '王一'].toSorted())
  expect(await titles({ where: JSON.stringify({ field: 'amount', op: 'gte', value: 5_000_000 }), status: 'open' })).toEqual(['李一'])
  const bad = await org.admin.call(listDeals, { query: { where: 'owner is "没有这个人"' } })
  expect([bad.status, bad.code, JSON.parse(bad.text).data.position]).toEqual([400, 'condition.unknown_name', 9])
  expect((await org.admin.call(getBoard, { params: { id: org.pipelineId }, query: { where: 'nonsense = 1' } })).code).toBe('condition.unknown_field')

  t.clock.advance(15 * day)
  expect(await titles({ quick: 'stale' })).toEqual(['李一', '王一', '管一'].toSorted())
  const board = await org.admin.ok(getBoard, { params: { id: org.pipelineId }, query: { owner: rep.userId } })
  expect(board.columns.map((column) => column.count)).toEqual([1, ...board.columns.slice(1).map(() => 0)])
  t.clock.advance(-15 * day)
})

test('export gives the rows and columns of the list, as a spreadsheet can read and cannot run them', async () => {
  const org = await createSalesOrg(t)
  await org.deal(org.admin, '=HYPERLINK("http://evil")', { amountMinor: 123_456, expectedCloseOn: '2026-03-09' })
  await org.deal(org.admin, '逗号,"引号"', { amountMinor: null })
  const answer = await org.admin.call(exportDeals, { query: { columns: 'number,title,stage,amount,owner,createdAt', sort: 'title', direction: 'desc' } })
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(String(answer.headers['content-disposition'])).toContain(encodeURIComponent('商机.csv'))
  const [head, ...lines] = answer.text.split('\r\n')
  expect(head).toBe('\ufeff编号,商机名称,阶段,金额,负责人,创建时间')
  expect(lines.toSorted()).toEqual([
    '', `1001,"'=HYPERLINK(""http://evil"")",初步接洽,1234.56,管理员,2026-03-02 10:00`, '1002,"逗号,""引号""",初步接洽,,管理员,2026-03-02 10:00',
  ])
  const english = await org.admin.call(exportDeals, { query: { locale: 'en', columns: 'status' } })
  expect(english.text).toBe('\ufeffStatus\r\nOpen\r\nOpen\r\n')
  expect((await org.admin.call(exportDeals, { query: { columns: 'secret' } })).code).toBe('request.invalid')
  expect((await org.admin.call(exportDeals, { query: { where: '(' } })).code).toBe('condition.unexpected_end')
  const rep = await org.user('rep')
  expect((await rep.call(exportDeals)).text.split('\r\n')).toHaveLength(2)
})

test('an export of more than one piece has every row once', async () => {
  const org = await createSalesOrg(t)
  await load(org, 2100)
  const { text } = await org.admin.call(exportDeals, { query: { columns: 'number', sort: 'amount' } })
  const numbers = text.trim().split('\r\n').slice(1).map(Number)
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 2100 }, (_, i) => 1001 + i))
})

test('in bulk each deal is decided by itself, and the refused ones are named', async () => {
  const org = await createSalesOrg(t)
  const rep = await org.user('rep', '小李')
  const [s1, s2] = org.stages
  const mine = [await org.deal(rep, '一'), await org.deal(rep, '二'), await org.deal(rep, '三')]
  const closed = await org.deal(rep, '丢了')
  await rep.ok(loseDeal, { params: { id: closed.id }, body: { reasonId: org.reason() } })
  const foreign = await org.deal(org.admin, '别人的')
  const standing = await org.deal(rep, '原地', { stageId: s2 })
  const tag = await org.admin.ok(createTag, { body: { name: '季度重点' } })
  const ids = [...mine, closed, foreign, standing].map((deal) => deal.id)
  const answer = await rep.ok(bulkChangeDeals, { body: { ids: [...ids, ids[0] ?? ''], stageId: s2, addTagIds: [tag.id] } })
  expect(answer.changed).toEqual([...mine, standing].map((deal) => deal.id))
  expect(answer.refused).toEqual([{ id: closed.id, code: 'deal.not_open' }, { id: foreign.id, code: 'record.not_found' }])
  expect(await org.column(rep, s2)).toEqual([...mine, standing].map((deal) => deal.id))
  expect(await org.column(rep, s1)).toEqual([])
  const { items } = await rep.ok(listDeals, { query: { tag: tag.id } })
  expect(items).toHaveLength(4)
  await rep.ok(bulkChangeDeals, { body: { ids, removeTagIds: [tag.id] } })
  expect((await rep.ok(listDeals, { query: { tag: tag.id } })).total).toBe(0)
  const hopeless: [{ stageId?: string; ownerId?: string; addTagIds?: string[] }, string][] = [
    [{ stageId: newId() }, 'deal.unknown_stage'], [{ ownerId: newId() }, 'record.unknown_owner'], [{ addTagIds: [newId()] }, 'record.unknown_tag'],
  ]
  for (const [body, code] of hopeless) expect((await rep.call(bulkChangeDeals, { body: { ids, ...body } })).code).toBe(code)
  const finance = await org.user('finance')
  expect((await finance.ok(bulkChangeDeals, { body: { ids: [ids[0] ?? ''], stageId: s1 } })).refused).toEqual([{ id: ids[0], code: 'permission.denied' }])
  // Handing over: the new owner's team goes with it.
  const handed = await org.admin.ok(bulkChangeDeals, { body: { ids: [foreign.id], ownerId: rep.userId } })
  expect(handed.changed).toEqual([foreign.id])
  expect((await rep.ok(listDeals, { query: { q: '别人的' } })).items[0]).toMatchObject({ owner: { id: rep.userId }, teamId: rep.teamId })
  expect((await org.admin.call(moveDeal, { params: { id: foreign.id }, body: { stageId: s2 } })).status).toBe(200)
})
